import { change } from '../remedy.ts';
import { type Cause, concept } from './cause.ts';
import {
  FILE_SYSTEM,
  FREE_SPACE,
  IMAGE_FOR_CPU,
  LOCKS,
  LONGER,
  MORE_MEMORY,
  MOUNT,
  READ_WRITE,
  RETRY,
  SETTING,
  WAY_OUT,
} from './remedies.ts';

/*
 * What an error says that quotes the operating system: its message for an error number (errno(3)), in whatever library,
 * command or language it was met. The numbers with a cause of their own (no space, no memory, denied ...) come earlier.
 */

/** Of a file, where the words alone could be about a socket or a device. Of a path only the name may be left. */
const OF_A_FILE =
  /\[Errno \d{1,3}\]|\bos error\b|\bcode: \d{1,3}\b|\b(files?|director(y|ies)|folders?|paths?|disk|mount\w{0,3}|read(ing)?|writ(e|ing)|open(ing)?|clos(e|ing)|renam(e|ing)|remov(e|ing)|unlink|lock(ing)?|flock|mmap|fsync|flush(ing)?|copy(ing)?|sav(e|ing)|load(ing)?|seek|stat|access)\b|\/[\w.-]{1,80}\/|(?<!\w)["'`][\w.@+/-]{1,200}["'`]/i;

/** Told before what else a message speaks of: the name of a host says nothing of the trouble. */
export const nameErrors: readonly Cause[] = [
  concept({
    id: 'host_name_words',
    category: 'network_failure',
    match:
      /\b(Name or service not known|Temporary failure in name resolution|nodename nor servname provided|could ?n[o']t resolve (host|proxy|address)\w{0,4}|no address associated with hostname|unknown host|UnknownHostException|NXDOMAIN|no such host|gai ?error|gethostby\w{2,6} failed|getaddrinfo.{0,20} failed)\b/i,
    says: 'the message speaks of the name of a host that cannot be resolved',
    remedy: WAY_OUT,
  }),
];

export const systemConcepts: readonly Cause[] = [
  concept({
    id: 'clock_words',
    category: 'platform_error',
    match:
      /\b(clocks?|system time|time ?stamps?|(request|server'?s?|local|client) time)\b.{0,80}\b(skew\w{0,3}|differ\w{0,5}|too (large|far|old|new)|out of sync|not (yet )?synchroni[sz]ed|in the (future|past)|drift\w{0,3})\b|\b(clock|time).{0,5}skew|\w{0,20}TimeTooSkewed\b|\bnot yet valid\b/i,
    unless: /\b(steps?|gradients?|sequence|video|audio|frames?|loss)\b/i,
    says: 'the message speaks of the clock of the machine, which is not that of the service it talks to',
    remedy: RETRY,
  }),
  concept({
    // ENOEXEC, in the words of kernels, shells and container runtimes.
    id: 'executable_words',
    category: 'bad_configuration',
    match:
      /\b(exec format error|cannot execute binary( file)?|bad CPU type in executable|not a valid Win32 application|ENOEXEC|\[Errno 8\]|os error 8)(?!\w)|\bplatform\b.{0,60}\b(does not|doesn't|did not) match\b.{0,60}\bplatform\b/i,
    says: 'the message speaks of a program that this machine cannot execute: built for another processor, or a script without its first line',
    remedy: IMAGE_FOR_CPU,
  }),
  concept({
    id: 'file_system_errno_words',
    category: 'storage_failure',
    match:
      /\b(Input\/output error|Remote I\/O error|File too large|Resource deadlock (avoided|would occur)|Illegal seek|Function not implemented|Operation not supported|Directory not empty|No data available|Protocol error|Bad message|Link has been severed|Communication error on send|Structure needs cleaning|Stale (NFS )?file handle|Host is down|Transport endpoint is not connected|Invalid cross-device link|Cannot send after transport endpoint shutdown|No locks available|Owner died|State not recoverable|Too many links|No space left on device|Disk quota exceeded)\b/i,
    also: OF_A_FILE,
    unless: /\b(sockets?|queue pair|device synchroni\w{1,5}|CUDA|NCCL|kernel launch|GPU arch)\b/i,
    says: 'the operating system refused an operation on a file, which its file system cannot do or lost',
    remedy: FILE_SYSTEM,
  }),
  concept({
    id: 'read_only_words',
    category: 'permission_or_mount',
    match:
      /\b(attempt(ed)? to write|(cannot|can't|could not|unable to|fail\w{0,3} to|not (allowed|permitted) to) (write|modify|change|create|delete))\b.{0,60}\bread-?only\b|\bread-?only\b.{0,40}\b(cannot|can't|could not|unable|not (allowed|permitted))\b/i,
    unless: /\b(arrays?|tensors?|attribute|property|field|buffer|flag|config\w{0,10}|memory)\b/i,
    says: 'the message speaks of something that may only be read, and is to be written',
    remedy: READ_WRITE,
  }),
  concept({
    id: 'file_lock_words',
    category: 'storage_failure',
    match: /\bResource temporarily unavailable\b/i,
    also: /(^|[\s'":(])\/?[\w.-]{1,80}\/[\w./-]{1,200}|\b(lock\w{0,3}|flock|fcntl|files?|director(y|ies)|database)\b/i,
    unless:
      /\b(fork\w{0,3}|threads?|pthread\w{0,8}|clone|spawn\w{0,3}|process(es)?|exec\w{0,3}|std::system_error|sockets?|recv|send)\b/i,
    says: 'the operating system did not give a file or its lock: another process holds it, or its file system has no locks',
    remedy: LOCKS,
  }),
  concept({
    id: 'write_words',
    category: 'storage_failure',
    match:
      /\b(fail(ed|s|ure)?|errors?|unable|cannot|can't|could not|couldn't|broken)\b.{0,30}\b(writ(e|ing|ten)|sav(e|ing|ed)|flush(ing|ed)?|serializ(e|ing)|persist\w{0,3})\b|\bwrit(e|ing|er)\b.{0,40}\b(fail(ed|ure)|errors?|unexpected pos)\b|\bunexpected pos(ition)? \d|\bcannot be opened\b.{0,20}(writ|$)/i,
    also: /\b(files?|checkpoints?|model|state|logs?|outputs?|archive|zip|streams?|weights|blocks?|inline_container\w{0,3}|record|tensors?)\b|\/[\w.-]{1,80}|\w\.\w{2,5}\b/i,
    unless:
      /\btask failed while writing\b|\b(pickl\w{1,3}|json serializable|attribute|read-only (array|memory)|meta device|in '\w{2,20}' format|slow tokenizers|shared memory|socket|pipe|stderr|stdout)\b/i,
    says: 'the message speaks of something that could not be written whole: the disk or its quota is full, or it broke',
    remedy: FREE_SPACE,
  }),
  concept({
    id: 'mount_words',
    category: 'permission_or_mount',
    match: /\b(mount|umount|mounting|mounted|mount ?point|bind mount)\b/i,
    also: /\b(fail\w{0,4}|errors?|denied|refused|unable|cannot|can't|could not|(does not|doesn't) exist|not (found|empty|running|supported)|invalid|incorrect|unknown|timed? ?out)\b/i,
    unless: /\b(success\w{0,6}|surface|tooth|model mount)\b/i,
    says: 'the message speaks of storage that could not be mounted',
    remedy: MOUNT,
  }),
  concept({
    id: 'time_limit_words',
    category: 'resource_limit',
    match:
      /\b(wall ?-?(clock|time)|run ?-?time|running time|elapsed time|time|RUNLIMIT)( usage)? ?limit\b|\bTimeLimitExceeded\b|\bwall-?time \d{1,9}\b|\bTERM_RUNLIMIT\b|\b(jobs?|allocation|task|run|submission)\b.{0,40}\b(timed[- ]out|ran out of time|out of (allotted |allocated )?time)\b/i,
    also: /\b(exceed\w{0,3}|reach\w{0,3}|hit|killed|aborted|cancell?ed|terminated|over|expired|due to|re-?queued?|checkpoint\w{0,5}|pre-?empt\w{2,4}|resubmit\w{0,3}|TimeLimitExceeded)\b/i,
    says: 'the message speaks of a limit on how long the job may run, which was reached',
    remedy: LONGER,
  }),
  concept({
    id: 'path_errno_words',
    category: 'bad_configuration',
    match:
      /\b(File name too long|Too many levels of symbolic links|Argument list too long|Is a directory|Not a directory)\b/i,
    says: 'the operating system refused a path or a command line as it stands',
    remedy: SETTING,
  }),
  concept({
    id: 'network_errno_words',
    category: 'network_failure',
    match:
      /\b(Network is (down|unreachable)|Network dropped connection|No buffer space available|Machine is not on the network|No route to host|Connection (timed out|refused)|Timer expired|Address family not supported by protocol|Destination address required)\b/i,
    says: 'the operating system could not reach an address',
    remedy: WAY_OUT,
  }),
  concept({
    id: 'descriptor_words',
    category: 'resource_limit',
    match:
      /\b(FD_SETSIZE|FDSETSIZE|RLIMIT_NOFILE)\b|\b(file|socket) descriptors?\b.{0,60}\b(limit|exceed\w{0,3}|too (many|large|high)|out of|exhausted|ran out|out of range)\b|\b(limit|too many|out of|exhausted|ran out of)\b.{0,30}\b(file|socket) descriptors?\b|\b(max(imum)?|number of|limit of) open files\b/i,
    unless: /\b(bad|invalid) file descriptor\b|\braised the limit\b/i,
    says: 'the message speaks of more open files and sockets than the process may have or can watch',
    remedy: change(
      'settings',
      'raise the limit (ulimit -n) before the program starts, or use fewer workers and open files',
    ),
  }),
  concept({
    id: 'killed_words',
    category: 'host_oom',
    match:
      /\b(killed|terminated|exited|ended|died) (by|with|on|from|due to) (signal:? )?(Killed|SIGKILL|9)\b|\bexit(ed)? (code|status):? -9\b/i,
    says: 'a process was killed by SIGKILL, which the kernel does where memory runs out',
    remedy: MORE_MEMORY,
  }),
  concept({
    id: 'process_errno_words',
    category: 'resource_limit',
    match: /\bResource temporarily unavailable\b/i,
    also: /\b(fork\w{0,3}|threads?|pthread\w{0,8}|clone|spawn\w{0,3}|process(es)?|exec\w{0,3}|std::system_error)\b/i,
    says: 'the operating system gave no further process or thread',
    remedy: change('settings', 'start fewer processes and threads (OMP_NUM_THREADS, workers of the loaders)'),
  }),
];
