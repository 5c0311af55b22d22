import { change } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';
import { UNCLEAR_ERRORS } from './error-concepts.ts';

/** Steps of a build that only say that another one failed. */
const BUILD_STEPS = ['extension_build', 'wheel_build'];

/** What comes of a package that was not built. */
const NOT_BUILT = [...BUILD_STEPS, 'module_not_found', 'submodule_not_found', 'import_failed', ...UNCLEAR_ERRORS];

const TOOLS = String.raw`(?:gcc|g\+\+|cc|c\+\+|cc1|cc1plus|clang|clang\+\+|hipcc|icpx?|nvcc|gfortran|ninja|cmake|make|cargo|rustc|swig|protoc|patchelf)(?:-\d[\d.]{0,6})?`;

/** Packages that are built where the job starts: what compilers, linkers and build systems say. */
export const buildCauses: readonly Cause[] = [
  {
    id: 'build_tool_missing',
    category: 'missing_module_or_file',
    in: ['exception', 'line'],
    match: anyOf(
      new RegExp(String.raw`\bunable to execute '?\S{0,80}\b${TOOLS}'?: No such file`, 'i'),
      new RegExp(String.raw`\berror: command '\S{0,80}\b${TOOLS}' failed: (?:No such file|None\b)`, 'i'),
      new RegExp(String.raw`\berror: (?:\[Errno 2\] )?No such file or directory: '\S{0,120}\b${TOOLS}'`, 'i'),
      new RegExp(String.raw`\b(?:CreateProcess|execvp|execv|posix_spawnp?): '?\S{0,80}\b${TOOLS}'?: No such file`, 'i'),
      /\b(failed|unable) to find (a )?C(\+\+)? compiler|\bno acceptable C(\+\+)? compiler|\bcan't find Rust compiler|\bMicrosoft Visual C\+\+ .{0,30}\bis required/i,
      /\bNo CMAKE_\w{1,12}_COMPILER could be found|\bCMake was unable to find a build program/i,
      /\bNinja is required to load C\+\+ extensions|\bdue to ninja not being installed|\bunable to find the? ?.{0,40}\b(nvcc|compiler)\b/i,
      /\bnvcc (?:compiler )?(?:was |is )?not found|\bCUDA_HOME (does not exist|environment variable is not set)|\bMissingCUDAException\b/i,
    ),
    directness: 'direct',
    atEnd: true,
    explains: NOT_BUILT,
    says: 'a package is built at the start, and the image lacks what builds it: a compiler, a build program or the CUDA toolkit',
    thing: new RegExp(String.raw`\b(${TOOLS})'?(?:: No such file|' failed: |'$)|\b(CUDA_HOME|nvcc|[Nn]inja)\b`),
    remedy: change(
      'settings',
      'take an image with the compiler and the CUDA toolkit (devel), or a package that is built already',
    ),
  },
  {
    // The shell that runs a step of the build says it; configure scripts look for tools in the same way, and go on.
    id: 'build_tool_unknown',
    category: 'missing_module_or_file',
    in: ['line'],
    match: new RegExp(
      String.raw`^\s{0,16}\S{0,40}sh: (?:line )?(?:\d{1,5}: ?)?\S{0,120}\b${TOOLS}: (?:command )?not found$`,
      'i',
    ),
    directness: 'indirect',
    anyLevel: true,
    atEnd: true,
    explains: BUILD_STEPS,
    says: 'a build calls a program that the image does not have: a compiler, a build program or the CUDA toolkit',
    thing: new RegExp(String.raw`\b(${TOOLS}): (?:command )?not found$`),
    remedy: change('settings', 'install it in the image (a devel image has the compilers), or take a built package'),
  },
  {
    id: 'toolkit_mismatch',
    category: 'framework_error',
    in: ['exception', 'line'],
    match: anyOf(
      /\bThe detected CUDA version .{0,40}mismatches the version that was used to compile|\bCUDAMismatchException\b/i,
      /\bunsupported (GNU|clang|Microsoft Visual \w{1,8}) version\b/i,
      /\bnvcc {1,3}fatal {0,4}: {1,3}(Unsupported gpu architecture|Value '\S{1,30}' is not defined)/i,
      /\bUnknown CUDA arch \(|\b(un(recogni[sz]ed|known|supported)) command[- ]line option\b/i,
    ),
    unless: /\bmay have been intended to silence\b|\bwarning:/i,
    directness: 'direct',
    atEnd: true,
    explains: NOT_BUILT,
    says: 'an extension could not be compiled: the compiler, the CUDA toolkit and PyTorch of the image do not fit each other',
    thing:
      /(compute_\w{1,8}|sm_\w{1,8})|Unknown CUDA arch \(([\w.+]{1,12})\)|command[- ]line option \W?(-[\w=+.-]{1,40})/,
    remedy: change(
      'settings',
      'take an image whose CUDA toolkit and compiler fit PyTorch, or a package that is built already',
    ),
  },
  {
    id: 'source_not_compiled',
    category: 'framework_error',
    in: ['line'],
    match: anyOf(
      // Where pip shows the output of a build, it indents it.
      /^\s{0,16}\S{1,200}\.(c|cc|cpp|cxx|cu|cuh|h|hpp|pyx|cl|hip|java)(:\d{1,6}(:\d{1,5})?:|\(\d{1,6}\):) (fatal |catastrophic )?error: /,
      // Go says no more than the place; Rust gives each mistake a number.
      /^\S{1,200}\.go:\d{1,6}:\d{1,5}: (undefined: |cannot |no required module |package |syntax error|imported and not used|missing |too many |not enough |declared and not used|.{1,80} (redeclared|undefined))/,
      /^error\[E\d{4}\]: \S/,
      // Where a header is forced on the command line, no file and line stand before it.
      /\b(cc1|cc1plus|f951|gcc|g\+\+|cc|c\+\+|clang|clang\+\+|hipcc|nvcc|gfortran|icx|icpx)(-\d[\d.]{0,6})?: fatal error: \S{1,160}(: No such file| file not found)/,
      // DeepSpeed tries at each start whether libaio and cuFile are there, and goes on without them.
      /^\s{0,12}(\S{1,200}[/-])?ld(\.\w{2,5})?: (error: )?(cannot find -l|unable to find library -l|library not found for -l)(?!aio\b|cufile\b)\w/,
      // With a place instead, it says what in indented lines, which are read as last words.
      /^\s{0,12}CMake Error: \S/,
    ),
    directness: 'indirect',
    anyLevel: true,
    explains: NOT_BUILT,
    says: 'source code could not be compiled: a header or library is missing, or it does not fit the compiler or the libraries',
    thing: /fatal error: '?([\w./+-]{1,80})'?(?:: No such file| file not found)|\s(-l[\w.+-]{1,60})/,
    remedy: change(
      'settings',
      'install what the message names (a devel image has the headers), or a package that is built',
    ),
  },
  {
    // That a package was not built says less than its compiler.
    id: 'wheel_build',
    category: 'framework_error',
    in: ['exception', 'line'],
    match: /\bFailed building (?:wheel|editable) for /i,
    directness: 'indirect',
    atEnd: true,
    vague: true,
    explains: ['module_not_found', 'submodule_not_found', 'import_failed', ...UNCLEAR_ERRORS],
    says: 'a package could not be built: a compiler, a toolkit or a library is missing, or does not fit the others',
    thing: / for ([\w.-]{1,60})/,
    remedy: change(
      'settings',
      'take an image with what it is built with (a devel image has the headers), or a package that is built already',
    ),
  },
  {
    // These ends of a build do not say what was wrong with the step that failed.
    id: 'extension_build',
    category: 'framework_error',
    in: ['exception', 'line'],
    match: anyOf(
      /Error building extension '|\bError compiling objects for extension\b/i,
      /\bninja: build stopped: subcommand failed/i,
      /Unable to JIT load the? ?.{0,40}\bop\b/i,
      /nvcc.{0,20}fatal|\b(nvcc|ptxas|nvlink|cicc|cudafe\+\+|fatbinary) {1,3}(fatal|error) {0,4}: /i,
      /\b(gcc|g\+\+|cc1|cc1plus|clang|clang\+\+|hipcc|icx|icpx|nvc|nvc\+\+|gfortran|cc|c\+\+)(-\d[\d.]{0,6})?: (fatal |internal compiler )?error: /i,
      /error: command '\S{0,80}(gcc|g\+\+|\bcc|c\+\+|clang|hipcc|icpx?|nvcc|ninja|cmake)\S{0,10}' failed/i,
    ),
    directness: 'indirect',
    atEnd: true,
    vague: true,
    explains: NOT_BUILT.filter((id) => id !== 'extension_build'),
    says: 'an extension could not be compiled: something that it is built with is missing, fails, or does not fit PyTorch',
    thing: /(?:extension '|wheel for |load the )([\w.-]{1,60})/,
    remedy: change(
      'settings',
      'take an image with the CUDA toolkit (devel) that fits PyTorch, or a package that is built already',
    ),
  },
];
