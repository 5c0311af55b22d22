import * as z from 'zod';
import { defineOperation } from '../operation.ts';
import { sanityCheckPhase } from '../schemas/enums.ts';
import { sanityCheckResultItem } from '../schemas/response/sanity-check.ts';
import { items, lenient, present, text } from '../schemas/wire.ts';

/** One round of the sanity check. */
export const getJobSanityCheckResult = defineOperation({
  product: 'pai-dlc',
  action: 'GetJobSanityCheckResult',
  method: 'GET',
  path: '/api/v1/jobs/{JobId}/sanitycheckresult',
  pathParams: { JobId: 'job' },
  query: ['SanityCheckNumber', 'SanityCheckPhase', 'Token'],
  jsonQuery: [],
  body: [],
  ram: ['paidlc:GetJobSanityCheckResult', 'pai:GetJobSanityCheckResult'],
  effect: 'read',
  input: z.strictObject({
    JobId: z.string(),
    SanityCheckNumber: z.int().min(1),
    SanityCheckPhase: sanityCheckPhase.optional(),
    Token: z.string().optional(),
  }),
  output: z.looseObject({
    JobId: lenient(text),
    RequestID: lenient(text),
    SanityCheckResult: present(items(sanityCheckResultItem)),
  }),
});
