import { change } from '../remedy.ts';
import { anyOf, type Cause, concept } from './cause.ts';
import { FAULTY, IMAGE_FOR_GPU, LESS_GPU_MEMORY } from './remedies.ts';

/*
 * What CUDA says by the number of an error, its name or its own words for it (cudaGetErrorName, cudaGetErrorString),
 * in whatever program and library it was met. HIP has the numbers and names of CUDA; below 100 are
 * those of CUDA before 10.1 too.
 */

/** Above those with which a process can end, which may stand in the same line. */
const FAR = 255;

/**
 * Numbers as programs print them: `CUDA error 802`, `Cuda failure 2`, `code=46(cudaError...)`, `(2 vs. 0)`, and as
 * Julia does, `cudaError_enum(0x000003e7)`.
 */
function numbered(...numbers: readonly number[]): RegExp {
  const any = `(${numbers.join('|')}|0x0{0,8}(?:${numbers.map((number) => number.toString(16)).join('|')}))`;
  const far = numbers.filter((number) => number > FAR).join('|') || '(?!)';
  return new RegExp(
    [
      String.raw`\b(cuda|hip)\w{0,40}(\(\))? ?(runtime |driver |api |kernel )?(errors?|failure|failed|status|code|returned|result)( code| with( error)?)?\b\W{0,4}${any}\b(?!\.\d)`,
      String.raw`\b(cuda|hip)\w{0,40}\b.{0,120}\b(errors?|failure|status|code|returned|result)\b\W{0,4}(${far})\b`,
      String.raw`\b(cuda|hip)(Error(_t)?|_?Success)\w{0,40}\)?[ (]{1,3}${any}\b`,
      String.raw`\b(errors?|failure|status|code)\b\W{0,4}${any} ?\(?(cuda|hip)(Error|_ERROR)`,
    ].join('|'),
    'i',
  );
}

export const deviceCodes: readonly Cause[] = [
  concept({
    id: 'device_memory_code',
    category: 'cuda_oom',
    match: anyOf(
      numbered(2),
      /\b(cuda|hip) ?error ?(memory allocation|out of memory)\b|\b(cuda|hip)[A-Z]\w{3,40}(\(\))? failed:? \W?out of memory\b/i,
    ),
    says: 'a call of CUDA ended with its error for GPU memory that ran out',
    remedy: LESS_GPU_MEMORY,
  }),
  concept({
    id: 'device_hardware_code',
    category: 'hardware_fault',
    match: anyOf(
      numbered(39, 214, 220, 226, 714),
      /\b(ecc|nvlink) (error )?uncorrectable\b|\buncorrectable (ecc|nvlink) error\b|\bhardware stack error\b/i,
    ),
    says: 'a call of CUDA ended with one of its errors for broken hardware',
    remedy: FAULTY,
  }),
  concept({
    id: 'device_state_code',
    category: 'platform_error',
    match: anyOf(
      numbered(30, 46, 304, 802, 805, 806, 807, 808, 999),
      /\bsystem not (yet )?(ready|initiali[sz]ed)\b|\b(cuda|hip) ?(driver )?error:? ?unknown\b|\bOS call failed or operation not supported\b|\bMPS (client|server|control daemon|RPC)\b.{0,60}\b(fail\w{0,3}|lost|error|not)\b/i,
      // As Open MPI tells of the driver.
      /\bcall to cu(?!Mem\w{0,12}Alloc)[A-Z]\w{3,40} failed\b/i,
    ),
    says: 'a call of CUDA ended with one of its errors for a machine whose GPUs are not ready, or taken',
    remedy: FAULTY,
  }),
  concept({
    id: 'device_fit_code',
    category: 'framework_error',
    match: anyOf(
      numbered(35, 38, 48, 98, 100, 101, 200, 209, 218, 221, 222, 223, 803, 804),
      /\b(system driver mismatch|compat not supported on device|insufficient driver|no binary for gpu|jit compiler not found|unsupported ptx version|device kernel image is invalid)\b/i,
    ),
    says: 'a call of CUDA ended with one of its errors for a program, driver and GPU that do not fit each other',
    remedy: IMAGE_FOR_GPU,
  }),
  concept({
    id: 'device_peer_code',
    category: 'bad_configuration',
    match: anyOf(
      numbered(217, 705, 711),
      /\b(cudaError|hipError|CUDA_ERROR_|HIP_ERROR_)(PeerAccess|PEER_ACCESS_|TOO_MANY_PEERS|TooManyPeers)\w{0,12}\b/i,
    ),
    says: 'a call of CUDA ended with its error for GPUs that cannot read the memory of each other',
    remedy: change(
      'settings',
      'let the ranks go without it (NCCL_P2P_DISABLE=1), or see which GPUs the pod has and how they are connected',
    ),
  }),
  concept({
    id: 'device_fault_code',
    category: 'user_code_error',
    match: numbered(77, 700, 702, 710, 715, 716, 717, 718, 719),
    says: 'a call of CUDA ended with one of its errors for GPU code that went wrong; mostly a bug, rarely the hardware',
    remedy: change(
      'code',
      'run it with CUDA_LAUNCH_BLOCKING=1 to see the kernel; other machines rule the hardware out',
    ),
  }),
];
