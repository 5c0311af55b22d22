import type { JobDraft, TaskDraft } from '../domain/job-draft.ts';
import type { JobType } from '../domain/job-type.ts';
import type { Machines } from '../domain/machine.ts';
import { listPrice, money, type PriceTable, SPOT_CURRENCY } from '../domain/prices.ts';
import { round } from '../domain/quantity.ts';
import { en, type Said, say, zh } from '../domain/said.ts';
import { whereEachRead, whereRead } from '../domain/unread.ts';
import { type Check, warned } from './checks.ts';
import { allow, type Decision, refuse } from './decision.ts';

/** What a share above 1 was probably meant as: percent. */
const percentMeant = (share: number): string =>
  share > 10 && share <= 100 ? `Did you mean ${share / 100}?` : 'Pass a share such as 0.8, which is 80%.';

/** A bid has one limit, a discount or a price; the API takes no more than one of them (api-notes: spot). */
function limits({ discount_limit, price_limit }: NonNullable<TaskDraft['spot']>, where: string): Decision[] {
  if ((discount_limit === undefined) === (price_limit === undefined))
    return [
      refuse(
        'R26',
        `${where}.spot has ${discount_limit === undefined ? 'neither discount_limit nor price_limit' : 'both limits'}.`,
        'Give exactly one: discount_limit such as 0.8 (a share of the list price), or price_limit in CNY per minute. Without spot the capacity is not reclaimed.',
      ),
    ];
  if (discount_limit === undefined || discount_limit <= 1) return [];
  return [
    refuse(
      'R26',
      `${where}.spot.discount_limit is ${discount_limit}; it is a share of the list price, at most 1.`,
      percentMeant(discount_limit),
    ),
  ];
}

/** Job types that can be spot, by the kind of machine (api-notes: spot). */
const SPOT_TYPES: Readonly<Record<'ecs' | 'ml', { kind: string; types: readonly JobType[] }>> = {
  ecs: { kind: 'general machines', types: ['PyTorchJob'] },
  ml: { kind: 'Lingjun machines', types: ['PyTorchJob', 'MPIJob'] },
};

/** Which jobs can be spot on the machines of a task. On a quota that is not documented. */
function combinations(
  { job_type, settings, resource_id }: JobDraft,
  { ecs_spec }: TaskDraft,
  where: string,
): Decision[] {
  if (resource_id !== undefined && ecs_spec === undefined)
    return [
      allow([
        say(
          en`${where}.spot is on a quota, whose machines are paid for already: what the cloud makes of it is not documented.`,
          zh`${where}.spot 用于资源配额，其机器已付费：云端如何处理没有文档说明。`,
        ),
      ]),
    ];
  const family = /^(ecs|ml)\./.exec(ecs_spec ?? '')?.[1] as keyof typeof SPOT_TYPES | undefined;
  if (family === undefined) return [];
  const { kind, types } = SPOT_TYPES[family];
  if (!types.includes(job_type))
    return [
      refuse(
        'R26',
        `${where}.spot is of a ${job_type} on ${kind}, where only a ${types.join(' or ')} can be spot.`,
        'Leave spot out, or use a job type that can.',
        types,
      ),
    ];
  if (family !== 'ecs' || settings?.enable_error_monitoring !== true) return [];
  return [
    refuse(
      'R26',
      `${where}.spot is on ${kind}, where a spot job has no fault tolerance, and settings.enable_error_monitoring is true.`,
      'Leave out one of the two: spot, or enable_error_monitoring.',
    ),
  ];
}

/** R26: the limit of each bid, and whether the job can be spot where it runs. */
export const checkSpot = (job: JobDraft): Decision[] =>
  whereEachRead(
    () => job.task_specs,
    (task, index) => {
      const where = `task_specs[${index}]`;
      if (task.spot === undefined) return [];
      return [...limits(task.spot, where), ...whereRead(() => combinations(job, task, where))];
    },
  );

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

/**
 * R26: warns of a bid above the list price, as far as the operator's prices tell it. It limits nothing, and was perhaps
 * meant for an hour.
 */
export const checkBids = (job: JobDraft, machines: Machines, region: string, table: PriceTable | undefined): Check[] =>
  whereEachRead(
    () => job.task_specs,
    ({ spot, ecs_spec }, index) => {
      if (spot?.price_limit === undefined || ecs_spec === undefined || table === undefined) return [];
      const price = listPrice(ecs_spec, machines, region, table);
      const bid = spot.price_limit * 60;
      if (price === undefined || price.currency !== SPOT_CURRENCY || bid <= price.perHour) return [];
      const [asked, list] = [money(bid, SPOT_CURRENCY), money(price.perHour, price.currency)];
      return [
        warned(
          'R26',
          `bid of task_specs[${index}]`,
          say(
            en`The bid of task_specs[${index}] limits nothing: it is ${asked} per hour, and the list price ${list} (operator's prices of ${price.date}).`,
            zh`task_specs[${index}] 的出价不起限制作用：${asked}/小时，高于目录价 ${list}/小时（按管理员 ${price.date} 的价格表）。`,
          ),
          'price_limit is in CNY per minute: pass what is paid for a minute at most.',
        ),
      ];
    },
  );

/** `spot at up to 80% of the list price`, as a person reads it. */
export function spotWords({ discount_limit, price_limit = 0 }: NonNullable<TaskDraft['spot']>): Said {
  if (discount_limit === undefined)
    return say(
      en`spot at up to ${price_limit} CNY per minute, which is ${round(price_limit * 60)} per hour`,
      zh`抢占式，出价不超过 ${price_limit} 元/分钟，即 ${round(price_limit * 60)} 元/小时`,
    );
  const percent = Math.round(discount_limit * 1000) / 10;
  return say(en`spot at up to ${percent}% of the list price`, zh`抢占式，出价不超过目录价的 ${percent}%`);
}
