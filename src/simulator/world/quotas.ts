import { token, type WorldScope, workspaceAt } from './ids.ts';
import type { Quota } from './types.ts';

interface Row {
  name: string;
  type: Quota['ResourceType'];
  /** Indices of the workspaces that may use it. */
  workspaces: number[];
  cpu: number;
  memory: number;
  gpu: number;
  gpuType: string;
}

const ROWS: readonly Row[] = [
  { name: 'llm-lingjun', type: 'Lingjun', workspaces: [0, 3], cpu: 1536, memory: 16_384, gpu: 64, gpuType: 'GU8TF' },
  // One node only: a second 8-GPU job has to wait.
  { name: 'llm-starved', type: 'Lingjun', workspaces: [0], cpu: 128, memory: 1024, gpu: 8, gpuType: 'GU8TF' },
  { name: 'vision-v100', type: 'ECS', workspaces: [1, 0], cpu: 768, memory: 5888, gpu: 64, gpuType: 'Tesla-V100-32G' },
  { name: 'recsys-cpu', type: 'ECS', workspaces: [2], cpu: 1024, memory: 4096, gpu: 0, gpuType: '' },
  { name: 'shared-a10', type: 'ECS', workspaces: [0, 1, 2], cpu: 512, memory: 3008, gpu: 16, gpuType: 'NVIDIA A10' },
];

/** Five quotas on ECS and Lingjun; `llm-starved` holds 8 GPUs in all. */
export function buildQuotas(scope: WorldScope): Quota[] {
  return ROWS.map((row) => ({
    QuotaId: `quota${token(`${scope.seed}/${scope.region}/quota/${row.name}`, 12)}`,
    QuotaName: row.name,
    ResourceType: row.type,
    WorkspaceIds: row.workspaces.map((index) => workspaceAt(scope, index).WorkspaceId),
    Total: { CPU: row.cpu, Memory: row.memory, GPU: row.gpu },
    GPUType: row.gpuType,
  }));
}
