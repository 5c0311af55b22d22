import { again } from '../remedy.ts';
import { anyOf, type Cause } from './cause.ts';

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
];
