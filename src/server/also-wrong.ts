import { Fault, type FaultKind, type Mistake, together } from '../domain/fault.ts';
import { whereAnswered } from '../domain/unread.ts';
import { mistakeOf, type Refuse } from '../policy/decision.ts';
import type { Tool, ToolContext } from '../tools/tool.ts';
import type { Args, Wrong } from './arguments.ts';

/** How long a call that is refused anyway waits for what the cloud says of the rest of it. */
const LONGEST_MS = 5_000;

/**
 * Faults that say something of the call itself, as that the job it names does not
 * exist; a read that fails says nothing of it.
 */
const OF_THE_CALL: ReadonlySet<FaultKind> = new Set(['invalid_input', 'not_found', 'refused']);

async function mistakesOf(find: () => Promise<readonly Refuse[]>): Promise<Mistake[]> {
  try {
    return (await find()).map(mistakeOf);
  } catch (thrown) {
    if (thrown instanceof Fault && OF_THE_CALL.has(thrown.details.kind)) return [thrown.details];
    throw thrown;
  }
}

/**
 * The fault of a call whose arguments cannot be taken, with what its tool finds wrong besides. Whatever is found, and
 * whatever fails while it is looked for, the call stays refused.
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
  const found = await whereAnswered(() => mistakesOf(async () => alsoWrong(await contextFor(rest, bounded), rest)));
  if (found.length === 0) return fault;
  const { kind } = fault.details;
  return new Fault({ kind, ...together([...beside.mistakes, ...found], beside.untold) });
}
