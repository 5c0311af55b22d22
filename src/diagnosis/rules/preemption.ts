import type { Rule } from './rule.ts';

/** Resources that were taken away: preemption, eviction, reclaimed Spot machines. */
export const preemptionRules: readonly Rule[] = [
  {
    id: 'preempted',
    category: 'preempted_or_reclaimed',
    in: ['cloud'],
    match:
      /\b(was|been|is|were|be|being|got|gets|getting)\b.{0,30}\b(pre-?empted|reclaimed|evicted|revoked|recycled|interrupted)\b|\bpre-?empted (by|in order|to|for|because|due)|^pre-?empted\b|\bGotPreempted\b|(job|pod|worker|instance|node|resources?|machine|container)\S{0,40} (\S{1,40} )?(pre-?empted|reclaimed|evicted)\b|(due to|because of|reason|caused by|for)[ :=]{1,3}.{0,30}(pre-?emption|eviction|reclamation|reclaim)|evict(ed|ing|ion)\b.{0,60}(pod|job|worker|node|by|due|because)|reclaim(ed|ing|s)?\b.{0,60}(instance|node|resource|machine|quota|spot|by|due|because)|make room for|victim|returned to (its |the )?owner|borrowed.{0,60}(returned|taken|reclaim)|higher[- ]priority (job|workload|pod|task)s?\b.{0,60}\b(requires?|needs?|took|takes|claims?)|TaintManagerEviction|DisruptionTarget|(Job|Pod|Spot\w{0,12}|Resource|Instance|Node|Worker)(Preempt|Evict|Reclaim|Interrupt|Revok)\w{2,5}|\bEvicted\b|\u62a2\u5360|\u9a71\u9010|\u88ab\u56de\u6536/i,
    unless:
      /preemption: \d+\/|No preemption victims|preemption is not helpful|not (be )?(pre-?empted|preemptible|evicted|reclaimed)|never pre-?empt|cannot be (pre-?empted|reclaimed|evicted)|(may|can|could|might) be (pre-?empted|reclaimed|evicted|interrupted)|(preemption|reclaim|eviction) ?(policy|strategy)|reclaimPolicy|persistentvolume|low on resource|ephemeral|pre-?empted pods? \S{1,80} on node|NodeNotReady|\b(fault\w{0,2}|unhealthy|ECC|Xid|hardware|not ready)\b/i,
    directness: 'direct',
    says: 'its resources were taken away (preempted, evicted or reclaimed)',
  },
  {
    id: 'spot_ended',
    category: 'preempted_or_reclaimed',
    in: ['cloud', 'line'],
    match:
      /\b(spot|preemptible|preemptive|bidding)\b.{0,100}\b(interrupt\w{0,4}|reclaim\w{0,4}|releas\w{0,3}|revoked?|terminat\w{0,4}|taken (back|away)|recycled|evicted|expired|will be (stopped|removed))\b|\b(interrupt\w{0,4}|reclaim\w{0,4}|releas\w{0,3}|terminat\w{0,4})\b.{0,60}\b(spot|preemptible)\b|interruption notice|\b(instance|node|machine)\b.{0,60}\b(reclaimed|recalled|taken back)\b.{0,60}/i,
    unless:
      /(may|can|could|might) be|before (it|they)|handler (installed|registered|enabled)|waiting for|enable[ds]?|listening/i,
    directness: 'direct',
    anyLevel: true,
    says: 'the Spot machine was taken back',
  },
  {
    id: 'preemption_notice',
    category: 'preempted_or_reclaimed',
    in: ['line'],
    match:
      /DUE TO PREEMPTION|pre-?emption (notice|signal|request|event|warning)|being pre-?empted|(job|pod|node|worker|instance|we) (was|were|is|has been|are) (being )?(pre-?empted|evicted|reclaimed)/i,
    unless: /handler|(may|can|could|might) be|enable[ds]?|listening|no pre-?emption/i,
    directness: 'direct',
    anyLevel: true,
    says: 'the program was told that its resources are taken away',
  },
  {
    id: 'drained',
    category: 'preempted_or_reclaimed',
    in: ['cloud'],
    match:
      /\bnode\b.{0,60}\b(draining|drained|shutting down|shutdown)|imminent node shutdown|drain(ed|ing) (the )?node/i,
    directness: 'indirect',
    says: 'the machine was emptied or shut down by the platform',
  },
];
