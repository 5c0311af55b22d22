import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/domain/fault.ts';
import { getJobMetrics } from '../../src/tools/metrics/get-job-metrics.ts';
import { contextOf, textOf } from './read-fixtures.ts';

type Wire = Record<string, unknown>;
const START = Date.parse('2026-03-05T00:00:00Z');
const pod = (index: number): Wire => ({ PodId: `dlc1-worker-${index}`, Status: 'Running' });
const job = (more: Wire = {}, pods = 2): Wire => ({
  JobId: 'dlc1',
  Status: 'Running',
  UserId: '17',
  WorkspaceId: '9',
  GmtRunningTime: '2026-03-05T00:00:00Z',
  JobSpecs: [{ Type: 'Worker', PodCount: pods, EcsSpec: 'ecs.gn6e-c12g1.3xlarge' }],
  Pods: Array.from({ length: pods }, (_, index) => pod(index)),
  ...more,
});
const series = (...values: number[]): Wire[] =>
  values.map((Value, index) => ({ Time: START + index * 300_000, Value: String(Value) }));

/** Calls the tool on a cloud whose answers are functions of the request; the time is two hours after the start. */
async function use(input: Wire, answers: Readonly<Record<string, (input: Wire) => unknown>>) {
  const calls: { action: string; input: Wire }[] = [];
  const call = async (action: string, wire: Wire) => {
    calls.push({ action, input: wire });
    const answer = answers[action]?.(wire);
    if (answer instanceof Fault) throw answer;
    return answer;
  };
  const ctx = contextOf(call as never, { now: () => new Date(START + 7_200_000) });
  const parsed = getJobMetrics.input.parse({ job_id: 'dlc1', ...input });
  const output = getJobMetrics.output.parse(await getJobMetrics.run(ctx, parsed, undefined)) as Wire;
  return { calls, output, text: textOf(getJobMetrics, output, parsed) };
}
const gpu = { metrics: ['GpuCoreUsage'] };

describe('get_job_metrics', () => {
  it('asks the source that is kept for the job, over its life, and tells idle GPUs', async () => {
    const { calls, text } = await use(gpu, {
      GetJob: () => job(),
      GetJobMetrics: () => ({
        PodMetrics: [
          { PodId: 'dlc1-worker-0', Metrics: series(90, 92, 94, 95) },
          { PodId: 'dlc1-worker-1', Metrics: series(91, 0, 1, 0, 2) },
          { PodId: 'dlc1-worker-2', Metrics: [] },
        ],
      }),
    });
    expect(calls.slice(1)).toEqual([
      {
        action: 'GetJobMetrics',
        input: {
          JobId: 'dlc1',
          MetricType: 'GpuCoreUsage',
          StartTime: '2026-03-05T00:00:00Z',
          EndTime: '2026-03-05T02:00:00Z',
          TimeStep: '1m',
        },
      },
    ]);
    expect(text).toMatch(/GpuCoreUsage +dlc1-worker-0 +90 +92.75 +95 +95 +\+5/);
    expect(text).not.toContain('dlc1-worker-2');
    expect(text).toContain(
      'Idle: GPU below 5% on dlc1-worker-1 for 15 min in 1 span, the longest from 2026-03-05T00:05:00Z.',
    );
    expect(text).toContain('source: GetJobMetrics (kept for jobs on public general machines).');
    expect(text).toContain('units are not documented');
  });

  it('asks CloudMonitor for a job on a quota, page by page, and then the other source', async () => {
    const point = (value: unknown, more: Wire = {}) => ({ timestamp: START, jobId: 'dlc1', ...more, Average: value });
    const pages: Readonly<Record<string, Wire>> = {
      '': { Success: true, DataPoints: JSON.stringify([point(40), point('odd'), 7]), NextToken: 'n' },
      n: { Success: true, DataPoints: JSON.stringify([point(60)]) },
    };
    const { calls, text } = await use(gpu, {
      GetJob: () => job({ ResourceId: 'quota1' }),
      GetMetrics: ({ NextToken = '' }) => pages[String(NextToken)],
    });
    expect(calls.map(({ action }) => action)).toEqual(['GetJob', 'GetMetrics', 'GetMetrics']);
    expect(calls[1]?.input).toEqual({
      JobId: 'dlc1',
      Namespace: 'acs_pai_dlc',
      MetricName: 'JOB_GPU_ACCELERATOR_DUTTY_UTIL',
      Dimensions: '[{"jobId":"dlc1","regionId":"undefined","userId":"17","workspaceId":"9"}]'.replace(
        'undefined',
        'cn-hangzhou',
      ),
      StartTime: '2026-03-05T00:00:00Z',
      EndTime: '2026-03-05T02:00:00Z',
      Period: '60',
      Length: '1000',
    });
    expect(text).toMatch(/GpuCoreUsage +job +40 +50 +60/);
  });

  it('says of no data that it is no zero, which sources were asked, and what each lacks', async () => {
    const denied = new Fault({ kind: 'permission_denied', message: 'no.', fix: 'ask.' });
    const { text, output } = await use(
      { metrics: ['GpuCoreUsage', 'DiskReadRate', 'JOB_MEMORY_FREE'] },
      {
        GetJob: () => job({ ResourceId: 'quota1' }),
        GetJobMetrics: ({ MetricType }) => (MetricType === 'DiskReadRate' ? denied : { PodMetrics: [] }),
        GetMetrics: ({ MetricName }) =>
          MetricName === 'JOB_MEMORY_FREE' ? { Success: false, Code: '403' } : { Success: true, DataPoints: 'no json' },
      },
    );
    expect(output.rows).toEqual([]);
    expect(text).toContain('that is no data, not zero.');
    expect(text).toContain(
      'No data: GpuCoreUsage: GetMetrics (CloudMonitor) has nothing; GetJobMetrics (kept for jobs on public general machines) has nothing.',
    );
    expect(text).toContain(
      'No data: DiskReadRate: GetMetrics (CloudMonitor) has none (no metric of it is known there); GetJobMetrics (kept for jobs on public general machines) has none (permission_denied).',
    );
    expect(text).toContain('No data: JOB_MEMORY_FREE: GetMetrics (CloudMonitor) has none (refused with 403)');
    expect(text).not.toMatch(/did you mean|known names/);
  });

  it.each([
    [
      { end_time: '2026-03-04T00:00:00Z' },
      'end_time 2026-03-04T00:00:00Z is not after 2026-03-05T00:00:00Z, when dlc1 began to run.',
    ],
    [
      { start_time: '2026-03-06T00:00:00Z' },
      'start_time 2026-03-06T00:00:00Z is not before 2026-03-05T02:00:00Z, where its metrics end.',
    ],
    [
      { start_time: '2026-03-06T00:00:00Z', end_time: '2026-03-05T00:00:00Z' },
      'is not before end_time 2026-03-05T00:00:00Z.',
    ],
  ])('refuses a window that ends before it begins: %j', async (window, message) => {
    const asked: string[] = [];
    const answers = { GetJob: () => job(), GetJobMetrics: () => asked.push('metrics') };
    const refused = await use({ ...gpu, ...window }, answers).catch((thrown: Fault) => thrown);
    expect(refused).toBeInstanceOf(Fault);
    expect((refused as Fault).details).toMatchObject({
      kind: 'invalid_input',
      message: expect.stringContaining(message),
    });
    expect(asked).toEqual([]);
  });

  it.each([
    ['gpu', 'did you mean GpuCoreUsage?'],
    ['memory_usage', 'did you mean MemoryUsage?'],
    ['loss', 'plot_job draws loss from the log'],
    ['lr', 'plot_job draws learning_rate from the log'],
    ['accuracy', 'known names are GpuCoreUsage, '],
  ])('says of a name that it does not know what may be meant: %s', async (metric, words) => {
    const { text } = await use(
      { metrics: [metric] },
      { GetJob: () => job(), GetMetrics: () => ({ Success: true, DataPoints: '[]' }) },
    );
    expect(text.split('\n').find((line) => line.startsWith(`No data: ${metric}`))).toContain(words);
  });

  it('bounds a job of 512 pods: one row for all, one for each outlier, and 40 pods of cards', async () => {
    const { text, calls, output } = await use(
      { metrics: ['GpuCoreUsage'] },
      {
        GetJob: () => job({}, 512),
        GetJobMetrics: () => ({
          PodMetrics: Array.from({ length: 512 }, (_, index) => ({
            PodId: `dlc1-worker-${index}`,
            Metrics: series(index === 77 ? 30 : 90, index === 77 ? 32 : 91),
          })),
        }),
      },
    );
    expect((output.rows as unknown[]).length).toBe(2);
    expect(text).toMatch(/GpuCoreUsage +all 512 +30/);
    expect(text).toMatch(/dlc1-worker-77 .*outlier/);
    expect(calls).toHaveLength(2);
    const cards = await use(
      { metrics: ['GpuMemoryUsage'] },
      {
        GetJob: () => job({ ResourceId: 'quota1' }, 512),
        GetMetrics: ({ Dimensions }) => ({
          Success: true,
          DataPoints: JSON.stringify(
            (JSON.parse(String(Dimensions)) as Wire[]).map((each) => ({
              ...each,
              timestamp: START,
              gpuId: '3',
              Value: 5,
            })),
          ),
        }),
      },
    );
    expect(cards.calls.map(({ action }) => action)).toEqual(['GetJob', 'GetMetrics', 'GetMetrics']);
    expect(cards.text).toContain('the cards of 472 pods were not asked for.');
  });

  it.each([
    [['2026-03-05T00:00:00Z', '2026-03-05T04:00:00Z'], '1m'],
    [['2026-03-05T00:00:00Z', '2026-03-05T20:00:00Z'], '5m'],
    [['2026-03-01T00:00:00Z', '2026-03-05T00:00:00Z'], '30m'],
    [['2026-02-01T00:00:00Z', '2026-03-05T00:00:00Z'], '1h'],
  ])('takes the step that fits the window %j', async ([start_time, end_time], step) => {
    const { calls } = await use(
      { ...gpu, start_time, end_time },
      { GetJob: () => job(), GetJobMetrics: () => ({ PodMetrics: [] }), GetMetrics: () => ({}) },
    );
    expect(calls[1]?.input.TimeStep).toBe(step);
  });
});
