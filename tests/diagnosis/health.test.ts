import { describe, expect, it } from 'vitest';
import {
  parseProgress,
  restartUse,
  sanityMeasures,
  sanityOutliers,
  silenceOf,
  trendOf,
} from '../../src/diagnosis/health.ts';

describe('progress in the forms of frameworks', () => {
  it.each([
    ['[iter 15000] loss=2.31, dur=2.3s, mfu=0.45', { step: 15000, loss: 2.31, secondsPerStep: 2.3, mfu: 0.45 }],
    ['step 15000: loss 2.31, time 2300ms', { step: 15000, loss: 2.31, secondsPerStep: 2.3 }],
    ['Epoch 3/10, iter 15000, loss=2.31', { epoch: 3, step: 15000, loss: 2.31 }],
    ['iter 100: loss 2.3100, time 2300.00ms, mfu 45.10%', { step: 100, loss: 2.31, secondsPerStep: 2.3, mfu: 0.451 }],
    [
      "{'loss': 0.5123, 'grad_norm': 1.2, 'learning_rate': 1.9e-05, 'epoch': 0.35}",
      { loss: 0.5123, learningRate: 1.9e-5, epoch: 0.35 },
    ],
    [
      '[2026-03-05 12:00:00,123] [INFO] [timer.py:199:stop] epoch=0/micro_step=10/global_step=10, RunningAvgSamplesPerSec=12.3, CurrSamplesPerSec=12.5',
      { epoch: 0, step: 10, samplesPerSecond: 12.3 },
    ],
    [
      '[2026-03-05 12:00:00,123] [INFO] [logging.py:96:log_dist] [Rank 0] step=10, skipped=0, lr=[1e-05], mom=[(0.9, 0.95)]',
      { step: 10, learningRate: 1e-5 },
    ],
    [
      'steps: 10 loss: 2.3100 iter time (s): 1.200 samples/sec: 30.000',
      { step: 10, loss: 2.31, secondsPerStep: 1.2, samplesPerSecond: 30 },
    ],
    [
      ' [2026-03-05 12:00:00] iteration     100/  500000 | consumed samples:        25600 | elapsed time per iteration (ms): 1234.5 | throughput per GPU (TFLOP/s/GPU): 180.1 | learning rate: 1.0E-04 | global batch size:   256 | lm loss: 7.12E+00 | number of skipped iterations:   0 | number of nan iterations:   0 |',
      { step: 100, totalSteps: 500000, secondsPerStep: 1.2345, learningRate: 1e-4, loss: 7.12, tflops: 180.1 },
    ],
    [
      ' 35%|███▌      | 350/1000 [05:50<10:50,  1.00s/it, loss=2.31]',
      { step: 350, totalSteps: 1000, secondsPerStep: 1, loss: 2.31 },
    ],
    [
      'Epoch 3:  45%|████▌     | 450/1000 [01:00<01:13,  7.50it/s, loss=0.3, v_num=0]',
      { epoch: 3, step: 450, totalSteps: 1000, loss: 0.3 },
    ],
    [
      ' 100/1000 [==>...........................] - ETA: 1:23 - loss: 0.5021 - accuracy: 0.8100',
      { step: 100, totalSteps: 1000, loss: 0.5021 },
    ],
    ['[100]\ttrain-auc:0.91\teval-auc:0.90', { step: 100 }],
    ["[100]\tvalid_0's auc: 0.9", { step: 100 }],
    [
      'Epoch: [3]  [ 450/1251]  eta: 0:10:21  lr: 0.100000  loss: 2.3000 (2.5000)  time: 0.7000  data: 0.0100  max mem: 8000',
      { epoch: 3, loss: 2.3 },
    ],
    [
      '2026/03/05 12:00:00 - mmengine - INFO - Epoch(train)  [1][  50/1000]  lr: 1.0000e-02  eta: 1:00:00  time: 0.5000  loss: 2.3000',
      { loss: 2.3, learningRate: 0.01 },
    ],
    [
      'step: 10  loss:  7.5000  memory: 40.00GiB(50.00%)  tps: 1,234  tflops: 200.00  mfu: 45.00%',
      { step: 10, loss: 7.5, tokensPerSecond: 1234, mfu: 0.45 },
    ],
    ['INFO:tensorflow:loss = 0.5, step = 1000 (12.3 sec)', { step: 1000, loss: 0.5 }],
    ['Train Epoch: 1 [3200/60000 (5%)]\tLoss: 0.512', { epoch: 1, loss: 0.512 }],
    ['(RayTrainWorker pid=12, ip=10.0.0.3) step 7 loss nan', { step: 7, loss: Number.NaN }],
  ])('%s', (line, expected) => expect(parseProgress(line)).toMatchObject(expected));

  it.each([
    'hello world',
    'AssertionError: loss is NaN at step 120',
    'ERROR: training failed at step 100, loss=nan',
    'RuntimeError: Function MulBackward0 returned nan values at iteration 100 loss',
    'Loading checkpoint step_100 from /mnt/ckpt',
    'WARNING skipping batch 12 after out of memory, loss=2',
    'saving at step 100',
    'Loading checkpoint shards:  33%|███▎      | 1/3 [00:05<00:10,  5.00s/it]',
    'Map (num_proc=8):  50%|█████     | 500/1000 [00:01<00:01, 400.00 examples/s]',
  ])('no progress: %s', (line) => expect(parseProgress(line)).toBeUndefined());

  it('sums up what the lines say of a training', () => {
    const trend = trendOf(['start', 'step 1: loss 4.0, time 100ms', 'x', 'step 9: loss 3.0, time 100ms']);
    expect(trend).toMatchObject({
      count: 2,
      first: { step: 1 },
      last: { step: 9 },
      lossChange: -0.25,
      notANumber: false,
    });
    expect(trendOf(['step 1 loss nan'])).toMatchObject({ notANumber: true });
    expect(trendOf(['nothing'])).toBeUndefined();
  });
});

describe('silence against the clock of the cloud', () => {
  const nccl = ['node:1:2 [0] NCCL INFO Bootstrap : Using eth0:10.0.0.1<0>'];
  const step = ['step 1: loss 2'];
  it.each([
    [0, step, 'flowing'],
    [299, nccl, 'flowing'],
    [300, step, 'quiet'],
    [599, nccl, 'quiet'],
    [600, nccl, 'suspected_init_hang'],
    [1799, step, 'quiet'],
    [1800, step, 'suspected_hang'],
    [1800, nccl, 'suspected_init_hang'],
    [10, ['[E ProcessGroupNCCL.cpp:737] [Rank 3] Watchdog caught collective operation timeout: x'], 'deadlock'],
  ] as const)('%i s after %j: %s', (seconds, lines, expected) => expect(silenceOf(seconds, lines)).toBe(expected));
});

describe('restarts against their budget', () => {
  it.each([
    ['0/10', 'healthy'],
    ['1/10', 'healthy'],
    ['2/10', 'normal'],
    ['8/10', 'normal'],
    ['9/10', 'critical'],
    ['10/10', 'final'],
  ])('%s is %s', (text, level) => expect(restartUse(text)?.level).toBe(level));
  it.each([undefined, '', '1', '0/0', 'x/y'])('no budget: %s', (text) => expect(restartUse(text)).toBeUndefined());
});

describe('outliers of sanity checks', () => {
  const of = (...values: number[]) => values.map((value, index) => ({ node: `lrn${index}`, metric: 'gemm', value }));
  it('warns over 5% from the mean, and more over 10%', () => {
    expect(sanityOutliers(of(100, 100, 100, 100))).toEqual([]);
    expect(sanityOutliers(of(104, 100, 100, 96))).toEqual([]);
    expect(sanityOutliers(of(100, 100, 100, 92)).map(({ node, level }) => [node, level])).toEqual([
      ['lrn3', 'warning'],
    ]);
    expect(sanityOutliers(of(100, 100, 100, 60)).map(({ node, level }) => [node, level])).toContainEqual([
      'lrn3',
      'significant',
    ]);
    expect(sanityOutliers(of(100))).toEqual([]);
  });
  it('reads measures of nodes from whatever JSON a message is', () => {
    expect(sanityMeasures('{"gemm": {"lrn01": 480, "lrn02": 470.5}}')).toEqual([
      { node: 'lrn01', metric: 'gemm', value: 480 },
      { node: 'lrn02', metric: 'gemm', value: 470.5 },
    ]);
    expect(sanityMeasures('[{"NodeName": "lrn01", "AllReduce": {"busbw": 180}}]')).toEqual([
      { node: 'lrn01', metric: 'AllReduce.busbw', value: 180 },
    ]);
    expect(sanityMeasures('{"lrn01": {"gemm": 1}}')).toEqual([{ node: 'lrn01', metric: 'gemm', value: 1 }]);
    for (const text of ['', 'all fine', '{', '7', 'null', '{"gemm": 480}']) expect(sanityMeasures(text)).toEqual([]);
  });
});
