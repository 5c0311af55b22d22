import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asOffered } from '../../src/advice/offered.ts';
import type { CreateEntry } from '../../src/domain/create-ledger.ts';
import { REQUEST_TAG } from '../../src/domain/create-ledger.ts';
import { statusFacts } from '../../src/domain/job-status.ts';
import { JOB_STATUSES } from '../../src/domain/lists.ts';
import {
  checkRequestTag,
  judgeTwins,
  type KnownJob,
  type KnownTask,
  lookAlikes,
  madeBy,
  SEND_WITHIN_MS,
  SETTLED_AFTER_MS,
  sameSpec,
  searchPauses,
  settlesAt,
  type WantedJob,
  wasNeverCarriedOut,
} from '../../src/policy/create-once.ts';
import { Foreign } from '../../src/shaping/foreign.ts';

const ID = '3f1c4a52-7d53-4b0e-9d3a-0c6b1f9e2a11';

const want: WantedJob = {
  display_name: 'llm',
  job_type: 'PyTorchJob',
  command: 'python train.py',
  task_specs: [{ type: 'Worker', pod_count: 2, image: 'reg/pytorch:2.3', ecs_spec: 'ecs.gn6e' }],
};
const quota: WantedJob = {
  ...want,
  resource_id: 'quota1',
  task_specs: [
    { type: 'Worker', pod_count: 2, image: 'reg/pytorch:2.3', resource_config: { cpu: '8', memory: '96Gi', gpu: '1' } },
  ],
};
/** A text of the cloud. */
const of = (text: string) => new Foreign(text);
const task: KnownTask = {
  type: of('Worker'),
  pods: 2,
  image: of('reg/pytorch:2.3'),
  ecsSpec: of('ecs.gn6e'),
  cpus: undefined,
  gpus: undefined,
  memoryGib: undefined,
};
const have: KnownJob = {
  jobId: 'dlc1',
  status: 'Running',
  created: '2026-11-24T01:57:00Z',
  ageSeconds: 180,
  jobType: of('PyTorchJob'),
  resourceId: undefined,
  command: of('python train.py'),
  tasks: [task],
  requestId: undefined,
};
const inQuota: KnownJob = {
  ...have,
  resourceId: of('quota1'),
  tasks: [{ ...task, ecsSpec: undefined, cpus: 8, gpus: 1, memoryGib: 96 }],
};
const entry: CreateEntry = {
  request_id: ID,
  region: 'cn-hangzhou',
  workspace_id: '1',
  display_name: 'llm',
  at: '2026-11-24T01:55:00.000Z',
};

describe('R29 the same spec', () => {
  it('is the same type, quota, tasks and command', () => {
    expect(sameSpec(want, have)).toBe(true);
    expect(sameSpec(quota, inQuota)).toBe(true);
  });

  it.each<[string, Partial<KnownJob>]>([
    ['another type', { jobType: of('TFJob') }],
    ['a quota', { resourceId: of('quota1') }],
    ['another command', { command: of('python other.py') }],
    ['another role', { tasks: [{ ...task, type: of('Master') }] }],
    ['more pods', { tasks: [{ ...task, pods: 3 }] }],
    ['another image', { tasks: [{ ...task, image: of('reg/pytorch:2.4') }] }],
    ['another machine', { tasks: [{ ...task, ecsSpec: of('ecs.g6') }] }],
    ['one task more', { tasks: [task, { ...task, type: of('Master') }] }],
  ])('is not one with %s', (_, more) => expect(sameSpec(want, { ...have, ...more })).toBe(false));

  it.each<[string, Partial<typeof task>]>([
    ['cpu', { cpus: 16 }],
    ['gpu', { gpus: 2 }],
    ['memory', { memoryGib: 128 }],
    ['no gpu', { gpus: undefined }],
  ])('is not one with other quantities: %s', (_, more) =>
    expect(sameSpec(quota, { ...inQuota, tasks: [{ ...inQuota.tasks[0]!, ...more }] })).toBe(false),
  );

  it('does not depend on how a quantity is written, nor on the order of the tasks', () => {
    const written = { ...quota.task_specs[0]!, resource_config: { cpu: '8000m', memory: '98304Mi', gpu: '1' } };
    expect(sameSpec({ ...quota, task_specs: [written] }, inQuota)).toBe(true);
    const two = { ...want, task_specs: [...want.task_specs, { ...want.task_specs[0]!, type: 'Master' }] };
    expect(sameSpec(two, { ...have, tasks: [{ ...task, type: of('Master') }, task] })).toBe(true);
  });

  it('is not one where one of two tasks differs, and no GPU is none', () => {
    const two = { ...want, task_specs: [...want.task_specs, { ...want.task_specs[0]!, type: 'Master' }] };
    expect(sameSpec(two, { ...have, tasks: [{ ...task, type: of('Master'), pods: 7 }, task] })).toBe(false);
    const [wanted] = quota.task_specs;
    const none = { ...quota, task_specs: [{ ...wanted!, resource_config: { cpu: '8', memory: '96Gi' } }] };
    for (const [gpus, same] of [
      [undefined, true],
      [0, true],
      [1, false],
    ] as const)
      expect(sameSpec(none, { ...inQuota, tasks: [{ ...inQuota.tasks[0]!, gpus }] }), `${gpus} GPUs`).toBe(same);
  });

  it('cannot be told apart by what an answer does not show', () => {
    expect(sameSpec(want, { ...have, command: undefined, jobType: undefined, tasks: [] })).toBe(true);
  });
});

describe('R29 twins', () => {
  it.each(JOB_STATUSES)('counts one that is %s while it is not over', (status) => {
    const { refusal, notes } = judgeTwins(want, [{ ...have, status }]);
    expect(refusal !== undefined).toBe(statusFacts(status).phase !== 'terminal');
    expect(notes).toEqual([]);
  });

  it('is one whose command differs in nothing that is shown: whether a guess is right is not told', () => {
    const there = [{ ...have, command: of('mysql -porange42 && python train.py') }];
    const judged = (command: string) => judgeTwins({ ...want, command }, there);
    const right = judged('mysql -porange42 && python train.py');
    expect(judged('mysql -pbanana17 && python train.py')).toEqual(right);
    expect(right.refusal?.reason).toContain('tasks and command, as far as it is shown, is there already');
    expect(judged('mysql -porange42 && python other.py').refusal).toBeUndefined();
    expect(judgeTwins(want, [have]).refusal?.reason).toContain('tasks and command is there already');
  });
  it('names job, status, age and the next step', () => {
    const { refusal } = judgeTwins(want, [have]);
    expect(refusal).toMatchObject({ verdict: 'refuse', rule: 'R29' });
    expect(refusal?.reason).toContain('dlc1 (Running, created 3 min ago)');
    expect(asOffered(refusal?.fix ?? '', () => true)).toMatch(/get_job job_id=dlc1.*another display_name/);
    expect(judgeTwins(want, [{ ...have, ageSeconds: undefined }]).refusal?.reason).toContain('dlc1 (Running)');
    expect(asOffered(judgeTwins(want, [{ ...have, status: 'Stopping' }]).refusal?.fix ?? '', () => true)).toContain(
      'once get_job',
    );
  });

  it('notes one of another spec, and neither where it is over', () => {
    const other = { ...have, jobId: 'dlc2', command: of('other') };
    expect(judgeTwins(want, [other])).toEqual({
      refusal: undefined,
      notes: [{ en: expect.stringContaining('another spec already: dlc2.'), zh: expect.stringContaining('dlc2') }],
    });
    expect(judgeTwins(want, [{ ...other, status: 'Failed' }])).toEqual({ refusal: undefined, notes: [] });
    expect(judgeTwins(want, [{ ...have, status: 'Odd' }]).refusal).toBeDefined();
  });

  it('does not list more than three', () => {
    const many = Array.from({ length: 5 }, (_, i) => ({ ...have, jobId: `dlc${i}` }));
    expect(judgeTwins(want, many).refusal?.reason).toMatch(/dlc0.*dlc1.*dlc2.*2 more/);
  });
});

describe('R29 an open create', () => {
  it('made the job that carries its tag, and no other', () => {
    const others = [have, { ...have, requestId: of('0') }];
    expect(madeBy(entry, others)).toBeUndefined();
    expect(madeBy(entry, [...others, { ...have, jobId: 'dlc9', requestId: of(ID) }])?.jobId).toBe('dlc9');
  });

  it('may have made what looks like it', () => {
    const ids = (jobs: KnownJob[]) => lookAlikes(entry, want, jobs).map(({ jobId }) => jobId);
    expect(ids([have, { ...have, jobId: 'dlc2', created: undefined }])).toEqual(['dlc1', 'dlc2']);
    expect(ids([{ ...have, requestId: of('x') }])).toEqual([]);
    expect(ids([{ ...have, command: of('other') }])).toEqual([]);
    // By a clock that may be 15 minutes behind ours.
    expect(ids([{ ...have, created: '2026-11-24T01:40:00Z' }])).toEqual(['dlc1']);
    expect(ids([{ ...have, created: '2026-11-24T01:39:59Z' }])).toEqual([]);
  });

  it('is settled when no signature of its time is accepted any more', () => {
    const at = Date.parse(entry.at);
    for (const [minutes, settled] of [
      [-5, false],
      [0, false],
      [31, false],
      [31.001, true],
    ] as const)
      expect(wasNeverCarriedOut(entry, at + minutes * 60_000)).toBe(settled);
    expect(settlesAt(entry)).toBe('2026-11-24T02:26:00.000Z');
  });
});

describe('R29 the send window', () => {
  it('is a minute: long enough for a wait in the queue, and settled after two tolerances of the gateway', () => {
    expect(SEND_WITHIN_MS).toBe(60_000);
    expect(SETTLED_AFTER_MS).toBe(SEND_WITHIN_MS + 2 * 15 * 60_000);
  });
});

describe('R29 the tag', () => {
  it('is not the caller\u2019s to set', () => {
    expect(checkRequestTag(want)).toBeUndefined();
    expect(checkRequestTag({ ...want, settings: { tags: { team: 'nlp' } } })).toBeUndefined();
    expect(checkRequestTag({ ...want, settings: { tags: { [REQUEST_TAG]: 'x' } } })).toMatchObject({ rule: 'R29' });
  });
});

describe('the pauses of a search', () => {
  it('grow, and take as long as was asked', () => {
    expect(searchPauses(0)).toEqual([]);
    expect(searchPauses(100)).toEqual([100]);
    expect(searchPauses(20_000)).toEqual([250, 500, 1000, 2000, 4000, 4000, 4000, 4000, 250]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600_000 }), (total) => {
        const pauses = searchPauses(total);
        return pauses.reduce((sum, pause) => sum + pause, 0) === total && pauses.every((pause) => pause > 0);
      }),
    );
  });
});
