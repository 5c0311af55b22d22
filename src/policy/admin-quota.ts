import { quoted } from '../domain/brief.ts';
import { count } from '../domain/count.ts';
import { en, listed, NOTHING, type Said, say, zh } from '../domain/said.ts';
import { confirm, type Decision, refuse } from './decision.ts';

/** A quota as freshly read, its texts cleaned. */
export interface AdminQuota {
  quotaId: string;
  name: string;
  queueStrategy: string;
  /** Its size by machine type; a count that the cloud does not give is `undefined`. */
  sizes: readonly { type: string; count: number | undefined; special: boolean }[];
  /** GPUs that are there, and those in use; `undefined` where the cloud does not say. */
  gpus: { total: number | undefined; allocated: number | undefined };
  /** How many workspaces and sub-quotas live on it. */
  workspaces: number;
  subQuotas: number;
}

const identity = ({ quotaId, name, workspaces, subQuotas }: AdminQuota): Said =>
  say(
    en`Quota ${quotaId} ${quoted(name, 80)}; ${count(workspaces, 'workspace')} and ${count(subQuotas, 'sub-quota')} live on it.`,
    zh`资源配额 ${quotaId} ${quoted(name, 80)}；有 ${workspaces} 个工作空间、${subQuotas} 个子级配额在使用。`,
  );

/** The size of a quota by machine type that it is to have. */
export type Sizes = readonly { type: string; count: number }[];

/**
 * Machines of a type that a quota has: none of a type that it does not name, and `undefined` where the cloud does not
 * say, as of a quota that names no type at all.
 */
function countOf({ sizes }: AdminQuota, type: string): number | undefined {
  const size = sizes.find((each) => each.type === type);
  return size === undefined && sizes.length > 0 ? 0 : size?.count;
}

/** `8 -> 4 machines of ml.a`, for each type. */
const change = (quota: AdminQuota, wanted: Sizes): Said =>
  listed(
    wanted.map(({ type, count: to }) => {
      const from = countOf(quota, type) ?? '?';
      return say(en`${from} -> ${count(to, 'machine')} of ${type}`, zh`${type} ${from} → ${to} 台`);
    }),
  );

/** GPUs before and after; known only where one type is wanted, which is all that the quota has, as all are named. */
function gpuLine({ sizes, gpus: { total, allocated } }: AdminQuota, wanted: Sizes): Said[] {
  const [[size], [to]] = [sizes, wanted];
  if (wanted.length > 1 || !size?.count || total === undefined || to === undefined) return [];
  const then = (total / size.count) * to.count;
  return [
    say(
      en`GPUs in all: ${total} -> ${then}; in use now: ${allocated ?? 'not known'}.`,
      zh`GPU 总数：${total} → ${then} 张；目前使用中：${allocated ?? '未知'}。`,
    ),
  ];
}

function refusedSizes(quota: AdminQuota, wanted: Sizes): Decision | undefined {
  const types = quota.sizes.map(({ type }) => type);
  const missing = types.filter((type) => !wanted.some((each) => each.type === type));
  if (missing.length > 0)
    return refuse(
      'R55',
      `node_specs is the whole new size of ${quota.quotaId}: without ${missing.map((type) => quoted(type, 80)).join(', ')} those machines would be taken away.`,
      'Name these machine types as well, each with its new count; count 0 takes a type away.',
    );
  const special = quota.sizes.filter((each) => each.special).map(({ type }) => type);
  if (special.length > 0)
    return refuse(
      'R55',
      `${quota.quotaId} binds ${special.map((type) => quoted(type, 80)).join(', ')} by a policy of its own, which this change would drop.`,
      'Leave it; an administrator changes such a quota in the console.',
    );
  const twice = wanted.find(({ type }, at) => wanted.findIndex((each) => each.type === type) !== at);
  if (twice !== undefined)
    return refuse('R55', `node_specs names ${quoted(twice.type, 80)} twice.`, 'Name each machine type once.');
  const same = wanted.every(({ type, count: to }) => countOf(quota, type) === to);
  if (same) return refuse('R55', `${quota.quotaId} has that size already.`, 'Nothing needs to be done.');
  return undefined;
}

const SMALLER = say(
  en`It gets smaller. What happens to workloads that no longer fit is not documented.`,
  zh`配额将缩小。超出新规模的任务会如何处理，官方文档没有说明。`,
);

/** R55: a quota is given another size, as a whole, after a yes to the numbers before and after. */
export function decideScaleQuota(quota: AdminQuota, wanted: Sizes): Decision {
  const refused = refusedSizes(quota, wanted);
  if (refused !== undefined) return refused;
  const shrinks = wanted.some(({ type, count: to }) => {
    const from = countOf(quota, type);
    return from === undefined || to < from;
  });
  return confirm({
    rule: 'R55',
    label: say(en`Yes, change the size`, zh`是，变更规模`),
    question: {
      consequence: [
        say(
          en`Change the size of a quota? ${change(quota, wanted)}.${shrinks ? ' ' : ''}${shrinks ? SMALLER : NOTHING}`,
          zh`变更资源配额的规模？${change(quota, wanted)}。${shrinks ? SMALLER : NOTHING}`,
        ),
        ...gpuLine(quota, wanted),
      ],
      identity: identity(quota),
    },
  });
}

/** What an update of a quota may change. */
export interface QuotaUpdate {
  quota_name?: string | undefined;
  description?: string | undefined;
  queue_strategy?: string | undefined;
}

/** R55: name, description and queue strategy of a quota change after a yes to what was and what is to be. */
export function decideUpdateQuota(
  quota: AdminQuota,
  { quota_name, description, queue_strategy }: QuotaUpdate,
): Decision {
  const strategy =
    queue_strategy === undefined
      ? []
      : [
          say(
            en`Its queue goes another way for everybody: ${quota.queueStrategy || '?'} -> ${queue_strategy}; jobs that run are not touched.`,
            zh`所有人的排队方式将改变：${quota.queueStrategy || '?'} → ${queue_strategy}；运行中的任务不受影响。`,
          ),
        ];
  const name =
    quota_name === undefined ? [] : [say(en`Name: ${quoted(quota_name, 80)}.`, zh`名称：${quoted(quota_name, 80)}。`)];
  const text =
    description === undefined
      ? []
      : [say(en`Description: ${quoted(description, 200)}.`, zh`描述：${quoted(description, 200)}。`)];
  return confirm({
    rule: 'R55',
    label: say(en`Yes, change this quota`, zh`是，修改该资源配额`),
    question: {
      consequence: [say(en`Change a quota that others use?`, zh`修改其他人也在使用的资源配额？`), ...strategy],
      identity: identity(quota),
      details: [...name, ...text],
    },
    more: { strategy: quota.queueStrategy },
  });
}
