import { describe, expect, it } from 'vitest';
import { readTrainingLine } from '../../src/diagnosis/health/training-line.ts';

describe('progress in the forms of frameworks', () => {
  it.each<[string, Record<string, unknown>]>([
    [' 2638: 812.1, 640.5 avg, 0.001000 rate, 4.58 seconds, 171328 images', { step: 2638, loss: 640.5 }],
    [' 2639: nan, nan avg loss, 0.001000 rate, 4.58 seconds', { step: 2639, loss: Number.NaN }],
    ['step 9 | ppl: nan | 12 tokens/s', { step: 9, loss: Number.NaN }],
    ['step 9 | ppl: 12.5 | 12 tokens/s', { step: 9 }],
    ['[iter 15000] loss=2.31, dur=2.3s, mfu=0.45', { step: 15000, loss: 2.31, secondsPerStep: 2.3, mfu: 0.45 }],
    ['step 15000: loss 2.31, time 2300ms', { step: 15000, loss: 2.31, secondsPerStep: 2.3 }],
    ['iter 100: loss 3.2045, time 231.48ms, mfu 12.31%', { step: 100, loss: 3.2045, mfu: 0.1231 }],
    ['Epoch 3/10, iter 15000, loss=2.31', { epoch: 3, step: 15000, loss: 2.31 }],
    [
      "{'loss': 2.31, 'grad_norm': 1.27, 'learning_rate': 4.9e-05, 'epoch': 0.51}",
      { loss: 2.31, learningRate: 4.9e-5, epoch: 0.51 },
    ],
    ["{'loss': '2.31', 'learning_rate': '4.9e-05', 'epoch': '0.51'}", { loss: 2.31, epoch: 0.51 }],
    [
      '[2026-03-05 12:05:22,120] [INFO] [logging.py:96:log_dist] [Rank 0] steps: 120 loss: 1.9876 iter time (s): 2.305 samples/sec: 13.88',
      { step: 120, loss: 1.9876, secondsPerStep: 2.305, rate: 13.88, rateUnit: 'samples/s' },
    ],
    [
      'epoch=0/micro_step=40/global_step=40, RunningAvgSamplesPerSec=13.9, CurrSamplesPerSec=14.1, MemAllocated=10.5GB',
      { epoch: 0, step: 40, rate: 14.1 },
    ],
    [
      ' [2026-03-05 12:05:22] iteration     1000/  500000 | consumed samples:       256000 | elapsed time per iteration (ms): 2300.1 | learning rate: 1.500E-04 | global batch size:   256 | lm loss: 2.310000E+00 | loss scale: 1.0 | grad norm: 1.2 |',
      { step: 1000, loss: 2.31, secondsPerStep: 2.3001, learningRate: 1.5e-4 },
    ],
    [' 45%|████▌     | 450/1000 [17:15<21:05,  2.30s/it, loss=2.31]', { step: 450, loss: 2.31, secondsPerStep: 2.3 }],
    ['Epoch 3:  45%|████▌| 450/1000 [01:15<01:32,  4.00it/s, v_num=0, train_loss=2.31]', { epoch: 3, loss: 2.31 }],
    [
      'Epoch: [3]  [ 150/1251]  eta: 0:10:01  lr: 0.1  loss: 2.31 (2.50)  time: 0.2300  data: 0.0102  max mem: 21000',
      { epoch: 3, step: 150, loss: 2.31, secondsPerStep: 0.23, learningRate: 0.1 },
    ],
    [
      '[titan] 2026-03-05 12:05:22,120 - root - INFO - step: 10  loss:  8.1234  memory: 40.1GiB(50%)  tps: 5,120  mfu: 45.10%',
      { step: 10, loss: 8.1234, rate: 5120, rateUnit: 'tokens/s', mfu: 0.451 },
    ],
    ['[INFO] epoch 1 step 10 loss 2.5166 lr 3.000e-4 0.50 s/step', { step: 10, loss: 2.5166, secondsPerStep: 0.5 }],
    ['step 500: train loss 2.9, val loss 3.0', { step: 500, loss: 2.9 }],
    ['iter 100: loss 2.3100, time 2300.00ms, mfu 45.10%', { step: 100, loss: 2.31, secondsPerStep: 2.3, mfu: 0.451 }],
    [
      "{'loss': 0.5123, 'grad_norm': 1.2, 'learning_rate': 1.9e-05, 'epoch': 0.35}",
      { loss: 0.5123, learningRate: 1.9e-5, epoch: 0.35 },
    ],
    [
      '[2026-03-05 12:00:00,123] [INFO] [timer.py:199:stop] epoch=0/micro_step=10/global_step=10, RunningAvgSamplesPerSec=12.3, CurrSamplesPerSec=12.5',
      { epoch: 0, step: 10, rate: 12.5 },
    ],
    [
      '[2026-03-05 12:00:00,123] [INFO] [logging.py:96:log_dist] [Rank 0] step=10, skipped=0, lr=[1e-05], mom=[(0.9, 0.95)]',
      { step: 10, learningRate: 1e-5 },
    ],
    [
      'steps: 10 loss: 2.3100 iter time (s): 1.200 samples/sec: 30.000',
      { step: 10, loss: 2.31, secondsPerStep: 1.2, rate: 30 },
    ],
    [
      ' [2026-03-05 12:00:00] iteration     100/  500000 | consumed samples:        25600 | elapsed time per iteration (ms): 1234.5 | throughput per GPU (TFLOP/s/GPU): 180.1 | learning rate: 1.0E-04 | global batch size:   256 | lm loss: 7.12E+00 | number of skipped iterations:   0 | number of nan iterations:   0 |',
      { step: 100, totalSteps: 500000, secondsPerStep: 1.2345, learningRate: 1e-4, loss: 7.12 },
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
      { step: 10, loss: 7.5, rate: 1234, mfu: 0.45 },
    ],
    ['INFO:tensorflow:loss = 0.5, step = 1000 (12.3 sec)', { step: 1000, loss: 0.5 }],
    ['Train Epoch: 1 [3200/60000 (5%)]\tLoss: 0.512', { epoch: 1, loss: 0.512 }],
    ['step 7 loss inf', { step: 7, loss: Number.NaN }],
    ['iter  3 step  3 | loss train: 2.141, val: n/a', { step: 3, loss: 2.141 }],
    ['step 20: loss nan, time 2300ms', { step: 20, loss: Number.NaN }],
  ])('%s', (line, expected) => {
    expect(readTrainingLine(line)).toMatchObject(expected);
  });

  it('turns iterations per second into seconds', () => {
    expect(readTrainingLine('60%|██████| 60/100 [00:15<00:10, 4.00it/s]')?.secondsPerStep).toBe(0.25);
  });

  it.each([
    '',
    'hello world',
    'AssertionError: loss is NaN at step 120',
    'ERROR: training failed at step 100, loss=nan',
    'RuntimeError: Function MulBackward0 returned nan values at iteration 100 loss',
    'Loading checkpoint step_100 from /mnt/ckpt',
    'WARNING skipping batch 12 after out of memory, loss=2',
    'saving at step 100',
    'Map (num_proc=8):  50%|█████     | 500/1000 [00:01<00:01, 400.00 examples/s]',
    'Loading checkpoint shards:  50%|█████     | 1/2 [00:10<00:10, 10.1s/it]',
    'model-00001-of-00002.safetensors:  45%|████▌     | 450M/1.00G [00:10<00:12, 45.0MB/s]',
    'Map:  45%|████▌     | 450/1000 [00:10<00:12, 45.0 examples/s]',
    "{'eval_loss': 2.31, 'eval_runtime': 12.1, 'epoch': 1.0}",
    'Total optimization steps = 1000',
    'Using loss function CrossEntropyLoss',
    'packet loss 3 on eth0',
    'epoch 1 done, checkpoint saved',
    'NCCL INFO Channel 00/02 : 0 1',
  ])('is not: %s', (line) => {
    expect(readTrainingLine(line)).toBeUndefined();
  });

  it.each([
    'Evaluating:  45%|████▌     | 450/1000 [00:10<00:12,  4.50it/s]',
    "{'train_runtime': 1203.1, 'train_samples_per_second': 12.1, 'train_loss': 2.31, 'epoch': 3.0}",
    'validation loss at iteration 1000 | lm loss PPL: 9.1',
  ])('is work beside the training: %s', (line) => expect(readTrainingLine(line)).toMatchObject({ beside: true }));

  it('takes no loss of an evaluation for that of the training', () => {
    expect(readTrainingLine('step 500: val loss 3.0, train loss 2.9')?.loss).toBe(2.9);
    expect(readTrainingLine('epoch 2 lr 1e-4 validation_loss 3.0')).not.toHaveProperty('loss');
  });

  it('takes no longer for a line that is made to be slow', () => {
    for (const line of [`loss${' '.repeat(100_000)}`, `step ${'9'.repeat(100_000)}`, '1'.repeat(100_000)])
      expect(readTrainingLine(line)).toBeUndefined();
  });
});
