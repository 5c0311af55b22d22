import { change } from '../remedy.ts';
import { DEVICE_FILE } from './accelerators.ts';
import { anyOf, type Cause } from './cause.ts';
import { UNCLEAR_ERRORS } from './error-concepts.ts';
import { FILE_SYSTEM, FREE_SPACE } from './remedies.ts';

/** A text that names no path, so that it may not speak of a file at all. */
const WITHOUT_PATH = /^(?!.{0,900}[\s'"(:=]\/\w)/;

/** What fails in the file system itself: it is full, it lost a file, it answers with errors. */
export const storageCauses: readonly Cause[] = [
  {
    id: 'disk_full',
    category: 'storage_failure',
    in: ['exception', 'line'],
    match: anyOf(
      /No space left on device/i,
      /\[Errno (28|122)\]/i,
      /Disk quota exceeded/i,
      /\bENOSPC\b|\bEDQUOT\b/i,
      /Not enough (free )?disk space|don't have enough free space in/i,
      /(disk|volume|file ?system) (is )?full\b/i,
      /\bno space left\b/i,
    ),
    unless: /shm|shared memory|inotify|['"<]\/?torch_\d/i,
    directness: 'direct',
    // A device that is full may be one in memory.
    doubtful: /^(?:OSError|IOError): \[Errno 28\] No space left on device\s{0,4}$/,
    explains: [...UNCLEAR_ERRORS, 'file_not_found', 'damaged_file', 'cut_off_file', 'write_broken'],
    says: 'the disk or the quota of the file system is full',
    thing: /['"](\/[^'"\s]{2,200})['"]/,
    remedy: FREE_SPACE,
  },
  {
    id: 'no_scratch',
    category: 'storage_failure',
    in: ['exception', 'line'],
    match: /No usable temporary directory/i,
    directness: 'indirect',
    says: 'no directory for temporary files can be written: the local disk is full, or its directories are read-only',
    remedy: change('settings', 'free space under /tmp, or set TMPDIR to a directory with room'),
  },
  {
    id: 'stale_handle',
    category: 'storage_failure',
    in: ['exception', 'line'],
    match: /Stale (NFS )?file handle|\[Errno 116\]|\bESTALE\b/i,
    directness: 'direct',
    anyLevel: true,
    atEnd: true,
    explains: ['file_not_found', 'script_not_found', 'shell_not_found'],
    says: 'the shared file system lost a file that was open (stale file handle)',
    thing: /['"](\/[^'"\s]{2,200})['"]/,
    remedy: FILE_SYSTEM,
  },
  {
    id: 'mount_gone',
    category: 'storage_failure',
    in: ['exception', 'line'],
    match: anyOf(
      // Of a path, what a socket says else.
      /\[Errno (101|110|113)\] [\w ]{3,60}: ['"]\//i,
      /Transport endpoint is not connected|\[Errno 107\]|Software caused connection abort|\[Errno (103|112)\]|\bHost is down\b|Cannot send after transport endpoint shutdown: ['"]?\/|\/[^\s'"]{1,300}['"]?: Cannot send after transport endpoint shutdown/i,
    ),
    unless: /socket|https?:/i,
    directness: 'direct',
    // Sockets answer in the same words.
    doubtful: WITHOUT_PATH,
    anyLevel: true,
    atEnd: true,
    explains: ['file_not_found', 'script_not_found', 'shell_not_found'],
    says: 'a mounted file system is gone: its client has ended or was shut out',
    thing: /['"](\/[^'"\s]{2,200})['"]/,
    remedy: FILE_SYSTEM,
  },
  {
    id: 'io_error',
    category: 'storage_failure',
    in: ['exception', 'line'],
    match: anyOf(
      /\[Errno (5|14|16|26|35|37|39|61|70|71|108|117|121|524)\]|\bInput\/output error|Remote I\/O error|Communication error on send/i,
      /\bNo locks available\b|unable to lock file|Structure needs cleaning|Text file busy|Device or resource busy/i,
      /\bdisk I\/O error/i,
    ),
    // The same errno of an operation on memory or a network card.
    unless: new RegExp(
      String.raw`\b(ibv|rdma|ucp|uct|fi|nccl|hccl|nvml)_?\w{0,40}\(|\bUCX\b|mlx5_\d|\bregist(er|ration)\b|memory (pool|region)|cuda(Host|Malloc|Memcpy)|${DEVICE_FILE}|\b(endpoint|queue pair|socket|peer|OFI|libfabric|P?MPIR?_\w{2,30}|MPIDI_\w{2,40}|MPICH)\b`,
      'i',
    ),
    directness: 'indirect',
    says: 'the file system answered with an I/O error',
    thing: /['"](\/[^'"\s]{2,200})['"]/,
    remedy: FILE_SYSTEM,
  },
  {
    id: 'mount_cannot',
    category: 'storage_failure',
    in: ['exception'],
    match: anyOf(
      /\[Errno (18|29|38|95)\]|\[Errno 22\] Invalid argument: '\/|Invalid cross-device link|\bE(XDEV|NOTSUP|OPNOTSUPP|NOSYS)\b/i,
      /\b(mmap|flock|fcntl|lock(ing)?|rename|link|symlink|append|seek|truncate|open|write)\b.{0,120}\b(Operation not supported|Function not implemented|Illegal seek)/i,
      /\bmmap\b.{0,160}: No such device/i,
      /\b(Operation not supported|Function not implemented|Illegal seek): ['"]?\//i,
    ),
    unless: /socket|ibv_|mlx5_|\bregist(er|ration)\b|Protocol not|\bCUDA\b/i,
    directness: 'direct',
    // Pipes, sockets and semaphores answer in the same words.
    doubtful: WITHOUT_PATH,
    says: 'the file system cannot do what the program wants of it there: rename across mounts, lock, link, append or map a file',
    thing: /['"](\/[^'"\s]{2,200})['"]\s?$/,
    remedy: change(
      'settings',
      'keep temporary files, caches and locks on one local disk or NAS and copy what is finished (set TMPDIR or the cache directory)',
    ),
  },
  {
    id: 'write_broken',
    category: 'storage_failure',
    in: ['exception', 'line'],
    match: anyOf(
      /\.(pt|pth|bin|ckpt|tar|safetensors) cannot be opened/i,
      /PytorchStreamWriter failed writing/i,
      /\bunexpected pos \d+ vs \d+/i,
      /\bfile write failed\b/i,
      /(fail\w{0,3}|unable|could not) (to )?(write|flush|close|fsync|save) .{0,60}(checkpoint|file|shard)\b.{0,80}(short write|I\/O|storage|disk)/i,
      /Can't write data \(file write failed/i,
    ),
    directness: 'indirect',
    says: 'a file could not be written to its end: a full disk or a failing file system',
    thing: /['"](\/[^'"\s]{2,200})['"]/,
    remedy: FREE_SPACE,
  },
];
