import { again, change } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';
import { NETWORK_BETWEEN, PEER } from './remedies.ts';
import { SIGHUP, SIGTERM } from './signals.ts';

/**
 * May follow from another process that died or hangs, so it is a `consequence` until the other pods have been looked
 * at.
 */
const rule = (entry: Omit<Cause, 'role'>): Cause => ({ ...entry, role: 'consequence' });

/** A connection that was refused. */
export const PEER_REFUSED = 'peer_refused';

/** Processes that lost another one, or were ended. */
export const peerCauses: readonly Cause[] = [
  rule({
    id: 'peer_unavailable',
    category: 'network_failure',
    in: ['exception', 'line'],
    match: /failed to connect to all addresses|\bUnavailableError\b|StatusCode\.UNAVAILABLE|RendezvousConnectionError/i,
    directness: 'indirect',
    says: 'another process of the job, such as a parameter server or a rendezvous, could not be reached any more',
    thing: /target (\/job:[\w/:-]{3,60})/,
    remedy: NETWORK_BETWEEN,
  }),
  rule({
    id: 'cluster_node_lost',
    category: 'unknown',
    in: ['exception', 'line'],
    match: anyOf(
      /\bnode\b.{0,200}\bmarked (as )?dead\b/i,
      /\bNodeDiedError\b|node it was running on is dead or unavailable/i,
      // The coordination service of TensorFlow and JAX.
      /\btask:?\s?\d{1,6}\b.{0,40}\b(heartbeat (timeout|timed out)|missed .{0,20}heartbeats)/i,
      /\b(owner'?s?|its|that|the) node (has )?(crashed|died|failed)\b/i,
      /\bmissing heartbeats\b|another task (has )?died|has been set to ERROR in coordination service/i,
      /\bObject(FetchTimedOut|Lost)\w{0,20}Error\b|\bOwnerDiedError\b/i,
      /\bLost executor \d|ExecutorLostFailure|Executor heartbeat timed out/i,
    ),
    directness: 'indirect',
    anyLevel: true,
    says: 'a node or task of its own cluster (Ray, Spark, JAX) was lost: its pod ended, ran out of memory or could not be reached',
    thing: /(\/job:\w{1,40}\/replica:\d{1,6}\/task:\d{1,6})/,
    remedy: PEER,
  }),
  rule({
    id: 'peer_gone',
    category: 'unknown',
    in: ['exception', 'line'],
    match: anyOf(
      /GetTimeoutError|errors_impl\.AbortedError/i,
      /^[\w.]{0,80}(ConnectionResetError|BrokenPipeError|EOFError|ConnectionAbortedError)\b/i,
      /\[Errno (32|104)\]/i,
      /RendezvousClosedError/i,
      /setting up NCCL communicator and retrieving ncclUniqueId/i,
      /Socket closed/i,
      /Collective ops is aborted by/i,
      /Engine core initialization failed/i,
      /no longer alive\. Exiting/i,
      /Failed to connect to GCS|\bGCS connection (timed out|failed|lost)/i,
      /CancelledError/i,
      /The actor (died|is dead)/i,
      /ActorDiedError/i,
      /RayActorError/i,
      /ActorUnavailableError/i,
      /WorkerCrashedError/i,
      /Worker (unexpectedly )?exit/i,
      /A worker died or was killed/i,
      /DataLoader worker \(pid\(s\)/i,
      /exited unexpectedly/i,
      /BrokenProcessPool/i,
      /rabit.{0,60}(fail|error|lost)/i,
      /\btracker\b.{0,60}(closed|lost|error)/i,
      /\btracker\.(cc|h):\d{1,5}\b/i,
      /\bxgboost\b.{0,120}\bcollective\b/i,
      /LocalRankFailure/i,
      /recv failed/i,
      /sendto failed/i,
      /DistNetworkError/i,
    ),
    // What was never connected did not break.
    unless:
      /requests\.|urllib3|HTTPS?Connection|https?:\/\/(?!docs)|Address already in use|failed to listen|\bssl\.SSL|running on (the )?same|(trying|failed) to connect|\[Errno \d{5,12}\]/i,
    directness: 'indirect',
    says: 'a connection to another process broke, which happens when that process ends',
    remedy: PEER,
  }),
  rule({
    // What the command said, it said to the log, if at all.
    id: 'piped_command_ended',
    category: 'unknown',
    in: ['exception'],
    match: anyOf(
      /\bpipe:[^\n]{1,400}\bexit -?[1-9]\d{0,2}\b|\bexit -?[1-9]\d{0,2} \((?:read|write)\)/i,
      /\bff(?:mpeg|probe) error \(see stderr\b/i,
    ),
    directness: 'indirect',
    says: 'a command through which the program reads or writes ended with an error of its own',
    remedy: change('settings', 'run the command once by itself: what it prints says why'),
  }),
  rule({
    id: 'runtime_stopped',
    category: 'unknown',
    in: ['line', 'exception'],
    // Parts of Ray, TensorFlow and MPI that keep a cluster: their checks fail when another part went away.
    match: anyOf(
      /\b(node_manager|raylet|gcs_\w{2,40}|core_worker|plasma\w{0,20}|object_manager|worker_pool|coordination_service\w{0,12}|grpc_\w{2,30}|orted?|prted?|hydra_pmi_proxy|pmi_proxy)\w{0,20}\.(cc|cpp|c|h):\d{1,5}\b.{0,20}Check failed/i,
      /\bRaylet (failed|is terminated|has died)/i,
    ),
    directness: 'indirect',
    anyLevel: true,
    says: 'the runtime that keeps the cluster together stopped itself, as it does when a part of it was lost or too slow',
    remedy: PEER,
  }),
  rule({
    id: 'hung_up',
    category: 'unknown',
    in: ['exception', 'line'],
    match: anyOf(...SIGHUP, /^Hangup$/i, /\bkilled by signal: Hangup|\bexit(ed)? (with )?(code|status):? 129\b/i),
    // Servers read their settings again.
    unless: /handler|\bignor|\bwill\b|re-?load|re-?read|\brotat/i,
    directness: 'indirect',
    anyLevel: true,
    says: 'the process was hung up (SIGHUP), as when the terminal or session closes that it was started from',
    remedy: again('nobody', 'find out who closed it; start it without a session of a shell in between'),
  }),
  rule({
    // MPICH tells the same in other words than Open MPI.
    id: 'mpi_abort',
    category: 'unknown',
    in: ['exception', 'line'],
    match: /\bMPI_ABORT was invoked\b|\bapplication called MPI_Abort\(|\bcaused collective abort of all ranks\b/,
    directness: 'indirect',
    anyLevel: true,
    says: 'a rank told MPI to end all ranks, which says why only in its own words before',
    remedy: again('code', 'read what the rank that aborted wrote before'),
  }),
  rule({
    id: 'terminated',
    category: 'unknown',
    in: ['exception', 'line'],
    match: anyOf(
      ...SIGTERM,
      /SignalException: Process \d+ got signal: \d+/i,
      /Received Signals\.SIG\w{3,6} death signal/i,
      /^(KeyboardInterrupt|SystemExit(?!: .{0,3}[a-z]{2})|Aborted!)\b/i,
      /killed by signal: Terminated/i,
      /^Terminated$/i,
      /exit(ed)? (with )?(code|status) 143\b/i,
      /mpirun (has exited|noticed|detected)/i,
      /Primary job {1,2}terminated normally/i,
    ),
    // Signals that nobody sends from outside.
    unless: /\bsignal (4|6|7|8|11)\b|\bSIG(SEGV|BUS|ABRT|ILL|FPE)\b/i,
    directness: 'indirect',
    anyLevel: true,
    says: 'the process was ended from outside',
    remedy: again('nobody', 'find out who ended it: its events may tell'),
  }),
];

/** Read after everything that says which service it was. */
export const refusedCauses: readonly Cause[] = [
  rule({
    // As far as it is known: who listens there is told nowhere, and what ended first is told before it.
    id: PEER_REFUSED,
    category: 'network_failure',
    in: ['exception', 'line'],
    match: anyOf(
      /\bECONNREFUSED\b|\[Errno 111\]|^[\w.]{0,80}ConnectionRefusedError\b/i,
      /\b(connect\w{0,3}|dial\w{0,3})\b.{0,80}[\w.\]]:\d{2,5}\b.{0,120}\b(refused|timed out)\b/i,
      /\b(timed out|timeout|time-out)\b.{0,40}\b(trying|attempting|waiting) to connect\b/i,
    ),
    unless:
      /requests\.|urllib3|HTTPS?Connection|https?:\/\/(?!localhost|127|10\.|192\.168)|will retry|retrying|NCCL|\[c10d\]|socketStart/i,
    directness: 'indirect',
    says: 'a process that it needs (a scheduler, tracker or master) does not listen where it asks: it does not run, or the address is wrong',
    thing: /(?:tcp:\/\/|to '?|at |connect\w{0,3} )([\w.-]{3,80}:\d{2,5})/,
    remedy: NETWORK_BETWEEN,
  }),
];
