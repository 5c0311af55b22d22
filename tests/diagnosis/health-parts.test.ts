import { describe, expect, it } from 'vitest';
import { readProgress } from '../../src/diagnosis/health/progress.ts';
import { readRestarts } from '../../src/diagnosis/health/restarts.ts';
import { judgeFigures, readFigures } from '../../src/diagnosis/health/sanity-figures.ts';
import { orderOf, scaleOf } from '../../src/diagnosis/health/scale.ts';
import { isInitialising, isWatchdogTimeout, judgeSilence } from '../../src/diagnosis/health/silence.ts';
import { median, trendOf } from '../../src/diagnosis/health/trend.ts';

const series = (length: number, value: (n: number) => number): number[] =>
  Array.from({ length }, (_, index) => value(index));

describe('trends', () => {
  it.each([
    ['falling', series(30, (n) => 3 - n * 0.05)],
    ['rising', series(30, (n) => 2 + n * 0.05)],
    ['flat', series(30, (n) => 2 + (n % 2) * 0.01)],
    ['flat', [2, 2, 2, 2, 90, 2, 2, 2, 2]],
    ['nan', [2, 2, 2, 2, 2, Number.NaN]],
    ['unknown', [3, 2, 1]],
    ['flat', series(9, () => 0)],
  ])('%s', (expected, values) => expect(trendOf(values, 0.02)).toBe(expected));

  it('the median of an even number is between the two in the middle', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeUndefined();
  });
});

describe('progress of a log', () => {
  const lines = series(30, (n) => n).map((n) => `step ${n * 10}: loss ${(3 - n * 0.05).toFixed(3)}, time 2300ms`);

  it('has the newest values and the trends, whatever stands between', () => {
    const mixed = lines.flatMap((line) => [line, 'saved a checkpoint', '']);
    expect(readProgress(mixed)).toMatchObject({
      readings: 30,
      step: 290,
      loss: 1.55,
      lossTrend: 'falling',
      secondsPerStep: 2.3,
      stepTimeTrend: 'flat',
      lastLine: 87,
    });
  });

  it('notices steps that grow longer, and a loss that is no number', () => {
    const slow = series(30, (n) => n).map((n) => `step ${n}: loss ${n > 26 ? 'nan' : 2}, time ${2000 + n * 100}ms`);
    expect(readProgress(slow)).toMatchObject({ lossTrend: 'nan', stepTimeTrend: 'rising' });
    expect(readProgress(slow)?.loss).toBeUndefined();
  });

  it('takes the pace from the times of the lines where no duration is printed', () => {
    const stamped = series(10, (n) => n).map(
      (n) => `2026-03-05 12:0${n}:00,120 INFO step=${n * 10}, loss=2.31, lr=1e-4`,
    );
    expect(readProgress(stamped)?.secondsPerStep).toBe(6);
  });

  it('says nothing of a log without progress', () => {
    expect(readProgress(['hello', 'loading dataset'])).toBeUndefined();
    expect(readProgress([])).toBeUndefined();
  });
});

describe('silence', () => {
  const training = ['step 10: loss 2.3, time 2300ms'];
  const init = [
    'dlc1-master-0:101:101 [0] NCCL INFO Bootstrap : Using eth0:10.1.2.3<0>',
    'NCCL version 2.21.5+cuda12.4',
    'dlc1-master-0:101:184 [0] NCCL INFO Channel 00/02 : 0 1',
  ];
  const watchdog = [
    ...training,
    '[rank3]:[E ProcessGroupNCCL.cpp:607] [Rank 3] Watchdog caught collective operation timeout: WorkNCCL(SeqNum=9, OpType=ALLREDUCE, Timeout(ms)=600000) ran for 600060 milliseconds before timing out.',
  ];

  it.each([
    [0, training, 'flowing'],
    [299, training, 'flowing'],
    [300, training, 'quiet'],
    [1799, training, 'quiet'],
    [1800, training, 'hang'],
    [300, init, 'quiet'],
    [600, init, 'init_hang'],
    [3600, init, 'init_hang'],
    [0, watchdog, 'deadlock'],
    [3600, [...watchdog, 'step 20: loss 2.2, time 2300ms'], 'hang'],
    [1800, [], 'hang'],
  ] as const)('of %i s after %j: %s', (seconds, lines, flow) => {
    expect(judgeSilence(seconds, lines)).toBe(flow);
  });

  it('tells a set-up that ended from one that did not', () => {
    expect(isInitialising(init)).toBe(true);
    expect(isInitialising([...init, 'x:1:1 [0] NCCL INFO comm 0x1 rank 0 nranks 2 - Init COMPLETE'])).toBe(false);
    expect(isInitialising([...init, 'loading dataset'])).toBe(false);
    expect(isWatchdogTimeout(['Timeout(ms)=600000', ''])).toBe(false);
  });
});

describe('restarts', () => {
  it.each([
    ['0/10', 'healthy'],
    ['1/10', 'healthy'],
    ['2/10', 'normal'],
    ['8/10', 'normal'],
    ['9/10', 'critical'],
    ['10/10', 'exhausted'],
    ['11/10', 'exhausted'],
    ['0/0', 'none'],
    ['0', 'healthy'],
    ['3', 'normal'],
  ])('%s is %s', (text, level) => expect(readRestarts(text)?.level).toBe(level));

  it.each([undefined, '', 'many', '1/x', '-1/10'])('%j says nothing', (text) =>
    expect(readRestarts(text)).toBeUndefined(),
  );
});

describe('sanity-check figures', () => {
  const json = (values: readonly number[]) =>
    JSON.stringify({ Results: values.map((gemm, index) => ({ NodeName: `node-${index}`, GPUIndex: 1, gemm })) });

  it('reads JSON by node and lines by node, and nothing of other texts', () => {
    expect(readFigures(json([300, 301]))).toEqual([
      { node: 'node-0', metric: 'gemm', value: 300 },
      { node: 'node-1', metric: 'gemm', value: 301 },
    ]);
    expect(readFigures('node-1: gemm 312.4 TFLOP/s, all_reduce 180.2 GB/s\nnode-2: gemm=299.9 TFLOPS')).toEqual([
      { node: 'node-1', metric: 'gemm TFLOP/s', value: 312.4 },
      { node: 'node-1', metric: 'all_reduce GB/s', value: 180.2 },
      { node: 'node-2', metric: 'gemm TFLOPS', value: 299.9 },
    ]);
    for (const text of ['', 'ok', '{"a":1}', '[]', 'null', '{broken', 'took 300 s'])
      expect(readFigures(text)).toEqual([]);
  });

  it('warns above 5% from the mean, and calls more than 10% significant', () => {
    const { baselines, outliers } = judgeFigures(readFigures(json([300, 300, 300, 300, 280, 250, 300, 300])));
    expect(baselines).toMatchObject([{ metric: 'gemm', nodes: 8, mean: 291.25 }]);
    expect(outliers).toMatchObject([{ node: 'node-5', level: 'significant' }]);
    expect(judgeFigures(readFigures(json([100, 100, 92]))).outliers).toMatchObject([
      { node: 'node-2', level: 'warning' },
    ]);
  });

  it('shows the baseline where all pass, and judges no single node', () => {
    expect(judgeFigures(readFigures(json([300, 299])))).toMatchObject({ baselines: [{ mean: 299.5 }], outliers: [] });
    expect(judgeFigures(readFigures(json([300])))).toEqual({ baselines: [], outliers: [] });
  });
});

describe('scale of the look', () => {
  it.each([
    [{ pods: 101, gpus: 0 }, 'large'],
    [{ pods: 2, gpus: 16 }, 'medium'],
    [{ pods: 100, gpus: 800 }, 'medium'],
    [{ pods: 1, gpus: 8 }, 'small'],
  ] as const)('%j is %s', (size, scale) => expect(scaleOf(size)).toBe(scale));

  it('puts hangs and hardware first where there are many pods', () => {
    expect(orderOf('large')[0]).toBe('hang');
    expect(orderOf('small')[0]).toBe('throughput');
  });
});
