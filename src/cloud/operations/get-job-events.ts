import * as z from 'zod';
import { defineOperation } from '../operation.ts';
import { items, lenient, text } from '../schemas/wire.ts';

/** Events of one job. The default count is disputed: send `MaxEventsNum`. */
export const getJobEvents = defineOperation({
  product: 'pai-dlc',
  action: 'GetJobEvents',
  method: 'GET',
  path: '/api/v1/jobs/{JobId}/events',
  pathParams: { JobId: 'job' },
  query: ['EndTime', 'MaxEventsNum', 'StartTime'],
  jsonQuery: [],
  body: [],
  ram: ['paidlc:GetJobEvents', 'pai:GetJobEvents'],
  effect: 'read',
  input: z.strictObject({
    JobId: z.string(),
    EndTime: z.string().optional(),
    MaxEventsNum: z.int().min(1).max(10_000).optional(),
    StartTime: z.string().optional(),
  }),
  output: z.looseObject({
    Events: items(text),
    JobId: lenient(text),
    RequestId: lenient(text),
  }),
});
