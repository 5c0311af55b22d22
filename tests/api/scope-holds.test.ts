import { describe, expect, it } from 'vitest';
import type { Hold } from '../../src/api/operations/row.ts';
import { type Action, operations } from '../../src/api/operations.ts';
import { canBeLookedUp, fits, membersOf, wrongWith } from './scope-holds.ts';

const actions = Object.keys(operations) as Action[];
/** A hold without its words. */
const text = (hold: Hold): string => JSON.stringify({ ...hold, what: undefined });
/** Every hold that there is, once. */
const kinds = [...new Map(Object.values(operations).map(({ hold }) => [text(hold), hold])).values()];

const without = <T extends object>(object: T, name: string): T =>
  Object.fromEntries(Object.entries(object).filter(([key]) => key !== name)) as T;
const heldBy = (action: Action, hold: Hold) => ({ ...operations, [action]: { ...operations[action], hold } });

/** Whether holding by another id comes to the same: all that a call names and that can be looked up is looked up. */
function sameBy(action: Action, other: Hold): boolean {
  const { hold, ids } = operations[action];
  if (hold.by !== 'object' || other.by !== 'object') return false;
  const kind = ids[other.id];
  return kind !== undefined && canBeLookedUp(kind) && hold.only === undefined;
}

/** The ids for which something is looked up: a list is asked for ours, and `new` looks at the workspace itself. */
const lookedUp = actions.flatMap((action) => {
  const { hold, ids } = operations[action];
  if (hold.by === 'list' || hold.by === 'regional' || hold.by === 'outside') return [];
  return Object.entries(ids).flatMap(([path, kind]) =>
    membersOf(action).includes(path.split('.')[0] ?? '') &&
    (kind === 'workspace' ? hold.by !== 'new' : canBeLookedUp(kind))
      ? [[action, path] as const]
      : [],
  );
});

describe('every operation under a locked scope', () => {
  it.each(actions)('%s is held', async (action) => {
    expect(await wrongWith(action, operations)).toEqual([]);
  });

  it.each(actions)('%s has the members that its hold names', (action) => {
    expect(fits(action, operations[action].hold)).toBe(true);
  });

  it.each(actions)('%s held in any other way is found out', { tags: 'sweep' }, async (action) => {
    const unseen: string[] = [];
    const others = kinds.filter(
      (each) => text(each) !== text(operations[action].hold) && fits(action, each) && !sameBy(action, each),
    );
    for (const hold of others)
      if ((await wrongWith(action, heldBy(action, hold))).length === 0) unseen.push(text(hold));
    expect(unseen).toEqual([]);
  });

  it.each(actions)('%s held without a part of its hold is found out', async (action) => {
    const { hold } = operations[action];
    for (const part of Object.keys(hold).filter((name) => name !== 'by'))
      expect(await wrongWith(action, heldBy(action, without(hold, part))), part).not.toEqual([]);
  });

  it.each(lookedUp)('%s with a %s that is no id is found out', async (action, path) => {
    const { hold, ids } = operations[action];
    expect(await wrongWith(action, { ...operations, [action]: { hold, ids: without(ids, path) } })).not.toEqual([]);
  });
});
