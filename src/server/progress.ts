import type { ServerContext } from '@modelcontextprotocol/server';
import { cleanLine } from '../shaping/clean.ts';
import type { ToolContext } from '../tools/tool.ts';

/** How much a report that brings no growth of its own counts: the protocol wants each one above the last. */
const NUDGE = 0.01;

/** The progress of one request, by the token its sender gave; the same on both protocol eras. */
export function progressReporter({ mcpReq }: ServerContext): Pick<ToolContext, 'hasProgress' | 'progress'> {
  const progressToken = mcpReq._meta?.progressToken;
  let last = 0;
  return {
    hasProgress: progressToken !== undefined,
    async progress(message, value, total) {
      if (progressToken === undefined || mcpReq.signal.aborted) return;
      const step = value === undefined && total === undefined ? 1 : NUDGE;
      last = value !== undefined && value > last ? value : last + step;
      const params = {
        progressToken,
        progress: last,
        message: cleanLine(message),
        ...(total === undefined || total < last ? {} : { total }),
      };
      // A client that is gone hears nothing; the call ends by its own signal.
      await mcpReq.notify({ method: 'notifications/progress', params }).catch(() => {});
    },
  };
}
