import { Fault, together } from '../domain/fault.ts';
import { whereAnswered } from '../domain/unread.ts';
import { mistakeOf } from '../policy/decision.ts';
import type { Tool, ToolContext } from '../tools/tool.ts';
import type { Args, Wrong } from './arguments.ts';

/** How long a call that is refused anyway waits for what the cloud says of the rest of it. */
const LONGEST_MS = 5_000;

/**
 * The fault of a call whose arguments cannot be taken, with what its tool finds wrong besides. Whatever is found, and whatever
 * fails while it is looked for, the call stays refused.
 */
export async function wholeFault(
  tool: Tool,
  { fault, beside }: Wrong,
  contextFor: (args: Args, signal: AbortSignal) => Promise<ToolContext>,
  signal: AbortSignal,
): Promise<Fault> {
  const { alsoWrong } = tool;
  const rest = beside?.rest;
  if (alsoWrong === undefined || beside === undefined || rest === undefined) return fault;
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]);
  const found = await whereAnswered(async () => alsoWrong(await contextFor(rest, bounded), rest));
  if (found.length === 0) return fault;
  const { kind } = fault.details;
  return new Fault({ kind, ...together([...beside.mistakes, ...found.map(mistakeOf)], beside.untold) });
}
