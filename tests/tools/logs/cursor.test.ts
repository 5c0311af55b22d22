import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/domain/fault.ts';
import {
  type Cursor,
  MOST_PAGED,
  podKey,
  readCursor,
  writeCursor,
} from '../../../src/tools/logs/get-pod-logs/cursor.ts';

const JOB = 'dlc1xjcumbfm7aai';
const second = fc.integer({ min: 1_500_000_000, max: 4_000_000_000 });
const bookmark = fc.record({
  pod: fc.stringMatching(/^[A-Za-z0-9_-]{4}$/),
  position: fc.record({
    second,
    until: second,
    index: fc.integer({ min: 0, max: 5000 }),
    fromEnd: fc.boolean(),
  }),
  guard: fc.record({ count: fc.integer({ min: 0, max: 3 }), digest: fc.stringMatching(/^[A-Za-z0-9_-]{4}$/) }),
});
const cursor = fc
  .record({
    direction: fc.constantFrom('older' as const, 'newer' as const),
    from: fc.option(second, { nil: undefined }),
    to: fc.option(second, { nil: undefined }),
    bookmarks: fc.array(bookmark, { minLength: 1, maxLength: MOST_PAGED }),
  })
  .map(
    (value): Cursor => ({
      ...value,
      bookmarks: value.bookmarks.map((item) => ({
        ...item,
        position: { ...item.position, until: Math.max(item.position.second, item.position.until) },
      })),
    }),
  );

const refusal = (text: string, job = JOB): string => {
  try {
    readCursor(job, text);
  } catch (error) {
    expect(error).toBeInstanceOf(Fault);
    expect((error as Fault).details).toMatchObject({
      kind: 'invalid_input',
      fix: expect.stringContaining('older or newer'),
    });
    return (error as Fault).message;
  }
  throw new Error('was taken');
};
/** A cursor whose check fits, whatever is in it. */
const forged = (body: string): string =>
  `${body}~${createHash('sha256').update(`${JOB}~${body}`).digest('base64url').slice(0, 6)}`;

describe('cursor', () => {
  it('says again what was written, on one line of safe characters, and briefly', () => {
    fc.assert(
      fc.property(cursor, (value) => {
        const text = writeCursor(JOB, value);
        expect(text).toMatch(/^[A-Za-z0-9_.~-]{1,3000}$/);
        expect(readCursor(JOB, text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([
    [1, 60],
    [MOST_PAGED, 200],
  ])('of %i pods is shorter than %i characters', (pods, most) => {
    const bookmarks = Array.from({ length: pods }, (_, n) => ({
      pod: podKey({ pod_id: `${JOB}-worker-${n}`, pod_uid: 'a525e269-1553-4cfa-a107-ebfcf1285ff4' }),
      position: { second: 1_772_684_000 + n * 777, until: 1_772_784_120, index: 4000 + n, fromEnd: n % 2 === 0 },
      guard: { count: 3, digest: 'Xy3k' },
    }));
    const window = { from: 1_772_600_000, to: 1_772_784_120 };
    expect(writeCursor(JOB, { direction: 'older', ...window, bookmarks }).length).toBeLessThan(most);
  });

  it('tells pods and their instances apart', () => {
    const keys = ['', 'a', 'b'].flatMap((pod_uid) =>
      ['worker-1', 'worker-11', 'master-0'].map((pod_id) => podKey({ pod_id, pod_uid })),
    );
    expect(new Set(keys).size).toBe(9);
    expect(podKey({ pod_id: 'worker-1' })).toBe(podKey({ pod_id: 'worker-1', pod_uid: '' }));
  });

  it('is refused when it was not copied exactly, or for another job', () => {
    fc.assert(
      fc.property(cursor, fc.nat(), fc.constantFrom('a', '~', '0', '-', ' ', '\n'), (value, at, other) => {
        const text = writeCursor(JOB, value);
        const place = at % text.length;
        const changed = text.slice(0, place) + other + text.slice(place + 1);
        if (changed !== text) refusal(changed);
        refusal(text.slice(0, place));
        refusal(`${text}a`);
        expect(refusal(text, 'dlc2')).toContain('another job');
      }),
    );
  });

  it.each([
    ['', 'another form'],
    ['older', 'another form'],
    ['x'.repeat(5000), 'too long'],
    [forged('s~0~0~tfh9ou~abcd~0~0~0~3abcd'), 'another form'],
    [forged('o~0~0~tfh9ou'), 'another form'],
    [forged('o~0~0~tfh9ou~abcd~0~0~0'), 'another form'],
    [forged('o~zzzzzzzzzz~0~tfh9ou~abcd~0~0~0~3abcd'), 'a number'],
    [forged('o~0~0~1~abcd~0~0~0~3abcd'), 'a number'],
    [forged('o~0~0~tfh9ou~abcd~zzzzzzz~0~0~3abcd'), 'a number'],
    [forged('o~0~0~tfh9ou~abcd~0~0~zzzzzz~3abcd'), 'a number'],
    [forged('o~0~0~tfh9ou~abcd~0~-1~0~3abcd'), 'a number'],
    [forged('o~0~0~tfh9ou~../x~0~0~0~3abcd'), 'a part'],
    [forged('o~0~0~tfh9ou~abcd~0~0~0~3abc'), 'a part'],
    [forged(`o~0~0~tfh9ou~${Array(7).fill('abcd~0~0~0~3abcd').join('~')}`), 'too many pods'],
  ])('refuses %j even with a fitting check', (text, why) => expect(refusal(text)).toContain(why));

  it('takes what is forged but possible: it reads only what a call without it could read', () => {
    expect(readCursor(JOB, forged('o~0~0~tfh9ou~abcd~0~0~0~3abcd')).bookmarks).toHaveLength(1);
  });
});
