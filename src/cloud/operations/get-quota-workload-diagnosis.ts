import * as z from 'zod';
import { defineOperation } from '../operation.ts';
import { lenient, text } from '../schemas/wire.ts';

/**
 * Why a workload waits in its quota. Neither in the SDK nor in the metadata: path, answer and RAM action are those of the
 * vendor's diagnostics skill (facts, section 1.9), so nothing of the answer is depended on. 400 or 404 for a job that no
 * longer queues.
 */
export const getQuotaWorkloadDiagnosis = defineOperation({
  product: 'paistudio',
  action: 'GetQuotaWorkloadDiagnosis',
  method: 'GET',
  path: '/api/v1/quotas/{QuotaId}/workloads/{WorkloadId}/diagnosis',
  pathParams: { QuotaId: 'quota', WorkloadId: 'job' },
  query: [],
  jsonQuery: [],
  body: [],
  ram: ['paistudio:GetQuotaWorkloadDiagnosis', 'pai:GetQuotaWorkloadDiagnosis'],
  effect: 'read',
  input: z.strictObject({
    QuotaId: z.string(),
    WorkloadId: z.string(),
  }),
  output: z.looseObject({
    // The skill prints the answer below `body`, as its command line wraps it.
    Diagnosis: lenient(z.record(z.string(), z.unknown())),
    body: lenient(z.record(z.string(), z.unknown())),
    RequestId: lenient(text),
  }),
});
