import type * as contract from '../contract/paistudio.ts';
import type { OverlayRows } from './row.ts';

/** What the contract cannot say of the operations of PAI Studio that the server offers. */
export const paistudio = {
  GetQuotaWorkloadDiagnosis: {
    ram: ['paistudio', 'pai'],
    effect: 'read',
    ids: { WorkloadId: 'job' },
    hold: { by: 'object', id: 'WorkloadId' },
    probe: { needs: { WorkloadId: 'queuedJob' } },
  },
} as const satisfies OverlayRows<typeof contract>;
