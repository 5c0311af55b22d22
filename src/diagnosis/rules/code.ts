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
    id: 'tensor_error',
    category: 'user_code_error',
    in: ['exception'],
    match: anyOf(
      /\bmat1 and mat2\b/i,
      /\bIncompatible shapes\b/i,
      /\bshapes?\b.{0,80}\b(mismatch\w{0,2}|incompatible|invalid for input|cannot be (multiplied|broadcast)|(not|must|does not|doesn't) match|is invalid)\b/i,
      /\b(size of tensor|sizes of tensors|size mismatch|Target size|tensor\w{0,2} (must|to) (have|be)|same (device|dtype|shape|size|number of dimensions))\b/i,
      /\b(expected|got|found)\b.{0,60}\b(batch_size|scalar type|dtype|\d-?D (tensor|input)|dimensions?|channels)\b/i,
      /\b(inplace operation|backward through the graph|does not require grad|finished reduction in the prior iteration|returned nan values)\b/i,
      /\b(index|label|target)\b.{0,60}\b(out of (range|bounds)|must be in)\b/i,
    ),
    directness: 'direct',
    says: 'tensors do not fit each other, or values are out of range',
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
      /Fatal Python error: (?!Aborted)/i,
      /\bSignal 11\b/i,
      /signal 11 \(/i,
      /\bexitcode\s{0,4}[:=]\s{0,2}-11\b/i,
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
    id: 'aborted',
    category: 'unknown',
    in: ['line', 'exception', 'cloud'],
    match: anyOf(
      /^(\S{1,200}: line \d{1,6}: {1,3}\d{0,8} {1,20})?Aborted\b/,
      /\bSIGABRT\b/,
      /Fatal Python error: Aborted/,
      /\b[Ss]ignal 6\b/,
      /\bexitcode\s{0,4}[:=]\s{0,2}-6\b/,
      /\bterminate called (after throwing an instance of|without an active exception)/,
    ),
    directness: 'indirect',
    role: 'consequence',
    anyLevel: true,
    says: 'a process ended itself (SIGABRT), as native code does for an error that it found',
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

/** Classes that Python raises for a mistake in a program. What another class means, only its message tells. */
const MISTAKE =
  /^([A-Za-z_]\w{0,60}\.)?(TypeError|KeyError|IndexError|LookupError|AttributeError|NameError|UnboundLocalError|ZeroDivisionError|OverflowError|FloatingPointError|SyntaxError|IndentationError|TabError|RecursionError|NotImplementedError|Stop(Async)?Iteration|Unicode\w{0,10}Error)\b/;
/** Words of other causes: settings, files, permissions, memory, network, devices. */
const OTHER_CAUSE =
  /\b(settings?|config\w{0,10}|options?|arguments?|flags?|require[sd]?|must|should|exceed\w{0,3}|larger than|greater than|unsupported|not supported|not allowed|invalid|missing|not (found|exist|available|installed|readable|valid)|no such|(cannot|can't|could not|unable to|failed to) (find|open|load|read|write|access|connect|reach|allocate|start)|permission|denied|forbidden|unauthori[sz]ed|credentials?|memory|space|disk|quota|connect\w{0,4}|network|timeout|timed out|unreachable|driver|CUDA|NCCL|GPUs?|devices?)\b|--[a-z]|\/\w{1,60}\//i;

/** Any other traceback. */
export const UNCAUGHT: Rule = {
  id: 'uncaught_exception',
  category: 'user_code_error',
  in: ['exception'],
  match: /^/,
  directness: 'direct',
  says: 'the program ended with an exception that nothing caught',
};

/**
 * Rules for a traceback that no other rule knows; one of them always holds. Where the class says nothing and the message has
 * words of another cause, it is less certain that the fault is the program's own.
 */
export const LAST_RESORTS: readonly Rule[] = [
  {
    ...UNCAUGHT,
    id: 'unclear_exception',
    match: OTHER_CAUSE,
    unless: MISTAKE,
    directness: 'indirect',
    says: 'the program ended with an exception that nothing caught, and what it says may have another cause',
  },
  UNCAUGHT,
];
