import * as z from 'zod';
import { defineOperation } from '../operation.ts';
import { order } from '../schemas/enums.ts';
import { sanityCheckResultItem } from '../schemas/response/sanity-check.ts';
import { amount, items, lenient, present, text } from '../schemas/wire.ts';

/** Every round of the sanity check: an array of arrays. */
export const listJobSanityCheckResults = defineOperation({
  product: 'pai-dlc',
  action: 'ListJobSanityCheckResults',
  method: 'GET',
  path: '/api/v1/jobs/{JobId}/sanitycheckresults',
  pathParams: { JobId: 'job' },
  query: ['Order'],
  jsonQuery: [],
  body: [],
  ram: ['paidlc:ListJobSanityCheckResults', 'pai:ListJobSanityCheckResults'],
  effect: 'read',
  input: z.strictObject({
    JobId: z.string(),
    Order: order.optional(),
  }),
  output: z.looseObject({
    RequestID: lenient(text),
    SanityCheckResults: present(items(items(sanityCheckResultItem))),
    TotalCount: lenient(amount),
  }),
});
