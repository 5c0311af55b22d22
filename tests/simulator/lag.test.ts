import { beforeEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { namesOf, onQuota, podsOf, useCloud, type Wire } from './cloud.ts';
import { refusal, sdkClient } from './sdk-client.ts';

const cloud = useCloud();
beforeEach(() => void cloud.sim.lag.clear());

const FOREVER = 600_000;
const listed = async (name: string) => namesOf(await cloud.list({ DisplayName: name }));

describe('a created job', () => {
  it('is everywhere at once by default', async () => {
    const id = await cloud.create({ DisplayName: 'prompt' });
    expect(await listed('prompt')).toEqual(['prompt']);
    expect(await cloud.job(id)).toMatchObject({ JobId: id });
  });

  it('is missing from the list, not from reads by id, until its time has come', async () => {
    cloud.sim.lag.set({ listJobsMs: FOREVER });
    const id = await cloud.create({ DisplayName: 'unlisted' });
    expect(await listed('unlisted')).toEqual([]);
    expect(await cloud.job(id)).toMatchObject({ JobId: id });
    expect(cloud.sim.jobs().at(-1)).toMatchObject({ id, displayName: 'unlisted', status: 'Creating' });
    cloud.sim.lag.set({ listJobsMs: 0 });
    expect(await listed('unlisted')).toEqual(['unlisted']);
  });

  it('is missing from reads by id, not from the list; writes find it', async () => {
    cloud.sim.lag.set({ getJobMs: FOREVER });
    const id = await cloud.create({ DisplayName: 'unread' });
    expect(await refusal(cloud.job(id))).toMatchObject({ statusCode: 404, code: 'NotFound' });
    expect(await listed('unread')).toEqual(['unread']);
    expect(await cloud.send('StopJob', 'POST', `/jobs/${id}/stop`)).toMatchObject({ JobId: id });
    cloud.sim.lag.clear();
    expect(await cloud.job(id)).toMatchObject({ Status: 'Stopping' });
  });

  it('appears by itself', async () => {
    cloud.sim.lag.set({ listJobsMs: 40, getJobMs: 40 });
    const id = await cloud.create({ DisplayName: 'appearing' });
    await expect.poll(() => listed('appearing')).toEqual(['appearing']);
    await expect.poll(() => cloud.job(id).catch(() => undefined)).toMatchObject({ JobId: id });
  });

  it('does not disappear when the lag grows', async () => {
    await cloud.create({ DisplayName: 'staying' });
    cloud.sim.lag.set({ listJobsMs: FOREVER, getJobMs: FOREVER });
    expect(await listed('staying')).toEqual(['staying']);
  });
});

describe('an update', () => {
  const update = (id: string, body: Wire) => cloud.send('UpdateJob', 'PUT', `/jobs/${id}`, { body });
  const elastic = () =>
    cloud.create({
      ResourceId: cloud.quota('llm-lingjun'),
      JobSpecs: onQuota(1, 1, { AutoScalingSpec: { MinReplicas: 1, MaxReplicas: 4 } }),
      Description: 'before',
    });

  it('shows after so many simulated seconds, all of it', async () => {
    cloud.sim.lag.set({ updateSeconds: 30 });
    const id = await elastic();
    // The list has no description.
    const listed = async () => (await cloud.list({ JobId: id })).Jobs;
    const before = { Priority: 1, Accessibility: 'PRIVATE', JobSpecs: [{ PodCount: 1 }] };
    const body = { Priority: 8, Accessibility: 'PUBLIC', Description: 'after', JobSpecs: onQuota(3, 1) };
    await update(id, body);
    expect(cloud.sim.requests().at(-1)).toMatchObject({ action: 'UpdateJob', status: 200, committed: true });
    expect(await cloud.job(id)).toMatchObject({ ...before, Description: 'before' });
    cloud.sim.clock.advance(29);
    expect(await cloud.job(id)).toMatchObject({ ...before, Description: 'before' });
    expect(await listed()).toMatchObject([before]);
    cloud.sim.clock.advance(1);
    const after = { Priority: 8, Accessibility: 'PUBLIC', JobSpecs: [{ PodCount: 3 }] };
    expect(await cloud.job(id)).toMatchObject({ ...after, Description: 'after' });
    expect(await listed()).toMatchObject([after]);
    cloud.sim.clock.advance(100);
    expect(podsOf(await cloud.job(id))).toHaveLength(3);
  });

  it('is refused at once where it is wrong', async () => {
    cloud.sim.lag.set({ updateSeconds: 30 });
    const id = await cloud.create();
    expect(await refusal(update(id, { JobSpecs: onQuota(2, 1) }))).toMatchObject({ statusCode: 400 });
    expect(cloud.sim.requests().at(-1)).toMatchObject({ committed: false });
  });

  it('never overtakes an earlier one', async () => {
    cloud.sim.lag.set({ updateSeconds: 30 });
    const id = await elastic();
    await update(id, { Description: 'first' });
    cloud.sim.lag.set({ updateSeconds: 0 });
    await update(id, { Description: 'second' });
    expect(await cloud.job(id)).toMatchObject({ Description: 'before' });
    cloud.sim.clock.advance(30);
    expect(await cloud.job(id)).toMatchObject({ Description: 'second' });
  });

  it('that changes nothing commits nothing', async () => {
    const id = await cloud.create();
    await update(id, { Priority: 8 });
    expect(cloud.sim.requests().at(-1)).toMatchObject({ action: 'UpdateJob', status: 200, committed: false });
  });
});

describe('the knobs', () => {
  it('are set one by one', () => {
    expect(cloud.sim.lag.set({ listJobsMs: 5 })).toEqual({ listJobsMs: 5, getJobMs: 0, updateSeconds: 0 });
    expect(cloud.sim.lag.set({ updateSeconds: 10 })).toEqual({ listJobsMs: 5, getJobMs: 0, updateSeconds: 10 });
    expect(cloud.sim.lag.clear()).toEqual(cloud.sim.lag.get());
  });

  it.each([{ listJobsMs: -1 }, { getJobMs: 1.5 }, { updateSeconds: '10' }, { listJobs: 5 }])('refuse %j', (knobs) => {
    expect(() => cloud.sim.lag.set(knobs as never)).toThrow('The lag is invalid.');
    expect(cloud.sim.lag.get()).toEqual({ listJobsMs: 0, getJobMs: 0, updateSeconds: 0 });
  });

  it('can be set from the start, and leave the demo jobs alone', async () => {
    const sim = await startSimulator({ speed: 0, lag: { listJobsMs: FOREVER } });
    const answer = await sdkClient(sim)('ListJobs', 'GET', '/jobs', { query: { StartTime: '2000-01-01T00:00:00Z' } });
    expect(answer.TotalCount).toBeGreaterThan(5);
    await sim.close();
  });
});
