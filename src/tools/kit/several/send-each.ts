import { Fault, type FaultDetails, type FaultKind } from '../../../domain/fault.ts';
import type { ToolContext } from '../../tool.ts';

/** What the answer to the write of one of several says. What the write did has to be read back. */
export type Tried =
  | { kind: 'accepted' }
  | { kind: 'failed' | 'unknown'; fault: FaultDetails }
  /** Nothing was sent: what went wrong before would have gone wrong here too. */
  | { kind: 'not_tried' };

/** Failures that are about who calls or about the line, and not about the thing itself. */
const OF_ALL: readonly FaultKind[] = ['credentials', 'permission_denied', 'throttled', 'unavailable', 'internal'];
/** Unknown outcomes in a row after which no more is sent: the line to the cloud is broken. */
const MOST_UNKNOWN = 2;

/**
 * Makes a write for each of several, one after the other, each once. A failure of one does not keep the others from
 * being tried, unless it would be theirs as well.
 *
 * @returns what became of each, in the order of the ids
 * @throws whatever is no Fault: the call was cancelled
 */
export async function sendEach(
  ctx: Pick<ToolContext, 'progress'>,
  ids: readonly string[],
  write: (id: string) => Promise<unknown>,
): Promise<ReadonlyMap<string, Tried>> {
  const tried = new Map<string, Tried>();
  let unknown = 0;
  let over = false;
  for (const [at, id] of ids.entries()) {
    const one: Tried = over ? { kind: 'not_tried' } : await tryOne(() => write(id));
    tried.set(id, one);
    unknown = one.kind === 'unknown' ? unknown + 1 : 0;
    over ||= unknown >= MOST_UNKNOWN || (one.kind === 'failed' && OF_ALL.includes(one.fault.kind));
    await ctx.progress(`${at + 1} of ${ids.length}: ${id} ${one.kind}`, at + 1, ids.length);
  }
  return tried;
}

async function tryOne(write: () => Promise<unknown>): Promise<Tried> {
  try {
    await write();
    return { kind: 'accepted' };
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    const { details: fault } = thrown;
    return { kind: fault.kind === 'unknown_outcome' ? 'unknown' : 'failed', fault };
  }
}

/** A fault in a row of an answer: its kind and our words. */
export const saying = ({ kind, message }: FaultDetails): string => `[${kind}] ${message}`;

/**
 * The fault of a call of which nothing is known to be done: that of the first that failed or is unknown.
 *
 * @param done ids of which reading back has shown the effect, whatever was answered
 * @throws Fault where nothing was accepted and nothing is done
 */
export function throwUnlessSome(tried: ReadonlyMap<string, Tried>, done: ReadonlySet<string>): void {
  if (done.size > 0 || [...tried.values()].some(({ kind }) => kind === 'accepted')) return;
  const faults = [...tried.values()].flatMap((each) => ('fault' in each ? [each.fault] : []));
  // Of what is not known at all the caller has to hear first.
  const fault = faults.find(({ kind }) => kind === 'unknown_outcome') ?? faults[0];
  if (fault !== undefined) throw new Fault(fault);
}
