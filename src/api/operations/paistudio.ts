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
    probe: { send: { PageSize: 1 }, needs: { QuotaId: 'quota' } },
    certain: { Nodes: [{ NodeName: 'there' }], TotalCount: 'there' },
  },
  GetQuotaWorkloadDiagnosis: {
    ram: ['paistudio', 'pai'],
    effect: 'read',
    ids: { WorkloadId: 'job' },
    hold: { by: 'object', id: 'WorkloadId' },
    probe: { needs: { WorkloadId: 'queuedJob' } },
  },
} as const satisfies OverlayRows<typeof contract>;
