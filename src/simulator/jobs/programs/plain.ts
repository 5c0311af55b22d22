import type { Program } from './types.ts';

/** A Python program in one process. */
export const plainProgram: Program = {
  jobType: 'PyTorchJob',
  start: `
    | Python 3.11.9 on {pod}
    | {clock,} INFO __main__ config: /root/code/configs/{base|small|v2|ablation}.yaml
    | {clock,} INFO __main__ seed={1..9999} device=cuda:0
    | {clock,} INFO data {12..96} shards, {100000..980000} samples
    | {clock,} INFO model {22..410}.{1..9#d}M parameters`,
  together: '',
  progress: ({ n, every, loss, rate, at, luck }) => {
    const stamp = new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
    const line = `${stamp},${String(Math.floor(luck * 1000)).padStart(3, '0')} INFO train step=${n * 20} loss=${loss.toFixed(4)} lr=${rate.toExponential(2)} time/step=${(every / 20).toFixed(3)}s`;
    return n % 40 === 0
      ? [
          line,
          `${stamp},998 INFO eval step=${n * 20} val_loss=${(loss * 1.04).toFixed(4)} acc=${(0.4 + (0.5 * n) / (n + 60)).toFixed(3)}`,
        ]
      : [line];
  },
  done: `
    | {clock,} INFO train finished, best checkpoint at /mnt/data/output/best.pt
    | {clock,} INFO __main__ bye`,
  stopped: `
    | {clock,} WARNING __main__ caught signal 15, saving state before exit
    | {clock,} INFO train state saved to /mnt/data/output/last.pt`,
  epilogue: '',
  peers: '',
  commands: [
    'cd /root/code && python train.py --config configs/base.yaml',
    'python -u /root/code/train.py',
    'python3 /mnt/data/code/main.py --stage train',
  ],
  image: 'pytorch',
  pods: [1, 1],
};
