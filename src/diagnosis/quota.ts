import { count } from '../domain/count.ts';
import { WAIT } from './causes/remedies.ts';
import type { Evidence, Finding } from './finding.ts';
import { again, change, never, type Remedy } from './remedy.ts';

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
  SelfQuotaLimit: 'the quota itself does not have as much free as the job asks for',
  AncestorQuotaLimit: 'a quota above it does not have as much free as the job asks for',
  UserLimit: 'the limit per user in the workspace leaves less than the job asks for',
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

const ASK_FOR_LESS = change('settings', 'ask for what its nodes have (driver, names, taints), or use another quota');
const SET_ASIDE = again('platform', 'ask the administrator of the quota when the nodes that are set aside come back');

/** Reasons that are no shortage: with them the job would not even run on an empty node. */
const OTHER: Readonly<Record<string, { category: Finding['category']; remedy: Remedy }>> = {
  DriverVersionMismatch: { category: 'bad_configuration', remedy: ASK_FOR_LESS },
  NodeAffinityUnsatisfied: { category: 'bad_configuration', remedy: ASK_FOR_LESS },
  UntolerateNodeTaint: { category: 'bad_configuration', remedy: ASK_FOR_LESS },
  GPUUnhealthy: { category: 'hardware_fault', remedy: SET_ASIDE },
  AIMasterBlackList: { category: 'hardware_fault', remedy: SET_ASIDE },
};

const TOO_BIG = never(
  'settings',
  'ask for no more than the whole limit, or have the limit raised: waiting does not help',
);

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

/** `62 of 80 GPUs are used and the job asks for 24`; empty where the numbers are not told. */
function usedWords({ used, limit }: QuotaCheck, demand: Amounts): string {
  const words = NAMES.flatMap((name) => {
    const [u, l, d] = [used[name], limit[name], demand[name]];
    if (u === undefined || l === undefined || !d || d <= l - u) return [];
    return [`${u} of ${amountWord(name, l)} are used and the job asks for ${rounded(d)}`];
  });
  return words.join('; ');
}

/** What a check that failed means, by its numbers: only what is used up is said to be so. */
function checkWords(check: QuotaCheck, demand: Amounts): string {
  const numbers = usedWords(check, demand);
  return numbers === '' ? CHECKS[check.name] : `${CHECKS[check.name]}: ${numbers}`;
}

/** Of which resources a job asks for more than the whole limit of a check. */
const beyondLimit = ({ limit }: QuotaCheck, demand: Amounts): (typeof NAMES)[number][] =>
  NAMES.filter((name) => (demand[name] ?? 0) > (limit[name] ?? Number.POSITIVE_INFINITY));

/** Whether a check that failed has a limit that the job is larger than, so that waiting would never help. */
export const isBeyondLimit = ({ checks }: QuotaDiagnosis, demand: Amounts): boolean =>
  checks.some((check) => failed(check.status) && beyondLimit(check, demand).length > 0);

/** A quota that has nothing at all is one that is given something later: it is being made, or is empty. */
const isEmpty = ({ limit }: QuotaCheck): boolean => NAMES.every((name) => !limit[name]);

function fromChecks(checks: readonly QuotaCheck[], demand: Amounts, unready: string | undefined): Finding[] {
  const later = unready === undefined ? '' : `; the quota is ${unready}, so what it will have is not known`;
  return checks
    .filter(({ status }) => failed(status))
    .map((check) => {
      const tooBig = unready !== undefined || isEmpty(check) ? [] : beyondLimit(check, demand);
      const never = tooBig.length > 0 ? `; the job asks for more ${tooBig.join(' and ')} than the whole limit` : later;
      return {
        rule: `quota_${check.name}`,
        category: 'quota_or_stock_shortage',
        directness: 'direct',
        role: 'cause',
        says: `${checkWords(check, demand)}${never}`,
        remedy: tooBig.length > 0 ? TOO_BIG : WAIT,
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
  const others = unschedulable.map(({ reason }) => OTHER[reason]);
  const [other] = others;
  // Only where no node is left for another reason does one that is no shortage explain it.
  const only =
    other !== undefined && fragmented === 0 && others.every((each) => each?.category === other.category)
      ? other
      : undefined;
  return [
    {
      rule: 'node_scheduling',
      category: only?.category ?? 'quota_or_stock_shortage',
      directness: 'direct',
      role: 'cause',
      says: nodeWords(unschedulable, fragmented),
      remedy: only?.remedy ?? WAIT,
      evidence:
        evidence.length > 0 ? evidence : [{ source: 'quota_diagnosis', text: `${counted}SchedulingDiagnosis Failed` }],
    },
  ];
}

/** Why no node takes the pods: how many nodes for which reason, the most common first. */
function nodeWords(unschedulable: NodeScheduling['unschedulable'], fragmented: number): string {
  const reasons = [...unschedulable].sort((a, b) => b.nodes - a.nodes);
  if (reasons.length > 0 && reasons.every(({ reason }) => reason.startsWith('OutOf')))
    return 'every node of the quota is full';
  const words = reasons.map(({ reason, nodes }) => `${count(nodes, 'node')}: ${NODE_REASONS[reason] ?? reason}`);
  if (fragmented > 0) words.push(`${count(fragmented, 'hyper-node')}: too few nodes free side by side (topology)`);
  return `no node can take the pods now${words.length > 0 ? ` (${words.join('; ')})` : ''}`;
}

/**
 * Why a quota job waits, by the four checks and the nodes.
 * @param demand of the whole job
 * @param unready the quota's status where it is not ready: its limits are not those that it will have
 */
export const readQuota = (
  { checks, scheduling }: QuotaDiagnosis,
  demand: Amounts,
  unready?: string | undefined,
): Finding[] => [...fromChecks(checks, demand, unready), ...fromScheduling(scheduling)];
