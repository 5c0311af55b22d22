import { again } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';
import { SIGINT } from './signals.ts';

/** A signal as a keyboard sends it, which is seen where somebody stopped a process or a launcher by hand. */
export const INTERRUPTED = 'interrupted';

/** Somebody stopped the job. */
export const personCauses: readonly Cause[] = [
  {
    id: 'stopped_by_user',
    category: 'stopped_by_person',
    in: ['cloud'],
    match: anyOf(
      /StoppedByUser/i,
      /StopByUser/i,
      /(stopped|terminated|cancel\w{0,4}|killed|deleted|ended)( manually)? by (the |an |a )?(user|owner|admin\w{0,10}|person|operator|sub-?account|account|\d{6,20})/i,
      /manually (stopped|terminated|cancel\w{0,4})/i,
      /(user|owner|admin\w{0,10}|operator|account)\b.{0,60}\b(stopped|terminated|cancel\w{0,4}|requested (a |the |to )?stop)/i,
      /stop\b.{0,20}\b(request\w{0,3}|operation|command)\b.{0,60}\b(user|owner|admin\w{0,10}|account|console|\d{6,20})/i,
      /\u7528\u6237.{0,10}(\u505c\u6b62|\u7ec8\u6b62)/i,
    ),
    unless: /reclaim|pre-?empt|evict|spot|quota owner|system|not stopped/i,
    directness: 'direct',
    says: 'a person stopped the job',
    remedy: again('nobody', 'ask whoever stopped it before starting it again'),
  },
  {
    id: 'stopped_by_name',
    category: 'stopped_by_person',
    in: ['line', 'exception'],
    match: anyOf(
      /\bTERM_(OWNER|ADMIN)\b|\bvia condor_rm\b|\bdeleted? (job )?(at|by) (the )?request of \S{1,40}@/i,
      /\b(job|run|task|application|attempt|workflow|experiment|pipeline|pod|container|cluster|process)\b.{0,80}\b(killed|deleted|removed|aborted|cancell?ed|stopped|terminated|interrupted)\b (manually )?(by|on request of) (the |an? |its )?(job )?(user|owner|admin\w{0,10}|operator|root|person)\b/i,
      /\b(user|owner|admin\w{0,10}|operator) (has )?(manually )?(cancell?ed|stopped|killed|aborted|interrupted) (the |this |your )?(job|run|task|application|training|workflow|pipeline|experiment)\b/i,
    ),
    unless:
      /\b(may|can|could|might|if|when|unless|not|or) (be |been |was |were |is )?(\w{1,12} )?(killed|stopped|cancell?ed)|\bpre-?empt|\bevict/i,
    directness: 'indirect',
    anyLevel: true,
    says: 'a person ended it: what ran the program says that its owner, a user or an administrator did',
    remedy: again('nobody', 'ask whoever stopped it before starting it again'),
  },
  {
    id: 'job_cancelled',
    category: 'stopped_by_person',
    in: ['line'],
    match: /\*\*\* JOB \d{1,12} ON \S{1,80} CANCELLED AT \S{10,30} \*\*\*|\bJob \S{1,40} (was )?cancell?ed\.?$/,
    directness: 'indirect',
    role: 'consequence',
    anyLevel: true,
    says: 'its scheduler says that the job was cancelled, and not why: mostly a person, or a job that it hangs on',
    remedy: again('nobody', 'ask whether somebody stopped it'),
  },
  {
    // Launchers hand it on to their processes, and some send it themselves: whatever else is known says more.
    id: INTERRUPTED,
    category: 'stopped_by_person',
    in: ['line', 'exception'],
    match: anyOf(
      ...SIGINT,
      /\bSIGINT\b/i,
      /\bkeyboard interrupt\b|\bkilled by signal: Interrupt\b|\b(detected|caught|received) (a )?KeyboardInterrupt/i,
      /\bsending ctrl-c to (step|job)|\binterrupt(ed)? from (the )?keyboard\b|\bexit(ed)? (with )?(code|status):? 130\b/i,
    ),
    unless: /handler|press|\bignor|\bwill\b|\bto (stop|quit|exit|abort|cancel)\b|\buse ctrl/i,
    directness: 'indirect',
    role: 'consequence',
    anyLevel: true,
    says: 'it was interrupted (SIGINT), as Ctrl-C, a person or a launcher that gives up does',
    remedy: again('nobody', 'ask whether somebody stopped it; if not, look for what made its launcher give up'),
  },
];
