import { anyOf, type Cause } from './cause.ts';
import { TAKEN } from './remedies.ts';

/** A Spot machine that is taken back. */
const SPOT_ENDS = anyOf(
  /\b(spot|preemptible|preemptive|bidding)\b.{0,100}\b(interrupt\w{0,4}|reclaim\w{0,4}|releas\w{0,3}|revoked?|terminat\w{0,4}|taken (back|away)|recycled|evicted|expired|will be (stopped|removed))\b/i,
  /\b(interrupt\w{0,4}|reclaim\w{0,4}|releas\w{0,3}|terminat\w{0,4})\b.{0,60}\b(spot|preemptible)\b/i,
  /interruption notice/i,
  /\b(instance|node|machine)\b.{0,60}\b(reclaimed|recalled|taken back)\b.{0,60}/i,
);
/** What Spot machines are like, and programs that wait for a notice. */
const SPOT_IN_GENERAL = anyOf(
  /(may|can|could|might) be/i,
  /before (it|they)/i,
  /handler (installed|registered|enabled)/i,
  /waiting for/i,
  /enable[ds]?/i,
  /listening/i,
);

/**
 * What a cloud's metadata service, its scheduled events or the button that a hypervisor presses say of the machine:
 * Google, AWS, Azure, Alibaba Cloud.
 */
const MACHINE_GOES = anyOf(
  /\b(termination|shutdown|pre-?emption|reclamation|interruption|eviction) (is |was )?imminent\b|\bimminent (node |instance |host |machine |vm |spot )?(termination|shutdown|pre-?emption|interruption|eviction)\b/i,
  /\bpower (key|button) (was )?pressed\b|\bACPI\b.{0,40}\b(power ?button|shutdown|power-?off|soft ?off)\b/i,
  /\bEventType\W{1,6}(Preempt|Terminate)\b/i,
  /\bspot\/instance-action\b.{0,60}\b(stop|hibernate)\b/i,
  /\baction\W{1,6}(terminate|stop|hibernate)\W{1,6}time\W{1,6}20\d\d-/i,
  /\binstance\/preempted\b.{0,20}\btrue\b/i,
  /\b(instance|node|machine|vm|host)\b.{0,40}\b(scheduled|marked) for (termination|reclamation|pre-?emption|eviction)\b/i,
);

/** Resources that were taken away: preemption, eviction, reclaimed Spot machines. */
export const preemptionCauses: readonly Cause[] = [
  {
    // A taint by which pods are ended is mostly set for the trouble of a node: an event of that says more.
    id: 'taint_eviction',
    category: 'preempted_or_reclaimed',
    in: ['cloud'],
    match: /TaintManagerEviction/i,
    unless: /Cancelling deletion|node\.kubernetes\.io\/(not-ready|unreachable)/i,
    directness: 'indirect',
    says: 'the pod was removed because of a taint of its node',
    remedy: TAKEN,
  },
  {
    id: 'preempted',
    category: 'preempted_or_reclaimed',
    in: ['cloud'],
    match: anyOf(
      /\b(was|been|is|were|be|being|got|gets|getting)\b.{0,30}\b(pre-?empted|reclaimed|evicted|revoked|recycled|interrupted)\b/i,
      /\bpre-?empted (by|in order|to|for|because|due)/i,
      /^pre-?empted\b/i,
      /\bGotPreempted\b/i,
      /(job|pod|worker|instance|node|resources?|machine|container)\S{0,40} (\S{1,40} )?(pre-?empted|reclaimed|evicted)\b/i,
      /(due to|because of|reason|caused by|for)[ :=]{1,3}.{0,30}(pre-?emption|eviction|reclamation|reclaim)/i,
      /evict(ed|ing|ion)\b.{0,60}(pod|job|worker|node|by|due|because)/i,
      /reclaim(ed|ing|s)?\b.{0,60}(instance|node|resource|machine|quota|spot|by|due|because)/i,
      /make room for/i,
      /victim/i,
      /returned to (its |the )?owner/i,
      /borrowed.{0,60}(returned|taken|reclaim)/i,
      /higher[- ]priority (job|workload|pod|task)s?\b.{0,60}\b(requires?|needs?|took|takes|claims?)/i,
      /DisruptionTarget/i,
      /(Job|Pod|Spot\w{0,12}|Resource|Instance|Node|Worker)(Preempt|Evict|Reclaim|Interrupt|Revok)\w{2,5}/i,
      /\bEvicted\b/i,
      /\u62a2\u5360/i,
      /\u9a71\u9010/i,
      /\u88ab\u56de\u6536/i,
    ),
    unless: anyOf(
      /preemption: \d+\//i,
      /No preemption victims/i,
      /preemption is not helpful/i,
      /not (be )?(pre-?empted|preemptible|evicted|reclaimed)/i,
      /never pre-?empt/i,
      /cannot be (pre-?empted|reclaimed|evicted)/i,
      /(may|can|could|might) be (pre-?empted|reclaimed|evicted|interrupted)/i,
      /(preemption|reclaim|eviction) ?(policy|strategy)/i,
      /reclaimPolicy/i,
      /persistentvolume/i,
      /low on resource/i,
      /ephemeral/i,
      /pre-?empted pods? \S{1,80} on node/i,
      /NodeNotReady/i,
      /node\.kubernetes\.io\/(not-ready|unreachable)/i,
      /(Disk|PID|Memory)Pressure/i,
      /\b(fault\w{0,2}|unhealthy|ECC|Xid|hardware|not ready)\b/i,
    ),
    directness: 'direct',
    says: 'its resources were taken away (preempted, evicted or reclaimed)',
    remedy: TAKEN,
  },
  {
    id: 'spot_ended',
    category: 'preempted_or_reclaimed',
    in: ['cloud'],
    match: SPOT_ENDS,
    unless: SPOT_IN_GENERAL,
    directness: 'direct',
    says: 'the Spot machine was taken back',
    remedy: TAKEN,
  },
  {
    id: 'spot_notice',
    category: 'preempted_or_reclaimed',
    in: ['line'],
    match: SPOT_ENDS,
    unless: SPOT_IN_GENERAL,
    // A program may write of the notice of another machine; the events of the pod know better.
    directness: 'indirect',
    anyLevel: true,
    announces: true,
    says: 'the program wrote that its Spot machine is taken back',
    remedy: TAKEN,
  },
  {
    id: 'preemption_notice',
    category: 'preempted_or_reclaimed',
    in: ['line'],
    match: anyOf(
      /DUE TO PREEMPTION/i,
      /pre-?emption (notice|signal|request|event|warning)/i,
      /being pre-?empted/i,
      /(job|pod|node|worker|instance|we) (was|were|is|has been|are) (being )?(pre-?empted|evicted|reclaimed)/i,
    ),
    unless:
      /handler|(may|can|could|might) be|enable[ds]?|listening|no pre-?emption|\b(?:KV|sequence|request|recompute)\b/i,
    directness: 'direct',
    anyLevel: true,
    says: 'the program was told that its resources are taken away',
    remedy: TAKEN,
  },
  {
    id: 'machine_goes',
    category: 'preempted_or_reclaimed',
    in: ['line'],
    match: MACHINE_GOES,
    unless: anyOf(
      SPOT_IN_GENERAL,
      /\b(no|not|never|when|if|until|unless|whether|for)\b.{0,60}\b(imminent|pressed|scheduled|marked|spot\/|preempted)/i,
      /\b(watching|polls?|polling|checks?|checking|simulat\w{2,3}|handler)\b|\b404\b/i,
      // The kernel finds its buttons when a machine starts.
      /\binput:|\[PWR[BF]\]|\bwatching system buttons\b/i,
    ),
    // A person who stops the machine, and its maintenance, read the same.
    directness: 'indirect',
    anyLevel: true,
    announces: true,
    says: 'its machine was told to go, as clouds do when they take one back; stopped by hand it says the same',
    remedy: TAKEN,
  },
  {
    id: 'drained',
    category: 'preempted_or_reclaimed',
    in: ['cloud'],
    match:
      /\bnode\b.{0,60}\b(draining|drained|shutting down|shutdown)|imminent node shutdown|drain(ed|ing) (the )?node|\bnode\b.{0,20}\bscal(e|ed|ing)[- ]?(down|in)\b|\bscale[- ]?down\b.{0,40}\bnode\b/i,
    directness: 'indirect',
    says: 'the machine was emptied or shut down by the platform',
    remedy: TAKEN,
  },
];
