import type { ServerContext } from '@modelcontextprotocol/server';
import { round } from '../domain/quantity.ts';
import { cleanLine } from '../shaping/clean.ts';
import type { ToolContext } from '../tools/tool.ts';

/** Added where a report has no higher value than the last: the protocol wants `progress` to grow with every report. */
const NUDGE = 0.01;

/** Reports the progress of one request under the token that its sender gave; without a token nothing is sent. */
export function progressReporter({ mcpReq }: ServerContext): Pick<ToolContext, 'hasProgress' | 'progress'> {
  const progressToken = mcpReq._meta?.progressToken;
  let last = 0;
  return {
    hasProgress: progressToken !== undefined,
    async progress(message, value, total) {
      if (progressToken === undefined || mcpReq.signal.aborted) return;
      const step = value === undefined && total === undefined ? 1 : NUDGE;
      const wanted = round(value ?? 0);
      last = wanted > last ? wanted : round(last + step);
      const params = {
        progressToken,
        progress: last,
        message: cleanLine(message),
        ...(total === undefined || total < last ? {} : { total }),
      };
      // A client that is gone cannot be told. The call itself is ended by its signal.
      await mcpReq.notify({ method: 'notifications/progress', params }).catch(() => {});
    },
  };
}
