import { describe, expect, it } from 'vitest';
import { type Clock, follow } from '../../../src/cli/wait/follow.ts';
import { Fault } from '../../../src/domain/fault.ts';
import { Watch } from '../../../src/tools/workflows/wait-for-job/watch.ts';
import { contextOf } from '../../tools/read-fixtures.ts';

type Answer = string | Error;

const unavailable = new Fault({ kind: 'unavailable', message: 'it is away.', fix: 'none' });

/** Follows one job over answers of the cloud, of which the last one repeats; time passes by sleeping alone. */
async function followed(answers: readonly Answer[], seconds = Number.POSITIVE_INFINITY) {
  const slept: number[] = [];
  const told: string[] = [];
  let looks = 0;
  const call = async () => {
    const answer = answers[Math.min(looks++, answers.length - 1)];
    if (answer instanceof Error) throw answer;
    return { JobId: 'dlc1', Status: answer };
  };
  const watch = new Watch(contextOf(call as never), {
    jobIds: ['dlc1'],
    until: 'all',
    statuses: undefined,
    matches: undefined,
    logSince: undefined,
  });
  const clock: Clock = {
    now: () => slept.reduce((sum, each) => sum + each, 0),
    sleep: async (ms) => void slept.push(ms),
  };
  const cut = await follow(
    watch,
    seconds,
    { changed: (changes) => void told.push(...changes), lost: (count) => void told.push(`lost ${count}`) },
    clock,
  );
  return { cut, slept, told, looks, watch };
}

describe('following a job', () => {
  it('looks at once, then more and more rarely, until the job is over', async () => {
    const { cut, slept, told } = await followed([...Array(12).fill('Running'), 'Succeeded']);
    expect(cut).toBeUndefined();
    expect(slept[0]).toBe(2_000);
    expect(slept.every((ms, index) => ms >= (slept[index - 1] ?? 0))).toBe(true);
    expect(Math.max(...slept)).toBe(30_000);
    expect(told).toEqual(['dlc1: Running', 'dlc1: Running -> Succeeded']);
    expect((await followed(['Failed'])).slept).toEqual([]);
  });

  it('gives up when its time is over, with a last look then', async () => {
    const { cut, slept } = await followed(['Running'], 600);
    expect(cut).toEqual({ kind: 'timeout' });
    expect(slept.reduce((sum, each) => sum + each, 0)).toBe(600_000);
    const late = await followed(['Running', 'Succeeded'], 1);
    expect([late.cut, late.slept]).toEqual([undefined, [1_000]]);
  });

  it('goes on through an outage, and says once that it began and that it is over', async () => {
    const { cut, told } = await followed(['Running', ...Array(20).fill(unavailable), 'Succeeded']);
    expect(cut).toBeUndefined();
    expect(told.filter((line) => line === 'lost 1' || line === 'lost 0')).toEqual(['lost 1', 'lost 0']);
  });

  it('ends where the cloud stays away: sooner if it never answered', async () => {
    const away = await followed(['Running', unavailable]);
    expect(away.cut).toEqual({ kind: 'lost', fault: unavailable.details });
    expect(away.looks).toBe(31);
    const never = await followed([unavailable]);
    expect([never.cut?.kind, never.looks]).toEqual(['lost', 3]);
  });

  it('ends at once with what no patience mends, and passes on what is a bug', async () => {
    const denied = new Fault({ kind: 'credentials', message: 'over.', fix: 'none' });
    expect((await followed(['Running', denied])).cut).toEqual({ kind: 'refused', fault: denied.details });
    await expect(followed([new TypeError('a bug')])).rejects.toThrow('a bug');
  });
});
