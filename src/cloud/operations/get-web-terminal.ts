import * as z from 'zod';
import { defineOperation } from '../operation.ts';
import { filled, lenient, text } from '../schemas/wire.ts';

/** A terminal address, to be used within 30 seconds. */
export const getWebTerminal = defineOperation({
  product: 'pai-dlc',
  action: 'GetWebTerminal',
  method: 'GET',
  path: '/api/v1/jobs/{JobId}/pods/{PodId}/webterminal',
  pathParams: { JobId: 'job', PodId: 'pod' },
  query: ['IsShared', 'PodUid'],
  jsonQuery: [],
  body: [],
  ram: ['paidlc:GetWebTerminal', 'pai:GetWebTerminal'],
  effect: 'read',
  input: z.strictObject({
    JobId: z.string(),
    PodId: z.string(),
    IsShared: z.boolean().optional(),
    PodUid: z.string().optional(),
  }),
  output: z.looseObject({
    WebTerminalUrl: filled,
    RequestId: lenient(text),
  }),
});
