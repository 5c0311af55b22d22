import type { Rule } from './rule.ts';

/** Package indexes, model hubs and other services that cannot be reached. Whose fault that is, the text does not say. */
export const networkRules: readonly Rule[] = [
  {
    id: 'unreachable',
    category: 'network_failure',
    in: ['exception', 'line'],
    match:
      /Max retries exceeded with url|Failed to establish a new connection|NewConnectionError|NameResolutionError|Temporary failure in name resolution|Name or service not known|getaddrinfo failed|Could not resolve host|nodename nor servname|\bgaierror\b|ConnectTimeout|ReadTimeout|Read timed out|MaxRetryError|SSLError|SSLCertVerificationError|CERTIFICATE_VERIFY_FAILED|Network is unreachable|No route to host|We couldn't connect to|Couldn't reach|Can't reach|LocalEntryNotFoundError|OfflineModeIsEnabled|ProxyError|RemoteDisconnected|Could not (connect|reach)|Failed to connect to \S{1,120} port|Connection timed out|\[Errno (110|113|101)\]|requests\.exceptions\.(ConnectionError|Timeout)|aiohttp\.client_exceptions|urllib\.error\.URLError|TLS handshake timeout|ERROR: Failed building|wandb.{0,40}(Network error|CommError)/i,
    unless:
      /dlc[0-9a-z-]{5,40}-(master|worker|chief|ps|head|launcher)\w{0,10}-\d|:23456\b|MASTER_ADDR|Retrying \(Retry|retrying in/i,
    directness: 'indirect',
    says: 'a service outside of the job could not be reached over the network',
  },
  {
    id: 'peer_unreachable',
    category: 'unknown',
    in: ['exception', 'line'],
    match:
      /(connect\w{0,4}|resol\w{1,7}|unreachable|timed out|not known).{0,160}(dlc[0-9a-z-]{5,40}-(master|worker|chief|ps|head|launcher)|:23456\b)|(dlc[0-9a-z-]{5,40}-(master|worker|chief|ps|head|launcher)|:23456\b).{0,160}(refused|resol\w{1,7}|unreachable|timed out|not known)/i,
    directness: 'indirect',
    role: 'consequence',
    says: 'another pod of the job could not be reached',
  },
];
