import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { useCloud } from './cloud.ts';
import { refusal } from './sdk-client.ts';

const cloud = useCloud();
afterEach(() => {
  cloud.sim.faults.clear();
  cloud.sim.lag.clear();
  cloud.sim.permissions.clear();
});

/** One request to the control interface: status and parsed body. */
async function control(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${cloud.sim.controlUrl}${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

const RULE = { action: 'CreateJob', stage: 'after_commit', effect: { kind: 'reset' } } as const;

describe('the control interface', () => {
  it('adds, lists and takes back faults as the typed API does', async () => {
    const added = await control('POST', '/faults', RULE);
    expect(added).toMatchObject({ status: 200, body: [{ ...RULE, times: 1, after: 0, applied: 0 }] });
    expect(added.body).toEqual(cloud.sim.faults.list());
    const before = cloud.sim.jobs().length;
    await expect(cloud.create()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(cloud.sim.jobs()).toHaveLength(before + 1);
    expect((await control('GET', '/faults')).body).toMatchObject([{ matched: 1, applied: 1 }]);
    const id = cloud.sim.faults.list()[0]?.id;
    await control('POST', '/faults', [RULE, { ...RULE, name: 'another' }]);
    expect((await control('DELETE', `/faults/${id}`)).body).toEqual({ cleared: 1 });
    expect((await control('DELETE', '/faults')).body).toEqual({ cleared: 2 });
    expect(await cloud.create()).toMatch(/^dlc/);
  });

  it('sets the lag', async () => {
    expect((await control('POST', '/lag', { updateSeconds: 20 })).body).toEqual(cloud.sim.lag.get());
    expect(cloud.sim.lag.get().updateSeconds).toBe(20);
    expect((await control('GET', '/lag')).body).toMatchObject({ updateSeconds: 20 });
    await control('DELETE', '/lag');
    expect(cloud.sim.lag.get().updateSeconds).toBe(0);
  });

  it('sets what a user may do', async () => {
    const set = await control('POST', '/ram/dev-user', { deny: ['paidlc:CreateJob'] });
    expect(set).toMatchObject({ status: 200, body: { deny: ['paidlc:CreateJob'], code: 'Forbidden.RAM' } });
    expect(await refusal(cloud.create())).toMatchObject({ code: 'Forbidden.RAM' });
    expect((await control('GET', '/ram')).body).toEqual(cloud.sim.permissions.list());
    expect((await control('DELETE', '/ram/dev-user')).body).toEqual({});
    expect(await cloud.create()).toMatch(/^dlc/);
    await control('POST', '/ram/dev-user', { allow: [] });
    expect((await control('DELETE', '/ram')).body).toEqual({});
  });

  it('lists the jobs that exist, whatever reads show', async () => {
    cloud.sim.lag.set({ listJobsMs: 600_000, getJobMs: 600_000 });
    const id = await cloud.create({ DisplayName: 'counted', Settings: { Tags: { request: 'r1' } } });
    const { body } = await control('GET', '/jobs');
    expect(body).toEqual(cloud.sim.jobs());
    expect((body as unknown[]).at(-1)).toEqual({
      id,
      displayName: 'counted',
      status: 'Creating',
      tags: { request: 'r1' },
      workspaceId: cloud.sim.world.defaultWorkspaceId,
      owner: 'dev-user',
      createdAt: '2026-03-05T04:05:18Z',
    });
  });

  it('swaps a job', async () => {
    const id = await cloud.create({ DisplayName: 'swapped' });
    const kept = await control('POST', `/jobs/${id}/swap`, { keepId: true });
    expect(kept.body).toEqual({ jobId: id });
    const { body } = await control('POST', `/jobs/${id}/swap`, {});
    expect((body as { jobId: string }).jobId).not.toBe(id);
    expect(cloud.sim.jobs().filter((job) => job.displayName === 'swapped')).toMatchObject([
      { id, status: 'Stopping' },
      { id: (body as { jobId: string }).jobId, status: 'Creating' },
    ]);
  });

  it('waits for a late commit', async () => {
    cloud.sim.faults.add({ action: 'CreateJob', stage: 'at_commit', effect: { kind: 'late', ms: 50 } });
    const before = cloud.sim.jobs().length;
    await expect(cloud.create()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await control('GET', '/settled')).toEqual({ status: 200, body: { settled: true } });
    expect(cloud.sim.jobs()).toHaveLength(before + 1);
  });

  it('is not subject to faults, nor in the request log', async () => {
    cloud.sim.faults.add({ action: '*', stage: 'before_commit', effect: { kind: 'reset' }, times: 'always' });
    await expect(cloud.list()).rejects.toMatchObject({ code: 'ECONNRESET' });
    const before = cloud.sim.requests().length;
    expect((await control('GET', '/info')).body).toMatchObject({ simulated: true, faults: 1 });
    expect(cloud.sim.requests()).toHaveLength(before);
  });

  it.each<[string, string, unknown, number, string]>([
    ['/faults', 'POST', '{', 400, 'not valid JSON'],
    ['/faults', 'POST', 3, 400, 'The fault is invalid.'],
    [
      '/faults',
      'POST',
      { ...RULE, stage: 'sometime' },
      400,
      "stage: Invalid discriminator value. Expected 'before_commit'",
    ],
    ['/faults', 'POST', [RULE, { ...RULE, action: 'Nothing' }], 400, 'Valid: *, CreateJob, ListJobs'],
    ['/faults/fault-none', 'DELETE', undefined, 404, 'There is no fault fault-none.'],
    ['/lag', 'POST', { listJobsMs: 'soon' }, 400, 'listJobsMs'],
    ['/lag', 'POST', [], 400, 'must be a JSON object'],
    ['/ram/nobody', 'POST', {}, 404, 'Valid: dev-user, colleague.'],
    ['/ram/dev-user', 'POST', { deny: 'paidlc:CreateJob' }, 400, 'The policy is invalid. deny: '],
    ['/ram/nobody', 'DELETE', undefined, 404, 'There is no user "nobody".'],
    ['/jobs/dlcnone/swap', 'POST', {}, 404, 'Job dlcnone does not exist.'],
    ['/jobs/dlcnone/swap', 'POST', { keepId: 'yes' }, 400, 'The swap is invalid. keepId: '],
    ['/clock', 'POST', 'null', 400, 'must be a JSON object'],
    ['/fault', 'POST', RULE, 404, 'POST /faults'],
  ])('refuses %s %s %j', async (path, method, body, status, said) => {
    const answer = await control(method, path, body);
    expect(answer).toMatchObject({ status, body: { message: expect.stringContaining(said) } });
    expect(cloud.sim.faults.list()).toEqual([]);
    expect(cloud.sim.permissions.list()).toEqual({});
  });

  /** The status of a request that names a host of its own, which fetch would not let it. */
  const addressedTo = (host: string, path: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const url = new URL(path, cloud.sim.controlUrl);
      const options = { host: url.hostname, port: url.port, path: url.pathname, headers: { host } };
      request(options, (response) => resolve(response.resume().statusCode ?? 0))
        .on('error', reject)
        .end();
    });

  it('answers under the loopback names and addresses with its port, and under no other', async () => {
    const { port, controlUrl } = cloud.sim;
    const paths = [`${new URL(controlUrl).pathname}/info`, '/_sim/v1/health'];
    for (const path of paths) {
      for (const name of ['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]'])
        expect(await addressedTo(`${name}:${port}`, path), name).toBe(200);
      for (const host of [
        `rebound.example:${port}`,
        `127.0.0.1.example:${port}`,
        `localhost.example:${port}`,
        `x@127.0.0.1:${port}`,
        '127.0.0.1',
        'localhost',
        `127.0.0.1:${port}0`,
        `127.0.0.1:${port + 1}`,
        `0.0.0.0:${port}`,
        'rebound.example',
      ])
        expect(await addressedTo(host, path), host).toBeGreaterThanOrEqual(400);
    }
  });

  it('needs its token for all of it', async () => {
    const base = `http://${cloud.sim.endpoint}/_sim/v1/guess`;
    for (const path of ['/faults', '/lag', '/ram', '/jobs', '/settled', '/nothing'])
      expect((await fetch(`${base}${path}`)).status).toBe(403);
    expect((await fetch(`${base}/faults`, { method: 'POST', body: JSON.stringify(RULE) })).status).toBe(403);
    expect(cloud.sim.faults.list()).toEqual([]);
  });
});
