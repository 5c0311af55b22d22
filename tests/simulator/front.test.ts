import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createVerifier, type RawRequest } from '../../src/simulator/http/signature.ts';
import { SimError } from '../../src/simulator/route.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { PUBLIC_JOB, useCloud } from './cloud.ts';
import { refusal, sdkClient } from './sdk-client.ts';

const cloud = useCloud();

describe('the signature, with the vendor runtime as the client', () => {
  it('is accepted with a query that needs encoding, and with a body', async () => {
    const query = { DisplayName: "a b*c'(~)+/=&ü", Tags: JSON.stringify({ 'k ey': 'v&' }) };
    expect((await cloud.list(query)).TotalCount).toBe(0);
    expect(await cloud.create({ UserCommand: 'echo "é✓" && true' })).toMatch(/^dlc[0-9a-z]{13}$/);
  });

  it('is refused with a wrong secret, with the canonical request echoed', async () => {
    const error = await refusal(sdkClient(cloud.sim, 0, 'wrong')('ListJobs', 'GET', '/jobs'));
    expect(error).toMatchObject({ statusCode: 400, code: 'SignatureDoesNotMatch' });
    expect(String(error.data.Message)).toContain('server CanonicalRequest');
  });

  it('is refused for an unknown key', async () => {
    const users = [{ ...cloud.sim.users[0]!, accessKeyId: 'SIMULATEDunknown' }];
    const stranger = sdkClient({ ...cloud.sim, users });
    expect(await refusal(stranger('ListJobs', 'GET', '/jobs'))).toMatchObject({
      statusCode: 404,
      code: 'InvalidAccessKeyId.NotFound',
    });
  });

  it('gives no key that could be taken for a real one', () => {
    expect(cloud.sim.credentials.accessKeyId).toMatch(/^SIMULATED/);
  });
});

describe('the signature, by hand', () => {
  const user = { userId: '1', userName: 'u', accessKeyId: 'ak', accessKeySecret: 'sk' };
  const empty = createHash('sha256').update('').digest('hex');
  const request = (headers: Record<string, string>): RawRequest => ({
    method: 'GET',
    rawPath: '/api/v1/jobs',
    rawQuery: '',
    body: new Uint8Array(),
    headers: {
      host: 'x',
      'x-acs-version': '2020-12-03',
      'x-acs-date': new Date().toISOString(),
      'x-acs-content-sha256': empty,
      'x-acs-signature-nonce': 'n',
      ...headers,
    },
  });
  const codeOf = (headers: Record<string, string>): string => {
    try {
      createVerifier([user]).verify(request(headers));
      return 'accepted';
    } catch (error) {
      return error instanceof SimError ? error.code : String(error);
    }
  };
  const claim = (names: string): string =>
    `ACS3-HMAC-SHA256 Credential=ak,SignedHeaders=${names},Signature=${'0'.repeat(64)}`;
  const all = 'host;x-acs-content-sha256;x-acs-date;x-acs-version';

  it.each([
    ['no authorization', {}, 'IncompleteSignature'],
    ['unsigned host', { authorization: claim('x-acs-content-sha256;x-acs-date;x-acs-version') }, 'IncompleteSignature'],
    ['an old date', { authorization: claim(all), 'x-acs-date': '2020-01-01T00:00:00Z' }, 'InvalidTimeStamp.Expired'],
    ['no date', { authorization: claim(all), 'x-acs-date': '' }, 'InvalidTimeStamp.Expired'],
    ['a guessed signature', { authorization: claim(all) }, 'SignatureDoesNotMatch'],
    [
      'a token with a plain key',
      { authorization: claim(all), 'x-acs-security-token': 't' },
      'InvalidSecurityToken.MismatchWithAccessKey',
    ],
  ])('refuses %s', (_, headers, code) => expect(codeOf(headers)).toBe(code));
});

describe('the envelope', () => {
  it('has an upper-case request id in an answer and in an error, and says where it comes from', async () => {
    expect(String((await cloud.send('ListJobs', 'GET', '/jobs')).RequestId)).toMatch(/^[0-9A-F-]{36}$/);
    const { data } = await refusal(cloud.send('GetJob', 'GET', '/jobs/dlcnone'));
    expect(data).toMatchObject({ Code: 'NotFound', HostId: 'pai-dlc.cn-hangzhou.aliyuncs.com' });
    expect(data.RequestId).toMatch(/^[0-9A-F-]{36}$/);
    expect(String(data.Recommend)).toContain(String(data.RequestId));
    const response = await fetch(`http://${cloud.sim.endpoint}/api/v1/jobs`);
    expect([response.status, response.headers.get('x-simulated')]).toEqual([400, 'true']);
  });

  it('refuses a body of more than 4 MiB, and goes on', async () => {
    const post = (length: number) =>
      fetch(`http://${cloud.sim.endpoint}/api/v1/jobs`, { method: 'POST', body: new Uint8Array(length) });
    const [most, more] = [await post(4 * 1024 * 1024), await post(4 * 1024 * 1024 + 1)];
    expect(most.status).toBe(400);
    expect([more.status, more.headers.get('x-simulated')]).toEqual([413, 'true']);
    await expect(cloud.list()).resolves.toBeDefined();
  });

  it.each([
    ['an unknown path', 'ListJobs', 'GET', '/jobz'],
    ['a wrong method', 'ListJobs', 'DELETE', '/jobs'],
    ['an action that is another path', 'GetJob', 'GET', '/jobs'],
    ['an empty path parameter', 'GetJob', 'GET', '/jobs/'],
  ])('refuses %s', async (_, action, method, path) => {
    expect(await refusal(cloud.send(action, method, path))).toMatchObject({
      statusCode: 404,
      code: 'InvalidAction.NotFound',
    });
  });

  it.each([
    [{ PageSize: '101' }, 'InvalidParameter'],
    [{ PageSize: 'ten' }, 'InvalidParameter'],
    [{ Status: 'running' }, 'InvalidParameter'],
    [{ ShowOwn: 'yes' }, 'InvalidParameter'],
    [{ Tags: '{' }, 'InvalidParameter'],
    [{ StartTime: 'yesterday' }, 'InvalidParameter'],
  ])('refuses the query %j', async (query, code) => {
    await cloud.create();
    expect(await refusal(cloud.list(query))).toMatchObject({ statusCode: 400, code });
  });

  it('takes other statuses from the table of the options', async () => {
    const sim = await startSimulator({ demoJobs: false, errorStatuses: { NotFound: 400 } });
    const error = await refusal(sdkClient(sim)('GetJob', 'GET', '/jobs/dlcnone'));
    expect(error).toMatchObject({ statusCode: 400, code: 'NotFound' });
    await sim.close();
  });
});

describe('the other products', () => {
  it('are chosen by version', async () => {
    const answer = await cloud.send('ListWorkspaces', 'GET', '/workspaces', { product: 'aiworkspace' });
    expect(answer.TotalCount).toBe(cloud.sim.world.workspaces.length);
    expect(await refusal(cloud.send('ListWorkspaces', 'GET', '/workspaces'))).toMatchObject({ statusCode: 404 });
    expect((await cloud.send('ListEcsSpecs', 'GET', '/ecsspecs')).TotalCount).toBeGreaterThan(10);
  });
});

describe('the control interface', () => {
  it('needs its token, and no web page', async () => {
    const base = `http://${cloud.sim.endpoint}/_sim/v1`;
    expect((await fetch(`${base}/requests`)).status).toBe(403);
    expect((await fetch(`${base}/guess/requests`)).status).toBe(403);
    expect((await fetch(`${cloud.sim.controlUrl}/info`, { headers: { origin: 'http://x' } })).status).toBe(403);
    const authorization = `Bearer ${cloud.sim.controlUrl.split('/').at(-1)}`;
    expect((await fetch(`${base}/info`, { headers: { authorization } })).status).toBe(200);
  });

  it('shows and clears the requests, refused ones included', async () => {
    cloud.sim.clearRequests();
    await cloud.create({ DisplayName: 'logged' });
    await refusal(cloud.send('GetJob', 'GET', '/jobs/dlcnone'));
    const shown = (await (await fetch(`${cloud.sim.controlUrl}/requests`)).json()) as Record<string, unknown>[];
    expect(shown).toMatchObject([
      { action: 'CreateJob', method: 'POST', path: '/api/v1/jobs', status: 200, body: { DisplayName: 'logged' } },
      { action: 'GetJob', status: 404, caller: cloud.sim.users[0]!.userName },
    ]);
    expect(shown[0]?.userAgent).toContain('conformance-test');
    await fetch(`${cloud.sim.controlUrl}/requests`, { method: 'DELETE' });
    expect(cloud.sim.requests()).toEqual([]);
  });

  it('moves the clock forward only', async () => {
    const post = (body: object) =>
      fetch(`${cloud.sim.controlUrl}/clock`, { method: 'POST', body: JSON.stringify(body) });
    const before = cloud.sim.clock.now().getTime();
    expect((await post({ advanceSeconds: 60 })).status).toBe(200);
    expect(cloud.sim.clock.now().getTime() - before).toBe(60_000);
    expect((await post({ advanceSeconds: -1 })).status).toBe(400);
    expect((await post({})).status).toBe(400);
    const clock = (await (await fetch(`${cloud.sim.controlUrl}/clock`)).json()) as Record<string, unknown>;
    expect(clock).toEqual({ now: cloud.sim.clock.now().toISOString(), speed: 0 });
    const later = new Date(before + 3_600_000).toISOString();
    expect((await post({ advanceTo: later })).status).toBe(200);
    expect(cloud.sim.clock.now().toISOString()).toBe(later);
    const back = await post({ advanceTo: new Date(before).toISOString() });
    expect(await back.json()).toEqual({
      code: 'InvalidParameter',
      message: `The time only goes forward: it is ${later} already.`,
    });
  });

  it('changes how a job goes on', async () => {
    const { JobId: id } = await cloud.send('CreateJob', 'POST', '/jobs', { body: PUBLIC_JOB });
    const url = `${cloud.sim.controlUrl}/jobs/${id}/scenario`;
    const set = (body: object) => fetch(url, { method: 'POST', body: JSON.stringify(body) });
    expect((await set({ scenario: 'oom', runSeconds: 30 })).status).toBe(200);
    expect((await set({ scenario: 'none' })).status).toBe(400);
    cloud.sim.clock.advance(200);
    expect((await cloud.job(String(id))).Status).toBe('Failed');
    expect((await set({ scenario: 'success' })).status).toBe(400);
  });
});
