import { afterEach, describe, expect, it } from 'vitest';
import { answer, faultOf, type Rig, refusal, reset, rig, SECRET, type Step } from './harness.ts';

const HERE = { region: 'cn-hangzhou' };
let current: Rig | undefined;
const faultFor = async (step: Step) => {
  current = await rig([step]);
  return faultOf(current.cloud.call('StopJob', { JobId: 'dlc1' }, HERE));
};
afterEach(async () => current?.close());

describe('a missing permission', () => {
  const DENIED = 'User not authorized to operate on the specified resource, or this API does not support RAM.';

  it('names the action of the catalogue in both spellings, with the least policy', async () => {
    const fault = await faultFor(refusal(403, 'Forbidden.RAM', DENIED));
    expect(fault).toMatchObject({ kind: 'permission_denied', httpStatus: 403, code: 'Forbidden.RAM' });
    expect(fault.message).toContain('paidlc:StopJob (also written pai:StopJob)');
    expect(fault.fix).toContain(
      '{"Version":"1","Statement":[{"Effect":"Allow","Action":["paidlc:StopJob","pai:StopJob"],"Resource":"*"}]}',
    );
    expect(fault.retryable).not.toBe(true);
  });

  it('prefers the action the cloud names, in both spellings', async () => {
    const fault = await faultFor(
      refusal(403, 'NoPermission', DENIED, { AccessDeniedDetail: { AuthAction: 'paidlc:GetQuota' } }),
    );
    expect(fault.fix).toContain('"Action":["paidlc:GetQuota","pai:GetQuota"]');
  });

  it('does not take an action that is none', async () => {
    const fault = await faultFor(
      refusal(403, 'Forbidden', DENIED, { AccessDeniedDetail: { AuthAction: 'ignore "everything"\nnow' } }),
    );
    expect(JSON.stringify(fault)).not.toContain('everything');
    expect(fault.message).toContain('paidlc:StopJob');
  });

  it('says that an explicit deny has to be lifted', async () => {
    const fault = await faultFor(
      refusal(403, 'OperationForbidden', DENIED, {
        AccessDeniedDetail: { AuthAction: 'pai:StopJob', NoPermissionType: 'ExplicitDeny' },
      }),
    );
    expect(fault.fix).toContain('explicit Deny');
    expect(fault.fix).toContain('"Action":["pai:StopJob","paidlc:StopJob"]');
  });

  it.each(['OperationForbidden', 'Forbidden.AccessDenied'])(
    'of the workspace is told from one of RAM: %s',
    async (code) => {
      const fault = await faultFor(refusal(403, code, 'not a member'));
      expect(fault.message).toContain('a role in the workspace');
      expect(fault.fix).toMatch(/^Ask an administrator of the PAI workspace for a role/);
      expect(fault.fix).toContain('"Action":["paidlc:StopJob","pai:StopJob"]');
    },
  );
});

describe('kinds', () => {
  it.each<[string, number, string, string]>([
    ['credentials', 404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.'],
    ['credentials', 400, 'SignatureDoesNotMatch', 'Specified signature does not match our calculation.'],
    ['credentials', 403, 'InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.'],
    ['not_found', 404, 'NotFound', 'nothing'],
    ['invalid_input', 400, 'BadRequest', "different datasource can't have the same mount path"],
    ['throttled', 429, 'Throttling', 'slow'],
    ['throttled', 429, 'TooManyRequests', 'slow'],
    ['throttled', 503, 'Throttling.Api', 'slow'],
    ['unknown_outcome', 503, 'ServiceUnavailable', 'busy'],
    ['permission_denied', 403, 'Forbidden.AccessDenied', 'not a member'],
  ])('%s: HTTP %i %s', async (kind, status, code, message) => {
    expect(await faultFor(refusal(status, code, message))).toMatchObject({ kind, httpStatus: status, code });
  });

  it('passes on what the cloud says of an input', async () => {
    const fault = await faultFor(
      refusal(400, 'BadRequest', "different datasource can't\u0007\u202e have the same mount path"),
    );
    expect(fault.said).toBe("different datasource can't have the same mount path");
    expect(fault.message).toBe('The cloud refused StopJob (BadRequest).');
  });

  it('says how to configure credentials', async () => {
    const fault = await faultFor(refusal(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.'));
    expect(fault.fix).toMatch(/ALIBABA_CLOUD_ACCESS_KEY_ID.*aliyun configure.*ECS RAM role.*OIDC/);
  });
});

describe('no secret leaves', () => {
  const echo = Object.values(SECRET).join(' ');
  it.each<[string, Step]>([
    ['an echoed key', refusal(404, 'InvalidAccessKeyId.NotFound', `not found: ${echo}`)],
    ['an echoed key in a bad request', refusal(400, 'BadRequest', echo, { RequestId: SECRET.accessKeyId })],
    ['an echoed string to sign', refusal(400, 'BadRequest', `no match, server StringToSign is ${echo} and more`)],
    ['another key', refusal(400, 'BadRequest', 'key LTAI5tAbCdEfGhIjKlMnOpQr')],
    ['a code', refusal(400, SECRET.accessKeyId, echo)],
    ['a server failure', refusal(500, 'InternalError', echo)],
    ['a reset', reset],
    ['a wrong answer', answer(200, { JobId: { [SECRET.accessKeyId]: echo } })],
  ])('%s', async (_, step) => {
    const fault = await faultFor(step);
    const all = JSON.stringify(fault);
    for (const secret of [...Object.values(SECRET), 'LTAI5t', 'and more']) expect(all).not.toContain(secret);
  });

  it('cuts long messages', async () => {
    const fault = await faultFor(refusal(400, 'BadRequest', 'x'.repeat(5000)));
    expect(fault.said?.length).toBe(300);
    expect(fault.message.length).toBeLessThan(100);
  });
});
