import { describe, expect, it } from 'vitest';
import { parsePrices } from '../../src/cli/prices.ts';
import { Fault } from '../../src/domain/fault.ts';
import { listJobs } from '../../src/tools/jobs/list-jobs/list-jobs.ts';
import { contextOf, textOf } from './read-fixtures.ts';

type Wire = Record<string, unknown>;
const START = Date.parse('2026-03-05T00:00:00Z');
const MACHINE = 'ecs.gn6e-c12g1.12xlarge';
const job = (JobId: string, more: Wire = {}): Wire => ({
  JobId,
  DisplayName: JobId,
  JobType: 'PyTorchJob',
  Status: 'Running',
  UserId: '17',
  WorkspaceId: '9',
  GmtCreateTime: '2026-03-05T00:00:00Z',
  GmtRunningTime: '2026-03-05T00:00:00Z',
  JobSpecs: [{ Type: 'Worker', PodCount: 1, EcsSpec: MACHINE }],
  ...more,
});
const quotaJob = (id: string, GPU = '8') =>
  job(id, {
    ResourceId: 'quota1',
    JobSpecs: [{ Type: 'Worker', PodCount: 1, ResourceConfig: { CPU: '8', Memory: '64Gi', GPU } }],
  });
const hourOf = (...values: number[]) =>
  values.map((Value, index) => ({ Time: START + (index + 1) * 1_800_000, Value: String(Value) }));
const SPECS = {
  EcsSpecs: [{ InstanceType: MACHINE, Gpu: 4, GpuType: 'V100', Cpu: 48, Memory: 368, IsAvailable: true }],
  TotalCount: 1,
};
const prices = async () =>
  parsePrices(
    'p',
    JSON.stringify([
      { region: 'cn-hangzhou', currency: 'CNY', date: '2026-11-01', source: 's', machines: { [MACHINE]: 90 } },
    ]),
  );

type Answers = Readonly<Record<string, (input: Wire) => unknown>>;

/** A list with use, two hours after all jobs began to run. */
async function listed(jobs: readonly Wire[], answers: Answers, more: Wire = {}, ask: Wire = {}) {
  const calls: { action: string; input: Wire }[] = [];
  const told: string[] = [];
  let [under, most] = [0, 0];
  const call = async (action: string, input: Wire) => {
    calls.push({ action, input });
    under += 1;
    most = Math.max(most, under);
    await Promise.resolve();
    under -= 1;
    const all: Answers = {
      ListJobs: ({ PageNumber, PageSize }) => ({
        Jobs: jobs.slice((Number(PageNumber) - 1) * Number(PageSize), Number(PageNumber) * Number(PageSize)),
        TotalCount: jobs.length,
      }),
      ListEcsSpecs: () => SPECS,
      ...answers,
    };
    const answer = all[action]?.(input);
    if (answer instanceof Fault) throw answer;
    return answer;
  };
  const ctx = contextOf(call as never, {
    now: () => new Date(START + 7_200_000),
    hasProgress: true,
    progress: async (message) => void told.push(message),
    ...more,
  });
  const input = listJobs.input.parse({ use: true, page_size: 100, ...ask });
  const output = listJobs.output.parse(await listJobs.run(ctx, input, undefined)) as Wire & { jobs: Wire[] };
  return { output, text: textOf(listJobs, output, input), calls, told, most: () => most };
}

describe('list_jobs with use', () => {
  it('puts idle jobs first, by the GPU-hours that they stood idle, with what all running ones cost so far', async () => {
    const points: Readonly<Record<string, number[]>> = {
      works: [90, 95, 92, 91],
      sleeps: [0, 1, 0, 0],
      late: [90, 0, 0, 90],
    };
    const { output, text, calls } = await listed(
      [
        job('works'),
        job('over', { Status: 'Succeeded', GmtFinishTime: '2026-03-05T01:00:00Z' }),
        job('late'),
        job('sleeps'),
        quotaJob('cpu', '0'),
        quotaJob('quota'),
      ],
      {
        GetJobMetrics: ({ JobId }) => ({
          PodMetrics: [{ PodId: 'a', Metrics: hourOf(...(points[String(JobId)] ?? [])) }],
        }),
        GetMetrics: () => ({
          Success: true,
          DataPoints: JSON.stringify([0, 1800_000, 3600_000].map((at) => ({ timestamp: START + at, Average: 2 }))),
        }),
      },
      { prices },
    );
    expect(output.jobs.map(({ job_id }) => job_id)).toEqual(['quota', 'sleeps', 'late', 'works', 'over', 'cpu']);
    const [quota, sleeps, late, works, over, cpu] = output.jobs;
    expect(quota).toMatchObject({ idle_now: true, idle_gpu_hours: 8, gpu_hours: 16 });
    expect(sleeps).toMatchObject({
      gpu_use: 'mean 0.25%, last 0%',
      idle: '1 h 30 min, still',
      idle_gpu_hours: 6,
      gpu_hours: 8,
      cost: '180.00 CNY',
    });
    expect(late).toMatchObject({ idle: '30 min', idle_gpu_hours: 2 });
    expect(works).toMatchObject({ gpu_use: 'mean 92%, last 91%', idle_gpu_hours: 0 });
    for (const each of [quota, late, works])
      expect(each?.idle_now, String(each?.job_id)).toBe(each === quota ? true : undefined);
    for (const each of [over, cpu]) expect(each).not.toHaveProperty('gpu_use');
    expect(quota).not.toHaveProperty('cost');
    expect(text).toContain('GPUs of 2 of 4 running jobs with metrics are idle now: below 5%');
    expect(text).toContain("cost so far by the operator's prices of 2026-11-01, counted from when");
    expect(text).not.toMatch(/GPU use of .* is not known/);
    expect(calls.filter(({ action }) => action === 'ListEcsSpecs')).toHaveLength(1);
    expect(calls.filter(({ action }) => action === 'GetJobMetrics')).toHaveLength(3);
  });

  it('says of what is not known that it is not zero, and asks a source that RAM refuses once', async () => {
    const denied = new Fault({ kind: 'permission_denied', message: 'no.', fix: 'ask.' });
    const { output, text, calls } = await listed([job('a'), job('b'), job('c')], {
      GetJobMetrics: () => ({ PodMetrics: [] }),
      GetMetrics: () => denied,
    });
    expect(text).toContain(
      'Note: GPU use of 3 jobs is not known, which is not zero: GetJobMetrics (kept for jobs on public general machines) has nothing; GetMetrics (CloudMonitor) has none (permission_denied).',
    );
    expect(output.jobs.every((each) => each.gpu_use === 'unknown' && !('idle_gpu_hours' in each))).toBe(true);
    expect(text).not.toContain('idle now');
    expect(calls.filter(({ action }) => action === 'GetMetrics')).toHaveLength(1);
  });

  it('knows no GPU-hours and no cost of a job of which nobody says since when it runs', async () => {
    const { output, text } = await listed(
      [job('odd', { GmtRunningTime: undefined })],
      { GetJobMetrics: () => ({ PodMetrics: [{ PodId: 'a', Metrics: hourOf(90) }] }) },
      { prices },
    );
    expect(output.jobs[0]).toMatchObject({ gpu_use: 'mean 90%, last 90%' });
    for (const name of ['gpu_hours', 'cost']) expect(output.jobs[0]).not.toHaveProperty(name);
    expect(text).not.toContain('cost so far');
  });

  it('reads a page of 100 running jobs in one call, few at a time and with progress', async () => {
    const { output, calls, told, most } = await listed(
      Array.from({ length: 100 }, (_, index) => job(`j${index}`)),
      { GetJobMetrics: () => ({ PodMetrics: [{ PodId: 'a', Metrics: hourOf(0, 0, 0, 0) }] }) },
    );
    expect(output.jobs.filter(({ idle_now }) => idle_now)).toHaveLength(100);
    expect(calls).toHaveLength(102);
    expect(told.at(-1)).toBe('100 of 100 jobs read');
    expect(most()).toBeLessThanOrEqual(4);
  });

  const busyButOne = (amount: number, idle: string) => ({
    jobs: Array.from({ length: amount }, (_, index) => job(`j${index}`)),
    answers: {
      GetJobMetrics: ({ JobId }: Wire) => ({
        PodMetrics: [{ PodId: 'a', Metrics: JobId === idle ? hourOf(0, 0, 0, 0) : hourOf(90, 90, 90, 90) }],
      }),
    },
  });

  it('puts what is idle on any page first, and says of how many', async () => {
    const { jobs, answers } = busyButOne(120, 'j119');
    const page = (page_number: number) => listed(jobs, answers, {}, { page_size: 20, page_number });
    const [first, second] = [await page(1), await page(2)];
    const ids = (output: { jobs: Wire[] }) => output.jobs.map(({ job_id }) => job_id);
    expect(ids(first.output)).toEqual(['j119', ...Array.from({ length: 19 }, (_, index) => `j${index}`)]);
    expect(ids(second.output)[0]).toBe('j19');
    expect(first.text).toContain('20 of 120 jobs, page 1 of 6');
    for (const { text } of [first, second])
      expect(text).toContain('GPUs of 1 of 120 running jobs with metrics are idle');
    expect(first.text).not.toContain('not looked at');
  });

  it('reads the use of those that took most where they are too many for one call, and says so', async () => {
    const { jobs, answers } = busyButOne(202, 'j201');
    const young = { GmtRunningTime: '2026-03-05T01:59:00Z' };
    const { output, text, calls } = await listed([job('young', young), job('new', young), ...jobs.slice(2)], answers);
    expect(calls.filter(({ action }) => action === 'GetJobMetrics')).toHaveLength(200);
    expect(output.jobs[0]).toMatchObject({ job_id: 'j201', idle_now: true });
    expect(output.jobs.find(({ job_id }) => job_id === 'young')).toMatchObject({ gpu_use: 'unknown' });
    expect(text).toContain('GPU use of 2 jobs is not known, which is not zero: one call reads it of 200 jobs.');
  });

  it('says what was not looked at of a list that is longer than one call sorts', async () => {
    const over = { Status: 'Succeeded', GmtFinishTime: '2026-03-05T01:00:00Z' };
    const jobs = [
      ...Array.from({ length: 1000 }, (_, index) => job(`over${index}`, over)),
      job('sleeps'),
      ...Array.from({ length: 20 }, (_, index) => job(`old${index}`, over)),
    ];
    const { answers } = busyButOne(0, 'sleeps');
    const first = await listed(jobs, answers);
    expect(first.text).toContain('of the first 1000 of 1021 jobs; the others were not looked at: status=["Running"]');
    const beyond = await listed(jobs, answers, {}, { page_number: 11 });
    expect(beyond.output.jobs.map(({ job_id }) => job_id).slice(0, 2)).toEqual(['sleeps', 'old0']);
    expect(beyond.text).toContain('first of this page alone');
  });

  it('reads nothing besides where no job runs, and says so', async () => {
    const { text, calls } = await listed([job('q', { Status: 'Queuing', GmtRunningTime: undefined })], {});
    expect(text).toContain('none of these jobs runs, so no use was read.');
    expect(calls.map(({ action }) => action)).toEqual(['ListJobs']);
  });
});
