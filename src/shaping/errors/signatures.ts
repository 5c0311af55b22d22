import { type Level, levelOf } from './level.ts';

/** Lines at an error level, or about what always is an error, that are known to mean nothing. */
export const MEANINGLESS =
  /Unable to register cu\w{1,10} factory|computation_placer already registered|TF-TRT Warning|could not open file to read NUMA node|negative value \(-1\), but there must be at least one NUMA node|ERROR: pip's dependency resolver|: no version information available \(required by|\berror: spank: .{1,120}: Plugin file not found/i;
/** Counts of errors, where there are none. */
const NONE = /\b(?:0|no) errors?\b/i;

/** NCCL and what was made of it log their errors at the level WARN. */
export const COLLECTIVE_WARNS = /\b(?:[A-Z]{0,4}CCL|CCOM) WARN\b/i;

/** Words that mean an error whatever level the line has: kernels log theirs at WARN too. */
const CERTAIN: readonly RegExp[] = [
  /\bOut of memory: Killed process \d+|\boom-kill:|\bMemory cgroup out of memory\b|\binvoked oom-killer\b|\boom_reaper\b/,
  /\bkilled due to (?:memory pressure|the node running low on memory)|\(raylet\).{0,80}\b(?:OOM|out of memory)\b/i,
  /\bactor died unexpectedly\b|\bActorDiedError\b|\bWorkerCrashedError\b|\bworker died or was killed\b|\braylet(?: \(ip=[^)]{1,60}\))? (?:died|has died)\b/i,
  /\bCUDA out of memory\b|\bCUDA error: |\bcudaError[A-Z]\w+|\bCUBLAS_STATUS_(?!SUCCESS)[A-Z_]+|\bCUDNN_STATUS_(?!SUCCESS)[A-Z_]+|\bout of memory trying to allocate\b|\bRESOURCE_EXHAUSTED\b/,
  /\bNVRM: Xid\b|\bfallen off the bus\b|\buncorrectable ECC error\b|\bUncorrectable NVLink error\b/i,
  COLLECTIVE_WARNS,
  /\bib_mlx5_log\.c:\d{1,5}|\(synd 0x0{0,7}[1-9a-f]/,
  /\bNCCL error\b|\bnccl(?:Unhandled\w+|SystemError|InternalError|RemoteError|InvalidUsage|InvalidArgument)\b|\bWatchdog caught collective operation timeout\b|\bProcessGroupNCCL.{0,80}(?:terminated with exception|timed? ?out|error)|\bDistBackendError\b/i,
  /\belastic\.(?:multiprocessing|agent)\b.{0,200}\bfailed \(exitcode: |\bmultiprocessing\/api\.py:\d+\] failed \(exitcode|\bfailed \(exitcode: -?\d+\) local_rank|\bRendezvous\w+Error\b|\bChildFailedError\b/,
  /\blaunch\.py:\d+:\w+\].{0,200}exits with return code = [1-9]/,
  /\bterminate called (?:after throwing an instance of|without an active exception)|\bSegmentation fault\b|\bSIG(?:SEGV|ABRT|BUS|ILL|FPE)\b|\bstd::bad_alloc\b|\*\*\* Aborted at \d+|\bdouble free or corruption\b|\bmalloc\(\): |\bcore dumped\b|\bstack smashing detected\b|^\s{0,4}what\(\): {1,2}\S/,
  /\bMPI_ABORT was invoked\b|\*\*\* An error occurred in MPI_|\bFatal error in P?MPI_|\bmpirun (?:noticed|detected|has exited)\b|\bmpirun was unable to\b|\bORTE has lost communication\b/,
  /^Exception in thread "[^"]{1,200}"|^Caused by: [\w.$]+(?:Exception|Error)\b/,
];

/**
 * Words that mean an error unless the line has a harmless level: of shells and
 * commands, exceptions without a traceback.
 */
const BELIEVED: readonly RegExp[] = [
  /^(?:.{0,300}:)?\s*(?:line \d+:\s*)?(?:\d+\s+)?(?:Killed|Segmentation fault|Aborted|Bus error|Illegal instruction|Floating point exception|Terminated)(?:\s+\(core dumped\))?(?:\s{2,}.*)?$/,
  /^(?:\w+\.){0,8}[A-Z]\w{0,80}(?:Error|Exception|Interrupt|Timeout|NotFound|Denied|Exceeded|Unavailable)(?: \(see above for traceback\)|\([^)]{0,100}\))?(?::(?: |(?=[A-Za-z])|$).*|$)|^\S{1,200}: (?:can't open file|No module named) /,
  // A class that lives among the exceptions of its library.
  /^(?:\w+\.){1,8}(?:exceptions?|errors?)\.(?:\w+\.){0,3}[A-Z]\w{1,60}(?::|$)/,
  /: (?:command not found|No such file or directory|Permission denied|cannot execute binary file.*|[Ee]xec format error|Is a directory|No space left on device|Read-only file system|Stale file handle|Transport endpoint is not connected|Cannot allocate memory|Too many open files)$|\bNo space left on device\b|\bStale file handle\b/,
  /^(?:.{0,60}[\]:：]\s?)?(?:致命|严重)?(?:错误|异常|报错)\s?[:：]/,
  // Of compilers.
  /^\s{0,12}\S{1,200}[:(]\d{1,6}(?:[:,]\d{1,6})?\)?\s?: (?:fatal |internal compiler )?error\b/,
  // Of object stores, whose answers are XML.
  /^\s{0,8}<Message>\s{0,4}(?:\w|$)|^\s{0,8}<Code>[A-Z]\w{3,60}<\/Code>/,
  // Ascend's codes.
  /^E[A-Z\d]\d{4}: |\bERR\d{5} /,
  /^(?:fatal|error|E|ssh|bash|sh|git|curl|\s{2,10}(?:fatal|error)): (?:.{0,200}: )?\S|^make(?:\[\d+\])?: \*\*\*/,
];

/** Prose that sounds like an error. */
const HINT =
  /^(?:.{0,60}[\]:] )?(?:Failed|Failure|Uncaught|Unhandled|Cannot|Could not|Couldn't|Unable|Error|Exception|Fatal|Aborting|Panic)\b(?![=_])|\bfailed (?:to|with|because)\b|\b(?:connection refused|connection reset by peer|connection timed out|name or service not known|temporary failure in name resolution|access denied|permission denied|no such file or directory|no module named|not found in|does not exist|(?:can ?not|can't|could not|couldn't) be (?:found|located|opened|read|loaded|parsed|created|written|reached|accessed))\b|\bjob (?:was )?(?:killed|aborted|terminated|cancelled)\b|\bexceed(?:ed|s|ing)\b.{0,40}\blimits?\b|\blimits? exceeded\b/i;

const HARMLESS: readonly (Level | undefined)[] = ['quiet', 'warning'];

/**
 * What a single line without its prefixes looks like: an error, or a hint, which only sounds like one.
 * @returns `undefined` where it looks like neither
 */
export function signatureOf(body: string): 'error' | 'hint' | undefined {
  if (body === '' || MEANINGLESS.test(body) || NONE.test(body)) return undefined;
  const head = body.slice(0, 1000);
  const level = levelOf(head);
  const holds = (pattern: RegExp): boolean => pattern.test(head);
  if (CERTAIN.some(holds)) return 'error';
  if (HARMLESS.includes(level)) return undefined;
  if (level === 'error' || BELIEVED.some(holds)) return 'error';
  return HINT.test(head) ? 'hint' : undefined;
}
