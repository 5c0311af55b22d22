import { change } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';
import { FAULTY, IMAGE_FOR_GPU, MISSING_RANK, NETWORK_BETWEEN, PEER } from './remedies.ts';

/**
 * May follow from another process that died or hangs, so it is a `consequence` until the other pods have been looked
 * at.
 */
const rule = (entry: Omit<Cause, 'role'>): Cause => ({ ...entry, role: 'consequence' });

/** Innermost frames that form a group of ranks, or run a collective operation. */
const GROUP_FRAMES =
  /\b(init_process_group|init_distributed|ProcessGroup\w{2,12}|TCPStore|new_group|barrier|all_?reduce|all_?gather\w{0,20}|all_to_all\w{0,10}|reduce_scatter\w{0,10})\(|\bstore\.(wait|get|set|add|check|compare_set)\(|\/distributed_c10d\.py\b|\/rendezvous\/\w{2,40}\.py\b/;

/** Collective communication: time-outs, RDMA, NCCL and its like. */
export const communicationCauses: readonly Cause[] = [
  rule({
    id: 'watchdog_stuck',
    category: 'nccl_timeout',
    in: ['exception', 'line'],
    match: /Heartbeat monitor timed out|watchdog got stuck for \d+/i,
    directness: 'indirect',
    anyLevel: true,
    says: 'the NCCL watchdog itself hung and the process was ended for it; nothing says on what',
    thing: /\b[Rr]ank (\d{1,6})\b/,
    remedy: MISSING_RANK,
  }),
  rule({
    // Nobody has begun: what kept the missing ones is told nowhere.
    id: 'never_registered',
    category: 'nccl_timeout',
    in: ['exception', 'line'],
    match:
      /Barrier timed out\b.{0,80}regist\w{2,8}|cluster registration failed|RegisterTask\b.{0,200}Deadline Exceeded/i,
    directness: 'indirect',
    anyLevel: true,
    says: 'not every task came to register at the start: one ended before, or never began',
    remedy: NETWORK_BETWEEN,
  }),
  rule({
    id: 'barrier_failed',
    category: 'nccl_timeout',
    in: ['exception', 'line'],
    match:
      /\bRanks? \d[\d, ]{0,60} failed to pass monitoredBarrier|reached monitoredBarrier, but received errors .{0,60}from rank \d/i,
    directness: 'direct',
    anyLevel: true,
    says: 'a rank did not reach a barrier in time',
    thing: /Ranks? (\d[\d, ]{0,60}) failed|from rank (\d{1,6})/,
    remedy: MISSING_RANK,
  }),
  rule({
    id: 'barrier_timed_out',
    category: 'nccl_timeout',
    in: ['exception', 'line'],
    match: /monitoredBarrier.{0,60}(timed out|failed)|Barrier timed out|tasks? that reached the barrier/i,
    directness: 'indirect',
    anyLevel: true,
    says: 'not all ranks reached a barrier in time; which one did not, and why, is not told here',
    remedy: MISSING_RANK,
  }),
  rule({
    id: 'rdma',
    category: 'network_failure',
    in: ['exception', 'line'],
    match: anyOf(
      /Got completion .{0,80}(with (error|status)|status=\d)/i,
      /ibv_(modify_qp|poll_cq|open_device|query_port)\w{0,6} failed/i,
      /NET\/IB.{0,80}vendor err \d/i,
      /\basync (fatal )?event\b.{0,60}(\bQP\b|\bCQ\b|work queue error|access violation)/i,
      /\b(transport|RNR) retry count(er)? exceeded|IBV_WC_RETRY_EXC_ERR/i,
      /\bUC[XCTPS] {1,2}ERROR\b/i,
    ),
    unless: /Cannot allocate memory/i,
    directness: 'indirect',
    anyLevel: true,
    explains: ['segmentation_fault'],
    says: 'RDMA between two nodes broke: a link or a network card, or a peer that has ended',
    thing: /peer ([\d.]{7,15})/,
    remedy: NETWORK_BETWEEN,
  }),
  rule({
    id: 'collective_timeout',
    category: 'nccl_timeout',
    in: ['exception', 'line'],
    match: anyOf(
      /Watchdog caught collective operation timeout/i,
      /collective operation timed? ?out|collective time-?out (from|on|of) {1,2}rank/i,
      /(ALLREDUCE|ALLGATHER|REDUCE_SCATTER|BROADCAST|BARRIER|ALLTOALL|all_?reduce|all_?gather|barrier|broadcast|collective)\w{0,10}\b.{0,160}\b(timed out|timeout (of|after|exceeded)|before timing out)/i,
      /ran for \d+ milliseconds before timing out/i,
      /Timed out waiting \d+ ?ms for (recv|send) operation/i,
      /\bEI000[26]\b|Getting socket times out|Remote Rank did not send the data in time/i,
      /(nccl|accl|hccl|gloo|nvshmem|deepep)\w{0,20}\b.{0,80}\b(timeout|timed out)\b/i,
    ),
    unless:
      /Timeout\(ms\)=\d+\)?$|initialization options|environments:|set to|TIMEOUT[A-Z_]{0,20}=|timeout ?= ?\d+ ?s?$/,
    // It shows that a rank did not take part. Which one, and why, only another line tells.
    directness: 'indirect',
    anyLevel: true,
    says: 'a collective operation timed out: at least one rank did not take part',
    remedy: MISSING_RANK,
  }),
  rule({
    id: 'rendezvous_timeout',
    category: 'nccl_timeout',
    in: ['exception', 'line'],
    match: anyOf(
      /RendezvousTimeoutError/i,
      /: Socket Timeout\b/i,
      /DistStoreError/i,
      /Timed out .{0,60}waiting for clients/i,
      /client socket has timed out/i,
      /wait timeout after \d+ ?ms/i,
      /store->get\(.{0,80}(timeout|timed out)/i,
      /(rendezvous|init_process_group|process group|TCPStore|c10d).{0,120}(timed out|timeout (of|after|exceeded|expired))/i,
      /[Tt]imed out initializing process group/i,
      /waiting for (all )?(workers|ranks|processes|clients|peers) .{0,60}(timed out|timeout)/i,
      /(timed out|timeout) .{0,60}waiting for .{0,30}(workers|ranks|processes|clients|peers|nodes) to (join|connect|be ready|start)/i,
    ),
    unless: /initialization options|set to|timeout ?= ?\d+ ?s?$/i,
    directness: 'indirect',
    anyLevel: true,
    says: 'the processes did not find each other in time: the group of ranks was never complete',
    remedy: NETWORK_BETWEEN,
  }),
  rule({
    id: 'group_timeout',
    category: 'nccl_timeout',
    in: ['exception'],
    match: /\b(timed? ?out|time-?out)\b/i,
    where: GROUP_FRAMES,
    directness: 'indirect',
    says: 'a rank waited in vain for the others: to form their group, or in a collective operation',
    remedy: MISSING_RANK,
  }),
  rule({
    id: 'group_broke',
    category: 'unknown',
    in: ['exception'],
    match:
      /\b(broken pipe|connection (was )?(reset|closed|aborted|lost)|stop_waiting response|not a TCPStore server)\b|^etcd\.\w{2,40}/i,
    where: GROUP_FRAMES,
    directness: 'indirect',
    says: 'a connection to another rank broke while their group was formed or used, which happens when that rank ends',
    remedy: PEER,
  }),
  rule({
    id: 'missing_ranks',
    category: 'nccl_timeout',
    in: ['line'],
    match: /^\W{0,3}missing ranks: \{\d[\d, ]{0,200}\}|\bMissing ranks are \{\d[\d, ]{0,200}\}/i,
    directness: 'direct',
    anyLevel: true,
    says: "ranks did not join a collective operation, as the analysis of the flight recorder's dumps shows",
    thing: /anks:? (?:are )?\{(\d[\d, ]{0,60})/i,
    remedy: MISSING_RANK,
  }),
  rule({
    id: 'stalled_ranks',
    category: 'nccl_timeout',
    in: ['line'],
    match: anyOf(
      /submitted to be reduced, gathered or broadcasted by subset of ranks/i,
      /Stalled (ops|tensor)/i,
      /\[missing ranks: [\d, ]{1,80}\]/i,
      /waiting for remainder of ranks/i,
    ),
    directness: 'indirect',
    anyLevel: true,
    says: 'some ranks wait for others that do not take part in a collective operation',
    remedy: MISSING_RANK,
  }),
  // NCCL repeats in quotes what CUDA told it: an error of the GPU or its driver, not of the communication.
  {
    id: 'nccl_device_fit',
    category: 'framework_error',
    in: ['exception', 'line'],
    match:
      /\b(?:Cuda|HIP) failure:? (?:\d{1,4}:? )?'(?:CUDA driver version is insufficient|no kernel image|invalid device (?:ordinal|function)|no (?:CUDA|ROCm)-capable device|system has unsupported|forward compatibility|the provided PTX|named symbol not found)/i,
    directness: 'indirect',
    anyLevel: true,
    explains: ['nccl_error'],
    says: 'CUDA told the communication library that the program, the driver and the GPUs that it sees do not fit each other',
    remedy: IMAGE_FOR_GPU,
  },
  {
    id: 'nccl_device_state',
    category: 'platform_error',
    in: ['exception', 'line'],
    match:
      /\b(?:Cuda|HIP) failure:? (?:\d{1,4}:? )?'(?:initiali[sz]ation error|unknown error|OS call failed|driver shutting down|MPS |[\w()/ -]{0,40}busy or unavailable)/i,
    directness: 'indirect',
    anyLevel: true,
    explains: ['nccl_error'],
    says: 'CUDA told the communication library that the GPUs or their driver are not ready, or taken',
    remedy: FAULTY,
  },
  {
    id: 'nccl_device_fault',
    category: 'user_code_error',
    in: ['exception', 'line'],
    match:
      /\b(?:Cuda|HIP) failure:? (?:\d{1,4}:? )?'(?:an )?(?:unspecified launch failure|illegal (?:memory access|instruction)|misaligned address|device-side assert|the launch timed out)/i,
    directness: 'indirect',
    anyLevel: true,
    explains: ['nccl_error'],
    says: 'GPU code of the program went wrong before, and the communication library was told so; mostly a bug, rarely the hardware',
    remedy: change(
      'code',
      'run it with CUDA_LAUNCH_BLOCKING=1 to see the kernel; other machines rule the hardware out',
    ),
  },
  {
    id: 'nccl_device_peer',
    category: 'bad_configuration',
    in: ['exception', 'line'],
    match:
      /\b[A-Z]{0,4}CCL WARN .{0,120}peer access is not supported|\b(?:Cuda|HIP) failure:? (?:\d{1,4}:? )?'peer access is not supported/i,
    directness: 'indirect',
    anyLevel: true,
    explains: ['nccl_error'],
    says: 'the GPUs of the ranks cannot read the memory of each other',
    remedy: change(
      'settings',
      'let the ranks go without it (NCCL_P2P_DISABLE=1), or see which GPUs the pod has and how they are connected',
    ),
  },
  rule({
    id: 'nccl_error',
    category: 'nccl_timeout',
    in: ['exception', 'line'],
    match: anyOf(
      /NCCL operation \w{4,40}\(?\)? failed/i,
      /nccl(System|Remote|Internal|UnhandledCuda|InProgress)\w{0,6}Error/i,
      /nccl\w{0,4}Error: /i,
      /DistBackendError/i,
      // The libraries of other vendors: Ascend, AMD, Cambricon, Kunlun, Alibaba.
      /\b(H|R|CN|X|BK|A)CCL (error|failure)|\bHccl[A-Z]\w{2,20}, error code|call hccl api failed/i,
      /NCCL (error|failure|communicator was aborted)/i,
      /\b(?:[A-Z]{0,4}CCL|CCOM) WARN (?!NET\/Plugin|Failed to open lib|.{0,20}(Could not|Missing|No plugin)).{0,200}(fail|error|timed? ?out|closed|refused|reset|unreachable)/i,
      /unhandled (system|cuda) error, NCCL version/i,
      /HorovodInternalError/i,
      // The watchdog's exception may be any, and the line may go on with it.
      /(NCCL|Process group) watchdog thread terminated/i,
      /Some NCCL operations have failed or timed out/i,
      /ncclCommInitRank failed/i,
      /unhandled system error/i,
    ),
    // With these words the watchdog saw an error of the GPU, not of the communication.
    unless:
      /no socket interface found|out of memory|CUDA error: |Cannot allocate memory|No space left|terminate called|peer mapping/i,
    directness: 'indirect',
    anyLevel: true,
    says: 'the communication between the ranks broke',
    remedy: NETWORK_BETWEEN,
  }),
  rule({
    // Told by the source that saw it, or by its class, whatever it says.
    id: 'group_error',
    category: 'nccl_timeout',
    in: ['exception', 'line'],
    match: /\bgloo\/[\w/]{2,80}\.(?:cc|h):\d{1,5}\]? \S|^[\w.]{0,80}Rendezvous(?!Closed|GracefulExit)\w{0,20}Error\b/,
    unless: /\b(out of memory|Cannot allocate memory|No space left|sizes?|shapes?)\b/i,
    directness: 'indirect',
    says: 'the library that connects the ranks failed: they do not find each other, or one of them ended',
    remedy: NETWORK_BETWEEN,
  }),
];
