import type { JobDraft, TaskDraft } from '../domain/job-draft.ts';
import { type Check, warned } from './checks.ts';
import { type Decision, refuse } from './decision.ts';

/** R26: a spot bid has one limit, a discount or a price; the API takes no more than one of them (api-notes: spot). */
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

/** R26: warns that spot capacity can be taken away. Without AIMaster a job then fails and ends (api-notes: spot). */
export function spotRisk({ task_specs, settings }: JobDraft): Check[] {
  if (task_specs.every((task) => task.spot === undefined)) return [];
  const then =
    settings?.enable_error_monitoring === true
      ? 'fault tolerance may restart the job then'
      : 'the job then fails and stops';
  return [
    warned(
      'R26',
      'spot capacity',
      `Spot capacity: it can be reclaimed at any time; ${then}, and what it has not saved is lost.`,
      'Save checkpoints to mounted storage, or leave spot out for capacity that stays.',
    ),
  ];
}

/** `spot at up to 80% of the list price`, as a person reads it. */
export const spotWords = ({ discount_limit, price_limit }: NonNullable<TaskDraft['spot']>): string =>
  discount_limit === undefined
    ? `spot at up to ${price_limit} CNY per minute`
    : `spot at up to ${Math.round(discount_limit * 1000) / 10}% of the list price`;
