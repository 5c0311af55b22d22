import { describe, expect, it } from 'vitest';
import { grown, memoryOf } from '../../evals/scorecard/memory.ts';
import { underLoad } from '../../evals/scorecard/rows/load.ts';
import { brokenBuild } from '../broken/build.ts';

const NAMED = 'const tool = await named(name, tools, showsApps({ era, server, ctx }));';
/** A server in which every call leaves a quarter of a megabyte behind. */
const LEAK = {
  file: 'src/server/call-tool.ts',
  find: NAMED,
  replace: `${NAMED}\n((globalThis as { kept?: unknown[] }).kept ??= []).push(new Array(32_768).fill(name));`,
};

describe('memory under load', () => {
  it('is told where it grows, and not where it wavers or shrinks', () => {
    const early = { alive: 50, resident: 300 };
    expect(grown(early, { alive: 59, resident: 370 })).toEqual([]);
    expect(grown(early, { alive: 40, resident: 200 })).toEqual([]);
    expect(grown(early, { alive: 61, resident: 300 })).toEqual(['alive memory grew from 50 to 61 MB']);
    expect(grown(early, { alive: 50, resident: 376 })).toEqual(['resident memory grew from 300 to 376 MB']);
  });

  // Few calls that leave much, as many that leave a quarter of a kilobyte would take minutes.
  it.runIf(memoryOf(process.pid) > 0)(
    'is a miss where every call leaves something behind',
    async () => {
      const main = await brokenBuild(LEAK);
      const told: string[] = [];
      const ask = { main, seed: 1, short: true, tell: (miss: string) => void told.push(miss) };
      const { missed, tried } = await underLoad(ask, { calls: 160, warmUp: 90 });
      expect(missed).toEqual([expect.stringMatching(/^alive memory grew/)]);
      expect(told).toEqual(missed);
      expect(tried).toBe(160);
    },
    120_000,
  );
});
