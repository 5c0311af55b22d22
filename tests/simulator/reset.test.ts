import { afterEach, describe, expect, it } from 'vitest';
import { START, useCloud } from './cloud.ts';
import { refusal } from './sdk-client.ts';

const cloud = useCloud({
  lag: { updateSeconds: 20 },
  faults: [{ action: 'StopJob', stage: 'before_commit', effect: { kind: 'reset' } }],
  users: [{ userName: 'admin' }, { userName: 'viewer', policy: { allow: ['paidlc:List*'] } }],
});
afterEach(() => cloud.sim.controls.reset());

const post = (path: string, body?: unknown): Promise<Response> =>
  fetch(`${cloud.sim.controlUrl}${path}`, { method: 'POST', ...(body ? { body: JSON.stringify(body) } : {}) });

describe('a reset', () => {
  it('brings back jobs, clock, faults, lag, policies and the request log as they were at the start', async () => {
    const { controls } = cloud.sim;
    const id = await cloud.create();
    controls.clock.advance(3600);
    controls.clock.setSpeed(5);
    controls.faults.clear();
    controls.lag.clear();
    controls.ram.clear();
    controls.jobs.add('cuda_oom');
    const quotas = cloud.sim.world.quotas.length;

    const answer = await post('/reset');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ jobs: 0, faults: 1, now: START.toISOString(), speed: 0, seed: 7 });
    expect(controls.jobs.list()).toEqual([]);
    expect(controls.faults.list()).toMatchObject([{ action: 'StopJob', applied: 0 }]);
    expect(controls.lag.get().updateSeconds).toBe(20);
    expect(controls.ram.list()).toMatchObject({ viewer: { allow: ['paidlc:List*'] } });
    expect(controls.requests.list()).toEqual([]);
    expect(cloud.sim.world.quotas.length).toBeLessThan(quotas);
    expect(await refusal(cloud.job(id))).toMatchObject({ code: 'NotFound' });
  });

  it('keeps users, keys and addresses, and makes the same world and job ids again', async () => {
    const first = [await cloud.create(), cloud.sim.controls.jobs.add('oom', { seed: 4 })];
    const { workspaces } = structuredClone(cloud.sim.world);
    cloud.sim.controls.reset();
    expect([await cloud.create(), cloud.sim.controls.jobs.add('oom', { seed: 4 })]).toEqual(first);
    expect(cloud.sim.world.workspaces).toEqual(workspaces);
  });

  it('takes another seed, time and speed, until the next one', async () => {
    const before = cloud.sim.world.defaultWorkspaceId;
    const answer = await post('/reset', { seed: 8, now: '2026-01-31T08:00:00+08:00', speed: 2, demoJobs: true });
    const info = (await answer.json()) as Record<string, unknown>;
    expect(info).toMatchObject({ seed: 8, speed: 2, now: expect.stringMatching(/^2026-01-31T00:00:00/) });
    expect(info.jobs).toBeGreaterThan(3);
    expect(info.workspaceId).not.toBe(before);
    cloud.sim.controls.reset();
    expect(cloud.sim.world.defaultWorkspaceId).toBe(before);
    expect(cloud.sim.clock.now()).toEqual(START);
  });

  it('cuts off what is under way: a late commit never comes', async () => {
    const { controls } = cloud.sim;
    controls.faults.add({ action: 'CreateJob', stage: 'at_commit', effect: { kind: 'late', ms: 600_000 } });
    await expect(cloud.create()).rejects.toMatchObject({ code: 'ECONNRESET' });
    controls.faults.add({ action: 'ListJobs', stage: 'before_commit', effect: { kind: 'latency', ms: 600_000 } });
    const waiting = cloud.list();
    await expect.poll(() => controls.requests.list({ action: 'ListJobs' }).length).toBe(1);
    controls.reset();
    await expect(waiting).rejects.toMatchObject({ code: 'ECONNRESET' });
    await controls.settled();
    expect(controls.jobs.list()).toEqual([]);
    expect(await cloud.create()).toMatch(/^dlc/);
  });

  it.each<[unknown, string]>([
    [{ seed: -1 }, 'seed: '],
    [{ now: 'yesterday' }, 'now: not a time such as 2026-01-31T08:00:00Z'],
    [{ now: '2026-01-31T08:00:00' }, 'now: not a time such as'],
    [{ users: [] }, 'Unrecognized key: "users"'],
    [[], 'must be a JSON object'],
  ])('refuses %j and changes nothing', async (body, said) => {
    const id = await cloud.create();
    const answer = await post('/reset', body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ message: expect.stringContaining(said) });
    expect(cloud.sim.controls.jobs.list()).toMatchObject([{ id }]);
  });
});
