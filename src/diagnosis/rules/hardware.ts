import type { Rule } from './rule.ts';

/** Faults of machines: GPUs, their links, network cards, nodes. */
export const hardwareRules: readonly Rule[] = [
  {
    id: 'xid',
    category: 'hardware_fault',
    in: ['cloud', 'line', 'exception'],
    // Xids that NVIDIA attributes to hardware; 13, 31, 43 and 45 usually come from the program.
    match: /\bXid\b.{0,60}[^\d.](48|61|62|63|64|74|79|92|94|95|119|120|121|122|123|140|143|149|151)\b/i,
    directness: 'direct',
    anyLevel: true,
    says: 'the driver reported a fault of the GPU hardware (Xid)',
  },
  {
    id: 'ecc',
    category: 'hardware_fault',
    in: ['cloud', 'line', 'exception'],
    match:
      /uncorrect(able|ed)\b.{0,40}\b(ECC|NVLink|memory)\b|ECC\b.{0,60}(uncorrect|double.?bit)|double.?bit (ECC )?error|cudaErrorECCUncorrectable|CUDA_ERROR_ECC_UNCORRECTABLE|row.?remap.{0,30}fail/i,
    unless: /\b(0|no|zero) (uncorrect|double)|(uncorrectable|errors?|ECC)[ :=]{1,3}0\b/i,
    directness: 'direct',
    anyLevel: true,
    says: 'GPU memory reported an error that cannot be corrected (ECC)',
  },
  {
    id: 'gpu_lost',
    category: 'hardware_fault',
    in: ['cloud', 'line', 'exception'],
    match:
      /fallen off the bus|GPU (\S{1,30} )?is lost|GPU has been lost|GPU lost\b|hardware stack error|\[Hardware Error\]|Unable to determine the device handle for GPU|GPU requires reset|(GPU|card) (dropped|drop-?off|disappeared)/i,
    directness: 'direct',
    anyLevel: true,
    says: 'a GPU was lost by its machine',
  },
  {
    id: 'sanity_check',
    category: 'hardware_fault',
    in: ['cloud'],
    match:
      /sanity.?check\w{0,10}.{0,80}(\bfail|did not pass|not pass|abnormal|unhealthy)|(fail\w{0,4}|unhealthy|abnormal).{0,60}sanity.?check|SanityCheckFail/i,
    unless: /\b0 (node|failed)|no (node|fail)/i,
    directness: 'direct',
    says: 'the sanity check found a machine that is not healthy',
  },
  {
    id: 'faulty_machine',
    category: 'hardware_fault',
    in: ['cloud'],
    match:
      /\b(GPU|hardware|nvlink|nvswitch|pcie|NIC|RDMA|DIMM|HCA|card|machine|node|host|disk|fan|power)\b.{0,60}\b(fault|faulty|faults|unhealthy|hardware failure|hardware error|malfunction\w{0,3}|broken|degraded|defective|link down|port down|abnormal|overheat\w{0,3})\b|\b(fault|faulty|unhealthy|broken|defective|bad|abnormal)\b.{0,30}\b(GPUs?|hardware|nodes?|cards?|machines?|hosts?|NICs?|links?)\b|hardware (error|fault|failure|malfunction|issue|problem)|GPUUnhealthy|NodeFault|HardwareFault|GPUFault|\u786c\u4ef6\u6545\u969c|\u8282\u70b9\u6545\u969c/i,
    unless:
      /no (faulty|unhealthy|fault)|fault[- ]toleran|default|bad (request|gateway)|nodes are available|is healthy again|recovered from/i,
    directness: 'direct',
    says: 'the platform reported a fault of a machine',
  },
  {
    id: 'node_lost',
    category: 'hardware_fault',
    in: ['cloud'],
    match:
      /NodeNotReady|NodeLost|\bnode\b.{0,80}\b(is |became |went )?(not ready|notready|unreachable|lost|down|offline|crashed|rebooted|stopped posting)|kubelet stopped posting|node\.kubernetes\.io\/(unreachable|not-ready)/i,
    unless: /nodes are available|shut(ting)? ?down|scal(e|ed|ing) down|network.{0,20}not ready/i,
    directness: 'indirect',
    says: 'the node of a pod stopped answering',
  },
  {
    id: 'gpu_link',
    category: 'hardware_fault',
    in: ['line', 'exception'],
    match:
      /nvlink.{0,60}(error|fatal|down|fail)|NET\/IB : .{0,40}(port error|device fatal|link down|GID table changed)|Got async (fatal )?event ?: (port error|device fatal|local catastrophic)|mlx5_\S{1,20}.{0,40}(link|port).{0,10}(is |went )?down|ibv_\w{1,40} failed with error No such device|CUDA-capable device\S{0,3} (is|are)\S{0,4} busy or unavailable/i,
    directness: 'indirect',
    anyLevel: true,
    says: 'a GPU link or a network card reported an error',
  },
  {
    id: 'driver_state',
    category: 'hardware_fault',
    in: ['line', 'exception'],
    match: /Failed to initialize NVML: (Unknown Error|Driver\/library|GPU)|NVML.{0,30}(GPU is lost|Unknown Error)/i,
    directness: 'indirect',
    anyLevel: true,
    atEnd: true,
    says: 'the GPU driver of the machine did not answer properly',
  },
];
