import type { Rule } from './rule.ts';

/**
 * Collective communication. All of it may follow from another process that died or hangs, so all of it is a
 * `consequence` until the other pods have been looked at.
 */
const rule = (entry: Omit<Rule, 'role'>): Rule => ({ ...entry, role: 'consequence' });

export const communicationRules: readonly Rule[] = [
  rule({
    id: 'collective_timeout',
    category: 'nccl_timeout',
    in: ['exception', 'line'],
    match:
      /Watchdog caught collective operation timeout|NCCL watchdog thread terminated|Process group watchdog thread terminated|Some NCCL operations have failed or timed out|Heartbeat monitor timed out|collective operation timed? ?out|(ALLREDUCE|ALLGATHER|REDUCE_SCATTER|BROADCAST|BARRIER|ALLTOALL|all_?reduce|all_?gather|barrier|broadcast|collective)\w{0,10}\b.{0,160}\b(timed out|timeout (of|after|exceeded)|before timing out)|monitoredBarrier.{0,60}(timed out|failed)|failed to pass monitoredBarrier|ran for \d+ milliseconds before timing out|Timed out waiting \d+ ?ms for (recv|send) operation|(nccl|accl|hccl|gloo)\w{0,20}\b.{0,80}\b(timeout|timed out)\b/i,
    unless:
      /Timeout\(ms\)=\d+\)?$|initialization options|environments:|set to|TIMEOUT[A-Z_]{0,20}=|timeout ?= ?\d+ ?s?$/,
    directness: 'direct',
    anyLevel: true,
    says: 'a collective operation timed out: at least one rank did not take part',
  }),
  rule({
    id: 'rendezvous_timeout',
    category: 'nccl_timeout',
    in: ['exception', 'line'],
    match:
      /RendezvousTimeoutError|: Socket Timeout\b|DistStoreError|Timed out .{0,60}waiting for clients|client socket has timed out|wait timeout after \d+ ?ms|store->get\(.{0,80}(timeout|timed out)|(rendezvous|init_process_group|process group|TCPStore|c10d).{0,120}(timed out|timeout (of|after|exceeded|expired))|[Tt]imed out initializing process group|waiting for (all )?(workers|ranks|processes|clients|peers) .{0,60}(timed out|timeout)|(timed out|timeout) .{0,60}waiting for .{0,30}(workers|ranks|processes|clients|peers|nodes) to (join|connect|be ready|start)/i,
    unless: /initialization options|set to|timeout ?= ?\d+ ?s?$/i,
    directness: 'direct',
    anyLevel: true,
    says: 'the processes did not find each other in time: the group of ranks was never complete',
  }),
  rule({
    id: 'stalled_ranks',
    category: 'nccl_timeout',
    in: ['line'],
    match:
      /submitted to be reduced, gathered or broadcasted by subset of ranks|Stalled (ops|tensor)|\[missing ranks: [\d, ]{1,80}\]|waiting for remainder of ranks/i,
    directness: 'indirect',
    anyLevel: true,
    says: 'some ranks wait for others that do not take part in a collective operation',
  }),
  rule({
    id: 'nccl_error',
    category: 'nccl_timeout',
    in: ['exception', 'line'],
    match:
      /nccl(System|Remote|Internal|UnhandledCuda|InProgress)\w{0,6}Error|nccl\w{0,4}Error: |DistBackendError|NCCL (error|failure|communicator was aborted)|NCCL WARN (?!NET\/Plugin|.{0,20}(Could not|Missing|No plugin)).{0,200}(fail|error|timed? ?out|closed|refused|reset|unreachable)|unhandled (system|cuda) error, NCCL version|Got completion .{0,40}with (error|status)|HorovodInternalError|Horovod has been shut down|ncclCommInitRank failed|unhandled system error/i,
    unless: /no socket interface found|out of memory/i,
    directness: 'indirect',
    anyLevel: true,
    says: 'the communication between the ranks broke',
  }),
  rule({
    id: 'peer_gone',
    category: 'unknown',
    in: ['exception', 'line'],
    match:
      /Connection (closed|reset|aborted|refused) by (remote )?peer|Connection closed by (remote )?peer|^[\w.]{0,80}(ConnectionResetError|BrokenPipeError|EOFError|ConnectionAbortedError|ConnectionRefusedError)\b|\[Errno (32|104|111)\]|RendezvousConnectionError|RendezvousClosedError|setting up NCCL communicator and retrieving ncclUniqueId|Socket closed|failed to connect to all addresses|UnavailableError|CancelledError|The actor (died|is dead)|ActorDiedError|RayActorError|ActorUnavailableError|WorkerCrashedError|NodeDiedError|Worker (unexpectedly )?exit|A worker died or was killed|DataLoader worker \(pid\(s\)|exited unexpectedly|BrokenProcessPool|rabit.{0,60}(fail|error|lost)|\btracker\b.{0,60}(closed|lost|error)|LocalRankFailure|recv failed|sendto failed|DistNetworkError/i,
    unless: /requests\.|urllib3|HTTPS?Connection|https?:|Address already in use|failed to listen/i,
    directness: 'indirect',
    says: 'a connection to another process broke, which happens when that process ends',
  }),
  rule({
    id: 'terminated',
    category: 'unknown',
    in: ['exception', 'line'],
    match:
      /SignalException: Process \d+ got signal: \d+|Received Signals\.SIG\w{3,6} death signal|^(KeyboardInterrupt|SystemExit|Aborted!)\b|(received|got|caught) (a )?(signal:? ?)?(SIGTERM|15\b)|terminated with signal SIGTERM|^Terminated$|exit(ed)? (with )?(code|status) 143\b|MPI_ABORT was invoked|mpirun (has exited|noticed|detected)|Primary job {1,2}terminated normally|closing signal SIGTERM/i,
    directness: 'indirect',
    anyLevel: true,
    says: 'the process was ended from outside',
  }),
];
