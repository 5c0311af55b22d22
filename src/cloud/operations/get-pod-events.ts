import * as z from 'zod';
import { defineOperation } from '../operation.ts';
import { items, lenient, text } from '../schemas/wire.ts';

/** Events of one pod; times in the text are UTC+8. */
export const getPodEvents = defineOperation({
  product: 'pai-dlc',
  action: 'GetPodEvents',
  method: 'GET',
  path: '/api/v1/jobs/{JobId}/pods/{PodId}/events',
  pathParams: { JobId: 'job', PodId: 'pod' },
  query: ['EndTime', 'MaxEventsNum', 'PodUid', 'StartTime'],
  jsonQuery: [],
  body: [],
  ram: ['paidlc:GetPodEvents', 'pai:GetPodEvents'],
  effect: 'read',
  input: z.strictObject({
    JobId: z.string(),
    PodId: z.string(),
    EndTime: z.string().optional(),
    MaxEventsNum: z.int().min(1).optional(),
    PodUid: z.string().optional(),
    StartTime: z.string().optional(),
  }),
  output: z.looseObject({
    Events: items(text),
    JobId: lenient(text),
    PodId: lenient(text),
    PodUid: lenient(text),
    RequestId: lenient(text),
  }),
});
