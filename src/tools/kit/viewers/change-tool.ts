import * as z from 'zod';
import { quoted } from '../../../domain/brief.ts';
import { Fault } from '../../../domain/fault.ts';
import { SEGMENT } from '../../../domain/identifiers.ts';
import { phaseOf, type ViewerPhase } from '../../../domain/viewer-status.ts';
import type { Decision } from '../../../policy/decision.ts';
import { defineTool, type Effect, type Tool, type ToolContext } from '../../tool.ts';
import type { Viewer } from '../decoders/viewers.ts';
import { watch } from '../watch.ts';
import { send, stillUnknown } from '../write-outcome.ts';
import type { ViewerAct, ViewerApi } from './viewer-api.ts';

const text = z.string();
const output = z.object({
  id: text,
  display_name: text,
  status: text,
  /** `pending`: the cloud accepted the call, and it does not show. */
  outcome: z.enum(['done', 'under_way', 'pending']),
});
type Answer = z.output<typeof output>;
type Outcome = Answer['outcome'];

/** A tool that starts, stops or deletes what has an id, and nothing else. */
export interface ChangeTool {
  name: string;
  title: string;
  description: string;
  inChinese: string;
  effect: Exclude<Effect, 'read'>;
  change: ViewerAct;
  decide(ctx: ToolContext, viewer: Viewer): Decision | Promise<Decision>;
  /** Phases that show the change, and those that show that it is under way. */
  shows: { done: readonly ViewerPhase[]; under_way: readonly ViewerPhase[] };
  /** What is said of each outcome, behind the status. */
  said: Readonly<Record<Outcome, string>>;
  /** What a change that does not show yet is waited for: `Running`. */
  until: string;
  /** What to do once it is done. */
  after?: (answer: Answer) => string;
}

/** What stands for the status of what is not found any more; it reads as gone, like the cloud's own word. */
const NOT_FOUND = 'deleted';

async function statusOf(api: ViewerApi, ctx: ToolContext, id: string, signal: AbortSignal): Promise<string> {
  try {
    return (await api.read(ctx, id, signal)).status;
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.details.kind === 'not_found') return NOT_FOUND;
    throw thrown;
  }
}

/**
 * Makes a change and reads back what became of it.
 *
 * @throws Fault `unknown_outcome` where neither answer nor reading tells
 */
async function make(api: ViewerApi, ctx: ToolContext, id: string, { change, shows }: ChangeTool) {
  const outcomeOf = (status: string): Outcome => {
    const phase = phaseOf(status);
    return shows.done.includes(phase) ? 'done' : shows.under_way.includes(phase) ? 'under_way' : 'pending';
  };
  const sent = await send(() => api[change](ctx, id));
  const seen = await watch(
    ctx,
    (signal) => statusOf(api, ctx, id, signal),
    (status) => outcomeOf(status) === 'done',
  );
  const outcome = seen === undefined ? 'pending' : outcomeOf(seen);
  if (sent.kind === 'unknown' && outcome === 'pending')
    throw stillUnknown(sent.fault, seen === undefined ? 'Reading it back failed too.' : `Read back, ${id} is ${seen}.`);
  return { status: seen ?? 'unknown', outcome };
}

/** Defines a tool that changes what one TensorBoard or history server is doing, asks as it must, and reads back. */
export function changeTool(api: ViewerApi, tool: ChangeTool): Tool {
  const { name, title, description, inChinese, effect } = tool;
  const named = (input: Readonly<Record<string, string>>): string => input[api.param] ?? '';
  return defineTool({
    name,
    title,
    description,
    inChinese,
    toolset: api.toolset,
    effect,
    target: named,
    scope: 'region',
    actions: [api.actions[tool.change], api.actions.read, ...(effect === 'billed' ? (['ListEcsSpecs'] as const) : [])],
    input: z.strictObject({ [api.param]: z.string().regex(SEGMENT) }),
    output,
    async check(ctx, input) {
      const viewer = await api.read(ctx, named(input));
      return { decision: await tool.decide(ctx, viewer), prepared: viewer };
    },
    async run(ctx, input, { displayName }) {
      const id = named(input);
      return { id, display_name: displayName, ...(await make(api, ctx, id, tool)) };
    },
    render: ({ id, display_name, status, outcome }) =>
      `${id} ${quoted(display_name, 256)} is ${status}. ${tool.said[outcome]}`,
    next: (answer) => {
      if (answer.outcome !== 'done') return [`${api.reader} ${api.param}=${answer.id} until it is ${tool.until}.`];
      return tool.after === undefined ? [] : [tool.after(answer)];
    },
  });
}
