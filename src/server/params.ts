import * as z from 'zod';

/**
 * Schemas of the parameters of requests. Where a handler has none, the SDK answers wrong parameters with an internal
 * error (-32603), which blames the server.
 */
export const PARAMS = {
  list: z.object({
    cursor: z.undefined('there is no such page: every list is answered whole, without a cursor').optional(),
  }),
  task: z.object({ taskId: z.string() }),
  read: z.object({ uri: z.string() }),
  prompt: z.object({ name: z.string(), arguments: z.record(z.string(), z.string()).optional() }),
  complete: z.object({
    ref: z.discriminatedUnion('type', [
      z.object({ type: z.literal('ref/prompt'), name: z.string() }),
      z.object({ type: z.literal('ref/resource'), uri: z.string() }),
    ]),
    argument: z.object({ name: z.string(), value: z.string() }),
    context: z.object({ arguments: z.record(z.string(), z.string()).optional() }).optional(),
  }),
};
