import { brief, briefList } from '../domain/brief.ts';
import { count } from '../domain/count.ts';
import type { FaultDetails } from '../domain/fault.ts';
import { hint } from '../domain/hint.ts';
import type { JobDraft, TaskDraft } from '../domain/job-draft.ts';
import { parseCount, parseMemory, type Resources, resourceWords, round } from '../domain/quantity.ts';
import { strategyWords } from '../domain/queue-strategy.ts';
import { everFits, largest, type NodeRoom, podsThatFit, type RoomSize } from '../domain/quota-room.ts';
import { asIs, en, listed, type Said, say, zh } from '../domain/said.ts';
import { type Check, failing, passed, warned } from './checks.ts';

/**
 * What is known of the quota of a job that is about to be created. Figures that
 * the cloud does not give are `undefined`.
 */
export interface QuotaFacts {
  quotaId: string;
  /** Workspaces that it serves; empty where that is not told. */
  workspaceIds: readonly string[];
  /** Where it does not serve that of the job: ids of quotas that do, as far as they could be read. */
  others: readonly string[];
  /** Its status where it is not ready: its sizes are not those that it will have. */
  unready?: string | undefined;
  /** The GPU of all its machines, as a quota has one type (api-notes: quotas); absent where no name is told. */
  gpuType: string | undefined;
  /** What jobs can get of it in all, and what of that is free now. */
  allocatable: RoomSize;
  free: RoomSize;
  /** It is part of another quota, which may lend it more than it has (api-notes: quotas). */
  hasParent: boolean;
  /**
   * The quota at the root of its tree, which has all that can be lent; absent
   * where it has no parent, or that is not known.
   */
  root?: Pick<QuotaFacts, 'quotaId' | 'allocatable' | 'nodes'>;
  queueStrategy: string;
  /** Its machines; absent where not all could be read. */
  nodes?: readonly NodeRoom[];
  /** Workloads that wait in it; `undefined` where that could not be read. */
  waiting: number | undefined;
}

/** Something of a quota, the kind of the fault for which it is not known, or why the server may not read it. */
export type QuotaRead<T> = { facts: T } | { unread: string; cause?: FaultDetails } | { beyond: FaultDetails };

/** Whom a quota serves. */
export type QuotaHome = Pick<QuotaFacts, 'quotaId' | 'workspaceIds' | 'others'>;

export type QuotaFinding = QuotaRead<QuotaFacts>;

/** Whether a quota serves a workspace; `undefined` where it is not told whom it serves. */
export const servesWorkspace = (
  { workspaceIds }: Pick<QuotaFacts, 'workspaceIds'>,
  workspaceId: string,
): boolean | undefined => (workspaceIds.length === 0 ? undefined : workspaceIds.includes(workspaceId));

const KEYS = [
  ['gpus', say(en`GPUs`, zh`GPU（张）`)],
  ['cpus', say(en`CPUs`, zh`CPU（核）`)],
  ['memoryGib', say(en`GiB memory`, zh`内存（GiB）`)],
] as const;

interface Need {
  task: TaskDraft;
  each: Resources;
}

/** What one pod of each task asks for. A quantity that cannot be read is refused by R5 and counts as nothing here. */
const needsOf = ({ task_specs }: JobDraft): Need[] =>
  task_specs.map((task) => {
    const { cpu = '', memory = '', gpu = '0' } = task.resource_config ?? {};
    const each = { gpus: parseCount(gpu) ?? 0, cpus: parseCount(cpu) ?? 0, memoryGib: parseMemory(memory) ?? 0 };
    return { task, each };
  });

const sumOf = (needs: readonly Need[]): Resources => {
  const sum = (key: keyof Resources): number =>
    needs.reduce((all, { task, each }) => all + task.pod_count * each[key], 0);
  return { gpus: sum('gpus'), cpus: sum('cpus'), memoryGib: sum('memoryGib') };
};

/** `16 GPUs of 8`, for each resource of which more is asked for than there is; `undefined` for none. */
function beyond(need: Resources, has: RoomSize): Said | undefined {
  const over = KEYS.flatMap(([key, unit]) => {
    const there = has[key];
    return there !== undefined && need[key] > there ? [{ unit, need: round(need[key]), there: round(there) }] : [];
  });
  if (over.length === 0) return undefined;
  return {
    en: over.map((each) => `${each.need} ${each.unit.en} of ${each.there}`).join(', '),
    zh: over.map((each) => `${each.unit.zh} ${each.need}，共 ${each.there}`).join('；'),
  };
}

const sizeWords = ({ gpus = 0, cpus = 0, memoryGib = 0 }: Partial<RoomSize>): string =>
  resourceWords({ gpus, cpus, memoryGib, complete: true });

/**
 * What can lend a job more than its quota has, so that being larger than the quota
 * does not rule it out (api-notes: quotas).
 */
const acceptsOversold = ({ settings }: JobDraft): boolean =>
  ['AcceptQuotaOverSold', 'ForceQuotaOverSold'].includes(settings?.oversold_type ?? '');
const mayBorrow = (job: JobDraft, { hasParent }: QuotaFacts): boolean => hasParent || acceptsOversold(job);

/** Pods that no machine could ever take: of its own, or where machines can be lent, of the whole tree. */
function podChecks(needs: readonly Need[], facts: QuotaFacts, fix: string): Check[] {
  const { quotaId, nodes = [] } = facts.hasParent ? (facts.root ?? { quotaId: '', nodes: [] }) : facts;
  const most = largest(nodes);
  return needs
    .filter(({ each }) => nodes.length > 0 && everFits(nodes, each) === false)
    .map(({ task, each }) =>
      failing(
        `size of quota ${facts.quotaId}`,
        'R43',
        `A pod of ${task.type} takes ${sizeWords(each)}; no machine of quota ${quotaId} has that: its largest has ${sizeWords(most?.size ?? {})}.`,
        fix,
      ),
    );
}

function everChecks(job: JobDraft, needs: readonly Need[], facts: QuotaFacts): Check[] {
  const { quotaId, allocatable, root } = facts;
  const what = `size of quota ${quotaId}`;
  const fix = `Ask for less per pod or for fewer pods, or use a larger quota${hint('from quotas')}.`;
  const pods = podChecks(needs, facts, fix);
  const over = beyond(sumOf(needs), allocatable);
  if (over === undefined) return pods;
  const refused = (says: string): Check[] => [...pods, failing(what, 'R43', says, fix)];
  if (!mayBorrow(job, facts)) return refused(`The job takes more than quota ${quotaId} has in all: ${over.en}.`);
  const never = root && !acceptsOversold(job) ? beyond(sumOf(needs), root.allocatable) : undefined;
  if (root !== undefined && never !== undefined)
    return refused(
      `The job takes more than quota ${root.quotaId}, of which ${quotaId} is a part, has in all: ${never.en}.`,
    );
  const lent = say(
    en`The job takes more than quota ${quotaId} has in all: ${over}. It starts only if it is lent the rest.`,
    zh`任务所需超过配额 ${quotaId} 的总量：${over}。只有借到其余资源才会启动。`,
  );
  return [...pods, warned('R43', what, lent, fix)];
}

/**
 * Whether all pods could start now, machine by machine: that each task fits alone
 * is needed, and enough only for one task.
 */
const lacksMachines = (needs: readonly Need[], { nodes }: QuotaFacts): Need | undefined =>
  needs.find(({ task, each }) => {
    if (nodes === undefined || nodes.length === 0) return false;
    const { pods, complete } = podsThatFit(nodes, each);
    return complete && pods < task.pod_count;
  });

function queueWords({ waiting, queueStrategy }: QuotaFacts): Said {
  const queue =
    waiting === undefined
      ? say(en`how many wait is not known`, zh`排队数量未知`)
      : say(
          en`${count(waiting, 'workload')} wait${waiting === 1 ? 's' : ''} already`,
          zh`已有 ${waiting} 个任务在排队`,
        );
  if (queueStrategy === '') return queue;
  return say(en`${queue}; order: ${strategyWords(queueStrategy)}`, zh`${queue}，排队策略 ${queueStrategy}`);
}

/** What the job asks for and nobody says how much of it is free, neither the quota nor its machines. */
function unknownRoom(needs: readonly Need[], { free, nodes = [] }: QuotaFacts): Said[] {
  if (nodes.length > 0 && needs.every(({ each }) => podsThatFit(nodes, each).complete)) return [];
  const need = sumOf(needs);
  return KEYS.flatMap(([key, unit]) => (need[key] > 0 && free[key] === undefined ? [unit] : []));
}

function nowCheck(needs: readonly Need[], facts: QuotaFacts): Check {
  const what = `free room of quota ${facts.quotaId}`;
  const over = beyond(sumOf(needs), facts.free);
  const lack = lacksMachines(needs, facts);
  const unknown = listed(unknownRoom(needs, facts), say(en`, `, zh`、`));
  if (over === undefined && lack === undefined)
    return unknown.en === ''
      ? passed('R43', what)
      : warned(
          'R43',
          what,
          say(
            en`Whether quota ${facts.quotaId} has room is not known: the cloud does not say how much of it is free (${unknown}).`,
            zh`配额 ${facts.quotaId} 是否有空闲资源未知：云端未返回空闲量（${unknown}）。`,
          ),
        );
  const [fit, all] = [podsThatFit(facts.nodes ?? [], lack?.each ?? {}).pods, lack?.task.pod_count ?? 0];
  const role = brief(lack?.task.type ?? '', 40);
  const why =
    over === undefined
      ? say(
          en`only ${fit} of ${count(all, 'pod')} of ${role} fit onto its machines, as what is free is in pieces`,
          zh`空闲资源零散，只放得下 ${role} 的 ${all} 个实例中的 ${fit} 个`,
        )
      : say(en`it takes ${over} free`, zh`所需超过空闲：${over}`);
  const unless = facts.hasParent ? say(en` unless it is lent the rest`, zh`（除非借到其余资源）`) : asIs('');
  const says = say(
    en`The job will wait${unless}: ${why}; ${queueWords(facts)}.`,
    zh`任务将排队${unless}：${why}；${queueWords(facts)}。`,
  );
  return warned('R43', what, says, `See ${hint('room of quota', facts.quotaId)}.`);
}

function statusCheck(quotaId: string, unready: string): Check {
  const word = brief(unready, 40);
  return warned(
    'R43',
    `status of quota ${quotaId}`,
    say(
      en`Quota ${quotaId} is ${word}, not Ready: what it will have is not known, nor whether and when it takes jobs.`,
      zh`配额 ${quotaId} 的状态为 ${word}，不是 Ready：其资源总量未知，能否、何时可运行任务也未知。`,
    ),
    `Wait until it is Ready, or use another one${hint('from quotas')}.`,
  );
}

/** Quotas that a refusal names. */
const MOST_OTHERS = 10;

function workspaceChecks(workspaceId: string, { quotaId, workspaceIds, others }: QuotaHome): Check[] {
  if (servesWorkspace({ workspaceIds }, workspaceId) !== false) return [];
  return [
    failing(
      `workspace of quota ${quotaId}`,
      'R43',
      `Quota ${quotaId} serves workspace ${briefList(workspaceIds, 5, 40)}, and not ${workspaceId}, in which it would be used.`,
      `Let the user choose a quota of workspace ${workspaceId}${hint('from quotas')}, or a workspace that this one serves.`,
      others.length > 0 ? others.slice(0, MOST_OTHERS) : undefined,
    ),
  ];
}

/** What is refused of a quota whatever is to run in it: one outside the operator's lock, or of other workspaces. */
function homeChecks(finding: QuotaRead<QuotaHome>, workspaceId: string): Check[] {
  if ('facts' in finding) return workspaceChecks(workspaceId, finding.facts);
  return 'beyond' in finding ? [failing('quota', 'R43', finding.beyond.message, finding.beyond.fix)] : [];
}

/** R43 for what is no job: its quota is one that serves its workspace. What it takes of it is not held against it. */
export function checkQuotaHome(quotaId: string, finding: QuotaRead<QuotaHome>, workspaceId: string): Check[] {
  if (!('unread' in finding)) return homeChecks(finding, workspaceId);
  return [
    warned(
      'R43',
      `workspace of quota ${quotaId}`,
      say(
        en`Whether its quota serves workspace ${workspaceId} is not known: it could not be read (${finding.unread}).`,
        zh`无法读取配额，不知其是否可供工作空间 ${workspaceId} 使用（${finding.unread}）。`,
      ),
    ),
  ];
}

/**
 * R43: several jobs that are created together against their quota: each can fit alone and not all of them at once.
 */
export function checkQuotaTogether(jobs: readonly JobDraft[], finding: QuotaFinding): Check[] {
  if (!('facts' in finding) || finding.facts.unready !== undefined || jobs.length < 2) return [];
  const { facts } = finding;
  const need = sumOf(jobs.flatMap(needsOf));
  const [ever, now] = [beyond(need, facts.allocatable), beyond(need, facts.free)];
  if (ever === undefined && now === undefined) return [];
  const unless = jobs.some((job) => mayBorrow(job, facts))
    ? say(en` unless the rest is lent`, zh`（除非借到其余资源）`)
    : asIs('');
  return [
    warned(
      'R43',
      `room of quota ${facts.quotaId} for all ${jobs.length} jobs`,
      ever === undefined
        ? say(
            en`The ${jobs.length} jobs together take more than quota ${facts.quotaId} has free: ${now ?? asIs('')}. Some will wait${unless}.`,
            zh`${jobs.length} 个任务合计所需超过配额 ${facts.quotaId} 的空闲：${now ?? asIs('')}。部分任务将排队${unless}。`,
          )
        : say(
            en`The ${jobs.length} jobs together take more than quota ${facts.quotaId} has in all: ${ever}. They will never all run at once${unless}.`,
            zh`${jobs.length} 个任务合计所需超过配额 ${facts.quotaId} 的总量：${ever}。不会同时全部运行${unless}。`,
          ),
    ),
  ];
}

/**
 * R43: a quota job against its quota. One that does not serve its workspace is refused, and so is a job that is larger
 * than what the quota can ever give; larger than what is free now is a warning with the numbers and the queue. What
 * could not be read rules nothing out, nor does a quota that is not ready, and it is said.
 */
export function checkQuotaFit(job: JobDraft, finding: QuotaFinding, workspaceId: string): Check[] {
  if ('unread' in finding)
    return [
      warned(
        'R43',
        `room of quota ${job.resource_id}`,
        say(
          en`Whether its quota has room is not known: it could not be read (${finding.unread}).`,
          zh`无法读取配额，不知其是否有空闲资源（${finding.unread}）。`,
        ),
      ),
    ];
  const elsewhere = homeChecks(finding, workspaceId);
  if (!('facts' in finding) || elsewhere.length > 0) return elsewhere;
  const { facts } = finding;
  if (facts.unready !== undefined) return [statusCheck(facts.quotaId, facts.unready)];
  const needs = needsOf(job);
  const ever = everChecks(job, needs, facts);
  return ever.length > 0 ? ever : [nowCheck(needs, facts)];
}
