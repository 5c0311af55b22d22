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
  strategy?: QueueStrategy;
  status?: Quota['Status'];
}

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
];

/** Six quotas on ECS and Lingjun: `llm-starved` holds 8 GPUs in all, `llm-next` none yet. */
export const buildQuotas = (scope: WorldScope): Quota[] => ROWS.map((row) => buildQuota(row, scope));

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
    QuotaId: `quota${token(key, 12)}`,
    QuotaName: row.name,
    ResourceType: row.type,
    WorkspaceIds: row.workspaces.map((index) => workspaceAt(scope, index).WorkspaceId),
    Status: status,
    Ordered: amount(row.nodes),
    Total: amount(made),
    Nodes: machines.slice(0, made),
    Spare: machines.slice(made).map((node) => ({ ...node, changes: [{ at: 0, what: 'unbound' }] })),
    QueueStrategy: row.strategy ?? 'PaiStrategyIntelligent',
    GPUType: row.gpuType,
    GmtCreatedTime: timeInSeconds(key, 30),
  };
}
