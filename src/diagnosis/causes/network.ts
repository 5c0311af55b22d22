import { again, change } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';
import { NETWORK_BETWEEN, WAY_OUT } from './remedies.ts';

/**
 * Package indexes, model hubs and other services that cannot be reached. Whose fault that is, the text does not say.
 */
/** The host of an address. */
const HOST =
  /(?:host='|https?:\/\/|Could not resolve host(?:name)?:? |Failed to connect to |lookup |connecting to |resolve ')([\w.-]{3,120}(?::\d{2,5})?)/;

/** What comes of a step of the start that could not fetch something. */
const THEN_MISSING = [
  'module_not_found',
  'submodule_not_found',
  'file_not_found',
  'script_not_found',
  'shell_not_found',
  'import_failed',
  'package_not_offered',
  'package_list_old',
];

export const networkCauses: readonly Cause[] = [
  {
    id: 'hub_rate_limit',
    category: 'network_failure',
    in: ['exception', 'line'],
    match:
      /\b429\b.{0,40}(Client Error|Too Many Requests)|Too Many Requests for url|(we|you).{0,40}rate.?limit(ed)?\b.{0,60}(hub|request|IP)|\((SlowDown|Throttl\w{1,12}|RequestLimitExceeded)\)|reduce your request rate/i,
    unless: /retrying|retry in/i,
    directness: 'direct',
    explains: THEN_MISSING,
    says: 'a hub, storage or other service limits the rate of requests',
    thing: HOST,
    remedy: again(
      'settings',
      'wait, give the job a token, or download once to a mounted dataset in place of every rank',
    ),
  },
  {
    id: 'hub_unavailable',
    category: 'network_failure',
    in: ['exception', 'line'],
    match:
      /\b50[0234]\b.{0,30}(Server Error|Service (Temporarily )?Unavailable|Bad Gateway|Gateway Time-?out).{0,80}(url|https?:)/i,
    unless: /retrying|retry in/i,
    directness: 'direct',
    explains: THEN_MISSING,
    says: 'a hub or service outside of the job answered with an error of its own (5xx)',
    thing: HOST,
    remedy: again('nobody', 'try later, or take the files from a mounted dataset'),
  },
  {
    id: 'fetch_failed',
    category: 'network_failure',
    in: ['line'],
    match: anyOf(
      /^fatal: unable to access '.{1,200}': .{0,40}(Could not resolve|Failed to connect|Connection|Operation timed|SSL|GnuTLS|OpenSSL|Recv failure|Empty reply|timed out)/i,
      /^fatal: (unable to connect|Could not read from remote|the remote end hung up|early EOF)/i,
      /^curl: \((5|6|7|28|35|52|56)\)/i,
      /^wget: (unable to resolve|can't connect|download timed out|bad address)|unable to resolve host address/i,
      /after connection broken by '(NewConnection|ConnectTimeout|ReadTimeout|SSL|Proxy|Protocol|RemoteDisconnected|ConnectionReset)\w{0,12}/i,
      /CondaHTTPError: HTTP 000|CONNECTION FAILED for url/i,
      /^(E: |W: )?(Err:\d+|Failed to fetch) .{0,200}(resol|connect|timed out|unreachable)/i,
      /(error: )?RPC failed; (curl|HTTP) \d/i,
      /^(error: )?Failed to (fetch|download)[: ].{0,20}https?:|^error: Request failed after \d/i,
      /^\s{0,6}(Caused by: |[\u2570\u2514\u251c]\S{0,3} ).{0,80}(dns error|error trying to connect|tcp connect error|timed out|connection (refused|reset))/i,
      /^\s{0,6}Temporary failure resolving '|^\s{0,6}Could not (resolve|connect to) '?[\w.-]{3,120}/i,
      /smudge (filter lfs failed|error: )|batch response: |over its data quota/i,
      /npm (ERR!|error) .{0,40}(ENOTFOUND|ETIMEDOUT|ECONNREFUSED|EAI_AGAIN)/i,
      /ssh: Could not resolve hostname (github|gitlab|gitee|codeup|bitbucket)/i,
    ),
    // What is not there is no matter of the network.
    unless: /\bsmudge .{0,300}(\[404\]|does not exist)/i,
    directness: 'direct',
    anyLevel: true,
    atEnd: true,
    explains: THEN_MISSING,
    says: 'the start script could not fetch code or packages over the network',
    thing: HOST,
    remedy: WAY_OUT,
  },
  {
    id: 'ssh_unreachable',
    category: 'network_failure',
    in: ['line', 'exception'],
    match:
      /ssh: (Could not resolve hostname|connect to host) |kex_exchange_identification: |No route to host.{0,20}ssh|ssh exited with exit code 255/i,
    directness: 'indirect',
    anyLevel: true,
    explains: ['terminated', 'peer_exited'],
    says: 'the launcher cannot reach another pod by ssh: it does not run yet, has ended, or its name cannot be resolved',
    thing: /(?:hostname|host) ([\w.-]{3,120})/,
    remedy: NETWORK_BETWEEN,
  },
  {
    id: 'service_refused',
    category: 'network_failure',
    in: ['exception', 'line'],
    match: anyOf(
      /Error \d{1,3} connecting to \S{1,80}:\d{2,5}/i,
      /(redis|psycopg2?|pymysql|mysql|pymongo|kafka|elasticsearch|mlflow|etcd3?|pika|clickhouse|sqlalchemy)[\w.]{0,40}\.(\w{0,20}ConnectionError|OperationalError|ServerSelectionTimeoutError|NoBrokersAvailable|ConnectionFailedError)/i,
      /(could not|can't|cannot|unable to) connect to (the )?\w{0,12} ?(server|database|broker|redis|mysql|postgres)/i,
      /ServerSelectionTimeoutError|NoBrokersAvailable/i,
    ),
    // A database in a file is no service.
    unless: /denied|password|authentication|no such table|syntax|sqlite/i,
    directness: 'indirect',
    says: 'a service that the program uses does not answer',
    thing: /(?:connecting to|connect to|server on|at) '?([\w.-]{3,120}:\d{2,5})/,
    remedy: change(
      'settings',
      'check that the service runs, its address and port, and that the network of the job reaches it',
    ),
  },
  {
    id: 'unreachable',
    category: 'network_failure',
    in: ['exception', 'line'],
    match: anyOf(
      /Max retries exceeded/i,
      /^[\w.]{1,80}\.(API|Remote|Client|Http|Endpoint)?Connect(ion)?Error\b/i,
      /hostname of the client socket cannot be retrieved/i,
      /Max retries exceeded with url/i,
      /Failed to establish a new connection/i,
      /NewConnectionError/i,
      /NameResolutionError/i,
      /Temporary failure in name resolution/i,
      /Name or service not known/i,
      /getaddrinfo failed/i,
      /Could not resolve host/i,
      /unable to resolve host/i,
      /nodename nor servname/i,
      /\bgaierror\b/i,
      /ConnectTimeout/i,
      /\bUnknownHostException\b|\bjava\.net\.\w{0,30}(Connect|Timeout|Route)\w{0,10}Exception/i,
      /ReadTimeout/i,
      /Read timed out/i,
      /MaxRetryError/i,
      /SSL\w{0,8}Error/i,
      /SSLCertVerificationError/i,
      /CERTIFICATE_VERIFY_FAILED/i,
      /Network is unreachable/i,
      /No route to host/i,
      /We couldn't connect to/i,
      /Couldn't reach/i,
      /Can't reach/i,
      /LocalEntryNotFoundError/i,
      /ProxyError/i,
      /RemoteDisconnected/i,
      /Could not (connect|reach)|\bfailed to connect to (the )?(server|host|service|endpoint)\b/i,
      /Failed to connect to \S{1,120} port/i,
      /Connection timed out/i,
      /\[Errno (110|113|101)\]/i,
      /requests\.exceptions\.(ConnectionError|Timeout)/i,
      /aiohttp\.client_exceptions|\bFSTimeoutError\b|\bIncompleteRead\b|oss2\.exceptions\.RequestError/i,
      /\b\d{1,4} (retry attempts|retries|attempts|tries)\b.{0,200}\b(upload|download|request|fetch|https?:|gs:|s3:|oss:)/i,
      /download incomplete.{0,120}download(ed)? .{0,20}again/i,
      /urllib\.error\.URLError/i,
      /TLS handshake timeout/i,
      /wandb.{0,40}(Network error|CommError)/i,
    ),
    unless: anyOf(
      /dlc[0-9a-z-]{5,40}-(master|worker|chief|ps|head|launcher)\w{0,10}-\d/i,
      /:23456\b/i,
      /MASTER_ADDR/i,
      /Retrying \(Retry/i,
      /retrying in/i,
      // Ray's control service runs in a pod of the job.
      /\bGCS (connection|server|address)/i,
      // It answered, and refused; or nobody was asked.
      /\bHTTP\S{0,6} 40[13]\b|\b40[13] (Client Error|Forbidden|Unauthori[sz]ed)|\bpermission denied\b|\boffline mode\b/i,
      /\bNCCL\b|nccl[A-Z]\w{3,20}Error|\[c10d\]|DistBackendError|nvshmem|\bUC[XCTP] |libfabric|\bhccl|\bgloo\b/i,
    ),
    directness: 'indirect',
    says: 'a service outside of the job could not be reached over the network',
    thing: HOST,
    remedy: WAY_OUT,
  },
  {
    id: 'peer_unreachable',
    category: 'unknown',
    in: ['exception', 'line'],
    match:
      /(connect\w{0,4}|resol\w{1,7}|unreachable|timed out|not known).{0,160}(dlc[0-9a-z-]{5,40}-(master|worker|chief|ps|head|launcher)|:23456\b)|(dlc[0-9a-z-]{5,40}-(master|worker|chief|ps|head|launcher)|:23456\b).{0,160}(refused|resol\w{1,7}|unreachable|timed out|not known)/i,
    also: /\b(refused|unreachable|timed out|timeout|not known|fail\w{0,4}|errors?|unable|cannot|can't|could not|couldn't|reset|lost|no route|give up|gave up)\b/i,
    directness: 'indirect',
    role: 'consequence',
    says: 'another pod of the job could not be reached',
    remedy: NETWORK_BETWEEN,
  },
];
