import * as z from 'zod';
import { defineOperation } from '../operation.ts';
import { filled, lenient, text } from '../schemas/wire.ts';

/** Asks for a stop; the job is `Stopping` for a while. */
export const stopJob = defineOperation({
  product: 'pai-dlc',
  action: 'StopJob',
  method: 'POST',
  path: '/api/v1/jobs/{JobId}/stop',
  pathParams: { JobId: 'job' },
  query: [],
  jsonQuery: [],
  body: [],
  ram: ['paidlc:StopJob', 'pai:StopJob'],
  effect: 'write',
  input: z.strictObject({
    JobId: z.string(),
  }),
  output: z.looseObject({
    JobId: filled,
    RequestId: lenient(text),
  }),
});
