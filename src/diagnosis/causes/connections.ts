import { change } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';
import { MISSING_RANK, NETWORK_BETWEEN, PEER } from './remedies.ts';

/**
 * May follow from another process that died or hangs, so it is a `consequence` until the other pods have been looked
 * at.
 */
const rule = (entry: Omit<Cause, 'role'>): Cause => ({ ...entry, role: 'consequence' });

/** How processes find and connect to each other: addresses, ports, interfaces, the number of ranks. */
export const connectionCauses: readonly Cause[] = [
  rule({
    id: 'link_closed',
    category: 'nccl_timeout',
    in: ['exception', 'line'],
    match: /\bgloo\/transport\/\w{2,6}\/pair\.cc:\d{1,5}\]? (Connection|Read error).{0,40}\b(closed|reset) by peer/i,
    directness: 'indirect',
    says: 'another rank closed its connection: it ended, or was done before this one had what it waited for',
    remedy: MISSING_RANK,
  }),
  rule({
    id: 'daemon_lost',
    category: 'network_failure',
    in: ['exception', 'line'],
    match: /lost communication with (a |the )?remote (daemon|orted|prted)/i,
    directness: 'indirect',
    anyLevel: true,
    says: 'the launcher lost its daemon on another pod: that one ended, or the network between the pods broke',
    remedy: PEER,
  }),
  rule({
    id: 'peer_exited',
    category: 'unknown',
    in: ['exception', 'line'],
    match: anyOf(
      /remote process exit(ed|ing)/i,
      /\bncclRemoteError\b/i,
      /\b(connection|socket) (was |is )?(closed|reset|aborted|refused) by (the )?(remote )?peer/i,
      /lost communication with (a |the )?remote(?! daemon)/i,
      // By an error of another rank, as it says.
      /Horovod has been shut down/i,
      /\bpeer\b.{0,40}\b(is gone|has gone|went away|has exited|has died|is dead|disconnected)\b/i,
    ),
    unless: /timed? ?out|requests\.|urllib3|https?:|^curl:|\bSSL/i,
    directness: 'indirect',
    anyLevel: true,
    says: 'a process that this one works with went away',
    remedy: PEER,
  }),
  rule({
    id: 'peer_connect',
    category: 'network_failure',
    in: ['exception', 'line'],
    match: anyOf(
      // NCCL writes addresses as `host<port>`, and names the function of its own that failed.
      /\bsocket(StartConnect|PollConnect|TryConnect|Connect|Accept|Progress\w{0,4}|Wait)\b.{0,200}(timed? ?out|unreachable|no route)/i,
      /\bNCCL WARN socket(Start|Poll|Try)Connect\b.{0,80}\b(fail\w{0,3}|no POLLOUT|error)/i,
      /\bConnect to \S{1,80}<\d{1,5}>.{0,40}(timed? ?out|unreachable|no route)/i,
      /\b(NET\/Socket|NET\/IB|bootstrap\w{0,20}|ncclSocket\w{0,20})\b.{0,200}(timed? ?out|unreachable|no route)/i,
      /\bgloo\b.{0,120}(connectFullMesh|connect).{0,80}(fail|timed? ?out|unreachable)/i,
      /\[c10d\].{0,160}(unreachable|no route|cannot be retrieved)/i,
      // The daemons of MPI.
      /\bunable to complete a TCP connection\b/i,
    ),
    unless: /will retry|retrying/i,
    directness: 'indirect',
    anyLevel: true,
    says: 'a rank could not be connected to: it does not take part, or the network between the pods does not let it',
    remedy: NETWORK_BETWEEN,
  }),
  {
    id: 'rank_count',
    category: 'bad_configuration',
    in: ['exception', 'line'],
    match:
      /mismatch in rank count|(world.?size|nranks|number of ranks)\b.{0,40}\b(mismatch|inconsistent)\b|Bootstrap Root : rank \d+ of \d+ ranks has already checked in/i,
    directness: 'direct',
    // A checkpoint may be of another size too.
    doubtful: /^(?!.{0,400}(?:Bootstrap|NCCL|HCCL|rank count))/i,
    anyLevel: true,
    says: 'the pods were started with different numbers of ranks (world size)',
    thing: /procs (\d{1,6} : \d{1,6})/,
    remedy: change(
      'settings',
      'give every pod the same number of nodes and processes per node (WORLD_SIZE, nnodes, nproc_per_node)',
    ),
  },
  {
    id: 'network_interface',
    category: 'bad_configuration',
    in: ['exception', 'line'],
    match: anyOf(
      /\[Errno 99\]|Cannot assign requested address/i,
      /no socket interface found/i,
      /with family \d{1,6} is neither AF_INET/i,
      /(NCCL|GLOO|TP|HCCL)_SOCKET_IFNAME.{0,80}(not found|invalid|no such|does not exist)/i,
      /Unable to find (address for|interface)[ :]{1,3}\w/i,
      /(NCCL_IB_HCA|network interface).{0,60}(not found|does not exist|no such device)/i,
    ),
    directness: 'direct',
    // A host without ports left, or with an address that is not its own, says so as well.
    doubtful: /\[Errno 99\]|Cannot assign requested address/i,
    anyLevel: true,
    says: 'the network interface that is set for the communication does not exist in the pod (NCCL_SOCKET_IFNAME or its like)',
    thing: /IFNAME[ =]{1,3}(?:set (?:by environment )?to )?(\w{2,20})|(?:address for|interface)[ :]{1,3}(\w{2,20})/,
    remedy: change(
      'settings',
      'leave NCCL_SOCKET_IFNAME and GLOO_SOCKET_IFNAME out, or name an interface that the pods have',
    ),
  },
  {
    id: 'port_in_use',
    category: 'bad_configuration',
    in: ['exception', 'line'],
    match:
      /Address already in use|\bEADDRINUSE\b|\[Errno 98\]|failed to listen on any local network address|port \d{2,5} is (already )?(in use|used|occupied)/i,
    // The address of an endpoint of a fabric is no port of the program's.
    unless: /(?<!\bmax )retry|trying another|next port|\bOFI EP\b|\bfi_(?:ep_)?(?:bind|enable|endpoint)\b/i,
    directness: 'direct',
    anyLevel: true,
    says: 'a port that the program listens on is already taken in its pod: it is started twice, or the port is given twice',
    thing: /port[:= ]{1,3}(\d{2,5})|\]:(\d{2,5})\b/,
    remedy: change('settings', 'start the launcher once per pod, or give each its own port (MASTER_PORT)'),
  },
];
