import { describe, expect, it } from 'vitest';
import { JOB_STATUSES } from '../../src/domain/job-status.ts';
import { nextSteps } from '../../src/tools/shared/next-steps.ts';

const everything = () => true;
const withoutWorkflows = (tool: string) => tool !== 'diagnose_job';

describe('next steps', () => {
  it('go to the diagnosis in one call where it is offered, else to the events', () => {
    for (const status of ['Queuing', 'Restarting', 'Failed', 'SomethingNew']) {
      expect(nextSteps(status, 'dlc1', undefined, everything)[0], status).toContain('Next: diagnose_job job_id=dlc1 ');
      const other = nextSteps(status, 'dlc1', undefined, withoutWorkflows);
      expect(other[0], status).toContain('Next: get_job_events job_id=dlc1 ');
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
