import { change } from '../remedy.ts';
import type { Cause } from './cause.ts';
import { LONGER_LOOK, PEER } from './remedies.ts';

/* What the words of an error that no cause knows say of other processes and of ports; see error-concepts.ts. */

const row = (entry: Omit<Cause, 'in' | 'directness'>): Cause => ({
  ...entry,
  in: ['unknown_error'],
  directness: 'indirect',
});

export const processConcepts: readonly Cause[] = [
  row({
    id: 'port_words',
    category: 'bad_configuration',
    match:
      /\b(bind(ing)?|listen(ing)?)\b.{0,60}\b(fail\w{0,3}|errors?|denied|cannot|could not|unable|in use|occupied|taken)\b|\b(fail\w{0,3}|errors?|cannot|can't|could not|couldn't|unable)\b.{0,30}\b(bind|listen)(ing)?\b.{0,60}\b(port|socket|address|\d{4,5}|[\w.]{1,40}:\d{2,5})\b|\bports?\b.{0,40}\b(in use|occupied|taken|not (available|free)|unavailable)\b/i,
    unless: /\b(variable|name|parameter|tensor|volume|mount)\b/i,
    says: 'the message speaks of a port or address that cannot be listened on: it is taken, or not of this pod',
    remedy: change('settings', 'give each process a port of its own, and addresses of the pod that it runs in'),
  }),
  row({
    id: 'lost_process_words',
    category: 'unknown',
    role: 'consequence',
    match: new RegExp(
      [
        /\b\w{0,40}(Killed|Died|Dead|Lost|Crashed|Vanished)(Worker|Actor|Node|Executor|Process|Task|Child|Peer)\w{0,20}\b/,
        /\b\w{0,40}(Worker|Actor|Node|Executor|Process|Child|Peer|Comm)(Killed|Died|Dead|Lost|Crashed|Vanished|Closed|Gone|Terminated|Disconnected)\w{0,20}\b/,
        /\b([Ww]orkers?|[Ee]xecutors?|[Aa]ctors?|[Nn]odes?|([Cc]hild|[Ss]ub)?[Pp]rocess(es)?|[Tt]asks?|[Pp]eers?|[Rr]anks?|[Dd]aemons?|[Rr]eplicas?)\b.{0,60}\b(died|dead|was lost|were lost|lost|(was|were|been) killed|disappeared|vanished|crashed|(terminated|exited|ended|stopped|failed) (unexpectedly|abruptly|prematurely|abnormally))\b/,
      ]
        .map(({ source }) => source)
        .join('|'),
    ),
    says: 'another process of it died, and nothing in this message says why',
    remedy: PEER,
  }),
  row({
    id: 'bare_failure_words',
    category: 'unknown',
    role: 'consequence',
    match: /(Error|Exception)\b["']?: [A-Za-z ]{0,40}\b(failed|failure|aborted|interrupted|unsuccessful(ly)?)[.!]?$/,
    says: 'the message says that something failed, and not why',
    remedy: LONGER_LOOK,
  }),
];
