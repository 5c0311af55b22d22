import { describe, expect, it } from 'vitest';
import { readTrainingLine } from '../../src/diagnosis/health/training-line.ts';

describe('a line of training', () => {
  it.each<[string, Record<string, unknown>]>([
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
    ['step 20: loss nan, time 2300ms', { step: 20, loss: Number.NaN }],
  ])('%s', (line, expected) => {
    expect(readTrainingLine(line)).toMatchObject(expected);
  });

  it('turns iterations per second into seconds', () => {
    expect(readTrainingLine('60%|██████| 60/100 [00:15<00:10, 4.00it/s]')?.secondsPerStep).toBe(0.25);
  });

  it.each([
    '',
    'Loading checkpoint shards:  50%|█████     | 1/2 [00:10<00:10, 10.1s/it]',
    'model-00001-of-00002.safetensors:  45%|████▌     | 450M/1.00G [00:10<00:12, 45.0MB/s]',
    'Map:  45%|████▌     | 450/1000 [00:10<00:12, 45.0 examples/s]',
    'Evaluating:  45%|████▌     | 450/1000 [00:10<00:12,  4.50it/s]',
    "{'eval_loss': 2.31, 'eval_runtime': 12.1, 'epoch': 1.0}",
    "{'train_runtime': 1203.1, 'train_samples_per_second': 12.1, 'train_loss': 2.31, 'epoch': 3.0}",
    'Total optimization steps = 1000',
    'Using loss function CrossEntropyLoss',
    'packet loss 3 on eth0',
    'epoch 1 done, checkpoint saved',
    'validation loss at iteration 1000 | lm loss PPL: 9.1',
    'NCCL INFO Channel 00/02 : 0 1',
  ])('is not: %s', (line) => {
    expect(readTrainingLine(line)).toBeUndefined();
  });

  it('takes no longer for a line that is made to be slow', () => {
    for (const line of [`loss${' '.repeat(100_000)}`, `step ${'9'.repeat(100_000)}`, '1'.repeat(100_000)])
      expect(readTrainingLine(line)).toBeUndefined();
  });
});
