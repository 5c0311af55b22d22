import * as z from 'zod';
import { defineOperation } from '../operation.ts';
import { items, lenient, text } from '../schemas/wire.ts';

/** Lines a pod wrote, 2000 and 7 days by default. */
export const getPodLogs = defineOperation({
  product: 'pai-dlc',
  action: 'GetPodLogs',
  method: 'GET',
  path: '/api/v1/jobs/{JobId}/pods/{PodId}/logs',
  pathParams: { JobId: 'job', PodId: 'pod' },
  query: ['DownloadToFile', 'EndTime', 'MaxLines', 'PodUid', 'StartTime'],
  jsonQuery: [],
  body: [],
  ram: ['paidlc:GetPodLogs', 'pai:GetPodLogs'],
  effect: 'read',
  input: z.strictObject({
    JobId: z.string(),
    PodId: z.string(),
    DownloadToFile: z.boolean().optional(),
    EndTime: z.string().optional(),
    MaxLines: z.int().min(1).optional(),
    PodUid: z.string().optional(),
    StartTime: z.string().optional(),
  }),
  output: z.looseObject({
    Logs: items(text),
    JobId: lenient(text),
    PodId: lenient(text),
    PodUid: lenient(text),
    RequestId: lenient(text),
  }),
});
