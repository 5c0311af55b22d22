import { beforeEach, describe, expect, it } from 'vitest';
import type { FaultRule } from '../../src/simulator/simulator.ts';
import { useCloud } from './cloud.ts';
import { sdkClient } from './sdk-client.ts';

const cloud = useCloud();
beforeEach(() => {
  cloud.sim.faults.clear();
  cloud.sim.clearRequests();
});

const failing = (code: string, more: Partial<FaultRule> = {}): FaultRule =>
  ({ action: 'ListJobs', stage: 'before_commit', effect: { kind: 'error', code }, ...more }) as FaultRule;

/** Code of the error of each of so many calls, `ok` for a call that succeeds. */
async function codes(count: number, call: () => Promise<unknown> = () => cloud.list()): Promise<string[]> {
  const all: string[] = [];
  for (let n = 0; n < count; n += 1)
    all.push(
      await call().then(
        () => 'ok',
        (error: { code: string }) => error.code,
      ),
    );
  return all;
}

describe('a rule', () => {
  it('hits one call by default, then is used up', async () => {
    cloud.sim.faults.add(failing('A'));
    expect(await codes(3)).toEqual(['A', 'ok', 'ok']);
    expect(cloud.sim.faults.list()).toMatchObject([{ matched: 3, applied: 1, name: 'A before_commit' }]);
  });

  it('hits as many as it says, after as many as it says', async () => {
    cloud.sim.faults.add(failing('A', { times: 2, after: 1 }));
    expect(await codes(4)).toEqual(['ok', 'A', 'A', 'ok']);
  });

  it('hits until it is taken back', async () => {
    const [rule] = cloud.sim.faults.add(failing('A', { times: 'always' }));
    expect(await codes(3)).toEqual(['A', 'A', 'A']);
    expect(cloud.sim.faults.clear(rule!.id)).toBe(1);
    expect(await codes(1)).toEqual(['ok']);
  });

  it('gives way to an earlier one, and counts the calls all the same', async () => {
    cloud.sim.faults.add(failing('A'), failing('B', { after: 1 }), failing('C'));
    expect(await codes(4)).toEqual(['A', 'B', 'C', 'ok']);
  });

  it('goes together with latency and with other stages, and says so in the log', async () => {
    cloud.sim.faults.add(
      failing('late-error', { stage: 'after_commit', effect: { kind: 'error', code: 'E' }, name: 'lost answer' }),
      failing('', { effect: { kind: 'latency', ms: 1 } }),
      failing('', { effect: { kind: 'latency', ms: 1 }, name: 'more of it' }),
    );
    expect(await codes(1)).toEqual(['E']);
    expect(cloud.sim.requests()[0]?.fault).toBe('latency before_commit + more of it + lost answer');
  });

  it('is not used up by a call that ended at an earlier stage', async () => {
    cloud.sim.faults.add(failing('A'), failing('', { stage: 'after_commit', effect: { kind: 'error', code: 'B' } }));
    expect(await codes(3)).toEqual(['A', 'B', 'ok']);
  });

  it('leaves other actions alone, unless it is for each', async () => {
    const workspaces = () => cloud.send('ListWorkspaces', 'GET', '/workspaces', { product: 'aiworkspace' });
    cloud.sim.faults.add(failing('A'));
    expect(await codes(1, workspaces)).toEqual(['ok']);
    cloud.sim.faults.add(failing('B', { action: '*' }));
    expect(await codes(2, workspaces)).toEqual(['B', 'ok']);
  });

  it('applies to nothing whose signature is refused', async () => {
    cloud.sim.faults.add(failing('A', { action: '*' }));
    const forged = sdkClient(cloud.sim, 0, 'wrong');
    expect(await codes(1, () => forged('ListJobs', 'GET', '/jobs'))).toEqual(['SignatureDoesNotMatch']);
    expect(cloud.sim.faults.list()).toMatchObject([{ matched: 0, applied: 0 }]);
  });

  it('hits calls at the same time no more often than it says', async () => {
    cloud.sim.faults.add(
      failing('', { effect: { kind: 'latency', ms: 1 }, times: 'always' }),
      failing('A', { times: 3 }),
    );
    const all = await Promise.all(Array.from({ length: 16 }, () => codes(1)));
    expect(all.flat().filter((code) => code === 'A')).toHaveLength(3);
  });

  it('takes a status from the options, and its own before them', async () => {
    cloud.sim.faults.add(failing('InternalError', { effect: { kind: 'error', code: 'InternalError', status: 599 } }));
    await expect(cloud.list()).rejects.toMatchObject({ statusCode: 599, code: 'InternalError' });
  });

  it('adds members to the envelope', async () => {
    const members = { AccessDeniedDetail: { AuthAction: 'paidlc:Whatever' } };
    cloud.sim.faults.add(failing('', { effect: { kind: 'error', code: 'Forbidden.RAM', members } }));
    await expect(cloud.list()).rejects.toMatchObject({
      statusCode: 403,
      accessDeniedDetail: members.AccessDeniedDetail,
    });
  });
});

describe('what a rule matches', () => {
  it('is a display name', async () => {
    cloud.sim.faults.add(failing('A', { action: 'CreateJob', match: { displayName: 'one' } }));
    expect(await codes(1, () => cloud.create({ DisplayName: 'one-more' }))).toEqual(['ok']);
    expect(await codes(1, () => cloud.create({ DisplayName: 'one' }))).toEqual(['A']);
  });

  it('is a part of a query value', async () => {
    cloud.sim.faults.add(failing('A', { match: { query: '"team":"a"' } }));
    expect(await codes(1, () => cloud.list({ Tags: '{"team":"b"}' }))).toEqual(['ok']);
    expect(await codes(1, () => cloud.list({ Tags: '{"x":"y","team":"a"}' }))).toEqual(['A']);
  });

  it('is a job', async () => {
    const [one, two] = [await cloud.create(), await cloud.create()];
    cloud.sim.faults.add(failing('A', { action: 'GetJob', match: { jobId: one } }));
    expect(await codes(1, () => cloud.job(two))).toEqual(['ok']);
    expect(await codes(1, () => cloud.job(one))).toEqual(['A']);
  });

  it('is a caller', async () => {
    cloud.sim.faults.add(failing('A', { match: { caller: 'colleague' } }));
    expect(await codes(1)).toEqual(['ok']);
    expect(await codes(1, () => cloud.list({}, cloud.other))).toEqual(['A']);
  });
});

describe('a bad rule', () => {
  it.each<[string, unknown, string]>([
    ['an unknown action', failing('A', { action: 'MakeJob' }), 'action: "MakeJob"'],
    ['an unknown stage', { ...failing('A'), stage: 'mid_commit' }, "Expected 'before_commit' | 'at_commit'"],
    ['an unknown effect', failing('', { effect: { kind: 'explode' } as never }), "'latency' | 'reset'"],
    ['an effect of another stage', failing('', { effect: { kind: 'cut' } as never }), 'effect.kind'],
    ['an unknown member', { ...failing('A'), time: 3 }, 'Unrecognized key: "time"'],
    ['no calls at all', failing('A', { times: 0 }), 'times'],
    ['time that runs back', failing('', { effect: { kind: 'latency', ms: -1 } }), 'effect.ms'],
    ['a code that is a header', failing('A\r\nx: y'), 'not an error code'],
    ['no object', 'reset everything', 'expected object'],
    [
      'an ignored read',
      failing('', { stage: 'at_commit', effect: { kind: 'ignored' } }),
      'An effect "ignored" is for: UpdateJob, StopJob',
    ],
    [
      'an ignored create',
      failing('', { action: 'CreateTensorboard', stage: 'at_commit', effect: { kind: 'ignored' } }),
      'action: "CreateTensorboard" cannot be',
    ],
    [
      'a late read',
      failing('', { stage: 'at_commit', effect: { kind: 'late', ms: 1 } }),
      'An effect "late" is for: CreateJob, ',
    ],
    [
      'a swap in a list',
      failing('', { stage: 'at_commit', effect: { kind: 'swapped' } }),
      'An effect "swapped" is for: GetJob, ',
    ],
  ])('is refused: %s', (_, rule, said) => {
    expect(() => cloud.sim.faults.add(failing('Good'), rule as FaultRule)).toThrow(said);
    expect(cloud.sim.faults.list()).toEqual([]);
  });

  it('cannot be taken back', () => {
    expect(() => cloud.sim.faults.clear('fault-none')).toThrow('There is no fault fault-none.');
  });
});
