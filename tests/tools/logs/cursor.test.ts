import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/domain/fault.ts';
import { type Cursor, MOST_PODS, readCursor, writeCursor } from '../../../src/tools/logs/get-pod-logs/cursor.ts';

const JOB = 'dlc1xjcumbfm7aai';
const second = fc.integer({ min: 1_500_000_000, max: 4_000_000_000 });
const bookmark = fc.record({
  pod_id: fc.oneof(
    fc.constantFrom('master-0', 'worker-12').map((role) => `${JOB}-${role}`),
    fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,60}$/).filter((id) => !id.startsWith('-')),
  ),
  pod_uid: fc.oneof(fc.uuid(), fc.stringMatching(/^[A-Za-z0-9-]{1,30}$/), fc.constant(undefined)),
  position: fc.record({
    second,
    until: second,
    index: fc.integer({ min: 0, max: 5000 }),
    fromEnd: fc.boolean(),
  }),
  guard: fc.record({ count: fc.integer({ min: 0, max: 3 }), digest: fc.stringMatching(/^[A-Za-z0-9_-]{8}$/) }),
});
const cursor = fc
  .record({
    direction: fc.constantFrom('older' as const, 'newer' as const),
    from: fc.option(second, { nil: undefined }),
    to: fc.option(second, { nil: undefined }),
    bookmarks: fc.array(bookmark, { minLength: 1, maxLength: MOST_PODS }),
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
  `${body}~${createHash('sha256').update(`${JOB}~${body}`).digest('hex').slice(0, 8)}`;

describe('cursor', () => {
  it('says again what was written, on one line of safe characters, and briefly', () => {
    fc.assert(
      fc.property(cursor, (value) => {
        const text = writeCursor(JOB, value);
        expect(text).toMatch(/^[A-Za-z0-9_.~-]{1,3000}$/);
        expect(readCursor(JOB, text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    const one: Cursor = {
      direction: 'older',
      bookmarks: [
        {
          pod_id: `${JOB}-worker-0`,
          pod_uid: 'a525e269-1553-4cfa-a107-ebfcf1285ff4',
          position: { second: 1_772_684_000, until: 1_772_684_120, index: 57, fromEnd: false },
          guard: { count: 3, digest: 'Xy3kQ9aB' },
        },
      ],
    };
    expect(writeCursor(JOB, one).length).toBeLessThan(90);
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
    [forged('sideways~0~0~-w-0~~tfh9ou~0~0~3abcdefgh'), 'another form'],
    [forged('older~0~0'), 'another form'],
    [forged('older~0~0~-w-0~~tfh9ou~0~0'), 'another form'],
    [forged('older~zzzzzzzzzz~0~-w-0~~tfh9ou~0~0~3abcdefgh'), 'a number'],
    [forged('older~0~0~-w-0~~1~0~0~3abcdefgh'), 'a number'],
    [forged('older~0~0~-w-0~~tfh9ou~0~zzzzzz~3abcdefgh'), 'a number'],
    [forged('older~0~0~-w-0~~tfh9ou~-1~0~3abcdefgh'), 'a number'],
    [forged('older~0~0~../x~~tfh9ou~0~0~3abcdefgh'), 'a part'],
    [forged('older~0~0~-w-0~./etc~tfh9ou~0~0~3abcdefgh'), 'a part'],
    [forged('older~0~0~-w-0~~tfh9ou~0~0~3abc'), 'a part'],
    [forged(`older~0~0~${Array(17).fill('-w-0~~tfh9ou~0~0~3abcdefgh').join('~')}`), 'too many pods'],
  ])('refuses %j even with a fitting check', (text, why) => expect(refusal(text)).toContain(why));

  it('takes what is forged but possible: it reads only what a call without it could read', () => {
    expect(readCursor(JOB, forged('older~0~0~-w-0~~tfh9ou~0~0~3abcdefgh')).bookmarks).toHaveLength(1);
  });
});
