import {
  type CallToolRequest,
  type CallToolResult,
  type InputRequiredResult,
  ProtocolError,
  ProtocolErrorCode,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { nearest } from '../domain/nearest.ts';
import { cleanLine } from '../shaping/clean.ts';
import type { OfferedTool } from './advertise.ts';
import { cards } from './cards.ts';
import { type Caller, showsApps } from './client.ts';
import { withLegacyForms } from './confirm/elicit.ts';
import { runTool } from './run-tool.ts';
import type { Runtime } from './runtime.ts';
import type { Tasks } from './tasks/tasks.ts';
import type { Toolbox } from './toolbox.ts';

/** Characters of an unknown tool's name that the error repeats. */
const LONGEST_NAME = 60;

/**
 * What is said of a name that is not offered. A tool that the operator has off is for the
 * user to know of, not for the model to find.
 */
function instead(name: string, offered: readonly string[]): string {
  const off = cards.find((card) => card.name === name);
  if (off !== undefined)
    return ` The server has it, in the toolset ${off.toolset}, but its operator has not switched it on: tell the user.`;
  const best = nearest(name, offered);
  return best === undefined ? '' : ` Did you mean "${best}"?`;
}

async function named(name: string, tools: Toolbox, apps: boolean): Promise<OfferedTool> {
  const found = await tools.one(name, apps);
  if (found !== undefined) return found;
  const names = tools.list(apps).map((tool) => tool.name);
  throw new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `Unknown tool "${cleanLine(name.slice(0, LONGEST_NAME), LONGEST_NAME)}".${instead(name, names)} Offered: ${names.join(', ')}.`,
  );
}

/**
 * A `tools/call` request: finds the tool, runs it, and has the client ask where a question comes back.
 * @param during told of the call while it lasts
 * @throws ProtocolError for a tool that is not offered
 */
export async function callTool(
  { name, arguments: args = {} }: CallToolRequest['params'],
  { era, server, ctx }: Caller,
  { tools, runtime, tasks }: { tools: Toolbox; runtime: Runtime; tasks?: Tasks | undefined },
  during: <T>(call: Promise<T>) => Promise<T>,
): Promise<CallToolResult | InputRequiredResult> {
  const tool = await named(name, tools, showsApps({ era, server, ctx }));
  // The SDK sends the results of extensions as they are, and has no type for them.
  if (tasks?.takes(tool, { era, server, ctx }))
    return during(tasks.start(tool, args, { era, server, ctx }) as Promise<CallToolResult>);
  const run = (ctx: ServerContext) => runTool(tool, args, { era, server, ctx }, runtime);
  const result = await during(era === 'legacy' ? withLegacyForms(ctx, run) : run(ctx));
  return 'content' in result ? server.projectCallToolResult(result as CallToolResult, undefined) : result;
}
