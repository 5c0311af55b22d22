import { describe, expect, it } from 'vitest';
import { type Action, operations } from '../../src/api/operations.ts';
import { HOLDS, type Hold } from '../../src/server/scope-lock.ts';
import { wrongWith } from './scope-holds.ts';

const actions = Object.keys(operations) as Action[];
const text = (hold: Hold): string => JSON.stringify(hold);
/** Every hold that there is, once. */
const kinds = [...new Map(Object.values(HOLDS).map((hold) => [text(hold), hold])).values()];

describe('every operation under a locked scope', () => {
  it.each(actions)('%s is held', async (action) => {
    expect(await wrongWith(action, HOLDS)).toEqual([]);
  });

  it.each(actions)('%s held in any other way is found out', async (action) => {
    const unseen: string[] = [];
    for (const hold of kinds.filter((each) => text(each) !== text(HOLDS[action])))
      if ((await wrongWith(action, { ...HOLDS, [action]: hold })).length === 0) unseen.push(text(hold));
    expect(unseen).toEqual([]);
  });

  it.each(actions)('%s held without a part of its hold is found out', async (action) => {
    for (const part of Object.keys(HOLDS[action]).filter((name) => name !== 'by')) {
      const { [part as keyof Hold]: _, ...less } = HOLDS[action];
      expect(await wrongWith(action, { ...HOLDS, [action]: less as Hold }), part).not.toEqual([]);
    }
  });
});
