import { anyOf, type Cause } from './cause.ts';
import { FAULTY } from './remedies.ts';

/** The platform says that a check failed, not what the check said. */
export const SANITY_CHECK = 'sanity_check';

/** Faults of machines, as the platform and checks of them tell. */
export const machineCauses: readonly Cause[] = [
  {
    id: SANITY_CHECK,
    category: 'hardware_fault',
    in: ['cloud'],
    match: anyOf(
      /sanity.?check\w{0,10}.{0,80}(\bfail|did not pass|not pass|abnormal|unhealthy)/i,
      /(fail\w{0,4}|unhealthy|abnormal).{0,60}sanity.?check/i,
      /SanityCheckFail/i,
    ),
    unless: /\b0 (node|failed)|no (node|fail)/i,
    directness: 'direct',
    says: 'the sanity check found a machine that is not healthy',
    remedy: FAULTY,
  },
  {
    id: 'faulty_machine',
    category: 'hardware_fault',
    in: ['cloud'],
    match: anyOf(
      /\b(GPU|hardware|nvlink|nvswitch|pcie|NIC|RDMA|DIMM|HCA|card|machine|node|host|disk|fan|power)\b.{0,60}\b(fault|faulty|faults|unhealthy|hardware failure|hardware error|malfunction\w{0,3}|broken|degraded|defective|link down|port down|abnormal|overheat\w{0,3})\b/i,
      /\b(fault|faulty|unhealthy|broken|defective|bad|abnormal)\b.{0,30}\b(GPUs?|hardware|nodes?|cards?|machines?|hosts?|NICs?|links?)\b/i,
      /hardware (error|fault|failure|malfunction|issue|problem)/i,
      /GPUUnhealthy/i,
      /NodeFault/i,
      /HardwareFault/i,
      /GPUFault/i,
      /\u786c\u4ef6\u6545\u969c/i,
      /\u8282\u70b9\u6545\u969c/i,
    ),
    unless: anyOf(
      /no (faulty|unhealthy|fault)/i,
      /fault[- ]toleran/i,
      /default/i,
      /bad (request|gateway)/i,
      /nodes are available/i,
      /is healthy again/i,
      /recovered from/i,
    ),
    directness: 'direct',
    says: 'the platform reported a fault of a machine',
    remedy: FAULTY,
  },
  {
    id: 'node_lost',
    category: 'hardware_fault',
    in: ['cloud'],
    match: anyOf(
      /Node ?NotReady/i,
      /Node is not ready/i,
      /NodeLost/i,
      /\bnode\b.{0,80}\b(is |became |went )?(not ready|notready|unreachable|lost|down|offline|crashed|rebooted|stopped posting)/i,
      /kubelet stopped posting/i,
      /node\.kubernetes\.io\/(unreachable|not-ready)/i,
    ),
    unless: /nodes are available|shut(ting)? ?down|scal(e|ed|ing) down|network.{0,20}not ready/i,
    directness: 'indirect',
    explains: ['taint_eviction'],
    says: 'the node of a pod stopped answering',
    remedy: FAULTY,
  },
  {
    id: 'node_failure_line',
    category: 'hardware_fault',
    in: ['line'],
    match: /\bDUE TO NODE FAILURE\b|^(srun: )?error: Node failure on \S|\bNODE_FAIL\b/,
    directness: 'indirect',
    anyLevel: true,
    says: 'the scheduler of the job says that one of its machines failed',
    thing: /Node failure on ([\w.-]{2,60})/,
    remedy: FAULTY,
  },
  {
    id: 'machine_check',
    category: 'hardware_fault',
    in: ['line', 'exception', 'cloud'],
    match: anyOf(
      /\b(PCIe?|NVLink|link)\b.{0,40}\b(width|speed|bandwidth|gen(eration)?)\b.{0,80}\b(below|less than|lower than|downgraded|degraded|reduced to)\b/i,
      /\bLnkSta:.{0,60}\(downgraded\)/i,
      /\b(node( rank)?( \d{1,5})?|GPU|hardware|machine|DCGM)[ -]?(check|diagnostics?)\b.{0,40}\b(fail\w{0,3}|(did not|not) pass\w{0,2})\b/i,
      /\bfail\w{0,3} (in |at )?(the |a )?(node|GPU|hardware|machine|DCGM)[ -]?(check|diagnostics?)\b|\bFault nodes are: \[\d/i,
    ),
    directness: 'indirect',
    anyLevel: true,
    atEnd: true,
    says: 'a check of the machines before or beside the training failed: a node, a GPU or a link (PCIe, NVLink) is not as it has to be',
    remedy: FAULTY,
  },
];
