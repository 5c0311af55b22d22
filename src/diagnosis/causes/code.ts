import { change } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';
import { PACKAGES } from './remedies.ts';

/** The program itself; also the last resort for a traceback that no other rule knows. */
export const codeCauses: readonly Cause[] = [
  {
    id: 'device_assert',
    category: 'user_code_error',
    in: ['exception', 'line'],
    match: /device-side assert triggered|block: \[\d+, ?\d+, ?\d+\].{0,80}Assertion/i,
    directness: 'direct',
    anyLevel: true,
    says: 'an assertion in GPU code failed, mostly an index or label out of range',
    remedy: change('code', 'check the range of labels and indices; CUDA_LAUNCH_BLOCKING=1 shows the operation'),
  },
  {
    id: 'collective_mismatch',
    category: 'user_code_error',
    in: ['exception', 'line'],
    match:
      /Detected mismatch between collectives on ranks|mismatched collective detected|Mismatched (all\w{4,12}|broadcast|reduce\w{0,10}|alltoall) |One rank (sent|did|specified) .{0,120}another rank|ranks? (are|is) (calling|running) different collectives?/i,
    directness: 'direct',
    says: 'ranks call different collectives at the same place of the program',
    thing: /(Rank \d{1,6} is running collective)/,
    remedy: change('code', 'let every rank take the same branch around collectives (evaluation, logging, uneven data)'),
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
    remedy: change('code', 'correct shapes, types or devices of the tensors at the frame shown'),
  },
  {
    id: 'kernel_resources',
    category: 'user_code_error',
    in: ['exception'],
    match:
      /out of resource: |\bOutOfResources\b|too many resources requested for launch|CUDA error: invalid configuration argument/i,
    directness: 'indirect',
    says: 'a GPU kernel asks for more (shared memory, registers, threads) than this type of GPU has',
    remedy: change('code', 'use smaller blocks, heads or shapes for that kernel, or a GPU that has more'),
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
    remedy: change(
      'code',
      'run it with CUDA_LAUNCH_BLOCKING=1 to see the kernel; other machines rule the hardware out',
    ),
  },
  {
    id: 'gpu_library_start',
    category: 'framework_error',
    in: ['exception', 'line'],
    match: anyOf(
      /\b(CUDNN|CUBLAS|CUSOLVER|CUFFT|CUSPARSE)_STATUS_(NOT_INITIALIZED|INTERNAL_ERROR|ARCH_MISMATCH|MAPPING_ERROR|VERSION_MISMATCH)/i,
      /cuDNN version.{0,40}(incompatib|mismatch)|Could not load library libcudnn/i,
      /DNN library (initialization failed|is not found)/i,
      /Loaded (runtime )?CuDNN library: .{0,60}but source was compiled with/i,
    ),
    directness: 'indirect',
    says: 'a GPU library could not start: GPU memory that was used up, or versions that do not fit',
    remedy: change('settings', 'free GPU memory (a smaller batch), and check that CUDA, cuDNN and the framework fit'),
  },
  {
    id: 'gpu_library',
    category: 'user_code_error',
    in: ['exception'],
    match: /\b(CUDNN|CUBLAS|CUSOLVER|CUFFT|CUSPARSE)_STATUS_(?!ALLOC_FAILED)\w+/,
    directness: 'indirect',
    says: 'a GPU library refused an operation; shapes, memory or versions may be the reason',
    remedy: change('code', 'check shapes, free GPU memory, and whether the CUDA libraries fit PyTorch'),
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
    remedy: change(
      'code',
      'find the native call with faulthandler (PYTHONFAULTHANDLER=1); libraries of two builds are the usual reason',
    ),
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
    remedy: change('code', 'read the lines before it, which say what was found wrong'),
  },
  {
    id: 'own_words',
    category: 'user_code_error',
    in: ['line'],
    match: /^\W{0,3}(\S{1,40} )?(\u81f4\u547d)?(\u9519\u8bef|\u5f02\u5e38|\u62a5\u9519|\u5931\u8d25)[:\uff1a]/,
    directness: 'indirect',
    lastResort: true,
    says: 'the program reports an error in words of its own',
    remedy: change('code', 'follow what the message says'),
  },
  {
    id: 'shell_syntax',
    category: 'user_code_error',
    in: ['line'],
    match:
      /syntax error near unexpected token|[Ss]yntax error: |unexpected EOF while looking|[Bb]ad substitution$|ambiguous redirect$|integer expression expected$|: \[\[?: (not found|too many arguments|unexpected operator)/,
    directness: 'direct',
    anyLevel: true,
    says: 'the start script has a syntax error',
    thing: /^(\S{1,120}: line \d{1,6}):/,
    remedy: change('settings', 'correct the line of the script that the shell names'),
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
      /^\s{0,8}what\(\): {1,2}(?!.{0,200}(NCCL|c10d|Watchdog|TCPStore|Connection))/,
    ),
    directness: 'indirect',
    lastResort: true,
    anyLevel: true,
    says: 'the program stopped itself on an error of its own',
    remedy: change('code', 'correct what the message names'),
  },
];

/** Classes that Python raises for a mistake in a program. What another class means, only its message tells. */
const MISTAKE =
  /^([A-Za-z_]\w{0,60}\.)?(TypeError|KeyError|IndexError|LookupError|AttributeError|NameError|UnboundLocalError|ZeroDivisionError|OverflowError|FloatingPointError|SyntaxError|IndentationError|TabError|RecursionError|NotImplementedError|Stop(Async)?Iteration|Unicode\w{0,10}Error)\b/;
/** Words of other causes: settings, files, permissions, memory, network, devices. */
const OTHER_CAUSE =
  /\b(settings?|config\w{0,10}|options?|arguments?|flags?|require[sd]?|must|should|exceed\w{0,3}|larger than|greater than|unsupported|not supported|not allowed|invalid|missing|not (found|exist|available|installed|readable|valid)|no such|(cannot|can't|could not|unable to|failed to) (find|open|load|read|write|access|connect|reach|allocate|start)|permission|denied|forbidden|unauthori[sz]ed|credentials?|memory|space|disk|quota|connect\w{0,4}|network|timeout|timed out|unreachable|driver|CUDA|NCCL|GPUs?|devices?)\b|--[a-z]|\/\w{1,60}\//i;

/** A traceback that no other cause knows, through a frame of the program. */
export const UNCAUGHT: Cause = {
  id: 'uncaught_exception',
  category: 'user_code_error',
  in: ['exception'],
  match: /^/,
  directness: 'indirect',
  says: 'the program ended with an exception that nothing caught',
  remedy: change('code', 'correct the code at the frame shown'),
};

/** Exceptions of which nothing is known but their class. What they mean depends on whose frame raised them. */
export const LAST_RESORTS = {
  /** A class that Python raises for a mistake, by a frame of the program itself. */
  mistake: {
    ...UNCAUGHT,
    id: 'own_mistake',
    match: MISTAKE,
    directness: 'direct',
    says: 'the program has a mistake: an exception of its own code that nothing caught',
  },
  /** Words of another cause. */
  unclear: {
    ...UNCAUGHT,
    id: 'unclear_exception',
    match: OTHER_CAUSE,
    unless: MISTAKE,
    says: 'the program ended with an exception that nothing caught, and what it says may have another cause',
    remedy: change('code', 'read the message: it may speak of settings or data rather than of the code'),
  },
  uncaught: UNCAUGHT,
  /** A class of mistakes too, but raised where one library calls another. */
  misfit: {
    ...UNCAUGHT,
    id: 'library_misfit',
    category: 'framework_error',
    match:
      /^TypeError: .{0,200}\b(unexpected keyword argument|missing \d{1,2} required|takes .{1,40} positional)|^AttributeError: .{0,200} has no attribute /,
    says: 'a library calls another one, or its own parts, in a way that does not fit: versions that do not belong together',
    remedy: PACKAGES,
  },
  /** No frame of the program is in it. */
  foreign: {
    ...UNCAUGHT,
    id: 'foreign_exception',
    category: 'unknown',
    says: 'a library or launcher ended with an exception in which the program has no part',
    remedy: change('code', 'read the message and what the log says before it'),
  },
} as const satisfies Record<string, Cause>;
