import { count } from '../domain/count.ts';
import type { Evidence, Finding } from './finding.ts';

/** CPU cores, GPUs and GiB of memory, by the API's names. */
export type Amounts = Readonly<Partial<Record<'GPU' | 'CPU' | 'Memory', number>>>;

/** One of the four checks of the PAI Studio workload diagnosis. */
export interface QuotaCheck {
  name: 'SelfQuotaLimit' | 'AncestorQuotaLimit' | 'UserLimit' | 'QueueStrategyLimit';
  status: string;
  exceeded: readonly string[];
  used: Amounts;
  limit: Amounts;
}

export interface NodeScheduling {
  status: string;
  tasks?: number | undefined;
  schedulable?: number | undefined;
  /** Nodes by the code of the reason why they cannot take a pod. */
  unschedulable: readonly { reason: string; nodes: number }[];
  hyperNodes: readonly { available: number; needed: number }[];
}

export interface QuotaDiagnosis {
  checks: readonly QuotaCheck[];
  scheduling?: NodeScheduling | undefined;
}

const CHECKS: Readonly<Record<QuotaCheck['name'], string>> = {
  SelfQuotaLimit: 'the quota itself is used up',
  AncestorQuotaLimit: 'a quota above it is used up',
  UserLimit: 'the limit per user in the workspace is reached',
  QueueStrategyLimit: 'other jobs are ahead in the queue',
};

/** Reason codes of nodes (api-notes: quotas) in plain words. */
export const NODE_REASONS: Readonly<Record<string, string>> = {
  OutOfGPU: 'no GPU free',
  NotEnoughGPU: 'fewer GPUs free than one pod needs (fragmentation)',
  OutOfCPU: 'no CPU free',
  NotEnoughCPU: 'fewer CPUs free than one pod needs',
  OutOfMemory: 'no memory free',
  NotEnoughMemory: 'less memory free than one pod needs',
  NodeUnschedulable: 'cordoned by an administrator or the platform',
  AIMasterBlackList: 'set aside by AIMaster as faulty',
  GPUUnhealthy: 'set aside because a GPU is unhealthy',
  UntolerateNodeTaint: 'reserved by a taint that the job does not tolerate',
  DriverVersionMismatch: 'another GPU driver than the job asks for',
  GPUTopologyLimit: 'free GPUs do not have the needed topology',
  NetworkTopologyNotSatisfied: 'network topology does not fit',
  NodeAffinityUnsatisfied: 'excluded by the nodes that the job names',
  Unavailable: 'not available',
  PartiallyAvailable: 'available in part',
};

/** Reasons that are no shortage: with them the job would not even run on an empty node. */
const OTHER_CATEGORY: Readonly<Record<string, Finding['category']>> = {
  DriverVersionMismatch: 'bad_configuration',
  NodeAffinityUnsatisfied: 'bad_configuration',
  UntolerateNodeTaint: 'bad_configuration',
  GPUUnhealthy: 'hardware_fault',
  AIMasterBlackList: 'hardware_fault',
};

const NAMES = ['GPU', 'CPU', 'Memory'] as const;
/** `1 GPU`, `2 GPUs`, `32 GiB memory`. */
const amountWord = (name: (typeof NAMES)[number], amount: number): string =>
  name === 'Memory' ? `${amount} GiB memory` : count(amount, name);
const rounded = (value: number): number => Math.round(value * 100) / 100;

/**
 * How much a check is short of, by resource: demand - (limit - used). Resources that fit, or of which a number is
 * missing, are left out.
 */
export function gaps({ used, limit }: Pick<QuotaCheck, 'used' | 'limit'>, demand: Amounts): Amounts {
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const [u, l, d] = [used[name], limit[name], demand[name]];
      if (u === undefined || l === undefined || d === undefined) return [];
      const gap = rounded(d - (l - u));
      return gap > 0 ? [[name, gap]] : [];
    }),
  );
}

const amountWords = (amounts: Amounts): string =>
  NAMES.flatMap((name) => (amounts[name] === undefined ? [] : [amountWord(name, amounts[name])])).join(', ');

function checkText(check: QuotaCheck, demand: Amounts): string {
  const parts = NAMES.filter((name) => check.used[name] !== undefined && check.limit[name] !== undefined).map(
    (name) =>
      `${name} used ${check.used[name]} of ${check.limit[name]}${demand[name] === undefined ? '' : `, job needs ${rounded(demand[name])}`}`,
  );
  const short = amountWords(gaps(check, demand));
  const exceeded = check.exceeded.length > 0 ? ` (${check.exceeded.join(', ')})` : '';
  return `${check.name} ${check.status}${exceeded}: ${[...parts, ...(short ? [`short of ${short}`] : [])].join('; ') || CHECKS[check.name]}`;
}

const failed = (status: string): boolean => /^fail/i.test(status);

function fromChecks(checks: readonly QuotaCheck[], demand: Amounts): Finding[] {
  return checks
    .filter(({ status }) => failed(status))
    .map((check) => {
      const tooBig = NAMES.filter((name) => (demand[name] ?? 0) > (check.limit[name] ?? Number.POSITIVE_INFINITY));
      const short = amountWords(gaps(check, demand));
      const never = tooBig.length > 0 ? `; the job asks for more ${tooBig.join(' and ')} than the whole limit` : '';
      return {
        rule: `quota_${check.name}`,
        category: 'quota_or_stock_shortage',
        directness: 'direct',
        role: 'cause',
        says: `${CHECKS[check.name]}${short ? `: short of ${short}` : ''}${never}`,
        evidence: [{ source: 'quota_diagnosis', text: checkText(check, demand) }],
      };
    });
}

function fromScheduling(scheduling: NodeScheduling | undefined): Finding[] {
  if (scheduling === undefined || !failed(scheduling.status)) return [];
  const { tasks, schedulable, unschedulable, hyperNodes } = scheduling;
  const counted = tasks === undefined ? '' : `${schedulable ?? 0} of ${tasks} pods can be placed; `;
  const evidence: Evidence[] = unschedulable.map(({ reason, nodes }) => ({
    source: 'quota_diagnosis',
    text: `${counted}${count(nodes, 'node')} ${reason}: ${NODE_REASONS[reason] ?? 'a reason that is not documented'}`,
  }));
  const fragmented = hyperNodes.filter(({ available, needed }) => available < needed).length;
  if (fragmented > 0)
    evidence.push({
      source: 'quota_diagnosis',
      text: `${count(fragmented, 'hyper-node')} with fewer nodes available than the job needs side by side (topology fragmentation)`,
    });
  const categories = new Set(unschedulable.map(({ reason }) => OTHER_CATEGORY[reason] ?? 'quota_or_stock_shortage'));
  const [only] = categories;
  const shortage = only === undefined || categories.size > 1 || only === 'quota_or_stock_shortage';
  return [
    {
      rule: 'node_scheduling',
      category: shortage ? 'quota_or_stock_shortage' : only,
      directness: 'direct',
      role: 'cause',
      says: shortage
        ? nodeWords(unschedulable, fragmented)
        : `no node fits: ${NODE_REASONS[unschedulable[0]?.reason ?? '']}`,
      evidence:
        evidence.length > 0 ? evidence : [{ source: 'quota_diagnosis', text: `${counted}SchedulingDiagnosis Failed` }],
    },
  ];
}

function nodeWords(unschedulable: NodeScheduling['unschedulable'], fragmented: number): string {
  const reasons = unschedulable.map(({ reason }) => reason);
  if (reasons.length > 0 && reasons.every((reason) => reason.startsWith('OutOf')))
    return 'every node of the quota is full';
  if (reasons.some((reason) => reason.startsWith('NotEnough')) || fragmented > 0)
    return 'free resources are scattered: no node has enough for one pod';
  return 'no node of the quota can take the pods now';
}

/**
 * Why a quota job waits, by the four checks and the nodes.
 * @param demand of the whole job
 */
export const readQuota = ({ checks, scheduling }: QuotaDiagnosis, demand: Amounts): Finding[] => [
  ...fromChecks(checks, demand),
  ...fromScheduling(scheduling),
];
