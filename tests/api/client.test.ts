import type { Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createCloud } from '../../src/api/client.ts';
import type { CallOptions, CloudConfig } from '../../src/api/cloud.ts';
import { Fault } from '../../src/domain/fault.ts';
import { hint } from '../../src/domain/hint.ts';
import { answer, faultOf, type Rig, refusal, reset, rig, SECRET, type Step, silence } from './harness.ts';

const HERE: CallOptions = { region: 'cn-hangzhou' };
const JOB = { JobId: 'dlc1', Status: 'Running', RequestId: 'R' };
const CREATE = {
  DisplayName: 'a',
  JobType: 'PyTorchJob' as const,
  UserCommand: 'true',
  JobSpecs: [{ Type: 'Worker', PodCount: 1, Image: 'i', EcsSpec: 'ecs.g6.large' }],
};

/** Ends the connection in the middle of the body. */
const half: Step = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"JobId":"dlc', () => response.destroy());
};

let current: Rig | undefined;
const open = async (steps: readonly Step[], config: Partial<CloudConfig> = {}): Promise<Rig> => {
  current = await rig(steps, config);
  return current;
};
afterEach(async () => {
  await current?.close();
  current = undefined;
});

describe('a request', () => {
  it('is signed, dated and carries the user agent', async () => {
    const { cloud, seen } = await open([answer(200, JOB)]);
    await cloud.call('GetJob', { JobId: 'dlc1', NeedDetail: true }, HERE);
    const { headers, url, method } = seen[0]!;
    expect([method, url]).toEqual(['GET', '/api/v1/jobs/dlc1?NeedDetail=true']);
    expect(headers.authorization).toMatch(
      /^ACS3-HMAC-SHA256 Credential=TESTKEYID0123456789,SignedHeaders=[a-z0-9;-]+,Signature=[0-9a-f]{64}$/,
    );
    expect(headers['x-acs-action']).toBe('GetJob');
    expect(headers['x-acs-version']).toBe('2020-12-03');
    expect(headers['x-acs-security-token']).toBe(SECRET.securityToken);
    expect(headers['user-agent']).toMatch(
      / pai-dlc-mcp\/0\.0\.0 AlibabaCloud-Agent-Skills\/alibabacloud-pai-dlc-job\/test-session$/,
    );
  });

  it('sends a map in the query as one JSON document', async () => {
    const { cloud, seen } = await open([answer(200, { Jobs: [], TotalCount: 0 })]);
    await cloud.call('ListJobs', { Tags: { request: 'r 1' }, PageSize: 5, ShowOwn: false }, HERE);
    const query = new URL(seen[0]!.url, 'http://x').searchParams;
    expect(Object.fromEntries(query)).toEqual({ Tags: '{"request":"r 1"}', PageSize: '5', ShowOwn: 'false' });
  });

  it('sends a body as JSON, and none where the operation has none', async () => {
    const { cloud, seen } = await open([answer(200, { JobId: 'dlc1' })]);
    await cloud.call('CreateJob', CREATE, HERE);
    await cloud.call('StopJob', { JobId: 'dlc1' }, HERE);
    expect(JSON.parse(seen[0]!.body)).toEqual(CREATE);
    expect([seen[1]!.method, seen[1]!.url, seen[1]!.body]).toEqual(['POST', '/api/v1/jobs/dlc1/stop', '']);
  });

  it('goes to the host the operator set for its product', async () => {
    const { port, seen } = await open([answer(200, { Workspaces: [], TotalCount: 0 })]);
    const config: CloudConfig = {
      endpoint: '127.0.0.1:1',
      protocol: 'http',
      staticCredentials: SECRET,
      userAgent: 'test',
    };
    const cloud = createCloud({ ...config, endpoints: { aiworkspace: `127.0.0.1:${port}` } });
    await cloud.call('ListWorkspaces', {}, HERE);
    expect(seen[0]!.headers['x-acs-version']).toBe('2021-02-04');
    expect((await faultOf(cloud.call('StopJob', { JobId: 'dlc1' }, HERE))).kind).toBe('unavailable');
    expect(seen).toHaveLength(1);
  });

  it('reuses the connection of the one before', async () => {
    const sockets = new Set<unknown>();
    const { cloud } = await open([
      (response, request) => {
        sockets.add(request.socket);
        answer(200, JOB)(response, request);
      },
    ]);
    for (let i = 0; i < 3; i++) await cloud.call('GetJob', { JobId: 'dlc1' }, HERE);
    expect(sockets.size).toBe(1);
  });
});

describe('a read', () => {
  it('is tried again after a 503 and then succeeds', async () => {
    const { cloud, seen } = await open([refusal(503, 'ServiceUnavailable', 'later'), answer(200, JOB)]);
    expect((await cloud.call('GetJob', { JobId: 'dlc1' }, HERE)).Status).toBe('Running');
    expect(seen).toHaveLength(2);
  });

  it('is tried again after a reset and after throttling', async () => {
    const throttle = refusal(
      400,
      'Throttling.User',
      'Request was denied due to user flow control.',
      {},
      { 'x-acs-retry-after': '20' },
    );
    const { cloud, seen } = await open([reset, throttle, answer(200, JOB)]);
    await cloud.call('GetJob', { JobId: 'dlc1' }, HERE);
    expect(seen).toHaveLength(3);
  });

  it('is given up after two more tries', async () => {
    const { cloud, seen } = await open([refusal(500, 'InternalError', 'boom')]);
    const fault = await faultOf(cloud.call('GetJob', { JobId: 'dlc1' }, HERE));
    expect(fault).toMatchObject({ kind: 'unavailable', httpStatus: 500, code: 'InternalError', retryable: true });
    expect(seen).toHaveLength(3);
  });

  it('does not sit out a long wait that the cloud asks for', async () => {
    const { cloud, seen } = await open([
      refusal(429, 'Throttling.Api', 'slow down', {}, { 'x-acs-retry-after': '60000' }),
    ]);
    const fault = await faultOf(cloud.call('GetJob', { JobId: 'dlc1' }, HERE));
    expect(fault).toMatchObject({ kind: 'throttled', fix: expect.stringContaining('60 s') });
    expect(seen).toHaveLength(1);
  });

  it('is not tried again after a refusal', async () => {
    const { cloud, seen } = await open([refusal(404, 'NotFound', 'no such job')]);
    const fault = await faultOf(cloud.call('GetJob', { JobId: 'dlc1' }, HERE));
    expect(fault).toMatchObject({
      kind: 'not_found',
      code: 'NotFound',
      requestId: 'A8C4F08A-6CB2-504C-9654-CF59B68EB73A',
    });
    expect(seen).toHaveLength(1);
  });

  it.each([
    ['Status', { JobId: 'dlc1', Status: { odd: true } }],
    ['JobId', { Status: 'Running' }],
    ['Pods', { ...JOB, Pods: 'none' }],
    ['answer', '[]'],
  ])('names the member of an answer that is missing or of the wrong type: %s', async (field, body) => {
    const { cloud } = await open([answer(200, body)]);
    const fault = await faultOf(cloud.call('GetJob', { JobId: 'dlc1' }, HERE));
    expect(fault.kind).toBe('unavailable');
    expect(fault.message).toContain(`GetJob answered without a usable ${field}`);
  });

  it('reports an answer that is no JSON', async () => {
    const { cloud } = await open([answer(200, '<html>proxy</html>')]);
    const fault = await faultOf(cloud.call('GetJob', { JobId: 'dlc1' }, HERE));
    expect(fault.kind).toBe('unavailable');
    expect(JSON.stringify(fault)).not.toContain('html');
  });

  it('ends at once with the reason of the signal', async () => {
    const { cloud, arrived } = await open([silence]);
    const stop = new AbortController();
    const work = cloud.call('GetJob', { JobId: 'dlc1' }, { ...HERE, signal: stop.signal });
    await arrived(1);
    const reason = new Error('enough');
    stop.abort(reason);
    await expect(work).rejects.toBe(reason);
  });

  it('stops waiting for its next try when aborted', async () => {
    const { cloud, arrived, seen } = await open([refusal(503, 'ServiceUnavailable', 'later', {}, {})]);
    const stop = new AbortController();
    const work = cloud.call('GetJob', { JobId: 'dlc1' }, { ...HERE, signal: stop.signal });
    await arrived(1);
    stop.abort(new Error('enough'));
    await expect(work).rejects.toThrow('enough');
    expect(seen).toHaveLength(1);
  });
});

describe('a write', () => {
  it.each<[string, Step]>([
    ['a reset', reset],
    ['a 503', refusal(503, 'ServiceUnavailable', 'later')],
    ['a 500 that is no JSON', answer(500, 'oops')],
    ['an answer that is no JSON', answer(200, 'done')],
    ['an answer without the job id', answer(200, { RequestId: 'R' })],
    ['an answer whose job id is none', answer(200, { JobId: 'undefined' })],
    ['an answer that is a list', answer(200, [{ JobId: 'dlc1' }])],
    ['an answer that is null', answer(200, 'null')],
    ['half an answer', half],
    ['a redirection', answer(302, {}, { location: 'http://127.0.0.1:1/' })],
    ['a 504', refusal(504, 'GatewayTimeout', 'no answer in time')],
    ['a 408', refusal(408, 'RequestTimeout', 'slow')],
    ['a 499', refusal(499, 'ClientClosedRequest', 'gone')],
    ['a 503 that merely speaks of throttling', refusal(503, 'BackendThrottling', 'busy')],
    ['a nonce that was seen before', refusal(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.')],
    ['a page of a proxy', answer(403, '<html>blocked</html>', { 'content-type': 'text/html' })],
    ['an object of a proxy', answer(400, { error: 'bad gateway rule' })],
    ['a refusal that is a list', answer(400, [])],
    ['a refusal that is null', answer(400, 'null')],
    ['a 429 without a code', answer(429, {})],
  ])('that ends in %s is sent once and is an unknown outcome', async (_, step) => {
    const { cloud, seen } = await open([step]);
    const fault = await faultOf(cloud.call('CreateJob', CREATE, HERE));
    expect(fault).toMatchObject({ kind: 'unknown_outcome', retryable: false });
    expect(fault.fix).toContain(hint('look at jobs'));
    expect(seen).toHaveLength(1);
  });

  it('that times out is an unknown outcome', async () => {
    const { cloud, seen } = await open([silence], { readTimeoutMs: 150, connectTimeoutMs: 150 });
    expect((await faultOf(cloud.call('StopJob', { JobId: 'dlc1' }, HERE))).kind).toBe('unknown_outcome');
    expect(seen).toHaveLength(1);
  });

  it('that times out does so although a call before it used the same connection', async () => {
    const allowed = { readTimeoutMs: 600, connectTimeoutMs: 60_000 };
    const { cloud, seen } = await open([answer(200, JOB), silence], allowed);
    await cloud.call('GetJob', { JobId: 'dlc1' }, HERE);
    // The timer of the first call would go off while the second one waits.
    await setTimeout(200);
    expect((await faultOf(cloud.call('StopJob', { JobId: 'dlc1' }, HERE))).kind).toBe('unknown_outcome');
    expect(seen).toHaveLength(2);
  });

  it.each<[string, string, Step]>([
    ['invalid_input', 'a refusal of the cloud', refusal(400, 'InvalidParameter', 'no')],
    ['invalid_input', 'a conflict', refusal(409, 'Conflict', 'no')],
    ['permission_denied', 'a missing permission', refusal(403, 'Forbidden.RAM', 'no')],
    ['credentials', 'a clock that is off', refusal(400, 'InvalidTimeStamp.Expired', 'no')],
    ['not_found', 'an unknown workspace', refusal(404, 'NotFound', 'no')],
    ['throttled', 'throttling by the gateway, with any status', refusal(503, 'Throttling.User', 'no')],
  ])('is %s after %s: it was not carried out', async (kind, _, step) => {
    const { cloud, seen } = await open([step]);
    expect((await faultOf(cloud.call('CreateJob', CREATE, HERE))).kind).toBe(kind);
    expect(seen).toHaveLength(1);
  });

  it('is one request, also where a kept connection breaks under it', async () => {
    const { cloud, seen } = await open([answer(200, JOB), reset]);
    await cloud.call('GetJob', { JobId: 'dlc1' }, HERE);
    expect((await faultOf(cloud.call('CreateJob', CREATE, HERE))).kind).toBe('unknown_outcome');
    expect(seen.map(({ method }) => method)).toEqual(['GET', 'POST']);
    expect(seen[1]!.headers).not.toHaveProperty('x-acs-retry-attempts');
  });

  it('is one request where the other side has closed the kept connection just before', async () => {
    const sockets: Socket[] = [];
    const { cloud, seen } = await open([
      (response, request) => {
        sockets.push(request.socket);
        answer(200, JOB)(response, request);
      },
      answer(200, { JobId: 'dlc1' }),
    ]);
    await cloud.call('GetJob', { JobId: 'dlc1' }, HERE);
    // Synchronously before the next request is written: this side does not know of it yet.
    const work = cloud.call('CreateJob', CREATE, HERE);
    for (const socket of sockets) socket.resetAndDestroy();
    const outcome = await work.catch((error: unknown) => error);
    expect(seen.filter(({ method }) => method === 'POST').length).toBeLessThanOrEqual(1);
    if (outcome instanceof Fault) expect(outcome.details.kind).toBe('unknown_outcome');
    else expect(outcome).toMatchObject({ JobId: 'dlc1' });
  });

  it('is not sent after its time', async () => {
    const { cloud, seen } = await open([answer(200, { JobId: 'dlc1' })]);
    const late = { ...HERE, expires: Date.now() - 1 };
    expect(await faultOf(cloud.call('CreateJob', CREATE, late))).toMatchObject({ kind: 'unavailable' });
    expect(seen).toEqual([]);
    await cloud.call('CreateJob', CREATE, { ...HERE, expires: Date.now() + 60_000 });
    expect(seen).toHaveLength(1);
  });

  it('that could not be sent at all is merely unavailable', async () => {
    const { cloud, port } = await open([silence]);
    await current?.close();
    current = undefined;
    expect(port).toBeGreaterThan(0);
    const fault = await faultOf(cloud.call('StopJob', { JobId: 'dlc1' }, HERE));
    expect(fault).toMatchObject({ kind: 'unavailable', code: 'ECONNREFUSED' });
  });

  it('that is throttled was not carried out, and is not repeated', async () => {
    const { cloud, seen } = await open([
      refusal(400, 'Throttling.User', 'Request was denied due to user flow control.'),
    ]);
    expect(await faultOf(cloud.call('CreateJob', CREATE, HERE))).toMatchObject({ kind: 'throttled', retryable: true });
    expect(seen).toHaveLength(1);
  });

  it('that is aborted under way is an unknown outcome', async () => {
    const { cloud, arrived } = await open([silence]);
    const stop = new AbortController();
    const work = cloud.call('StopJob', { JobId: 'dlc1' }, { ...HERE, signal: stop.signal });
    await arrived(1);
    stop.abort();
    expect((await faultOf(work)).kind).toBe('unknown_outcome');
  });

  it('that is aborted beforehand is not sent', async () => {
    const { cloud, seen } = await open([silence]);
    const reason = new Error('never mind');
    await expect(cloud.call('StopJob', { JobId: 'dlc1' }, { ...HERE, signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
    expect(seen).toHaveLength(0);
  });
});
