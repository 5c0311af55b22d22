import type { ErrorBlock, Framework } from './block.ts';

interface Signature {
  pattern: RegExp;
  framework: Framework;
  kind: ErrorBlock['kind'];
}

const sign = (framework: Framework, kind: ErrorBlock['kind'], pattern: RegExp): Signature => ({
  framework,
  kind,
  pattern,
});

/** Lines at an error level, or about what always is an error, that are known to mean nothing. */
const NOISE =
  /Unable to register cu(?:FFT|DNN|BLAS) factory|computation_placer already registered|TF-TRT Warning|could not open file to read NUMA node|negative value \(-1\), but there must be at least one NUMA node|ERROR: pip's dependency resolver|\b(?:0|no) errors?\b/i;

/** A line that says its own level, and that it is no error. */
const HARMLESS_LEVEL =
  /^[\s:|[-]{0,3}(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?)\b|^.{0,80}?(?:\[(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?)\]|[|:-] ?(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?) {0,8}[|:-])|^\[?[IW]\d{3,4} \d{2}:\d{2}:|^:? ?[IW] \w+\/|NCCL INFO /;

/** Whatever level it has: what happened is an error. */
const PLAIN: readonly Signature[] = [
  sign(
    'system',
    'crash',
    /\bOut of memory: Killed process \d+|\boom-kill:|\bMemory cgroup out of memory\b|\binvoked oom-killer\b|\boom_reaper\b/,
  ),
  sign(
    'ray',
    'crash',
    /\bkilled due to (?:memory pressure|the node running low on memory)|\(raylet\).{0,80}\b(?:OOM|out of memory)\b/i,
  ),
  sign(
    'ray',
    'message',
    /\bactor died unexpectedly\b|\bActorDiedError\b|\bWorkerCrashedError\b|\bworker died or was killed\b|\braylet(?: \(ip=[^)]{1,60}\))? (?:died|has died)\b/i,
  ),
  sign(
    'cuda',
    'message',
    /\bCUDA out of memory\b|\bCUDA error: |\bcudaError[A-Z]\w+|\bCUBLAS_STATUS_(?!SUCCESS)[A-Z_]+|\bCUDNN_STATUS_(?!SUCCESS)[A-Z_]+|\bout of memory trying to allocate\b|\bRESOURCE_EXHAUSTED\b/,
  ),
  sign(
    'system',
    'message',
    /\bNVRM: Xid\b|\bfallen off the bus\b|\buncorrectable ECC error\b|\bUncorrectable NVLink error\b/i,
  ),
  sign(
    'nccl',
    'message',
    /\bNCCL WARN\b|\bNCCL error\b|\bnccl(?:Unhandled\w+|SystemError|InternalError|RemoteError|InvalidUsage|InvalidArgument)\b|\bWatchdog caught collective operation timeout\b|\bProcessGroupNCCL.{0,80}(?:terminated with exception|timed? ?out|error)|\bDistBackendError\b/i,
  ),
  sign(
    'torchrun',
    'message',
    /\belastic\.(?:multiprocessing|agent)\b.{0,200}\bfailed \(exitcode: |\bmultiprocessing\/api\.py:\d+\] failed \(exitcode|\bfailed \(exitcode: -?\d+\) local_rank|\bRendezvous\w+Error\b|\bChildFailedError\b/,
  ),
  sign('deepspeed', 'message', /\blaunch\.py:\d+:\w+\].{0,200}exits with return code = [1-9]/),
  sign(
    'shell',
    'crash',
    /^(?:.{0,300}:)?\s*(?:line \d+:\s*)?(?:\d+\s+)?(?:Killed|Segmentation fault|Aborted|Bus error|Illegal instruction|Floating point exception|Terminated)(?:\s+\(core dumped\))?(?:\s{2,}.*)?$/,
  ),
  sign(
    'native',
    'crash',
    /\bterminate called (?:after throwing an instance of|without an active exception)|\bSegmentation fault\b|\bSIG(?:SEGV|ABRT|BUS|ILL|FPE)\b|\bstd::bad_alloc\b|\*\*\* Aborted at \d+|\bdouble free or corruption\b|\bmalloc\(\): |\bcore dumped\b|\bstack smashing detected\b/,
  ),
  sign(
    'mpi',
    'message',
    /\bMPI_ABORT was invoked\b|\*\*\* An error occurred in MPI_|\bFatal error in P?MPI_|\bmpirun (?:noticed|detected|has exited)\b|\bmpirun was unable to\b|\bORTE has lost communication\b/,
  ),
  sign('java', 'message', /^Exception in thread "[^"]{1,200}"|^Caused by: [\w.$]+(?:Exception|Error)\b/),
  sign(
    'python',
    'message',
    /^(?:\w+\.){0,8}[A-Z]\w{0,80}(?:Error|Exception|Interrupt|Timeout)(?:\([^)]{0,100}\))?(?:: .*|$)|^\S{1,200}: (?:can't open file|No module named) /,
  ),
  sign(
    'shell',
    'message',
    /: (?:command not found|No such file or directory|Permission denied|cannot execute binary file.*|Exec format error|Is a directory|No space left on device|Read-only file system|Stale file handle|Transport endpoint is not connected|Cannot allocate memory|Too many open files)$|\bNo space left on device\b|\bStale file handle\b/,
  ),
  sign('shell', 'message', /^(?:fatal|error|E|ssh|bash|sh|git|curl): (?:.{0,200}: )?\S|^make(?:\[\d+\])?: \*\*\*/),
];

/** A level of a logger, as it stands near the beginning of a line. */
const LEVELS: readonly Signature[] = [
  sign('tensorflow', 'message', /^:? ?[EF] (?:tensorflow|external|tsl|xla)\//),
  sign('glog', 'message', /^\[?[EF]\d{3,4} \d{2}:\d{2}:\d{2}\.\d{1,9}/),
  sign('nccl', 'message', /^\[[EF]\b.{0,60}ProcessGroup(?:NCCL|Gloo)/),
  sign('ray', 'message', /\(raylet\)\s+\[[^\]]{1,80}, [EC] \d+ \d+\]|^\[[^\]]{1,80}, [EC] \d+ \d+\]/),
  sign('megatron', 'message', /^.{0,60}\b(?:ERROR|CRITICAL|FATAL)\b.{0,20}\bmegatron\b/),
  sign('deepspeed', 'message', /^.{0,10}\[(?:ERROR|CRITICAL)\].{0,60}\b(?:deepspeed|launch\.py|runner\.py)\b/),
  sign(
    'other',
    'message',
    /^[\s:|[(-]{0,4}(?:ERROR|CRITICAL|FATAL|SEVERE|PANIC)\b(?![=_])|^.{0,100}?(?:\[(?:ERROR|CRITICAL|FATAL|SEVERE|error|fatal|E)\]|[|:-] ?(?:ERROR|CRITICAL|FATAL|SEVERE) {0,8}[|:-]|\s(?:ERROR|CRITICAL|FATAL) (?=[\w[(]))|\b(?:level|severity|lvl)["']?[=:] ?["']?(?:error|critical|fatal|panic)\b|"level(?:name)?": ?"(?:ERROR|CRITICAL|FATAL|error|fatal)"/,
  ),
];

/** Prose that sounds like an error, where the line says no harmless level. */
const HINTS: readonly Signature[] = [
  sign(
    'other',
    'hint',
    /^(?:.{0,60}[\]:] )?(?:Failed|Failure|Cannot|Could not|Couldn't|Unable|Error|Exception|Fatal|Aborting|Panic)\b(?![=_])|\bfailed (?:to|with|because)\b|\b(?:connection refused|connection reset by peer|connection timed out|name or service not known|temporary failure in name resolution|access denied|permission denied|no such file or directory|no module named|not found in|does not exist)\b/i,
  ),
];

/** What a single line without its prefixes looks like; `undefined` where it looks like no error. */
export function signatureOf(text: string): { framework: Framework; kind: ErrorBlock['kind'] } | undefined {
  if (text === '' || NOISE.test(text)) return undefined;
  const head = text.slice(0, 1000);
  const find = (table: readonly Signature[]): Signature | undefined => table.find(({ pattern }) => pattern.test(head));
  // NCCL logs its errors at WARN; whatever else calls itself INFO is believed.
  const harmless = HARMLESS_LEVEL.test(head);
  const found = find(PLAIN);
  if (found !== undefined && !(harmless && (found.framework === 'shell' || found.framework === 'python'))) return found;
  return harmless ? undefined : (find(LEVELS) ?? find(HINTS));
}
