import type { JobDraft, TaskDraft } from '../domain/job-draft.ts';
import { en, type Said, say, zh } from '../domain/said.ts';
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
      ? say(en`fault tolerance may restart the job then`, zh`届时自动容错可能会重启任务`)
      : say(en`the job then fails and stops`, zh`届时任务会失败并停止`);
  return [
    warned(
      'R26',
      'spot capacity',
      say(
        en`Spot capacity: it can be reclaimed at any time; ${then}, and what it has not saved is lost.`,
        zh`抢占式实例：随时可能被回收；${then}，未保存的内容会丢失。`,
      ),
      'Save checkpoints to mounted storage, or leave spot out for capacity that stays.',
    ),
  ];
}

/** `spot at up to 80% of the list price`, as a person reads it. */
export function spotWords({ discount_limit, price_limit = 0 }: NonNullable<TaskDraft['spot']>): Said {
  if (discount_limit === undefined)
    return say(en`spot at up to ${price_limit} CNY per minute`, zh`抢占式，出价不超过 ${price_limit} 元/分钟`);
  const percent = Math.round(discount_limit * 1000) / 10;
  return say(en`spot at up to ${percent}% of the list price`, zh`抢占式，出价不超过目录价的 ${percent}%`);
}
