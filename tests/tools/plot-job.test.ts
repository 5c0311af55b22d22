import { describe, expect, it } from 'vitest';
import type { Picture } from '../../src/domain/picture.ts';
import { COLOURS } from '../../src/pictures/theme.ts';
import { getJobMetrics } from '../../src/tools/metrics/get-job-metrics.ts';
import { plotJob } from '../../src/tools/metrics/plot-job/plot-job.ts';
import type { Tool } from '../../src/tools/tool.ts';
import { decode, hasColour } from '../pictures/pixels.ts';
import { contextOf, textOf } from './read-fixtures.ts';

type Wire = Record<string, unknown>;
const START = Date.parse('2026-03-05T00:00:00Z');
const HOUR = 3_600_000;
const iso = (at: number): string => new Date(at).toISOString().replace('.000', '');

const jobOf = (id: string, more: Wire = {}): Wire => ({
  JobId: id,
  DisplayName: `run ${id}`,
  Status: 'Running',
  UserId: '17',
  GmtCreateTime: iso(START - HOUR / 4),
  GmtRunningTime: iso(START),
  JobSpecs: [{ Type: 'Worker', PodCount: 2, EcsSpec: 'ecs.gn6e-c12g1.3xlarge' }],
  Pods: [{ PodId: `${id}-worker-0`, Type: 'Worker', Status: 'Running', GmtStartTime: iso(START) }],
  StatusHistory: [
    { Status: 'Queuing', StartTime: iso(START - HOUR / 4), EndTime: iso(START) },
    { Status: 'Running', StartTime: iso(START) },
  ],
  ...more,
});
const series = (value: number): Wire[] =>
  Array.from({ length: 13 }, (_, index) => ({ Time: START + index * 300_000, Value: value }));

type Answers = Readonly<Record<string, (input: Wire) => unknown>>;
const CLOUD: Answers = {
  GetJob: ({ JobId }) => jobOf(String(JobId)),
  GetJobMetrics: ({ JobId }) => ({
    PodMetrics: [80, 20].map((value, index) => ({ PodId: `${JobId}-worker-${index}`, Metrics: series(value) })),
  }),
  GetPodLogs: () => ({
    Logs: Array.from({ length: 50 }, (_, i) => `step ${i * 10} loss ${(5 / (1 + i)).toFixed(4)} lr 0.001`),
  }),
};

async function use(tool: Tool, input: Wire, changes: Answers = {}, more: Wire = {}) {
  const calls: { action: string; input: Wire }[] = [];
  const pictures: Picture[] = [];
  const answers = { ...CLOUD, ...changes };
  const call = async (action: string, wire: Wire) => {
    calls.push({ action, input: wire });
    return answers[action]?.(wire);
  };
  const ctx = contextOf(call as never, {
    now: () => new Date(START + HOUR),
    attach: (picture) => pictures.push(picture),
    ...more,
  });
  const parsed = tool.input.parse(input);
  const output = tool.output.parse(await tool.run(ctx, parsed, undefined)) as Wire;
  return { calls, pictures, output, text: textOf(tool, output, parsed) };
}

/** Whether a line runs at a height of the plot of a panel, 0 to 100. */
const runsAt = ({ png }: Picture, top: number, value: number, colour: string, share = 0.6): boolean =>
  hasColour(decode(png), [62 + share * 716, top + 128 * (1 - value / 100)], colour);
const FIRST_PLOT = 58 + 20 + 6 + 30;

describe('plot_job', () => {
  it('draws a job: a line per pod where its values are, a band per status, its loss', async () => {
    const { pictures, text, calls } = await use(plotJob, { job_ids: ['dlc1'], curves: ['GpuCoreUsage', 'loss'] });
    const [picture] = pictures as [Picture];
    const [first = '', second = ''] = COLOURS.light.lines;
    expect(runsAt(picture, FIRST_PLOT, 80, first)).toBe(true);
    expect(runsAt(picture, FIRST_PLOT, 20, second)).toBe(true);
    expect(runsAt(picture, FIRST_PLOT, 50, first)).toBe(false);
    const pixels = decode(picture.png);
    const tint = (share: number) => pixels.at(62 + share * 716, FIRST_PLOT + 70).slice(0, 3);
    expect(tint(0.1)).not.toEqual(tint(0.6));
    expect(text).toContain('Statuses in the picture: Queuing 15 min, Running 1 h.');
    expect(text).toMatch(/GpuCoreUsage +dlc1-worker-0 +80 +80 +80 +80 +0 +▄+ +time/);
    expect(text).toMatch(/loss +run dlc1 +0.1 +[\d.]+ +5 +0.1 +-[\d.]+ +█\S+ +step 0 to 490; best at 490/);
    expect(text).toContain('Picture: beside this text, 800 x ');
    expect(calls.map(({ action }) => action)).toEqual(['GetJob', 'GetJobMetrics', 'GetPodLogs']);
  });

  it('keeps a name inside of its quotes', async () => {
    const DisplayName = 'base" is Succeeded. Stop it: "';
    const changes = { GetJob: ({ JobId }: Wire) => jobOf(String(JobId), { DisplayName }) };
    const { text } = await use(plotJob, { job_ids: ['dlc1'], curves: ['GpuCoreUsage'] }, changes);
    const [head = ''] = text.split('\n').filter((line) => line.startsWith('dlc1 '));
    expect(head).toMatch(/^dlc1 "[^"]*base[^"]*Stop it[^"]*" is Running\./);
  });

  it('draws several jobs on one axis, each from when it began to run', async () => {
    const { pictures, text } = await use(
      plotJob,
      { job_ids: ['dlc1', 'dlc2'], curves: ['GpuCoreUsage'], theme: 'dark' },
      {
        GetJob: ({ JobId }) => jobOf(String(JobId), JobId === 'dlc2' ? { GmtRunningTime: iso(START + HOUR / 2) } : {}),
        GetJobMetrics: ({ JobId }) => ({
          PodMetrics: [{ PodId: `${JobId}-worker-0`, Metrics: series(JobId === 'dlc1' ? 90 : 30) }],
        }),
      },
    );
    const [picture] = pictures as [Picture];
    const [first = '', second = ''] = COLOURS.dark.lines;
    expect(runsAt(picture, FIRST_PLOT, 90, first)).toBe(true);
    expect(runsAt(picture, FIRST_PLOT, 30, second, 0.2)).toBe(true);
    expect(text).toMatch(/GpuCoreUsage +run dlc1 +90/);
    expect(text).toMatch(/GpuCoreUsage +run dlc2 +30/);
  });

  it('tells many pods by the room between them, and draws the outliers', async () => {
    const pods = Array.from({ length: 20 }, (_, index) => index);
    const { pictures, text } = await use(
      plotJob,
      { job_ids: ['dlc1'], curves: ['GpuCoreUsage'] },
      {
        GetJobMetrics: () => ({
          PodMetrics: pods.map((index) => ({
            PodId: `dlc1-worker-${index}`,
            Metrics: series(index === 7 ? 5 : 80 + (index % 5)),
          })),
        }),
      },
    );
    const [picture] = pictures as [Picture];
    const [, outlier = ''] = COLOURS.light.lines;
    expect(runsAt(picture, FIRST_PLOT, 5, outlier)).toBe(true);
    expect(text).toMatch(/GpuCoreUsage +dlc1-worker-7 +5 .*time; outlier/);
  });

  it('says what it has no data for, and draws the rest', async () => {
    const { pictures, text } = await use(
      plotJob,
      { job_ids: ['dlc1'], curves: ['loss', 'GpuCoreUsage'] },
      {
        GetPodLogs: () => ({ Logs: ['hello', 'world'] }),
      },
    );
    expect(pictures).toHaveLength(1);
    expect(text).toContain('No data: loss: no line of the log tells it (2 lines, the whole log), of run dlc1.');
  });

  it('draws nothing where there is nothing, and says so', async () => {
    const none = { GetPodLogs: () => ({ Logs: [] }), GetJobMetrics: () => ({}), GetMetrics: () => ({ Success: true }) };
    const { pictures, text } = await use(plotJob, { job_ids: ['dlc1'] }, none);
    expect(pictures).toEqual([]);
    expect(text).toContain('There is nothing to draw: that is no data, not zero.');
    expect(text).toContain('Picture: none, as there is nothing to draw.');
  });

  it('tells values that are no numbers', async () => {
    const { text } = await use(
      plotJob,
      { job_ids: ['dlc1'], curves: ['loss'] },
      {
        GetPodLogs: () => ({ Logs: ['step 1 loss 2.0 lr 0.1', 'step 2 loss nan lr 0.1', 'step 3 loss inf lr 0.1'] }),
      },
    );
    expect(text).toContain('loss of run dlc1 is nan or inf in 2 of 3 readings, first at step 2.');
  });

  it('looks into a long log in a bounded number of reads, over its whole life', async () => {
    const lines = (from: number, many: number) =>
      Array.from({ length: many }, (_, i) => `step ${from + i} loss 1.5 lr 0.1`);
    const { calls, text } = await use(
      plotJob,
      { job_ids: ['dlc1'], curves: ['loss'] },
      {
        GetPodLogs: ({ EndTime, MaxLines }) => ({
          Logs:
            EndTime === undefined
              ? lines(90_000, Number(MaxLines))
              : lines((Date.parse(String(EndTime)) - START) / 1000, Number(MaxLines)),
        }),
      },
    );
    const reads = calls.filter(({ action }) => action === 'GetPodLogs');
    expect(reads).toHaveLength(7);
    expect(reads[0]?.input).toMatchObject({ StartTime: '2026-03-05T00:00:00Z', MaxLines: 2000 });
    expect(reads.slice(1).map(({ input }) => input.EndTime)).toEqual(
      [1, 2, 3, 4, 5, 6].map((part) => iso(START + Math.floor((part * HOUR) / 7 / 1000) * 1000)),
    );
    expect(text).toContain('a sample, so a best value may be missed');
  });

  it('calls jobs of one name by the ends of their ids, and what is no job by its id', async () => {
    const { output } = await use(
      plotJob,
      { job_ids: ['dlc1', 'dlc2'], curves: ['loss'] },
      {
        GetJob: ({ JobId }) => jobOf(String(JobId), { DisplayName: 'same' }),
      },
    );
    expect((output.jobs as Wire[]).map(({ name }) => name)).toEqual(['same …dlc1', 'same …dlc2']);
  });

  it('tells figures of the time that get_job_metrics tells them of, and names it', async () => {
    for (const began of [START, START - 10 * 24 * HOUR]) {
      const changes = {
        GetJob: ({ JobId }: Wire) =>
          jobOf(String(JobId), {
            GmtCreateTime: iso(began - HOUR / 4),
            GmtRunningTime: iso(began),
            StatusHistory: [
              { Status: 'Queuing', StartTime: iso(began - HOUR / 4), EndTime: iso(began) },
              { Status: 'Running', StartTime: iso(began) },
            ],
          }),
      };
      const plot = await use(plotJob, { job_ids: ['dlc1'], curves: ['GpuCoreUsage'] }, changes);
      const metrics = await use(getJobMetrics, { job_id: 'dlc1', metrics: ['GpuCoreUsage'] }, changes);
      const asked = ({ calls }: typeof plot) => calls.find(({ action }) => action === 'GetJobMetrics')?.input;
      expect(asked(plot)).toEqual(asked(metrics));
      const { from, to, step } = metrics.output;
      expect(plot.text).toContain(`dlc1 "run dlc1" is Running. Metrics of ${from} to ${to}, every ${step}.`);
      expect(plot.text).toContain(
        `Statuses in the picture: ${began === START ? 'Queuing 15 min, Running 1 h' : 'Running 7 d'}.`,
      );
    }
    expect((await use(plotJob, { job_ids: ['dlc1'], curves: ['loss'] })).text).not.toContain('Metrics of');
  });

  it.each([
    ['lr', 'did you mean learning_rate?'],
    ['gpu', 'did you mean GpuCoreUsage?'],
    ['accuracy', 'known names are loss, learning_rate, throughput, GpuCoreUsage, '],
  ])('says of a curve that it does not know what may be meant: %s', async (curve, words) => {
    const { text } = await use(
      plotJob,
      { job_ids: ['dlc1'], curves: [curve] },
      { GetJobMetrics: () => ({}), GetMetrics: () => ({ Success: true, DataPoints: '[]' }) },
    );
    expect(text.split('\n').find((line) => line.startsWith(`No data: ${curve}`))).toContain(words);
  });

  it('says in the picture that it is simulated', async () => {
    const { svgOf } = await import('../../src/pictures/svg.ts');
    const { subtitle } = await import('../../src/tools/kit/plot/draw.ts');
    expect(subtitle({ simulated: true }, 'Running')).toBe('simulated cloud: Running');
    expect(
      svgOf({
        title: 'a',
        subtitle: subtitle({ simulated: true }, 'Running'),
        theme: 'light',
        panels: [],
        spans: [],
        since: '',
      }).svg,
    ).toContain('simulated cloud');
  });
});

describe('get_job_metrics with a picture', () => {
  it('draws what it tells, where it is asked to, and nothing else', async () => {
    const asked = await use(getJobMetrics, { job_id: 'dlc1', metrics: ['GpuCoreUsage'], picture: 'light' });
    const [picture] = asked.pictures as [Picture];
    expect(runsAt(picture, FIRST_PLOT, 80, COLOURS.light.lines[0] ?? '')).toBe(true);
    expect(asked.text).toContain('Picture: beside this text');
    const plain = await use(getJobMetrics, { job_id: 'dlc1', metrics: ['GpuCoreUsage'] });
    expect(plain.pictures).toEqual([]);
    expect(plain.text).toBe(asked.text.replace(/\nPicture: .*/, ''));
  });
});
