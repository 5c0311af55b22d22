import { describe, expect, it } from 'vitest';
import { nextSteps } from '../../src/advice/next-steps.ts';
import { JOB_STATUSES } from '../../src/domain/lists.ts';
import { createJob } from '../../src/tools/jobs/create-job.ts';

const everything = () => true;
const withoutWorkflows = (tool: string) => tool !== 'diagnose_job';

describe('next steps', () => {
  it('go to the diagnosis in one call where it is offered, else to the events', () => {
    for (const status of ['Queuing', 'Restarting', 'Failed', 'SomethingNew']) {
      expect(nextSteps(status, 'dlc1', undefined, everything)[0], status).toContain('diagnose_job job_id=dlc1 ');
      const other = nextSteps(status, 'dlc1', undefined, withoutWorkflows);
      expect(other[0], status).toContain('get_job_events job_id=dlc1 ');
      expect(other.join(), status).not.toContain('diagnose_job');
    }
  });

  it('are at most two, each about the job, and name the pod that tells most', () => {
    for (const status of JOB_STATUSES) {
      const steps = nextSteps(status, 'dlc1', 'dlc1-worker-0', everything);
      expect(steps.length, status).toBeLessThanOrEqual(2);
    }
    expect(nextSteps('Failed', 'dlc1', 'dlc1-worker-0', everything)[1]).toContain('pod_id=dlc1-worker-0');
    expect(nextSteps('Succeeded', 'dlc1', undefined, everything)).toEqual([]);
  });
});

describe('after a create', () => {
  const made = {
    job_id: 'dlc1',
    display_name: 'sft',
    created: true,
    status: 'Creating',
    total: { gpus: 0, cpus: 0, memory_gib: 0, complete: true },
    notes: [],
    console_url: 'https://example.com',
    comes_next: 'Queuing',
  };
  const stepsOf = (changes: object, offers: (tool: string) => boolean): string =>
    createJob.next({ ...made, ...changes }, {}, offers).join();

  it('a new job is waited for where that is offered; there is nothing to diagnose yet', () => {
    expect(stepsOf({}, everything)).toBe('wait_for_job job_ids=["dlc1"] statuses=["Running"] until it runs.');
    expect(stepsOf({}, (tool) => tool !== 'wait_for_job')).toMatch(/^diagnose_job job_id=dlc1 /);
  });

  it('one that was there before is looked into, and an unread one is read', () => {
    expect(stepsOf({ created: false, status: 'Queuing' }, everything)).toMatch(/^diagnose_job job_id=dlc1 /);
    expect(stepsOf({ status: 'unknown' }, everything)).toBe('get_job job_id=dlc1.');
  });
});
