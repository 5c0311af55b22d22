import { describe, expect, it } from 'vitest';
import { holdFirst } from '../../../src/tools/kit/pod-log/proof.ts';
import { createSource, MOST_LINES } from '../../../src/tools/kit/pod-log/source.ts';
import { fakeLog } from './fake-log.ts';

const START = 1_772_668_800;
const written = (count: number, every = 1000, from = START) =>
  Array.from({ length: count }, (_, at) => ({ at: from * 1000 + at * every, text: `line ${at}` }));

/** Reads a log from a cloud that gives at most `cap` lines at once and does not say so. */
async function read(lines: ReturnType<typeof written>, cap: number) {
  const log = fakeLog(lines);
  const call = (action: never, input: { MaxLines: number }) =>
    log.ctx.call(action, { ...input, MaxLines: Math.min(cap, input.MaxLines) } as never);
  const source = createSource(
    { call: call as never },
    { job_id: 'dlc1', pod_id: 'dlc1-master-0' },
    { bytes: 1e9, requests: 99, deadline: Date.now() + 60_000 },
  );
  const given = await source.ask(START - 60, undefined, MOST_LINES);
  return { ...given, first: await holdFirst(source, START - 60, given.lines), requests: log.requests.length };
}

describe('the beginning of a log is said to be there only where it is proven', () => {
  it.each([2000, 1000, 4999])('is not behind a cloud that silently gives %i lines', async (cap) => {
    const { lines, full, first } = await read(written(6000), cap);
    expect(lines).toHaveLength(cap);
    expect(full).toBe(false);
    expect(first).toBe(false);
  });

  it.each([
    ['evenly', written(3000)],
    ['as many as a cap', written(2000)],
    ['within a minute', written(1500, 20)],
    ['after a day', written(1500, 100, START + 86_400)],
  ])('is where all of it was given: %s', async (_, lines) => {
    const { first, requests } = await read(lines, MOST_LINES);
    expect(first).toBe(true);
    expect(requests).toBeLessThan(22);
  });

  it('costs nothing for a short log, and is left open where one second has all', async () => {
    expect(await read(written(999), MOST_LINES)).toMatchObject({ first: true, requests: 1 });
    expect(await read(written(1500, 0), MOST_LINES)).toMatchObject({ first: false });
  });
});
