import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyedDigest } from '../../../src/domain/keyed-digest.ts';
import type { Chunk } from '../../../src/tools/kit/pod-log/chunk.ts';
import { type Guard, guardOf, type LineDigest, type Position } from '../../../src/tools/kit/pod-log/position.ts';
import { createReader, type LogReader } from '../../../src/tools/kit/pod-log/reader.ts';
import { createSource } from '../../../src/tools/kit/pod-log/source.ts';
import { END_RULES, type EndRule, type FakeLog, fakeLog, type Written } from './fake-log.ts';

const START = 1_772_684_000;
const digest: LineDigest = (lines) => keyedDigest(new Uint8Array(32))(lines).slice(0, 4);
const LOG = { job_id: 'dlc1', pod_id: 'dlc1-master-0' };

/** A fresh reader for every page, as a new call of the tool has. */
function readerOf(log: FakeLog, now: number, to?: number): LogReader {
  const budget = { bytes: 1e9, requests: 200, deadline: Date.now() + 600_000 };
  return createReader(createSource(log.ctx, LOG, budget), {
    from: START,
    to,
    base: now,
    digest,
    pause: async () => log.wait(),
  });
}

/** Bursts, silences, one line a second: seconds between lines are mostly small, sometimes none, sometimes hours. */
const arbitraryLog = (unique: boolean) =>
  fc
    .array(
      fc.record({
        gap: fc.oneof(
          { weight: 6, arbitrary: fc.constant(0) },
          { weight: 3, arbitrary: fc.integer({ min: 1, max: 3000 }) },
          { weight: 1, arbitrary: fc.integer({ min: 10_000, max: 40_000_000 }) },
        ),
        times: fc.oneof(
          { weight: 8, arbitrary: fc.constant(1) },
          { weight: 2, arbitrary: fc.integer({ min: 2, max: 300 }) },
        ),
        text: fc.constantFrom('waiting', 'step', 'loss', ''),
      }),
      { minLength: 1, maxLength: 40 },
    )
    .map((groups) => {
      let at = START * 1000;
      const lines: Written[] = [];
      for (const { gap, times, text } of groups) {
        at += gap;
        for (let n = 0; n < times; n++) lines.push({ at, text: unique ? `${text} ${lines.length}` : text });
      }
      return lines;
    });

interface Page {
  lines: readonly string[];
  older: { position: Position; guard: Guard };
  newer: { position: Position; guard: Guard };
  more: boolean;
}

/** The end of a chunk that one page shows, and the two places beside it. */
function pageOf(chunk: Chunk, want: number, keep: 'head' | 'tail'): Page {
  const from = keep === 'tail' ? Math.max(0, chunk.lines.length - want) : 0;
  const to = keep === 'head' ? Math.min(chunk.lines.length, want) : chunk.lines.length;
  return {
    lines: chunk.lines.slice(from, to),
    older: { position: chunk.at(from), guard: guardOf(digest, chunk.lines, from, 'behind') },
    newer: { position: chunk.at(to), guard: guardOf(digest, chunk.lines, to, 'before') },
    more: keep === 'tail' ? from > 0 || !chunk.first : to < chunk.lines.length || !chunk.last,
  };
}

async function readAllBack(log: FakeLog, now: () => number, want: number, to?: number) {
  const pages = [pageOf(await readerOf(log, now(), to).newest(want), want, 'tail')];
  for (let rounds = 0; pages[0]?.more && rounds < 5000; rounds++) {
    const { position, guard } = (pages[0] as Page).older;
    pages.unshift(pageOf(await readerOf(log, now(), to).before(position, want, guard), want, 'tail'));
  }
  return pages;
}

async function readAllOn(log: FakeLog, now: () => number, from: Page['newer'], want: number, to?: number) {
  const pages: Page[] = [];
  let place = from;
  for (let rounds = 0, more = true; more && rounds < 5000; rounds++) {
    const page = pageOf(await readerOf(log, now(), to).behind(place.position, want, place.guard), want, 'head');
    pages.push(page);
    place = page.newer;
    more = page.more;
  }
  return { pages, place };
}

const texts = (lines: readonly Written[]): string[] => lines.map(({ text }) => text);
const all = (pages: readonly Page[]): string[] => pages.flatMap(({ lines }) => lines);

describe('reading a log in pages', () => {
  it.each(END_RULES.flatMap((endRule) => [true, false].map((unique) => ({ endRule, unique }))))(
    'visits each line exactly once, back and on again (end of a window: $endRule, lines all different: $unique)',
    async ({ endRule, unique }) => {
      await fc.assert(
        fc.asyncProperty(arbitraryLog(unique), fc.integer({ min: 1, max: 400 }), async (lines, want) => {
          const log = fakeLog(lines, { endRule });
          const now = () => Math.ceil((lines.at(-1)?.at ?? 0) / 1000) + 1;
          const back = await readAllBack(log, now, want);
          expect(all(back)).toEqual(texts(lines));
          // From the beginning to the end again, with the places the first page back left.
          const first = back[0] as Page;
          const on = await readAllOn(log, now, first.newer, want);
          expect([...first.lines, ...all(on.pages)]).toEqual(texts(lines));
        }),
        { numRuns: 40 },
      );
    },
    120_000,
  );

  it.each(END_RULES)(
    'visits each line exactly once while lines are written (end of a window: %s)',
    async (endRule: EndRule) => {
      await fc.assert(
        fc.asyncProperty(
          arbitraryLog(false),
          arbitraryLog(false),
          fc.integer({ min: 1, max: 300 }),
          fc.integer({ min: 0, max: 1500 }),
          async (lines, more, want, pause) => {
            const waiting = more.map((line) => ({
              ...line,
              at: line.at - START * 1000 + (lines.at(-1)?.at ?? 0) + pause,
            }));
            const queue = [...waiting];
            let asked = 0;
            const log: FakeLog = fakeLog([...lines], {
              endRule,
              // Waiting ends the second that is being written.
              onWait: ({ lines: written }) => {
                const until = (written.at(-1)?.at ?? 0) + 2000;
                while ((queue[0]?.at ?? Number.POSITIVE_INFINITY) < until) written.push(...queue.splice(0, 1));
              },
              // Between two answers a few lines are written, also within the second that was read last.
              onAsk: ({ lines: written }) => {
                if (++asked > 3 && asked % 3 === 0) written.push(...queue.splice(0, 7));
              },
            });
            const now = () => Math.ceil((log.lines.at(-1)?.at ?? 0) / 1000);
            const newest = pageOf(await readerOf(log, now()).newest(want), want, 'tail');
            const older: Page[] = [newest];
            while (older[0]?.more) {
              const { position, guard } = older[0].older;
              older.unshift(pageOf(await readerOf(log, now()).before(position, want, guard), want, 'tail'));
            }
            let place = newest.newer;
            const newer: Page[] = [];
            for (let quiet = 0; quiet < 2; ) {
              const on = await readAllOn(log, now, place, want);
              newer.push(...on.pages);
              place = on.place;
              quiet = queue.length === 0 ? quiet + 1 : 0;
              log.lines.push(...queue.splice(0, 50));
            }
            expect([...all(older), ...all(newer)]).toEqual(texts(log.lines));
            expect(log.lines).toHaveLength(lines.length + waiting.length);
          },
        ),
        { numRuns: 25 },
      );
    },
    120_000,
  );

  it.each(END_RULES)(
    'stays in the window that is wanted (end of a window: %s)',
    async (endRule) => {
      await fc.assert(
        fc.asyncProperty(
          arbitraryLog(false),
          fc.integer({ min: 1, max: 100 }),
          fc.double({ min: 0.1, max: 1, noNaN: true }),
          async (lines, want, share) => {
            const log = fakeLog(lines, { endRule });
            const last = Math.ceil((lines.at(-1)?.at ?? 0) / 1000);
            const to = START + Math.max(1, Math.floor((last - START) * share));
            const end = to * 1000 + { excluded: -1, instant: 0, 'whole second': 999 }[endRule];
            const pages = await readAllBack(log, () => last, want, to);
            expect(all(pages)).toEqual(texts(lines.filter(({ at }) => at <= end)));
            const first = pages[0] as Page;
            const on = await readAllOn(log, () => last, first.newer, want, to);
            expect([...first.lines, ...all(on.pages)]).toEqual(all(pages));
          },
        ),
        { numRuns: 25 },
      );
    },
    120_000,
  );

  it('does not depend on which end of a window the cloud keeps', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryLog(true), fc.integer({ min: 10, max: 100 }), async (lines, want) => {
        const log = fakeLog(lines, { keeps: 'oldest' });
        const now = () => Math.ceil((lines.at(-1)?.at ?? 0) / 1000) + 1;
        expect(all(await readAllBack(log, now, want))).toEqual(texts(lines));
      }),
      { numRuns: 25 },
    );
  });

  it('needs few requests, whatever the pace of the log', async () => {
    for (const [perSecond, seconds] of [
      [0.001, 2_000_000],
      [0.1, 500_000],
      [1, 100_000],
      [20, 5_000],
      [900, 60],
    ] as const) {
      const lines = Array.from({ length: Math.floor(perSecond * seconds) }, (_, n) => ({
        at: START * 1000 + Math.floor((n * 1000) / perSecond),
        text: `line ${n}`,
      }));
      const log = fakeLog(lines);
      const now = () => START + seconds;
      const page = pageOf(await readerOf(log, now()).newest(100), 100, 'tail');
      expect(page.lines.at(-1)).toBe(lines.at(-1)?.text);
      expect(log.requests.length, `${perSecond} lines a second`).toBeLessThanOrEqual(5);
      await readerOf(log, now()).before(page.older.position, 100, page.older.guard);
      expect(log.requests.length).toBeLessThanOrEqual(10);
    }
  });

  it('says which second has more lines than the cloud gives, and gives those it can', async () => {
    const burst = Array.from({ length: 12_000 }, (_, n) => ({
      at: (START + 50) * 1000 + Math.floor(n / 20),
      text: `b${n}`,
    }));
    const around = (second: number, name: string) =>
      Array.from({ length: 30 }, (_, n) => ({ at: (START + second) * 1000 + n * 100, text: `${name}${n}` }));
    const lines = [...around(10, 'a'), ...burst, ...around(60, 'c')];
    const log = fakeLog(lines);
    const seen: string[] = [];
    const gaps: (number | undefined)[] = [];
    let chunk = await readerOf(log, START + 70).newest(400);
    for (let pages = 0; pages < 100; pages++) {
      const page = pageOf(chunk, 400, 'tail');
      seen.unshift(...page.lines);
      gaps.push(chunk.gap);
      if (!page.more) break;
      chunk = await readerOf(log, START + 70).before(page.older.position, 400, page.older.guard);
    }
    // All of them but the first of the burst, in order.
    expect(seen.slice(0, 30)).toEqual(texts(lines.slice(0, 30)));
    expect(seen.slice(30)).toEqual(texts(lines.slice(30 + 12_000 - 5000)));
    expect(gaps.filter((gap) => gap !== undefined)).toEqual([START + 50]);
    let place: Position = { second: START, until: START + 20, index: 30, fromEnd: false };
    let last = '';
    for (let tries = 0; last !== 'b11999' && tries < 10; tries++) {
      const on = await readerOf(log, START + 70).behind(place, 100);
      gaps.push(on.gap);
      last = on.lines.at(-1) ?? '';
      place = on.at(on.lines.length);
    }
    expect(last).toBe('b11999');
    expect(gaps.filter((gap) => gap !== undefined)).toHaveLength(2);
    expect((await readerOf(log, START + 70).behind(place, 100)).lines).toEqual(texts(around(60, 'c')));
  });

  it('waits until a second is over, where equal lines written in it could not be told apart', async () => {
    const equal = (count: number, second: number) =>
      Array.from({ length: count }, () => ({ at: (START + second) * 1000, text: 'waiting' }));
    let waits = 0;
    let asked = 0;
    const log = fakeLog([...equal(40, 10), ...equal(5, 100)], {
      // Between the answer that tells the second's own lines and the one that has both.
      onAsk: ({ lines }) => {
        if (++asked === 2) lines.push(...equal(3, 100));
      },
      onWait: () => void waits++,
    });
    const place = { second: START + 100, until: START + 101, index: 0, fromEnd: false };
    expect((await readerOf(log, START + 101).before(place, 100)).lines).toHaveLength(40);
    expect(waits).toBe(1);
  });

  it('finds its place again when lines came late, and refuses when they are gone', async () => {
    const lines = Array.from({ length: 300 }, (_, n) => ({ at: (START + n) * 1000, text: `line ${n}` }));
    const log = fakeLog([...lines]);
    const page = pageOf(await readerOf(log, START + 300).newest(10), 10, 'tail');
    const late = { at: (START + 185) * 1000, text: 'late' };
    log.lines.splice(186, 0, late, late);
    const older = pageOf(
      await readerOf(log, START + 300).before(page.older.position, 10, page.older.guard),
      10,
      'tail',
    );
    expect(older.lines.at(-1)).toBe('line 289');
    const newer = await readerOf(log, START + 300).behind(page.newer.position, 10, page.newer.guard);
    expect(newer.lines).toEqual([]);
    log.lines.splice(150, 200);
    await expect(readerOf(log, START + 300).before(page.older.position, 10, page.older.guard)).rejects.toThrow(
      /moved or have expired/,
    );
  });
});

describe('a cloud that gives more lines than it is asked for', () => {
  const answering = (Logs: string[]) =>
    createSource({ call: (async () => ({ Logs })) as never }, LOG, {
      bytes: 1e9,
      requests: 200,
      deadline: Date.now() + 600_000,
    });
  const many = Array.from({ length: 300_000 }, (_, index) => `line ${index}`);

  it.each([
    ['each by itself', many],
    ['in one text', [many.join('\n')]],
  ])('is read as one that gives the newest: %s', async (_, logs) => {
    const { lines, full } = await answering(logs).ask(START, undefined, 5000);
    expect(lines).toEqual(many.slice(-5000));
    expect(full).toBe(true);
  });

  it('is read whole up to there', async () => {
    const { lines, full } = await answering(many.slice(0, 4999)).ask(START, undefined, 5000);
    expect(lines).toEqual(many.slice(0, 4999));
    expect(full).toBe(false);
  });

  it('ends where it gives them for every window', async () => {
    const budget = { bytes: 1e9, requests: 200, deadline: Date.now() + 600_000 };
    const source = createSource({ call: (async () => ({ Logs: many.slice(-5000) })) as never }, LOG, budget);
    const now = START + 3600;
    const chunk = await createReader(source, {
      from: START,
      to: undefined,
      base: now,
      digest,
      pause: async () => {},
    }).newest(100);
    expect(chunk.lines.at(-1)).toBe(many.at(-1));
    expect(chunk.first).toBe(false);
  });
});
