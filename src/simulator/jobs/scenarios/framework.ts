import type { Attempt, Scenario } from './types.ts';

const FAILS: readonly Attempt[] = [{ end: { stage: 'running', exit: 1 } }];

/** Libraries of the image that do not fit each other or the code. */
export const framework: readonly Scenario[] = [
  {
    name: 'library_mismatch',
    about: 'libraries of the image do not fit each other or the code',
    category: 'framework_error',
    rests: 'Failed',
    course: { attempts: FAILS },
    job: { runMinutes: [1, 3] },
    wordings: [
      {
        program: 'huggingface',
        early: true,
        log: `
          | Traceback (most recent call last):
          @   File "/root/code/sft.py", line {5..30}, in <module>
          |     from trl import SFTTrainer, {DPOConfig|GRPOConfig|SFTConfig}
          ! ImportError: cannot import name '{DPOConfig|GRPOConfig|SFTConfig}' from 'trl' (/usr/local/lib/python3.11/site-packages/trl/__init__.py)`,
      },
      {
        program: 'torchrun',
        early: true,
        everywhere: true,
        log: `
          | Traceback (most recent call last):
          |   File "/root/code/{script}", line {3..20}, in <module>
          |     from model.attention import flash
          @   File "/root/code/model/attention.py", line {1..9}, in <module>
          |     import flash_attn_2_cuda
          ! ImportError: /usr/local/lib/python3.11/site-packages/flash_attn_2_cuda.cpython-311-x86_64-linux-gnu.so: undefined symbol: {_ZN3c104cuda9SetDeviceEi|_ZN2at4_ops5zeros4callE}`,
      },
    ],
  },
];
