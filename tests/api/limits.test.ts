import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CallOptions } from '../../src/api/cloud.ts';
import { createLimit, FairQueue, type Rates } from '../../src/api/limits.ts';
import { answer, type Rig, refusal, rig, silence } from './harness.ts';

const HERE: CallOptions = { region: 'cn-hangzhou' };
const JOB = { JobId: 'dlc1', Status: 'Running', RequestId: 'R' };

/** Time stands still until a test moves it; sockets go on. */
const freeze = () =>
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
afterEach(() => void vi.useRealTimers());

/** Lets everything that needs no timer happen, sockets included. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe('FairQueue', () => {
  const filled = (lanes: string): FairQueue => {
    const queue = new FairQueue();
    for (const [index, lane] of [...lanes].entries())
      queue.enqueue(async () => `${lane}${index}`, { lane, id: String(index) });
    return queue;
  };
  const drain = async (queue: FairQueue): Promise<unknown[]> => {
    const order: unknown[] = [];
    for (let run = queue.dequeue(); run !== undefined; run = queue.dequeue()) order.push(await run());
    return order;
  };

  it('serves lanes in turn, each in the order of arrival', async () => {
    expect(await drain(filled('aaaabcc'))).toEqual(['a0', 'b4', 'c5', 'a1', 'c6', 'a2', 'a3']);
  });

  it('lets a newcomer pass what one lane has piled up', async () => {
    const queue = filled('a'.repeat(500));
    await queue.dequeue()?.();
    queue.enqueue(async () => 'late', { lane: 'b', id: 'late' });
    const order = await drain(queue);
    expect(order.indexOf('late')).toBe(1);
    expect(order).toHaveLength(500);
  });

  it('forgets what is taken out, and whose lane is empty then', async () => {
    const queue = filled('aab');
    queue.remove('2');
    queue.remove('0');
    queue.remove('nobody');
    expect(queue.size).toBe(1);
    expect(await drain(queue)).toEqual(['a1']);
    expect(queue.size).toBe(0);
  });
});

/** Calls through a limit that end when they are told to. */
function calls(rates: Partial<Rates> = {}) {
  const limit = createLimit({ maxInFlight: 1000, maxPerSecond: 1000, ...rates });
  const running: { name: string; end: () => void }[] = [];
  const started: string[] = [];
  const call = (name: string, lane = 'lane', signal?: AbortSignal, product: 'pai-dlc' | 'aiworkspace' = 'pai-dlc') =>
    limit(product, lane, signal, () => {
      started.push(name);
      return new Promise<string>((resolve) => running.push({ name, end: () => resolve(name) }));
    });
  const endAll = async () => {
    for (const { end } of running.splice(0)) end();
    await settle();
  };
  return { call, started, running, endAll };
}

describe('createLimit', () => {
  it('keeps to the calls in flight, per product, fairly between lanes', async () => {
    const { call, started, running, endAll } = calls({ maxInFlight: 2 });
    for (const name of ['l1', 'l2', 'l3', 'l4']) void call(name, 'list_jobs');
    void call('g1', 'get_job');
    void call('w1', 'list_workspaces', undefined, 'aiworkspace');
    await settle();
    expect(started).toEqual(['l1', 'l2', 'w1']);
    running.shift()?.end();
    await settle();
    expect(started.slice(3)).toEqual(['l3']);
    running.shift()?.end();
    await settle();
    expect(started.slice(4)).toEqual(['g1']);
    await endAll();
    await endAll();
    expect(started.slice(5)).toEqual(['l4']);
  });

  it('starts no more within any second than it may, and goes on when the second is over', async () => {
    freeze();
    const { call, started, endAll } = calls({ maxPerSecond: 3 });
    for (let n = 0; n < 8; n++) void call(String(n));
    await endAll();
    expect(started).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(999);
    await endAll();
    expect(started).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(1);
    await endAll();
    expect(started).toHaveLength(6);
    await vi.advanceTimersByTimeAsync(1000);
    expect(started).toHaveLength(8);
  });

  it('has no edge at which two bursts meet', async () => {
    freeze();
    const { call, started, endAll } = calls({ maxPerSecond: 4 });
    for (const name of ['a', 'b']) void call(name);
    await endAll();
    await vi.advanceTimersByTimeAsync(900);
    for (const name of ['c', 'd', 'e', 'f']) void call(name);
    await endAll();
    await vi.advanceTimersByTimeAsync(100);
    await endAll();
    expect(started).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    void call('g');
    await vi.advanceTimersByTimeAsync(899);
    expect(started).toHaveLength(6);
    await vi.advanceTimersByTimeAsync(1);
    expect(started.at(-1)).toBe('g');
  });

  it('drops a call that is aborted while it waits, which then counts for nothing', async () => {
    const { call, started, endAll } = calls({ maxInFlight: 1 });
    const first = call('first');
    const stop = new AbortController();
    const second = call('second', 'lane', stop.signal);
    const third = call('third');
    stop.abort(new Error('enough'));
    await expect(second).rejects.toThrow('enough');
    await endAll();
    await endAll();
    expect(await Promise.all([first, third])).toEqual(['first', 'third']);
    expect(started).toEqual(['first', 'third']);
    await expect(call('fourth', 'lane', stop.signal)).rejects.toThrow('enough');
    expect(started).toHaveLength(2);
  });

  it('keeps the place of a call that is aborted while it runs, until it has ended', async () => {
    const { call, started, endAll } = calls({ maxInFlight: 1 });
    const stop = new AbortController();
    void call('first', 'lane', stop.signal);
    void call('second');
    await settle();
    stop.abort();
    await settle();
    expect(started).toEqual(['first']);
    await endAll();
    expect(started).toEqual(['first', 'second']);
  });
});

describe('the limits of a cloud', () => {
  let current: Rig | undefined;
  const open = async (...args: Parameters<typeof rig>): Promise<Rig> => {
    current = await rig(...args);
    return current;
  };
  afterEach(async () => {
    await current?.close();
    current = undefined;
  });
  const getJob = ({ cloud }: Rig, options: Partial<CallOptions> = {}) => {
    const work = cloud.call('GetJob', { JobId: 'dlc1' }, { ...HERE, ...options });
    work.catch(() => {});
    return work;
  };

  it('are 8 in flight where the operator sets nothing', async () => {
    const at = await open([silence]);
    for (let n = 0; n < 20; n++) getJob(at);
    await at.arrived(8);
    await settle();
    expect(at.seen).toHaveLength(8);
  });

  it('are 10 a second where the operator sets nothing', async () => {
    freeze();
    const at = await open([answer(200, JOB)]);
    const all = Promise.all(Array.from({ length: 20 }, () => getJob(at)));
    await at.arrived(10);
    await settle();
    expect(at.seen).toHaveLength(10);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await all).toHaveLength(20);
  });

  it('count every try of a read', async () => {
    freeze();
    const at = await open([refusal(503, 'ServiceUnavailable', 'later'), answer(200, JOB)], { maxPerSecond: 1 });
    const work = getJob(at);
    await at.arrived(1);
    await settle();
    // The pause before the second try is at most half a second; its turn comes only when the second is over.
    await vi.advanceTimersByTimeAsync(900);
    await settle();
    expect(at.seen).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(100);
    expect((await work).Status).toBe('Running');
    expect(at.seen).toHaveLength(2);
  });

  it('do not count the wait for a turn against the read timeout', async () => {
    freeze();
    const at = await open([answer(200, JOB)], { maxPerSecond: 1, readTimeoutMs: 100, connectTimeoutMs: 100 });
    await getJob(at);
    const second = getJob(at);
    // Real time, which the sockets know of, and the frozen window does not.
    await sleep(300);
    expect(at.seen).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect((await second).Status).toBe('Running');
  });

  it('send nothing of a call that was aborted while it waited', async () => {
    const at = await open([silence], { maxInFlight: 1 });
    getJob(at);
    await at.arrived(1);
    const stop = new AbortController();
    const stopJob = at.cloud.call('StopJob', { JobId: 'dlc1' }, { ...HERE, signal: stop.signal });
    const reason = new Error('never mind');
    stop.abort(reason);
    await expect(stopJob).rejects.toBe(reason);
    await settle();
    expect(at.seen).toHaveLength(1);
  });
});
