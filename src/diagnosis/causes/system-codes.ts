import { change } from '../remedy.ts';
import { type Cause, concept } from './cause.ts';
import { ACCESS, FILE_SYSTEM, NETWORK_BETWEEN, SETTING } from './remedies.ts';

/*
 * What the operating system says by the number or the name of an error (errno(3)), which programs print in place of
 * its words: `[Errno 24]`, `os error 24`, `errno = 24`, `Os { code: 24`, `EACCES`. The numbers are those of Linux.
 */
const coded = (numbers: string, names = '(?!)'): RegExp =>
  new RegExp(
    String.raw`\b(?:os_?errno|[Ee]rrno|os_?error|os error|sys_?errno)["']?\]?\s?[:=#(]?\s?(?:${numbers})\b|\bOs \{ code: (?:${numbers})\b|\brc ?[=:]? ?-(?:${numbers})\b|\b(?:${names})\b`,
  );

/**
 * An error of the operating system that a client of a connection quotes, for its proxy or its socket: it is of no file
 * of the program.
 */
export const QUOTED_BY_CLIENT = String.raw`\b(?:ProxyError|MaxRetryError|ConnectionPool|Connection aborted|Connect(?:ion|or)?Error|ClientConnectorError)\b.{0,400}(?:\b[A-Z]\w{2,30}Error\(\d{1,3}, |\[Errno \d|\[No such file)`;

export const systemCodes: readonly Cause[] = [
  concept({
    // Checks that compare the status of a call print both: 4 is DEADLINE_EXCEEDED, 14 is UNAVAILABLE.
    id: 'rpc_code',
    category: 'network_failure',
    role: 'consequence',
    match: /\b(grpc|rpc)\w{0,20}\b.{0,160}\b(Status\w{0,8}(::OK)?|status|code)\W{1,4}(4|14)\b/i,
    unless: /\b(exit|return|HTTP) ?(code|status)\b/i,
    says: 'a call to another process ended with the status that it did not answer, or not in time (gRPC)',
    remedy: NETWORK_BETWEEN,
  }),
  concept({
    id: 'file_system_code',
    category: 'storage_failure',
    match: coded('5|16|26|27|28|30|61|107|116|117|121|122', 'EIO|ENOSPC|EROFS|ESTALE|EDQUOT|EREMOTEIO|EUCLEAN|EFBIG'),
    unless: /\b(sockets?|queue pair|CUDA|NCCL|shm\w{0,10}|shared memory|device busy)\b/i,
    says: 'an error number of the operating system: its file system is full, read-only, gone or fails',
    remedy: FILE_SYSTEM,
  }),
  concept({
    id: 'open_files_code',
    category: 'resource_limit',
    match: coded('23|24'),
    says: 'an error number of the operating system: too many files are open',
    remedy: change('settings', 'open fewer files at once (workers of the loaders), or raise the limit (ulimit -n)'),
  }),
  concept({
    id: 'access_code',
    category: 'permission_or_mount',
    match: coded('1|13', 'EACCES|EPERM'),
    unless: /\b(CUDA|NCCL|socket|seccomp|ptrace)\b/i,
    says: 'an error number of the operating system: the access is not allowed',
    remedy: ACCESS,
  }),
  concept({
    id: 'port_code',
    category: 'bad_configuration',
    match: coded('98|99', 'EADDRINUSE|EADDRNOTAVAIL'),
    says: 'an error number of the operating system: the port is taken, or the address is not of this pod',
    remedy: SETTING,
  }),
  concept({
    id: 'network_code',
    category: 'network_failure',
    match: coded('100|101|102|110|112|113', 'ENETDOWN|ENETUNREACH|ENETRESET|ETIMEDOUT|EHOSTDOWN|EHOSTUNREACH'),
    says: 'an error number of the operating system: an address cannot be reached',
    remedy: NETWORK_BETWEEN,
  }),
];
