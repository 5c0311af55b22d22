import type { Program } from './types.ts';

/** A shell script that prepares data and then starts a program. */
export const shell: Program = {
  jobType: 'PyTorchJob',
  start: `
    | + set -eo pipefail
    | + cd /root/code
    | + source env.sh
    | ++ export OUTPUT_DIR=/mnt/data/output/run_{100..999}
    | ++ OUTPUT_DIR=/mnt/data/output/run_{100..999}
    | + python tools/prepare.py --split train
    | prepared {200..900} files in {3..40}s
    | + python -u train.py --output /mnt/data/output/run_{100..999}`,
  together: '',
  progress: ({ n, every, loss, rate }) => [
    `Epoch ${Math.ceil(n / 30)}/200, iter ${n * 10}, loss=${loss.toFixed(3)}, lr=${rate.toExponential(1)}, dur=${(every / 10).toFixed(2)}s`,
  ],
  done: `
    | + echo 'all stages done'
    | all stages done`,
  stopped: '| Terminated',
  epilogue: '',
  peers: '',
  commands: ['bash /root/code/run.sh', 'cd /root/code && sh scripts/train_all.sh', '/mnt/data/code/start.sh'],
  image: 'pytorch',
  pods: [1, 1],
};
