import { change } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';

/**
 * Rules of Python and of frameworks that a program breaks: how processes start, how it is traced, compiled and split.
 */
export const misuseCauses: readonly Cause[] = [
  {
    id: 'process_start',
    category: 'user_code_error',
    in: ['exception'],
    match: anyOf(
      /Cannot re-initialize (CUDA|NPU|XPU) in forked subprocess/i,
      /\b(can't|cannot) pickle\b/i,
      /before the current process has finished its bootstrapping phase|\bcontext has already been set\b|daemonic process(es)? \w.{0,30}have children/i,
    ),
    directness: 'indirect',
    says: 'the program starts its processes in a way that does not work: what it hands over cannot be pickled, or forks after the GPU was used',
    remedy: change(
      'code',
      "hand over only what can be pickled (no lambdas, open files, local functions), and start with 'spawn' below if __name__ == '__main__'",
    ),
  },
  {
    id: 'partitioned_weight',
    category: 'bad_configuration',
    in: ['exception'],
    match:
      /\bstorage of size 0\b|'weight' must be 2-D|weight should have at least (two|three) dimensions|'status': 'NOT_AVAILABLE'|has no attribute 'ds_id'/,
    directness: 'indirect',
    says: 'a parameter that ZeRO-3 or FSDP holds in parts was used as if it were whole',
    remedy: change(
      'settings',
      'use ZeRO-2, or let the module gather its parameters first (GatheredParameters, its own wrap policy)',
    ),
  },
  {
    id: 'operator_refused',
    category: 'user_code_error',
    in: ['exception'],
    match: anyOf(
      // MindSpore, Paddle, Keras, PyTorch.
      /^\w{4,20}Error: For (primitive\[|'\w{2,40}', (the|its|input|each))/,
      /: \(InvalidArgument\) /,
      /\bInput \d{1,3} (of layer .{1,60} |)is incompatible with (the )?layer|is missing the required "forward" function/,
    ),
    directness: 'indirect',
    says: 'an operator of the framework refuses its inputs: shapes, types or values that it does not take',
    remedy: change('code', 'correct shapes, types or values of the inputs at the frame shown'),
  },
  {
    id: 'traced_code',
    category: 'user_code_error',
    in: ['exception'],
    match: /^(jax(\._src)?|flax)\.errors\.(?!Jax|Xla)\w{3,60}Error\b|not a valid JAX type/,
    directness: 'indirect',
    says: 'JAX or Flax cannot trace the program: values, shapes or parameters are not as the traced function needs them',
    remedy: change('code', 'follow the page that the message names; check what is static and what is traced'),
  },
  {
    // Whatever explains it better comes before it.
    id: 'compiled_program',
    category: 'framework_error',
    in: ['exception'],
    match:
      /^torch\._(dynamo|inductor)\.exc\.\w{3,40}|^triton\.[\w.]{1,40}Error\b|^[\w.]{0,60}\b(Xla|Jax)RuntimeError: (INTERNAL|UNKNOWN|FAILED_PRECONDITION|UNIMPLEMENTED|ABORTED|DATA_LOSS)\b/,
    directness: 'indirect',
    role: 'consequence',
    says: 'the program could not be compiled, or failed inside of the GPU runtime: versions that do not fit, GPU memory, or a kernel',
    remedy: change(
      'settings',
      'check that framework, compiler, CUDA and driver fit each other, and that GPU memory is free; try it without compilation',
    ),
  },
];
