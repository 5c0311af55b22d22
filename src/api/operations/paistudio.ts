import type * as contract from '../contract/paistudio.ts';
import type { OverlayRows } from './row.ts';

/** What the contract cannot say of the operations of PAI Studio that the server offers. */
export const paistudio = {
  ListQuotas: {
    // Only the second spelling is documented for it; the first is the one of the diagnosis (api-notes: quotas).
    ram: ['paistudio', 'pai'],
    effect: 'read',
    // A quota serves several workspaces at once. One that names none, such as a parent of others, is not shown.
    hold: { by: 'list', pin: 'WorkspaceIds', rows: 'Quotas', serves: 'Workspaces' },
    // It finds no quota for other reads: the diagnosis takes the quota of the job that it is about.
    probe: { send: { PageSize: 1 } },
    certain: { Quotas: [{ QuotaId: 'there' }], TotalCount: 'there' },
  },
  GetQuota: {
    ram: ['paistudio', 'pai'],
    effect: 'read',
    hold: { by: 'answer', id: 'QuotaId', serves: 'Workspaces' },
    probe: {},
    certain: { QuotaId: 'there' },
  },
  ListQuotaWorkloads: {
    ram: ['paistudio', 'pai'],
    effect: 'read',
    hold: { by: 'list', pin: 'WorkspaceIds', rows: 'Workloads' },
    probe: { send: { PageSize: 1 } },
    certain: { Workloads: [{ WorkloadId: 'there' }], TotalCount: 'there' },
  },
  ListNodes: {
    ram: ['paistudio', 'pai'],
    effect: 'read',
    hold: { by: 'object', id: 'QuotaId' },
    ids: { ResourceGroupIds: 'resourceGroup', MachineGroupIds: 'machineGroup' },
    probe: {
      send: { PageSize: 1 },
      needs: { QuotaId: 'quota' },
      finds: [
        { in: 'Nodes', where: { NodeName: /^lingj/ }, ids: { node: 'NodeName', resourceGroup: 'ResourceGroupId' } },
      ],
    },
    certain: { Nodes: [{ NodeName: 'there' }], TotalCount: 'there' },
  },
  ListNodeTypes: {
    ram: ['paistudio', 'pai'],
    effect: 'read',
    ids: { ResourceGroupIds: 'resourceGroup' },
    hold: { by: 'object', id: 'QuotaId' },
    probe: { needs: { QuotaId: 'quota' } },
    certain: { NodeTypes: [{ NodeType: 'there' }], Statistics: 'typed' },
  },
  ListNodePods: {
    ram: ['paistudio', 'pai'],
    effect: 'read',
    ids: { ResourceGroupId: 'resourceGroup' },
    hold: { by: 'outside' },
    probe: {},
    certain: { NodePodInfos: [{ PodName: 'there' }] },
  },
  ListQuotaActiveUserUsages: {
    ram: ['paistudio', 'pai'],
    effect: 'read',
    hold: { by: 'object', id: 'QuotaId' },
    probe: { send: { PageSize: 1 } },
    certain: { QuotaUserUsages: 'typed', QuotaUserUsage: 'typed' },
  },
  ListResourceGroups: {
    ram: ['paistudio', 'pai'],
    effect: 'read',
    hold: { by: 'outside' },
    probe: {
      send: { PageSize: 1 },
      finds: [{ in: 'ResourceGroups', ids: { resourceGroup: 'ResourceGroupID' } }],
    },
    certain: { ResourceGroups: [{ ResourceGroupID: 'there' }], TotalCount: 'there' },
  },
  GetResourceGroup: {
    ram: ['paistudio', 'pai'],
    effect: 'read',
    hold: { by: 'outside' },
    probe: {},
  },
  ListResourceGroupMachineGroups: {
    ram: ['paistudio', 'pai'],
    effect: 'read',
    hold: { by: 'outside' },
    probe: { send: { PageSize: 1 }, finds: [{ in: 'MachineGroups', ids: { machineGroup: 'MachineGroupID' } }] },
    certain: { MachineGroups: [{ MachineGroupID: 'there' }] },
  },
  GetResourceGroupMachineGroup: {
    ram: ['paistudio', 'pai'],
    effect: 'read',
    hold: { by: 'outside' },
    probe: {},
    certain: { MachineGroupID: 'there' },
  },
  UpdateQuota: {
    ram: ['paistudio', 'pai'],
    effect: 'write',
    hold: { by: 'outside' },
  },
  ScaleQuota: {
    ram: ['paistudio', 'pai'],
    effect: 'write',
    hold: { by: 'outside' },
  },
  OperateNode: {
    ram: ['paistudio', 'pai'],
    effect: 'write',
    ids: {
      ResourceGroupId: 'resourceGroup',
      'OperationParameters.CordonParameters.QuotaId': 'quota',
      'OperationParameters.CordonParameters.WorkspaceId': 'workspace',
      'OperationParameters.UncordonParameters.QuotaId': 'quota',
      'OperationParameters.UncordonParameters.WorkspaceId': 'workspace',
    },
    hold: { by: 'outside' },
  },
  GetSpotPriceHistory: {
    ram: ['paistudio', 'pai'],
    effect: 'read',
    hold: { by: 'regional' },
    probe: { needs: { InstanceType: 'machineType' } },
    certain: { SpotPriceHistory: 'there' },
  },
  GetQuotaWorkloadDiagnosis: {
    ram: ['paistudio', 'pai'],
    effect: 'read',
    ids: { WorkloadId: 'job' },
    hold: { by: 'object', id: 'WorkloadId' },
    probe: { needs: { WorkloadId: 'queuedJob' } },
  },
} as const satisfies OverlayRows<typeof contract>;
