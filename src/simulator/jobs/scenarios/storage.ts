import type { Attempt, Scenario } from './types.ts';

const FAILS: readonly Attempt[] = [{ end: { stage: 'running', exit: 1 } }];

/** What fails in the file system itself. */
export const storage: readonly Scenario[] = [
  {
    name: 'storage_full',
    about: 'the file system that checkpoints go to is full, or lost a file',
    category: 'storage_failure',
    rests: 'Failed',
    course: { attempts: FAILS },
    job: { runMinutes: [20, 120], mounts: true },
    wordings: [
      {
        program: 'huggingface',
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/sft.py", line {40..90}, in <module>
          |     trainer.train()
          @   File "/usr/local/lib/python3.11/site-packages/torch/serialization.py", line {400..900}, in save
          |     _save(obj, opened_zipfile, pickle_module, pickle_protocol)
          ! OSError: [Errno {28|122}] {No space left on device|Disk quota exceeded}: '/mnt/data/out/checkpoint-{100..900}/optimizer.pt'`,
      },
      {
        program: 'torchrun',
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/{script}", line {90..200}, in <module>
          |     main()
          @   File "/root/code/{script}", line {40..80}, in save
          |     shutil.copy(part, target)
          ! OSError: [Errno 116] Stale file handle: '/mnt/data/ckpt/part-{0..63}.bin'`,
      },
    ],
  },
];
