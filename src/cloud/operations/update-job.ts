import * as z from 'zod';
import { defineOperation } from '../operation.ts';
import { accessibility } from '../schemas/enums.ts';
import { jobSpec } from '../schemas/request/job-spec.ts';
import { filled, lenient, text } from '../schemas/wire.ts';

/** Changes priority, visibility, description or, for an elastic job, the replicas. Answers 200 even where a priority has no effect. */
export const updateJob = defineOperation({
  product: 'pai-dlc',
  action: 'UpdateJob',
  method: 'PUT',
  path: '/api/v1/jobs/{JobId}',
  pathParams: { JobId: 'job' },
  query: [],
  jsonQuery: [],
  body: ['Accessibility', 'Description', 'JobSpecs', 'Priority'],
  ram: ['paidlc:UpdateJob', 'pai:UpdateJob'],
  effect: 'write',
  input: z.strictObject({
    JobId: z.string(),
    Accessibility: accessibility.optional(),
    Description: z.string().optional(),
    JobSpecs: z.array(jobSpec).optional(),
    Priority: z.int().min(1).max(9).optional(),
  }),
  output: z.looseObject({
    JobId: filled,
    RequestId: lenient(text),
  }),
});
