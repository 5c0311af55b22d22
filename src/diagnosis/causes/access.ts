import { elsewhere } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';
import { ACCESS, CREDENTIALS, HUB_TOKEN, READ_WRITE } from './remedies.ts';
import { QUOTED_BY_CLIENT } from './system-codes.ts';

const PATH_QUOTED = /['"](\/[^'"\s]{2,200})['"]/;

/** What comes of a step of the start that was refused. */
const THEN_MISSING = ['script_not_found', 'shell_not_found', 'file_not_found', 'module_not_found'];

/** Things the program may not read, write or run; first what is refused for the time of the machine. */
export const accessCauses: readonly Cause[] = [
  {
    id: 'wrong_clock',
    category: 'platform_error',
    in: ['exception', 'line', 'cloud'],
    match: anyOf(
      /RequestTimeTooSkewed/i,
      /difference between the (request )?time\b.{0,60}\btoo (large|great|big)/i,
      /\bclock skew\b.{0,20}\b(too|detected|exceed\w{0,3}|great|large)|\bclocks?\b.{0,40}\b(not (in )?sync\w{0,9}|out of sync)/i,
      /certificate\b.{0,40}\bnot yet valid|Token used too early|\b(iat|nbf)\b.{0,40}\bfuture/i,
    ),
    unless: /has expired/i,
    directness: 'direct',
    says: 'the clock of the machine is wrong: a service refuses what is signed with its time, or does not trust a certificate yet',
    remedy: elsewhere('platform', 'run it on other machines, and report the node whose clock is wrong to the platform'),
  },
  {
    // A hub does not tell a stranger whether it has what he asks for.
    id: 'hub_unknown_repository',
    category: 'permission_or_mount',
    in: ['exception', 'line'],
    match: /RepositoryNotFoundError: 40[13]\b|\b40[13] Client Error\b.{0,120}\bRepository Not Found\b/i,
    directness: 'indirect',
    explains: THEN_MISSING,
    says: 'the hub does not know the repository, or does not show it to this job: its name is wrong, or the token is missing',
    thing: /huggingface\.co\/(?:api\/(?:models|datasets)\/)?([\w.-]{1,60}\/[\w.-]{1,80})/,
    remedy: HUB_TOKEN,
  },
  {
    id: 'hub_access',
    category: 'permission_or_mount',
    in: ['exception', 'line'],
    match: anyOf(
      /GatedRepoError/i,
      /(?<!private or )gated repo/i,
      /Cannot access gated repo/i,
      /Access to (model|dataset) \S{1,120} is restricted/i,
      /fine-grained token/i,
      /Token is required .{0,40}but no token found|LocalTokenNotFoundError/i,
      /Invalid (username or password|user token)/i,
      /\b40[13] (Client Error|Forbidden|Unauthorized).{0,80}(huggingface|modelscope|hf-mirror|hf\.co)/i,
      /You must (have access to it|be authenticated)/i,
    ),
    unless: /warning|resum/i,
    directness: 'direct',
    atEnd: true,
    explains: THEN_MISSING,
    says: 'the hub does not give the model or data set to this job: its token is missing or has no access',
    thing:
      /(?:Access to (?:model|dataset) |huggingface\.co\/(?:api\/models\/|datasets\/)?)([\w.-]{1,60}\/[\w.-]{1,80})/,
    remedy: HUB_TOKEN,
  },
  {
    id: 'storage_denied',
    category: 'permission_or_mount',
    in: ['exception', 'line'],
    match: anyOf(
      /\bErrorCode[ :=]{1,3}"?(AccessDenied|InvalidAccessKeyId|SignatureDoesNotMatch|SecurityTokenExpired|InvalidSecurityToken)/i,
      /\bAccessDenied\b.{0,80}\b(calling|operation|request|bucket|object)\b/i,
      /\b(oss|s3|AWS|bucket|object)\b.{0,60}Access[ _]?Denied/i,
      /InvalidAccessKeyId/i,
      /SignatureDoesNotMatch/i,
      /SecurityTokenExpired/i,
      /'status': 403/i,
      /Access[ _]?Denied/i,
    ),
    unless: /by server while mounting/i,
    directness: 'direct',
    anyLevel: true,
    atEnd: true,
    explains: THEN_MISSING,
    says: 'the storage service refuses the key or role of the job',
    thing: /(?:bucket|Bucket|BucketName)['":= ]{1,4}([\w.-]{3,80})/,
    remedy: CREDENTIALS,
  },
  {
    id: 'no_credentials',
    category: 'permission_or_mount',
    in: ['exception', 'line'],
    match: anyOf(
      /Unable to locate credentials|NoCredentials(Error|Provider)/i,
      /(?<!multiprocess\w{0,3}\.context\.)AuthenticationError: |Incorrect API key|[Ii]nvalid[ _]?[Aa]pi[ _]?[Kk]ey/i,
      /\bcredentials? (file )?(is|are|was|were|could) not (be )?(found|set|provided|configured)/i,
      /\btoken (is|has) (invalid|expired)/i,
      /\bnot logged in\b/i,
    ),
    // A process of the program asked another one of it.
    unless: /retry|wandb: (?!ERROR)|AuthenticationError: digest (?:sent|received) was/i,
    directness: 'direct',
    atEnd: true,
    explains: THEN_MISSING,
    says: 'a service refuses the job: its key or token is missing, wrong or expired',
    remedy: CREDENTIALS,
  },
  {
    id: 'read_only',
    category: 'permission_or_mount',
    in: ['exception', 'line'],
    match: /Read-only file system|\[Errno 30\]|\bEROFS\b/i,
    directness: 'direct',
    anyLevel: true,
    atEnd: true,
    says: 'it writes to a file system that is mounted for reading only',
    thing: PATH_QUOTED,
    remedy: READ_WRITE,
  },
  {
    id: 'permission',
    category: 'permission_or_mount',
    in: ['exception'],
    match: anyOf(
      /PermissionError\b/i,
      /PermissionDenied/i,
      /Permission denied/i,
      /\[Errno (1|13)\]/i,
      /Operation not permitted/i,
      /\b403\b.{0,40}(Forbidden|Client Error)/i,
      /\b(status|code|status_?code)\b.{0,4}[:= ]{1,3}403\b/i,
      /HTTP(Error)?.{0,20}\b40[13]\b/i,
      /\b401\b.{0,40}(Unauthorized|Client Error)/i,
      // Not the code of a validator: `extra_forbidden`.
      /(?<!_)Forbidden\b/i,
    ),
    // The driver of the GPU has words of its own for what it does not do, a device is no file of the user, and threads
    // and locks of C++ quote the system.
    unless: new RegExp(
      `\\bquotas?\\b.{0,80}\\bexceed|\\b(It|call) is forbidden( to\\b|\\.)|CUDA error|Cuda failure|cudaError|std::system_error|/dev/(accel|vfio|nvidia|kfd|davinci|dri|neuron|hl|infiniband|gdrdrv)|${QUOTED_BY_CLIENT}`,
      'i',
    ),
    directness: 'direct',
    says: 'the program may not read or write something it needs',
    thing: PATH_QUOTED,
    remedy: ACCESS,
  },
  {
    id: 'permission_line',
    category: 'permission_or_mount',
    in: ['line'],
    match: anyOf(
      /can't open file .{1,300}\[Errno 13\]/i,
      /^Host key verification failed/i,
      /requested URL returned error: 40[13]/i,
      /ERROR 403: Forbidden|HTTP Basic: Access denied/i,
      /: Permission denied\b/i,
      /: Operation not permitted$/i,
      /access denied by server while mounting/i,
      /^\s{0,4}(mount|umount)(\.\w{2,10})?: .{1,200}(failed|denied|permission|wrong fs|bad option|bad superblock|unknown file ?system|timed out|refused|not (exist|found|permitted|connected|supported))/i,
      /(?:^\s{0,4}|: )(fuse|fusermount\d?|ossfs\d?|s3fs|goofys|jindo\w{0,3}-?fuse|juicefs|rclone|gcsfuse|ceph-fuse|alluxio-fuse)(\[\d+\])?: .{0,200}\b(fail\w{0,3}|error|denied|cannot|could not|unable|refused|timed out|invalid|not found|not permitted|exited with)/i,
      /\/dev\/fuse\b.{0,60}\b(no such|not found|not exist|not permitted|denied|missing)|\b(no such|not found|missing|fail\w{0,3} to open|cannot open|could not open)\b.{0,20}\/dev\/fuse\b/i,
      /Authentication failed for/i,
      /could not read Username for/i,
      /Permission denied \(publickey/i,
      /detected dubious ownership/i,
    ),
    unless:
      /\+ |std::system_error|\b(ulimit|\w{0,20}affinity|\w{0,10}rlimit\w{0,10}|sched_\w{2,20}|renice|nice|ptrace|perf_event\w{0,8}|mlock\w{0,3})\b/,
    directness: 'direct',
    anyLevel: true,
    atEnd: true,
    explains: [...THEN_MISSING, 'ssh_unreachable'],
    says: 'something may not be read, written or run, or storage is not there',
    thing: /(?:^|[\s:])(\/[\w./-]{2,200}): Permission denied/,
    remedy: ACCESS,
  },
];
