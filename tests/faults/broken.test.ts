import { describe, expect, it } from 'vitest';
import type { Breakage } from '../broken/breakage.ts';
import { brokenServer } from '../broken/server.ts';
import { runCampaign, violationsOf } from './campaign.ts';
import { scenarioOf } from './scenario.ts';

const CREATE = 'src/tools/kit/create/create.ts';

/** Breakages, what each leads to, and the faults that bring it to light. */
const BROKEN: Record<string, Breakage & { shows: 'duplicate' | 'misreported'; under: RegExp }> = {
  'the entry is written after the create was sent': {
    file: CREATE,
    find: 'if (await openWithin(ctx, entry, now.seen)) {\n        const sent = await send(ctx, entry, job, template);',
    replace: '{ const sent = await send(ctx, entry, job, template); await openWithin(ctx, entry, now.seen);',
    shows: 'duplicate',
    under: /after the commit: (reset|cut)|late commit/,
  },
  'a lost create counts as not carried out': {
    file: CREATE,
    find: "  'refused',\n]);",
    replace: "  'refused', 'unknown_outcome',\n]);",
    shows: 'duplicate',
    under: /after the commit: (reset|cut)|late commit/,
  },
  'the state file is not read': {
    file: 'src/state/file-ledger.ts',
    find: 'const creates = edit(book);',
    replace: 'const creates = edit([]);',
    shows: 'duplicate',
    under: /after the commit: (reset|cut)|late commit/,
  },
  'twins are not looked at': {
    file: 'src/tools/kit/create/assess.ts',
    find: 'judgeTwins(job, named)',
    replace: 'judgeTwins(job, [])',
    shows: 'duplicate',
    under: /read back: (slow|empty)/,
  },
  'a lost create is reported as failed': {
    file: CREATE,
    find: 'if (made === undefined) throw stillOpen(entry, alike, thrown.details);',
    replace: "if (made === undefined) throw new Fault({ ...thrown.details, kind: 'unavailable' });",
    shows: 'misreported',
    under: /late commit/,
  },
  'what something in front of the cloud answers counts as its refusal': {
    file: 'src/api/upstream.ts',
    find: '(named && !OPEN.has(verdict))',
    replace: '!OPEN.has(verdict)',
    shows: 'misreported',
    under: /after the commit: (array|no job id)/,
  },
};

/** Those that kill no process, as the server has none of its own. */
const seedsOf = (under: RegExp): number[] =>
  Array.from({ length: 500 }, (_, seed) => seed).filter((seed) => {
    const { hits, kill } = scenarioOf(seed);
    return kill === undefined && hits.some((hit) => under.test(hit));
  });

describe('the campaign finds a server in which', () => {
  it.each(Object.entries(BROKEN))(
    '%s',
    async (_, { shows, under, ...breakage }) => {
      const serve = await brokenServer(breakage);
      const reports = await runCampaign({
        seeds: seedsOf(under),
        serve,
        lanes: 1,
        enough: (report) => violationsOf([report], shows).length > 0,
      });
      expect(violationsOf(reports, shows).length).toBeGreaterThan(0);
    },
    120_000,
  );
});
