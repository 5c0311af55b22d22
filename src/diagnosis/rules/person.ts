import type { Rule } from './rule.ts';

/** Somebody stopped the job. */
export const personRules: readonly Rule[] = [
  {
    id: 'stopped_by_user',
    category: 'stopped_by_person',
    in: ['cloud'],
    match:
      /StoppedByUser|StopByUser|(stopped|terminated|cancel\w{0,4}|killed|deleted|ended)( manually)? by (the |an |a )?(user|owner|admin\w{0,10}|person|operator|sub-?account|account|\d{6,20})|manually (stopped|terminated|cancel\w{0,4})|(user|owner|admin\w{0,10}|operator|account)\b.{0,60}\b(stopped|terminated|cancel\w{0,4}|requested (a |the |to )?stop)|stop (request|requested|operation)\b.{0,40}\b(user|owner|admin|account|\d{6,20})|\u7528\u6237.{0,10}(\u505c\u6b62|\u7ec8\u6b62)/i,
    directness: 'direct',
    says: 'a person stopped the job',
  },
];
