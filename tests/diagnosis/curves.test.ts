import { describe, expect, it } from 'vitest';
import { readCurves } from '../../src/diagnosis/health/curves.ts';

const STEPS = [10, 20, 30, 40];
const lossAt = (step: number): number => Number((4 / (1 + step / 10)).toFixed(4));
const rateAt = (step: number): number => Number((3e-4 - step * 1e-6).toPrecision(4));

/** Lines of one run as trainers print them; every `of` is the same run. */
const WORDINGS: readonly [name: string, over: string, line: (step: number) => string][] = [
  [
    'a plain loop',
    'step',
    (step) => `[INFO] epoch 1 step ${step} loss ${lossAt(step)} lr ${rateAt(step).toExponential(3)} 0.52 s/step`,
  ],
  [
    'Hugging Face',
    'epoch',
    (step) =>
      `{'loss': ${lossAt(step)}, 'grad_norm': 1.25, 'learning_rate': ${rateAt(step)}, 'epoch': ${(step / 100).toFixed(2)}}`,
  ],
  [
    'Megatron-LM',
    'step',
    (step) =>
      ` [2026-03-05 12:14:03] iteration       ${step}/     5000 | consumed samples:      ${step * 512} | elapsed time per iteration (ms): 520.0 | learning rate: ${rateAt(step).toExponential(6)} | global batch size:   512 | lm loss: ${lossAt(step).toExponential(6)} | loss scale: 1.0 | grad norm: 1.120 | number of skipped iterations:   0 | number of nan iterations:   0 |`,
  ],
  ['DeepSpeed', 'step', (step) => `steps: ${step} loss: ${lossAt(step)} iter time (s): 0.520 samples/sec: 246.154`],
  [
    'fairseq',
    'step',
    (step) =>
      `2026-03-05 12:14:03 | INFO | train_inner | {"epoch": 1, "update": 0.02, "loss": "${lossAt(step)}", "num_updates": "${step}", "lr": "${rateAt(step)}"}`,
  ],
  [
    'MMEngine',
    'step',
    (step) =>
      `03/05 12:14:03 - mmengine - INFO - Iter(train) [  ${step}/80000]  lr: ${rateAt(step).toExponential(4)}  eta: 10:20:30  time: 0.5200  data_time: 0.01  memory: 12345  loss: ${lossAt(step)}`,
  ],
  ['a rank in front', 'step', (step) => `[rank0]: step: ${step} | train_loss: ${lossAt(step)} | lr: ${rateAt(step)}`],
];

describe('curves of a log', () => {
  it.each(WORDINGS)('of %s, over the %s', (_, over, line) => {
    const { loss } = readCurves(STEPS.map(line));
    expect(loss?.over).toBe(over);
    expect(loss?.points.map(({ value }) => Number(value.toPrecision(4)))).toEqual(
      STEPS.map((step) => Number(lossAt(step).toPrecision(4))),
    );
    if (over === 'step') expect(loss?.points.map(({ x }) => x)).toEqual(STEPS);
  });

  it.each(WORDINGS.filter(([name]) => name !== 'DeepSpeed'))('has the learning rate of %s', (_, __, line) => {
    const values = readCurves(STEPS.map(line)).learning_rate?.points.map(({ value }) => Number(value.toPrecision(3)));
    expect(values).toEqual(STEPS.map((step) => Number(rateAt(step).toPrecision(3))));
  });

  it('has throughput in the unit that the log counts, else in steps', () => {
    const counted = STEPS.map((step) => `step ${step} loss 1.0 tokens/s: ${12_000 + step}`);
    expect(readCurves(counted).throughput).toEqual({
      over: 'step',
      unit: 'tokens/s',
      points: STEPS.map((x) => ({ x, value: 12_000 + x })),
    });
    const timed = readCurves(STEPS.map((step) => `step ${step} loss 1.0 0.50 s/step`)).throughput;
    expect(timed?.unit).toBe('steps/s');
    expect(timed?.points.map(({ value }) => value)).toEqual([2, 2, 2, 2]);
  });

  it('takes the later line where a step was printed twice, as after a restart', () => {
    const { loss } = readCurves([10, 20, 30, 20, 30, 40].map((step, at) => `step ${step} loss ${at}.5 lr 0.1`));
    expect(loss?.points).toEqual([
      { x: 10, value: 0.5 },
      { x: 20, value: 3.5 },
      { x: 30, value: 4.5 },
      { x: 40, value: 5.5 },
    ]);
  });

  it('keeps what is no number, and takes only the last state of a line that was drawn over', () => {
    const { loss } = readCurves([
      'step 1 loss 2.0 lr 0.1',
      'step 2 loss nan lr 0.1',
      'step 3 loss 9.9 lr 0.1\rstep 3 loss 1.0 lr 0.1',
    ]);
    expect(loss?.points.map(({ value }) => value)).toEqual([2, Number.NaN, 1]);
  });

  it.each([
    ['an evaluation', "{'eval_loss': 1.25, 'eval_runtime': 12.5, 'epoch': 1.0}"],
    ['a sum at the end', "{'train_runtime': 120.5, 'train_loss': 0.52, 'epoch': 3.0}"],
    ['a failure', 'RuntimeError: loss 3.2 at step 20 is not finite, learning rate 0.1'],
    ['a download', 'Downloading shards:  40%|████      | 2/5 [00:10<00:15,  5.0s/it]'],
    ['a name', 'loss_fn=CrossEntropyLoss lr_scheduler=cosine'],
    ['a setting', 'learning_rate: 0.0003'],
    ['weight loss in prose', 'the loss of 3 packets was seen'],
  ])('reads no curve of %s', (_, line) => {
    expect(readCurves([line, line, line])).toEqual({});
  });
});

describe('the axis of a curve', () => {
  const EPOCHS = [1, 2, 3];
  it.each([
    [
      'torchvision',
      (epoch: number, step: number) =>
        `Epoch: [${epoch}]  [${step}/40]  eta: 0:10:30  lr: 0.1  loss: 1.5 (1.6)  time: 0.52`,
    ],
    ['an example loop', (epoch: number, step: number) => `Train Epoch: ${epoch} [${step}/40 (25%)]\tLoss: 1.500000`],
  ])('is the epoch with its part where %s counts steps from nothing in each', (_, line) => {
    const { loss } = readCurves(EPOCHS.flatMap((epoch) => [10, 20, 30].map((step) => line(epoch, step))));
    expect(loss?.over).toBe('epoch');
    expect(loss?.points.map(({ x }) => x)).toEqual([1.25, 1.5, 1.75, 2.25, 2.5, 2.75, 3.25, 3.5, 3.75]);
  });

  it('is the step where epochs go on and the steps begin anew once, as after a restart', () => {
    const line = (epoch: number, step: number) => `epoch ${epoch} step ${step} loss ${lossAt(step)}`;
    const run = [1, 2, 3, 4, 5, 6].flatMap((epoch) => [line(epoch, epoch * 200 - 100), line(epoch, epoch * 200)]);
    const again = [4, 5].flatMap((epoch) => [line(epoch, epoch * 200 - 100), line(epoch, epoch * 200)]);
    const { loss } = readCurves([...run, ...again]);
    expect(loss?.over).toBe('step');
    expect(loss?.points).toHaveLength(12);
  });

  it('is the reading where steps begin anew and no line names the epoch', () => {
    const { loss } = readCurves(EPOCHS.flatMap(() => [10, 20, 30].map((step) => `step ${step}/30 loss 1.5 lr 0.1`)));
    expect(loss?.over).toBe('reading');
    expect(loss?.points).toHaveLength(9);
  });
});
