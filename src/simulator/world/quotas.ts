import { timeInSeconds, token, type WorldScope, workspaceAt } from './ids.ts';
import type { QueueStrategy, Quota, QuotaNode } from './types.ts';

/** A quota of `nodes` machines alike. */
export interface QuotaRow {
  name: string;
  type: Quota['ResourceType'];
  /** Indices of the workspaces that may use it. */
  workspaces: readonly number[];
  nodes: number;
  /** Machines of its resource group that it does not have. */
  spare?: number;
  /** Of one machine: cores, GiB, cards. */
  cpu: number;
  memory: number;
  gpu: number;
  gpuType: string;
  /** Name of the quota that it is a part of. */
  parent?: string;
  strategy?: QueueStrategy;
  status?: Quota['Status'];
}

const SECURITY = { type: 'Lingjun', workspaces: [3], cpu: 192, memory: 2048, gpu: 8, gpuType: 'GU8TF' } as const;

const ROWS: readonly QuotaRow[] = [
  {
    name: 'llm-lingjun',
    type: 'Lingjun',
    workspaces: [0, 3],
    nodes: 8,
    spare: 2,
    cpu: 192,
    memory: 2048,
    gpu: 8,
    gpuType: 'GU8TF',
  },
  // One node only: a second 8-GPU job has to wait.
  { name: 'llm-starved', type: 'Lingjun', workspaces: [0], nodes: 1, cpu: 128, memory: 1024, gpu: 8, gpuType: 'GU8TF' },
  {
    name: 'vision-v100',
    type: 'ECS',
    workspaces: [1, 0],
    nodes: 8,
    spare: 1,
    cpu: 96,
    memory: 736,
    gpu: 8,
    gpuType: 'Tesla-V100-32G',
  },
  { name: 'recsys-cpu', type: 'ECS', workspaces: [2], nodes: 16, cpu: 64, memory: 256, gpu: 0, gpuType: '' },
  {
    name: 'shared-a10',
    type: 'ECS',
    workspaces: [0, 1, 2],
    nodes: 4,
    cpu: 128,
    memory: 752,
    gpu: 4,
    gpuType: 'NVIDIA A10',
  },
  {
    name: 'llm-next',
    type: 'Lingjun',
    workspaces: [0],
    nodes: 4,
    cpu: 192,
    memory: 2048,
    gpu: 8,
    gpuType: 'GU8TF',
    status: 'Creating',
  },
  // A tree: each part has one machine of its own, and can be lent those of the others that are idle.
  { ...SECURITY, name: 'security', nodes: 2 },
  { ...SECURITY, name: 'red-team', nodes: 1, parent: 'security' },
  { ...SECURITY, name: 'evals', nodes: 1, parent: 'security' },
];

/**
 * Quotas on ECS and Lingjun: `llm-starved` holds 8 GPUs in all, `llm-next` none yet; `red-team` and `evals` are parts
 * of `security`.
 */
export const buildQuotas = (scope: WorldScope): Quota[] => ROWS.map((row) => buildQuota(row, scope));

const idOf = (name: string, { seed, region }: WorldScope): string =>
  `quota${token(`${seed}/${region}/quota/${name}`, 12)}`;

/** One quota; its id and its machines' names are drawn from its name. */
export function buildQuota(row: QuotaRow, scope: WorldScope): Quota {
  const key = `${scope.seed}/${scope.region}/quota/${row.name}`;
  const status = row.status ?? 'Ready';
  const made = status === 'Ready' ? row.nodes : 0;
  const amount = (nodes: number) => ({ CPU: nodes * row.cpu, Memory: nodes * row.memory, GPU: nodes * row.gpu });
  const machines = Array.from({ length: made + (row.spare ?? 0) }, (_, index): QuotaNode => {
    const name = token(`${key}/node/${index}`, 10);
    const NodeName = row.type === 'Lingjun' ? `lingj${name}` : `i-${name}${token(`${key}/${index}`, 10)}`;
    return { NodeName, CPU: row.cpu, Memory: row.memory, GPU: row.gpu };
  });
  return {
    QuotaId: idOf(row.name, scope),
    QuotaName: row.name,
    ResourceType: row.type,
    WorkspaceIds: row.workspaces.map((index) => workspaceAt(scope, index).WorkspaceId),
    ...(row.parent === undefined ? {} : { ParentQuotaId: idOf(row.parent, scope) }),
    Status: status,
    Ordered: amount(row.nodes),
    Total: amount(made),
    Nodes: machines.slice(0, made),
    Spare: machines.slice(made).map((node) => ({ ...node, changes: [{ at: 0, what: 'unbound' }] })),
    QueueStrategy: row.strategy ?? 'PaiStrategyIntelligent',
    GPUType: row.gpuType,
    // A part is made with what it is a part of.
    GmtCreatedTime: timeInSeconds(`${scope.seed}/${scope.region}/quota/${row.parent ?? row.name}`, 30),
  };
}
