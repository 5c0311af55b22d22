import { anyOf, type Rule } from './rule.ts';

/** The program itself; also the last resort for a traceback that no other rule knows. */
export const codeRules: readonly Rule[] = [
  {
    id: 'device_assert',
    category: 'user_code_error',
    in: ['exception', 'line'],
    match: /device-side assert triggered|block: \[\d+, ?\d+, ?\d+\].{0,80}Assertion/i,
    directness: 'direct',
    anyLevel: true,
    says: 'an assertion in GPU code failed, mostly an index or label out of range',
  },
  {
    id: 'illegal_access',
    category: 'user_code_error',
    in: ['exception', 'line'],
    match:
      /illegal memory access|misaligned address|unspecified launch failure|illegal instruction was encountered|the launch timed out and was terminated/i,
    directness: 'indirect',
    anyLevel: true,
    says: 'GPU code accessed memory that it may not; mostly a bug, rarely the hardware',
  },
  {
    id: 'gpu_library',
    category: 'user_code_error',
    in: ['exception'],
    match: /\b(CUDNN|CUBLAS|CUSOLVER|CUFFT|CUSPARSE)_STATUS_(?!ALLOC_FAILED)\w+/,
    directness: 'indirect',
    says: 'a GPU library refused an operation; shapes, memory or versions may be the reason',
  },
  {
    id: 'segmentation_fault',
    category: 'user_code_error',
    in: ['line', 'exception', 'cloud'],
    match: anyOf(
      /Segmentation fault/i,
      /\bSIGSEGV\b/i,
      /Fatal Python error/i,
      /\bSignal 11\b/i,
      /signal 11 \(/i,
      /\bexitcode\s{0,4}[:=]\s{0,2}-11\b/i,
      /core dumped/i,
      /double free or corruption/i,
      /free\(\): invalid/i,
      /malloc\(\): /i,
      /stack smashing detected/i,
    ),
    directness: 'indirect',
    anyLevel: true,
    says: 'native code of the program crashed',
  },
  {
    id: 'native_check',
    category: 'user_code_error',
    in: ['line'],
    match: anyOf(
      /Check failed: /,
      /Assertion .{1,200} failed\.?$/,
      /^thread '.{1,60}' panicked at/,
      /^panic: /,
      /^Exception in thread "/,
      /^Execution halted/,
      /\[LightGBM\] \[Fatal\]/,
      /syntax error near unexpected token/,
      /syntax error: unexpected/,
      /unexpected EOF while looking/,
      /^\s{0,8}what\(\): {1,2}(?!.{0,200}(NCCL|c10d|Watchdog|TCPStore|Connection))/,
    ),
    directness: 'direct',
    anyLevel: true,
    says: 'the program stopped itself on an error of its own',
  },
];

/** Any other traceback. */
export const UNCAUGHT: Rule = {
  id: 'uncaught_exception',
  category: 'user_code_error',
  in: ['exception'],
  match: /^/,
  directness: 'direct',
  says: 'the program ended with an exception that nothing caught',
};
