import { describe, expect, it } from 'vitest';
import { NO_CEILINGS } from '../../src/domain/ceilings.ts';
import { hint } from '../../src/domain/hint.ts';
import { JOB_STATUSES } from '../../src/domain/lists.ts';
import { POLICY_RULES } from '../../src/policy/rules.ts';
import { asksForBlocker, decideStop, type StopTarget } from '../../src/policy/stop-job.ts';
import { decideToken } from '../../src/policy/token.ts';
import { decideUpdate, IMMUTABLE, type UpdateTarget } from '../../src/policy/update-job.ts';
import { decideTerminal } from '../../src/policy/web-terminal.ts';

const change = (job: Parameters<typeof decideUpdate>[0], asked: Parameters<typeof decideUpdate>[1]) =>
  decideUpdate(job, asked, NO_CEILINGS);

const stopTarget = (status: string): StopTarget => ({
  jobId: 'dlc1',
  displayName: 'llm',
  jobType: 'PyTorchJob',
  status,
  created: '2026-11-24T00:00:00Z',
  runningSince: status === 'Running' ? '2026-11-24T00:30:00Z' : undefined,
  runningSeconds: status === 'Running' ? 5400 : undefined,
  ageSeconds: 7200,
  pods: 2,
  totals: { gpus: 16, cpus: 192, memoryGib: 1920, complete: true },
  console: 'https://console.example/dlc1',
});
const stoppable = (mode: 'standard' | 'live') =>
  JOB_STATUSES.filter((status) => decideStop(stopTarget(status), mode).verdict === 'confirm');

describe('R15 stop_job', () => {
  it('asks for Running and Queuing, and nothing else', () => {
    expect(stoppable('standard')).toEqual(['Queuing', 'Running']);
  });

  it('asks for every status with something left to stop where the operator says so', () => {
    const over = ['Stopping', 'Succeeded', 'Failed', 'Stopped'];
    expect(stoppable('live')).toEqual(JOB_STATUSES.filter((status) => !over.includes(status)));
  });

  it.each(['standard', 'live'] as const)('never stops an undocumented status (%s)', (mode) => {
    expect(decideStop(stopTarget('Dequeued'), mode).verdict).toBe('refuse');
  });

  it('shows what is lost', () => {
    const decision = decideStop(stopTarget('Running'), 'standard');
    const shown = decision.verdict === 'confirm' ? decision.question.en : '';
    for (const fact of ['dlc1', '"llm"', 'PyTorchJob', 'Running', '1 h 30 min', '16 GPUs', 'checkpoint'])
      expect(shown).toContain(fact);
  });

  it.each(['EnvPreparing', 'Bidding', 'Restarting', 'SucceededReserving'])(
    'names the setting of the operator and the console where a job that is %s is not stopped',
    (status) => {
      const fix = Reflect.get(decideStop(stopTarget(status), 'standard'), 'fix');
      expect(fix).toContain('--stoppable live');
      expect(fix).toContain('https://console.example/dlc1');
    },
  );

  it('never says to wait for a job that will not run by itself', () => {
    const blocker = 'the container image could not be pulled';
    const decision = decideStop({ ...stopTarget('EnvPreparing'), blocker }, 'standard');
    expect(decision).toMatchObject({
      verdict: 'refuse',
      reason: expect.stringContaining(`will not run by itself: ${blocker}.`),
      fix: expect.stringMatching(/^Do not wait for it\. .*--stoppable live.*console\.example/),
    });
    expect(decision).not.toHaveProperty('valid');
    expect(decideStop({ ...stopTarget('EnvPreparing'), blocker }, 'live').verdict).toBe('confirm');
  });

  it('asks what is in the way only where a refusal would say so', () => {
    const asked = (mode: 'standard' | 'live') => JOB_STATUSES.filter((status) => asksForBlocker(status, mode));
    expect(asked('standard')).toEqual(['Creating', 'Bidding', 'EnvPreparing', 'SanityChecking', 'Restarting']);
    expect(asked('live')).toEqual([]);
  });

  it('says what to wait for, or that it is over (R28)', () => {
    expect(decideStop(stopTarget('EnvPreparing'), 'standard')).toMatchObject({
      rule: 'R15',
      fix: expect.stringContaining('Running'),
      valid: ['Running', 'Queuing'],
    });
    expect(decideStop(stopTarget('Failed'), 'live')).toMatchObject({ reason: expect.stringContaining('already over') });
    expect(decideStop(stopTarget('SucceededReserving'), 'standard')).toMatchObject({
      reason: expect.stringContaining('reservation'),
    });
  });
});

const quotaJob: UpdateTarget = {
  jobId: 'dlc1',
  displayName: 'sft',
  status: 'Queuing',
  resourceId: 'quota1',
  accessibility: 'PRIVATE',
  tasks: [{ type: 'Worker', podCount: 2, scaling: undefined }],
  elastic: false,
};
const elastic: UpdateTarget = {
  ...quotaJob,
  status: 'Running',
  tasks: [{ type: 'Worker', podCount: 2, scaling: { min: 1, max: 4 } }],
};

describe('update_job', () => {
  it('R10 refuses name and type by name', () => {
    for (const key of ['display_name', 'job_type'] as const) {
      expect(IMMUTABLE[key].rule).toBe('R10');
      expect(IMMUTABLE[key].fix).toContain(hint('with create'));
    }
  });

  it('R16 changes a priority in its window only', () => {
    const open = JOB_STATUSES.filter((status) => change({ ...quotaJob, status }, { priority: 9 }).verdict === 'allow');
    expect(open).toEqual(['Creating', 'Queuing', 'EnvPreparing']);
    expect(change({ ...quotaJob, status: 'Running' }, { priority: 9 })).toMatchObject({
      rule: 'R16',
      valid: ['Creating', 'Queuing', 'EnvPreparing'],
    });
  });

  it('R16 changes a priority of a quota job only', () => {
    expect(change({ ...quotaJob, resourceId: undefined }, { priority: 9 })).toMatchObject({
      rule: 'R16',
      reason: expect.stringContaining('public resources'),
    });
  });

  it('R17 widens visibility in any status', () => {
    for (const status of JOB_STATUSES)
      expect(change({ ...quotaJob, status }, { accessibility: 'PUBLIC' })).toMatchObject({
        verdict: 'confirm',
        rule: 'R17',
        question: { en: expect.stringContaining('This cannot be taken back.') },
      });
    expect(change({ ...quotaJob, accessibility: 'PUBLIC' }, { accessibility: 'PUBLIC' }).verdict).toBe('allow');
  });

  it('R17 never narrows it', () => {
    for (const accessibility of ['PUBLIC', undefined, ''])
      expect(change({ ...quotaJob, accessibility }, { accessibility: 'PRIVATE' })).toMatchObject({ rule: 'R17' });
    expect(change(quotaJob, { accessibility: 'PRIVATE' })).toMatchObject({
      verdict: 'allow',
      notes: [{ en: expect.stringContaining('already') }],
    });
  });

  it('R18 scales elastic jobs within their bounds', () => {
    const scale = (job: UpdateTarget, pod_count: number, type = 'Worker') =>
      change(job, { task_specs: [{ type, pod_count }] });
    expect(scale(elastic, 4)).toMatchObject({
      verdict: 'confirm',
      question: {
        en: expect.stringMatching(
          /^Change a job\? More pods, .* costs .*: Worker 2 -> 4\.\ndlc1 "sft", which is Running\.$/,
        ),
      },
    });
    expect(scale(elastic, 1)).toMatchObject({
      verdict: 'confirm',
      question: { en: expect.stringMatching(/^Change a job\? Fewer pods, .* is lost: Worker 2 -> 1\.\n/) },
    });
    const sized = { ...elastic, tasks: elastic.tasks.map((task) => ({ ...task, each: 'ecs.gn7' })) };
    expect(scale(sized, 4)).toMatchObject({
      question: { en: expect.stringContaining(': Worker 2 -> 4 (ecs.gn7 each).\n') },
    });
    expect(scale(sized, 1)).toMatchObject({ question: { en: expect.stringContaining(': Worker 2 -> 1.\n') } });
    expect(scale(elastic, 2).verdict).toBe('allow');
    expect(scale({ ...quotaJob, elastic: true }, 40).verdict).toBe('confirm');
    expect(scale(quotaJob, 4)).toMatchObject({ rule: 'R18', reason: expect.stringContaining('not elastic') });
    expect(scale(elastic, 5)).toMatchObject({ rule: 'R18', reason: expect.stringContaining('5') });
    expect(scale(elastic, 2, 'worker')).toMatchObject({ rule: 'R18', fix: 'Did you mean "Worker"?' });
  });

  it('R18 scales what is live and not being stopped', () => {
    const over = ['Stopping', 'Stopped', 'Succeeded', 'Failed', 'SucceededReserving', 'FailedReserving'];
    const scaled = JOB_STATUSES.filter(
      (status) =>
        change({ ...elastic, status }, { task_specs: [{ type: 'Worker', pod_count: 4 }] }).verdict === 'confirm',
    );
    expect(scaled).toEqual(JOB_STATUSES.filter((status) => !over.includes(status)));
    expect(
      change({ ...elastic, status: 'Stopping' }, { task_specs: [{ type: 'Worker', pod_count: 1 }] }),
    ).toMatchObject({ rule: 'R18', reason: 'dlc1 is Stopping; its pods cannot be scaled any more.' });
  });
});

describe('R30 get_web_terminal', () => {
  const job = {
    jobId: 'dlc1',
    displayName: 'llm',
    status: 'Running',
    pods: [
      { podId: 'dlc1-worker-0', status: 'Running' },
      { podId: 'dlc1-master-0', status: 'Running' },
      { podId: 'dlc1-worker-1', status: 'Failed' },
    ],
  };

  it('asks for the leading live pod', () => {
    expect(decideTerminal(job, undefined, false)).toMatchObject({
      verdict: 'confirm',
      question: { en: expect.stringContaining('Pod dlc1-master-0 of job dlc1') },
    });
    expect(decideTerminal(job, 'dlc1-worker-0', true)).toMatchObject({
      question: { en: expect.stringContaining('shared') },
    });
  });

  it('refuses a pod that is not live or not there, naming the live ones', () => {
    const valid = ['dlc1-worker-0', 'dlc1-master-0'];
    expect(decideTerminal(job, 'dlc1-worker-1', false)).toMatchObject({ rule: 'R30', valid });
    expect(decideTerminal(job, 'dlc2-worker-0', false)).toMatchObject({ rule: 'R30', valid });
    expect(decideTerminal({ ...job, pods: [] }, undefined, false)).toMatchObject({ rule: 'R30' });
  });

  it('refuses a job that is not running', () => {
    for (const status of JOB_STATUSES.filter((name) => name !== 'Running'))
      expect(decideTerminal({ ...job, status }, undefined, false)).toMatchObject({ rule: 'R30' });
  });
});

describe('R31 get_token', () => {
  it('tells the person the lifetime', () => {
    expect(decideToken({ jobId: 'dlc1', displayName: 'llm' }, 3600).question.en).toContain('1 h');
  });
});

describe('the table of rules', () => {
  it('is in order, with no rule twice, and without those alone that nothing holds yet', () => {
    const numbers = POLICY_RULES.map(({ id }) => Number(id.slice(1)));
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    const absent = Array.from({ length: numbers.at(-1) ?? 0 }, (_, index) => index + 1).filter(
      (n) => !numbers.includes(n),
    );
    expect(absent.filter((n) => n < 40 || n > 45)).toEqual([]);
    for (const { text } of POLICY_RULES) expect(text).toMatch(/^[ -~]{10,130}$/);
  });
});
