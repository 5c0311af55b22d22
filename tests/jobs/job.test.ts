import { describe, expect, it } from 'vitest';
import { cloudClock, Job, readJobs, secondsSince, spansOf } from '../../src/jobs/job.ts';
import { sizedTasks, totalOf } from '../../src/jobs/job-size.ts';
import { historyOf, latestFirst, podIdOf, readPods } from '../../src/jobs/pods.ts';
import { mentioned } from '../../src/tools/workflows/diagnose-job/pods.ts';

const pods = (...of: object[]) => new Job({ Pods: of }).pods;

describe('R38 a decoded job', () => {
  it('is tolerant of what is missing, odd or nested', () => {
    const empty = new Job(undefined);
    expect([empty.status, empty.jobId, empty.tasks, empty.pods, empty.times]).toEqual(['Unknown', '', [], [], {}]);
    const odd = new Job({
      Pods: [[{ PodId: 'p-0' }], null, 7],
      JobSpecs: { Type: 'Worker' },
      Priority: '3',
      Status: 5,
    });
    expect(odd.pods.map(({ podId }) => podId)).toEqual(['p-0']);
    expect(odd.tasks.map(({ type, pods: count }) => [type?.line(), count])).toEqual([['Worker', undefined]]);
    expect([odd.priority, odd.status]).toEqual([3, '5']);
    expect(readJobs({ Jobs: [{ JobId: 'dlc1' }] })).toMatchObject({ total: 1 });
  });

  it('ran until its end or now, and for an unknown time where it is over and its end is not told', () => {
    const times = { GmtCreateTime: '2026-03-05T12:00:00Z', GmtRunningTime: '2026-03-05T12:10:00Z' };
    const spans = (more: object) => spansOf(new Job({ ...times, ...more }), new Date('2026-03-05T14:10:00Z'));
    expect(spans({ Status: 'Running' })).toEqual({ queue_time: '10 min', run_time: '2 h' });
    expect(spans({ Status: 'Failed', GmtFinishTime: '2026-03-05T13:10:00Z' }).run_time).toBe('1 h');
    expect(spans({ Status: 'Failed' })).toEqual({ queue_time: '10 min', run_time: undefined });
    expect(spans({ Status: 'Stopped', GmtRunningTime: '' })).toEqual({ queue_time: undefined, run_time: undefined });
  });

  it('ran by the time of the cloud, whatever the clock of this machine says', () => {
    const job = new Job({
      Status: 'Running',
      GmtCreateTime: '2026-03-05T12:00:00Z',
      GmtRunningTime: '2026-03-05T12:10:00Z',
      Duration: 7800,
    });
    for (const now of ['2026-03-05T11:00:00Z', '2026-03-05T14:10:00Z', '2026-03-07T00:00:00Z'].map(
      (at) => new Date(at),
    )) {
      expect(spansOf(job, now)).toEqual({ queue_time: '10 min', run_time: '2 h' });
      expect(secondsSince(job, now)).toEqual({ created: 7800, running: 7200 });
    }
  });

  it('are told the time of their answer by those of them that are live', () => {
    const now = new Date('2026-03-05T00:00:00Z');
    const job = (Status: string, Duration?: number) =>
      new Job({ Status, GmtCreateTime: '2026-03-05T12:00:00Z', Duration });
    const clock = (...jobs: Job[]) => cloudClock(jobs, now).toISOString();
    expect(clock(job('Succeeded', 9000), job('Running', 60), job('Queuing', 120))).toBe('2026-03-05T12:02:00.000Z');
    for (const jobs of [[], [job('Succeeded', 9000)], [job('Running')], [new Job({ Status: 'Running', Duration: 9 })]])
      expect(clock(...jobs)).toBe(now.toISOString());
  });

  it('R37 tells times with a zone, and no text that is none', () => {
    const { times } = new Job({
      GmtCreateTime: '2026-03-05 12:00:00',
      GmtRunningTime: '1772684043',
      GmtFinishTime: 'x',
    });
    expect(times).toEqual({ created: '2026-03-05T04:00:00Z', running: '2026-03-05T04:14:03Z' });
  });

  it('sums its tasks by quantities and by machine types', () => {
    const { tasks } = new Job({
      JobSpecs: [
        { PodCount: '2', ResourceConfig: { CPU: '8', Memory: '1024Mi', GPU: '1' } },
        { PodCount: 1, EcsSpec: 'ecs.x', ResourceConfig: { CPU: '1', Memory: '1Gi' } },
      ],
    });
    const machine = { gpus: 4, cpus: 32, memoryGib: 100, gpuType: undefined, lingjun: false, drivers: [] };
    const sizes = new Map([['ecs.x', { ...machine, inStock: true, spotInStock: undefined }]]);
    expect(totalOf(sizedTasks(tasks), { sizes, read: true })).toEqual({
      gpus: 6,
      cpus: 48,
      memoryGib: 102,
      complete: true,
    });
    expect(totalOf(sizedTasks(tasks), { sizes: new Map(), read: false })).toMatchObject({ complete: false });
    const untold = new Map([['ecs.x', { ...machine, inStock: true, spotInStock: undefined, gpusUnknown: true }]]);
    expect(totalOf(sizedTasks(tasks), { sizes: untold, read: true })).toMatchObject({ complete: false });
  });

  it('counts the pods of a reason, and names a hundred', () => {
    const content = [{ pods: { Worker: Array.from({ length: 300 }, (_, n) => n) }, reason: '1' }];
    const { failures = [] } = new Job({ ReasonMessage: JSON.stringify({ overview: 'failed', content }) }).reason;
    expect(failures[0]?.pods.slice(98)).toEqual(['worker-98', 'worker-99', '200 more']);
  });
});

describe('R34 texts of a decoded job', () => {
  it('are compared as they are and shown masked', () => {
    const secret = 'HF_TOKEN=hf_Abcdefghijklmnopqrstuvwxyz0123';
    const job = new Job({ DisplayName: secret, Description: secret, Settings: { Tags: { a: secret } } });
    expect(job.name?.is(secret) && job.description?.is(secret) && job.tag('a')?.is(secret)).toBe(true);
    expect(job.displayName).toBe('HF_TOKEN=***');
    expect(() => `${job.description}`).toThrow(TypeError);
  });
});

describe('pods of a job', () => {
  it('are named by role and index, unless one has this very id', () => {
    expect(podIdOf('dlc1', 'PS-3')).toBe('dlc1-ps-3');
    expect(podIdOf('dlc1', 'worker-0', readPods([{ PodId: 'worker-0' }]))).toBe('worker-0');
    for (const other of ['failed', 'worker-0-1', 'dlc1-worker-0', 'worker-'])
      expect(podIdOf('dlc1', other)).toBe(other);
    expect(podIdOf('dlc1', undefined)).toBeUndefined();
  });
  it('are ordered by their end, what has not ended last', () => {
    const at = (PodId: string, GmtFinishTime?: string) => ({ PodId, GmtFinishTime });
    const history = [
      at('a', '2026-01-01T00:00:00Z'),
      at('b'),
      at('c', '2026-01-02T00:00:00Z'),
      at('d', '2026-01-02T00:00:00Z'),
    ];
    const [pod] = pods({ PodId: 'p', HistoryPods: history });
    expect(latestFirst(historyOf(pod === undefined ? [] : [pod])).map(({ podId }) => podId)).toEqual([
      'c',
      'd',
      'a',
      'b',
    ]);
  });

  it('are found where the end of a log names them, whatever their names hold', () => {
    const all = pods(
      { PodId: 'dlc1-worker-0', Ip: '10.0.0.1' },
      { PodId: 'dlc1-worker-1', Ip: '10.0.0.2' },
      { PodId: 'dlc1-worker-10', Ip: '10.0.0.20' },
      { PodId: '(((' },
    );
    const [self] = all;
    const names = (...lines: string[]) => (self ? mentioned(lines, self, all).map(({ podId }) => podId) : []);
    expect(names('lost dlc1-worker-1.svc.local:29500')).toEqual(['dlc1-worker-1']);
    expect(names('lost dlc1-worker-10, then', 'connect to 10.0.0.2:29500')).toEqual([
      'dlc1-worker-1',
      'dlc1-worker-10',
    ]);
    expect(names('x10.0.0.2', 'dlc1-worker-1x7', 'dlc1-worker-0 itself')).toEqual([]);
  });
});
