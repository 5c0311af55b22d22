import type { Rule } from './rule.ts';

/** Storage that cannot be mounted, and things the job may not read, write or run. */
export const accessRules: readonly Rule[] = [
  {
    id: 'mount',
    category: 'permission_or_mount',
    in: ['cloud'],
    match:
      /MountVolume\S{0,20}.{0,20}fail|FailedMount|FailedAttachVolume|AttachVolume\S{0,20}.{0,20}fail|Unable to (attach or )?mount|\b(fail(ed|ure)?|unable|error|cannot|could not|timed? ?out)\b.{0,30}\b(mount|attach)(ing|ed)?\b|\bmount(ing|ed)?\b.{0,200}\b(fail\w{0,3}|timed? ?out|denied|refused|error|not permitted|not exist)\b|NodePublishVolume|NodeStageVolume|\w{0,10}Mount(Failed|Error|Timeout|Failure)|ossfs.{0,120}(fail|error|denied)|\u6302\u8f7d.{0,20}\u5931\u8d25/i,
    unless: /(successfully|succeeded to) mount|mount(ed)? success|pod sandbox|\beni\b|network interface/i,
    directness: 'direct',
    says: 'storage could not be mounted',
  },
  {
    id: 'cloud_denied',
    category: 'permission_or_mount',
    in: ['cloud'],
    match:
      /AccessDenied|access (is )?denied|permission denied|not authori[sz]ed to|\b403 Forbidden|NoPermission|Forbidden\.RAM|AssumeRole.{0,60}(fail|denied)|bucket .{0,80}(does not belong|denied)|credential.{0,60}(expired|invalid)/i,
    unless: /pull|image|manifest|registry/i,
    directness: 'direct',
    says: 'the job lacks a permission',
  },
  {
    id: 'permission',
    category: 'permission_or_mount',
    in: ['exception'],
    match:
      /PermissionError\b|PermissionDenied|Permission denied|\[Errno (1|13|30|107|116)\]|Operation not permitted|Read-only file system|Transport endpoint is not connected|Stale (NFS )?file handle|AccessDenied|Access ?Denied|\b403\b.{0,40}(Forbidden|Client Error)|HTTP(Error)?.{0,20}\b40[13]\b|\b401\b.{0,40}(Unauthorized|Client Error)|GatedRepoError|gated repo|InvalidAccessKeyId|SignatureDoesNotMatch|SecurityTokenExpired|Forbidden\b/i,
    directness: 'direct',
    says: 'the program may not read or write something it needs',
  },
  {
    id: 'storage_error',
    category: 'permission_or_mount',
    in: ['exception', 'line'],
    match: /\[Errno (5|28|122)\]|No space left on device|Disk quota exceeded|Input\/output error/i,
    unless: /shm|shared memory/i,
    directness: 'indirect',
    anyLevel: false,
    says: 'the storage of the job is full or answers with errors',
  },
  {
    id: 'permission_line',
    category: 'permission_or_mount',
    in: ['line'],
    match:
      /: Permission denied\b|: Read-only file system\b|: Operation not permitted$|Transport endpoint is not connected|Stale (NFS )?file handle|access denied by server while mounting|mount(\.nfs|\.cifs)?: .{1,200}(failed|denied|permission)|Authentication failed for|could not read Username for|\bErrorCode[ :=]{1,3}AccessDenied|oss.{0,60}AccessDenied/i,
    unless: /\+ /,
    directness: 'direct',
    anyLevel: true,
    atEnd: true,
    says: 'something may not be read, written or run, or storage is not there',
  },
];
