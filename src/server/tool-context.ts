import { setTimeout as delay } from 'node:timers/promises';
import type { ServerContext } from '@modelcontextprotocol/server';
import type { Look, Tool, ToolContext } from '../tools/tool.ts';
import { type OfferedTool, offer } from './advertise.ts';
import type { Args } from './arguments.ts';
import type { CallRecord } from './audit.ts';
import { progressReporter } from './progress.ts';
import type { Ended } from './results.ts';
import type { Runtime } from './runtime.ts';
import { scopeOf } from './scope.ts';
import type { Writes } from './writes.ts';

/** Runs a read of another tool through the whole pipeline. */
export type ReadOther = (offered: OfferedTool, args: Args) => Promise<Ended>;

/** By runtime, tools that others read through: zod compiles a schema at its first use, so each is kept. */
const kept = new WeakMap<Runtime, Map<string, OfferedTool>>();

/**
 * A tool by name, whether or not the operator offers it: what a call may read is said by
 * the `actions` of the tool that is called.
 */
async function toolNamed(name: string, runtime: Runtime): Promise<OfferedTool> {
  const known = kept.get(runtime) ?? new Map<string, OfferedTool>();
  kept.set(runtime, known);
  const found = known.get(name);
  if (found !== undefined) return found;
  const offered = offer(await runtime.reference.tool(name), runtime.scope, runtime.operator);
  known.set(name, offered);
  return offered;
}

/**
 * What a tool sees of the world in one call.
 * @param args by which the scope is known as far as it is read; it is looked at where it is needed
 * @param readOther how the tool reads through another one
 */
export async function toolContext(
  tool: Tool,
  args: Args,
  runtime: Runtime,
  record: Pick<CallRecord, 'main'>,
  writes: Writes,
  ctx: ServerContext,
  readOther: ReadOther,
  { signal = ctx.mcpReq.signal, look }: { signal?: AbortSignal | undefined; look?: Look | undefined } = {},
): Promise<ToolContext> {
  const scope = scopeOf(args, runtime.scope);
  const regionOf = (): string => {
    if (scope.region === undefined) throw new Error(`${tool.name} runs without a region`);
    return scope.region;
  };
  const cloud = await runtime.cloud();
  const call: ToolContext['call'] = (action, input, options) => {
    if (!tool.actions.includes(action)) throw new Error(`${tool.name} calls ${action}, which it does not declare`);
    const sent = cloud.call(action, input, { signal, ...options, region: regionOf(), lane: tool.name });
    const answer = writes.follow(action, sent);
    return action === tool.actions[0] ? record.main(answer) : answer;
  };
  return {
    call,
    cached: (action, input, found) =>
      runtime.reads.through([action, regionOf(), input], () => call(action, input), found),
    get region() {
      return regionOf();
    },
    get workspaceId() {
      return scope.workspaceId;
    },
    get namedWorkspaceId() {
      return typeof args.workspace_id === 'string' ? args.workspace_id : undefined;
    },
    async read(name, input) {
      const other = await toolNamed(name, runtime);
      const at = other.tool.scope === 'region' ? {} : { workspace_id: scope.workspaceId };
      const given = Object.entries({ region: regionOf(), ...at, ...input }).filter(([, value]) => value !== undefined);
      const ended = await readOther(other, Object.fromEntries(given));
      return ended.kind === 'fault' ? { fault: ended.details } : { data: ended.data };
    },
    offers: runtime.offers,
    operator: runtime.operator,
    prices: runtime.prices,
    digest: runtime.digest,
    creates: runtime.creates,
    told: runtime.told,
    scaled: runtime.scaled,
    now: runtime.now,
    signal,
    look,
    sleep: (ms) => delay(ms, undefined, { signal }),
    simulated: runtime.simulated,
    attach: () => {},
    ...progressReporter(ctx),
  };
}
