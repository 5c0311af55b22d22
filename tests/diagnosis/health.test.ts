import { describe, expect, it } from 'vitest';
import { readProgress } from '../../src/diagnosis/health/progress.ts';
import { readRestarts, restartWords } from '../../src/diagnosis/health/restarts.ts';
import { judgeFigures, readFigures } from '../../src/diagnosis/health/sanity-figures.ts';
import { orderOf, scaleOf } from '../../src/diagnosis/health/scale.ts';
import { isDeadlocked, isInitialising, judgeSilence } from '../../src/diagnosis/health/silence.ts';
import { median, ratioOf, trendOf } from '../../src/diagnosis/health/trend.ts';

const fail = (text: string): never => {
  throw new Error(`not read: ${text}`);
};

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

  it('few values tell how much a series grows only where each is greater than the one before', () => {
    expect(ratioOf([84.6, 142.5, 202.4, 262, 321.9])).toBeCloseTo(3.8);
    expect(ratioOf([2, 2.1, 90, 2.1])).toBeUndefined();
    expect(ratioOf([2, 4, 8])).toBeUndefined();
    expect(ratioOf([2, 2, 90, 2, 2, 2, 2, 90, 2])).toBe(1);
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

  it('reads through the tags and times that launchers put in front, and past evaluations', () => {
    const tagged = lines.flatMap((line, n) => [
      `2026-03-05 12:00:00  [rank0]: ${line}`,
      `2026-03-05 12:00:00  [rank0]: Evaluating:  45%|████▌     | ${n}/1000 [00:10<00:12,  4.50it/s]`,
    ]);
    expect(readProgress(tagged)).toMatchObject({ readings: 30, step: 290, lossTrend: 'falling', secondsPerStep: 2.3 });
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
    // Other ranks, and what they load meanwhile, may write the last line.
    expect(isInitialising([...init, 'loading dataset'])).toBe(true);
    expect(isInitialising([...init, 'loading dataset', 'building model', 'compiling'])).toBe(false);
    const bootstrap = ['node:1:2 [0] NCCL INFO Bootstrap : Using eth0:10.0.0.1<0>'];
    expect(isInitialising(bootstrap)).toBe(true);
    expect(isInitialising([...bootstrap, ...training])).toBe(false);
  });
});

describe('a deadlock', () => {
  const training = ['step 10: loss 2.3, time 2300ms'];
  it.each([
    '[E ProcessGroupNCCL.cpp:737] [Rank 3] Watchdog caught collective operation timeout: x',
    'Some NCCL operations have failed or timed out. Due to the asynchronous nature of CUDA kernels ...',
    '[E ProcessGroupNCCL.cpp:542] [Rank 1] Timeout waiting for the all-reduce of bucket 3 (SeqNum=17)',
    'One or more tensors were submitted to be reduced, gathered or broadcasted by subset of ranks',
  ])('is: %s', (line) => {
    expect(isDeadlocked([...training, line])).toBe(true);
    expect(isDeadlocked([...training, line, 'waiting for debug info dump', ''])).toBe(true);
    expect(isDeadlocked([line, ...training])).toBe(false);
  });

  it.each([
    'Timeout(ms)=600000',
    '[I ProcessGroupNCCL.cpp:905] ProcessGroupNCCL initialization options: size: 8, TIMEOUT(ms): 600000',
  ])('is not: %s', (line) => expect(isDeadlocked([line, ''])).toBe(false));
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

  it.each([
    ['9/10', '9 of 10 restarts used: over 80%, little is left'],
    ['1/1', '1 of 1 restart used: the next failure is final'],
    ['3', '3 restarts, the budget is not told'],
  ])('%s reads: %s', (text, words) => expect(restartWords(readRestarts(text) ?? fail(text))).toBe(words));
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

  it('reads nodes that are keys, and a metric that is named beside its nodes', () => {
    expect(readFigures('{"gemm": {"lrn01": 480, "lrn02": 470.5}}')).toEqual([
      { node: 'lrn01', metric: 'gemm', value: 480 },
      { node: 'lrn02', metric: 'gemm', value: 470.5 },
    ]);
    expect(readFigures('{"lrn01": {"gemm": 1}}')).toEqual([{ node: 'lrn01', metric: 'gemm', value: 1 }]);
    expect(readFigures('{"item": "gemm", "nodes": [{"node": "lrn01", "value": 7}]}')).toEqual([
      { node: 'lrn01', metric: 'gemm', value: 7 },
    ]);
    for (const text of ['{', '7', '{"gemm": 480}', '{"rank": {"id7": 1}}']) expect(readFigures(text)).toEqual([]);
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
