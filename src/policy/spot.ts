import type { TaskDraft } from '../domain/job-draft.ts';
import { type Decision, refuse } from './decision.ts';

/** R26: a spot bid has one limit, a discount or a price; the API takes no more than one of them (facts, section 2.5). */
export const checkSpot = (tasks: readonly TaskDraft[]): Decision[] =>
  tasks.flatMap(({ spot }, index) => {
    if (spot === undefined || (spot.discount_limit === undefined) !== (spot.price_limit === undefined)) return [];
    const what = spot.discount_limit === undefined ? 'neither discount_limit nor price_limit' : 'both limits';
    return [
      refuse(
        'R26',
        `task_specs[${index}].spot has ${what}.`,
        'Give exactly one: discount_limit such as 0.8 (a share of the list price), or price_limit in CNY per minute. Without spot the capacity is not reclaimed.',
      ),
    ];
  });
