import { basic } from './basic.ts';
import { deepspeed } from './deepspeed.ts';
import { horovod } from './horovod.ts';
import { huggingface } from './huggingface.ts';
import { megatron } from './megatron.ts';
import { plainProgram } from './plain.ts';
import { ray } from './ray.ts';
import { shell } from './shell.ts';
import { tensorflow } from './tensorflow.ts';
import { torchrun } from './torchrun.ts';
import type { Program, ProgramName } from './types.ts';
import { xgboost } from './xgboost.ts';

export const PROGRAMS: Readonly<Record<ProgramName, Program>> = {
  basic,
  plain: plainProgram,
  torchrun,
  deepspeed,
  megatron,
  huggingface,
  tensorflow,
  horovod,
  ray,
  xgboost,
  shell,
};
