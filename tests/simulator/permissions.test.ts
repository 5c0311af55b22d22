import { afterEach, describe, expect, it } from 'vitest';
import { ramActions } from '../../src/simulator/ram/actions.ts';
import { type RamPolicy, startSimulator } from '../../src/simulator/simulator.ts';
import { PUBLIC_JOB, useCloud } from './cloud.ts';
import { type Refusal, refusal, sdkClient } from './sdk-client.ts';

const cloud = useCloud();
const DEV = 'dev-user';
afterEach(() => cloud.sim.permissions.clear());

const TEXT = "User not authorized to operate on the specified resource, or this API doesn't support RAM.";

/** What a refused `CreateJob` says under a policy, which must have made no job. */
async function refusedCreate(policy: RamPolicy): Promise<Refusal & { accessDeniedDetail?: Record<string, unknown> }> {
  cloud.sim.permissions.set(DEV, policy);
  const before = cloud.sim.jobs().length;
  const error = await refusal(cloud.create());
  expect(cloud.sim.jobs()).toHaveLength(before);
  expect(cloud.sim.requests().at(-1)).toMatchObject({
    action: 'CreateJob',
    status: 403,
    committed: false,
    caller: DEV,
  });
  return error;
}

describe('RAM', () => {
  it('allows everything without a policy', async () => {
    expect(await cloud.create()).toMatch(/^dlc/);
    expect(cloud.sim.permissions.list()).toEqual({});
  });

  it.each([['paidlc:CreateJob'], ['pai:CreateJob'], ['paidlc:Create*'], ['pai:*'], ['PAIDLC:createjob'], ['*']])(
    'denies %s in so many words',
    async (pattern) => {
      const error = await refusedCreate({ deny: [pattern] });
      expect(error).toMatchObject({ statusCode: 403, code: 'Forbidden.RAM', data: { Message: TEXT } });
      expect(error.accessDeniedDetail).toEqual({
        PolicyType: 'AccountLevelIdentityBasedPolicy',
        AuthPrincipalOwnerId: cloud.sim.users[0]!.userId,
        AuthPrincipalType: 'SubUser',
        AuthPrincipalDisplayName: DEV,
        NoPermissionType: 'ExplicitDeny',
        AuthAction: 'paidlc:CreateJob',
        EncodedDiagnosticMessage: expect.any(String),
      });
    },
  );

  it('denies what is not in the list of what is allowed', async () => {
    const error = await refusedCreate({ allow: ['paidlc:List*', 'paidlc:Get*'] });
    expect(error.accessDeniedDetail).toMatchObject({
      NoPermissionType: 'ImplicitDeny',
      AuthAction: 'paidlc:CreateJob',
    });
    expect(await cloud.list()).toHaveProperty('Jobs');
  });

  it.each(['paidlc:CreateJob', 'pai:CreateJob'])('allows what %s is for, and no more', async (action) => {
    cloud.sim.permissions.set(DEV, { allow: [action] });
    expect(await cloud.create()).toMatch(/^dlc/);
    expect(await refusal(cloud.list())).toMatchObject({ code: 'Forbidden.RAM' });
  });

  it('lets a denial win over what is allowed', async () => {
    const error = await refusedCreate({ allow: ['*'], deny: ['paidlc:CreateJob'] });
    expect(error.accessDeniedDetail).toMatchObject({ NoPermissionType: 'ExplicitDeny' });
  });

  it('can refuse with the other code, and without the detail', async () => {
    const error = await refusedCreate({ deny: ['paidlc:CreateJob'], code: 'NoPermission', detail: false });
    expect(error).toMatchObject({ statusCode: 403, code: 'NoPermission', data: { Message: TEXT } });
    expect(error.data).not.toHaveProperty('AccessDeniedDetail');
  });

  it('is per user', async () => {
    cloud.sim.permissions.set(DEV, { allow: [] });
    expect(await cloud.create({}, cloud.other)).toMatch(/^dlc/);
    cloud.sim.permissions.clear(DEV);
    expect(await cloud.create()).toMatch(/^dlc/);
  });

  it('leaves the refusal of a workspace to its members as it was', async () => {
    const closed = cloud.sim.world.workspaces.find((each) => !each.memberIds.includes(cloud.sim.users[1]!.userId))!;
    const error = await refusal(cloud.create({ WorkspaceId: closed.WorkspaceId }, cloud.other));
    expect(error).toMatchObject({ statusCode: 403, code: 'OperationForbidden' });
    expect(error.data).not.toHaveProperty('AccessDeniedDetail');
  });

  it.each([
    ['ListWorkspaces', '/workspaces', 'paiworkspace:ListWorkspaces'],
    ['ListImages', '/images', 'paiimage:ListImages'],
    ['ListImageLabels', '/image/labels', 'paiimage:ListImageLabels'],
    ['ListDatasets', '/datasets', 'paidataset:ListDatasets'],
    ['ListCodeSources', '/codesources', 'paicodesource:ListCodeSources'],
  ])('knows %s by its own product', async (action, path, name) => {
    const call = () =>
      cloud.send(action, 'GET', path, {
        product: 'aiworkspace',
        query: { WorkspaceId: cloud.sim.world.defaultWorkspaceId },
      });
    cloud.sim.permissions.set(DEV, { deny: [`aiworkspace:${action}`] });
    expect(await refusal(call())).toMatchObject({ accessDeniedDetail: { AuthAction: name } });
    cloud.sim.permissions.set(DEV, { allow: [name] });
    expect(await call()).toHaveProperty('TotalCount');
  });

  it('asks nothing for ListEcsSpecs, unless it is denied by name', async () => {
    const specs = () => cloud.send('ListEcsSpecs', 'GET', '/ecsspecs');
    cloud.sim.permissions.set(DEV, { allow: [] });
    expect(await specs()).toHaveProperty('EcsSpecs');
    cloud.sim.permissions.set(DEV, { deny: ['pai:ListEcsSpecs'] });
    expect(await refusal(specs())).toMatchObject({ accessDeniedDetail: { AuthAction: 'paidlc:ListEcsSpecs' } });
  });

  it('comes before the check of the parameters', async () => {
    cloud.sim.permissions.set(DEV, { allow: [] });
    expect(await refusal(cloud.create({ Priority: 99 }))).toMatchObject({ code: 'Forbidden.RAM' });
  });

  it('spells an action of a product without a table as the product', () => {
    expect(ramActions({ product: 'aiworkspace', action: 'ListConnections' })[0]).toBe('aiworkspace:ListConnections');
  });

  it.each<[string, unknown, string]>([
    ['an action without a product', { deny: ['CreateJob'] }, 'not a RAM action such as paidlc:CreateJob'],
    ['an action that is none', { deny: ['paidlc:CreatJob'] }, 'no operation for "paidlc:CreatJob"'],
    ['a code of something else', { deny: ['*'], code: 'NotFound' }, 'code: '],
    ['an unknown member', { denied: ['*'] }, 'Unrecognized key: "denied"'],
  ])('refuses a policy with %s', (_, policy, said) => {
    expect(() => cloud.sim.permissions.set(DEV, policy as RamPolicy)).toThrow(said);
    expect(cloud.sim.permissions.list()).toEqual({});
  });

  it('has no policy for a stranger', () => {
    expect(() => cloud.sim.permissions.set('stranger', {})).toThrow('Valid: dev-user, colleague.');
  });
});

describe('the users', () => {
  it('are those of the options, each with keys and a policy of their own', async () => {
    const users = [{ userName: 'admin' }, { userName: 'viewer', policy: { allow: ['paidlc:ListJobs'] } }];
    const sim = await startSimulator({ demoJobs: false, users });
    const create = (user: number) => sdkClient(sim, user)('CreateJob', 'POST', '/jobs', { body: PUBLIC_JOB });
    expect(new Set(sim.users.map((user) => user.accessKeyId)).size).toBe(2);
    expect(await create(0)).toHaveProperty('JobId');
    expect(await refusal(create(1))).toMatchObject({ accessDeniedDetail: { AuthPrincipalDisplayName: 'viewer' } });
    expect(sim.jobs()).toMatchObject([{ owner: 'admin' }]);
    const info = (await (await fetch(`${sim.controlUrl}/info`)).json()) as { users: unknown };
    expect(info.users).toMatchObject([
      { userName: 'admin', accessKeyId: sim.users[0]!.accessKeyId, policy: null },
      { userName: 'viewer', policy: { allow: ['paidlc:ListJobs'], code: 'Forbidden.RAM', detail: true } },
    ]);
    expect(JSON.stringify(info)).not.toContain(sim.users[1]!.accessKeySecret);
    await sim.close();
  });

  it('cannot share a name', async () => {
    await expect(startSimulator({ users: [{ userName: 'a' }, { userName: 'a' }] })).rejects.toThrow('userName "a"');
  });
});
