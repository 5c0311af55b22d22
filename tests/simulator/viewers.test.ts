import { describe, expect, it } from 'vitest';
import { useCloud, type Wire } from './cloud.ts';
import { refusal } from './sdk-client.ts';

const cloud = useCloud();
const advance = (seconds: number): void => cloud.sim.clock.advance(seconds);
const boards = (action: string, method: string, path = '', query: Record<string, string> = {}): Promise<Wire> =>
  cloud.send(action, method, `/tensorboards${path}`, { query });
const create = async (body: Wire = {}): Promise<string> => {
  const dataset = cloud.sim.world.datasets.find(
    ({ WorkspaceId }) => WorkspaceId === cloud.sim.world.defaultWorkspaceId,
  )!;
  const all = { DisplayName: 'b', DataSourceId: dataset.DatasetId, ...body };
  return String((await cloud.send('CreateTensorboard', 'POST', '/tensorboards', { body: all })).TensorboardId);
};
const board = (id: string): Promise<Wire> => boards('GetTensorboard', 'GET', `/${id}`);
const listed = async (query: Record<string, string>): Promise<unknown[]> =>
  ((await boards('ListTensorboards', 'GET', '', query)).Tensorboards as Wire[]).map((each) => each.TensorboardId);

describe('a TensorBoard', () => {
  it('starts, runs, stops, starts again, and goes', async () => {
    const id = await create({ MaxRunningTimeMinutes: 10 });
    expect(await board(id)).toMatchObject({ Status: 'Creating', TensorboardUrl: '' });
    advance(20);
    expect(await board(id)).toMatchObject({ Status: 'Running', TensorboardUrl: expect.stringContaining(id) });
    expect(await refusal(boards('StartTensorboard', 'PUT', `/${id}/start`))).toMatchObject({ statusCode: 400 });
    expect(await refusal(boards('DeleteTensorboard', 'DELETE', `/${id}`))).toMatchObject({ statusCode: 400 });
    await boards('StopTensorboard', 'PUT', `/${id}/stop`);
    expect((await board(id)).Status).toBe('Stopping');
    advance(5);
    expect(await board(id)).toMatchObject({ Status: 'Stopped', ReasonCode: '' });
    expect(await refusal(boards('StopTensorboard', 'PUT', `/${id}/stop`))).toMatchObject({ statusCode: 400 });
    await boards('StartTensorboard', 'PUT', `/${id}/start`);
    advance(30);
    expect(await board(id)).toMatchObject({ Status: 'Running', Duration: '10' });
    await boards('StopTensorboard', 'PUT', `/${id}/stop`);
    advance(5);
    await boards('DeleteTensorboard', 'DELETE', `/${id}`);
    expect(await board(id)).toMatchObject({ Status: 'Deleted', ReasonCode: 'Delete by user' });
    expect(await listed({ TensorboardId: id })).toEqual([]);
  });

  it('ends when its time is up, and more time does not wake it', async () => {
    const id = await create({ MaxRunningTimeMinutes: 2 });
    advance(20 + 119);
    expect((await board(id)).Status).toBe('Running');
    advance(1);
    const ended = await board(id);
    expect(ended).toMatchObject({ Status: 'Stopped', ReasonCode: 'MaxRunningTimeExceeded', Duration: '120' });
    await boards('UpdateTensorboard', 'PUT', `/${id}`, { MaxRunningTimeMinutes: '60' });
    expect(await board(id)).toMatchObject({
      Status: 'Stopped',
      MaxRunningTimeMinutes: 60,
      GmtFinishTime: ended.GmtFinishTime,
    });
  });

  it('lasts longer where it is told so in time', async () => {
    const id = await create({ MaxRunningTimeMinutes: 2 });
    await boards('UpdateTensorboard', 'PUT', `/${id}`, {
      MaxRunningTimeMinutes: '4',
      Accessibility: 'PUBLIC',
      Priority: '7',
    });
    advance(200);
    expect(await board(id)).toMatchObject({ Status: 'Running', Accessibility: 'PUBLIC', Priority: '7' });
  });

  it('is found by whatever it shows and is', async () => {
    const job = await cloud.create();
    const one = await create({ DataSourceId: '', JobId: job, DisplayName: 'found-one' });
    const two = await create({
      DataSourceId: '',
      DisplayName: 'found-two',
      TensorboardDataSources: [{ SourceType: 'dlcjob', Id: job }],
      TensorboardSpec: { EcsType: 'ecs.g6.large', VpcId: 'v', SwitchId: 's', SecurityGroupId: 'g' },
    });
    expect(await listed({ JobId: job })).toEqual([two, one]);
    expect(await listed({ SourceId: job, SourceType: 'job', Order: 'asc', SortBy: 'DisplayName' })).toEqual([one, two]);
    expect(await listed({ JobId: job, PaymentType: 'Postpaid' })).toEqual([two]);
    expect(await listed({ DisplayName: 'FOUND-ONE', Status: 'Creating' })).toEqual([one]);
    expect(await listed({ DisplayName: 'found', Accessibility: 'PUBLIC' })).toEqual([]);
    expect(await listed({ DisplayName: 'found', StartTime: '2030-01-01T00:00:00Z' })).toEqual([]);
    expect(await listed({ DisplayName: 'found', UserId: '1' })).toEqual([]);
    const show = async (Verbose: string) =>
      ((await boards('ListTensorboards', 'GET', '', { TensorboardId: two, Verbose })).Tensorboards as Wire[])[0];
    expect(await show('false')).not.toHaveProperty('TensorboardSpec');
    expect(await show('true')).toHaveProperty('TensorboardSpec');
  });

  it('is listed to its owner alone for seven days, unless the list is asked for more', async () => {
    const id = await create({ DisplayName: 'mine', Accessibility: 'PUBLIC' });
    const theirs = async (query: Record<string, string>): Promise<unknown> =>
      (await cloud.other('ListTensorboards', 'GET', '/tensorboards', { query: { DisplayName: 'mine', ...query } }))
        .TotalCount;
    expect([await theirs({}), await theirs({ ShowOwn: 'false' })]).toEqual([0, 1]);
    advance(8 * 86_400);
    expect(await listed({ DisplayName: 'mine' })).toEqual([]);
    expect(await listed({ DisplayName: 'mine', StartTime: '2018-01-01T00:00:00Z' })).toEqual([id]);
  });

  it('is not made of nothing, of what is not there, or on half a machine', async () => {
    for (const body of [
      { DataSourceId: '' },
      { DataSourceId: '', Uri: 'oss://b.e/p/' },
      { DataSourceId: 'd-none' },
      { DataSourceId: '', JobId: 'dlcnone' },
      { TensorboardSpec: { EcsType: 'ecs.g6.large' } },
      { TensorboardSpec: { EcsType: 'ecs.none', VpcId: 'v', SwitchId: 's', SecurityGroupId: 'g' } },
      { QuotaId: 'quotanone' },
    ])
      expect(await refusal(create(body)), JSON.stringify(body)).toMatchObject({
        code: expect.stringMatching(/Invalid|Missing|NotFound/),
      });
  });

  it('is private to its owner, unless it is public or a token opens it', async () => {
    const id = await create();
    const theirs = (query = {}) => cloud.other('GetTensorboard', 'GET', `/tensorboards/${id}`, { query });
    expect(await refusal(theirs())).toMatchObject({ statusCode: 403 });
    const target = { TargetType: 'tensorboard', TargetId: id, ExpireTime: '60' };
    const { Token } = await cloud.send('GetToken', 'GET', '/tokens', { query: target });
    expect(await theirs({ Token })).toMatchObject({ TensorboardId: id });
    expect(await refusal(theirs({ Token: `${Token}x` }))).toMatchObject({ statusCode: 403 });
    advance(61);
    expect(await refusal(theirs({ Token }))).toMatchObject({ statusCode: 403 });
    await boards('UpdateTensorboard', 'PUT', `/${id}`, { Accessibility: 'PUBLIC' });
    expect(await theirs()).toMatchObject({ TensorboardId: id });
    expect(await refusal(cloud.other('StopTensorboard', 'PUT', `/tensorboards/${id}/stop`))).toMatchObject({
      statusCode: 403,
    });
  });

  it('has a shared address for a week at most', async () => {
    const id = await create();
    const url = (ExpireTimeSeconds: string) =>
      boards('GetTensorboardSharedUrl', 'GET', `/${id}/sharedurl`, { ExpireTimeSeconds });
    expect((await url('604800')).TensorboardSharedUrl).toMatch(/^https:.*token=ey/);
    for (const seconds of ['604801', '0', 'x']) expect(await refusal(url(seconds))).toMatchObject({ statusCode: 400 });
  });
});

describe('a Ray history server', () => {
  const servers = (action: string, method: string, path = '', query: Record<string, string> = {}): Promise<Wire> =>
    cloud.send(action, method, `/rayhistoryservers${path}`, { query });
  const make = async (body: Wire = {}): Promise<string> => {
    const all = {
      WorkspaceId: cloud.sim.world.defaultWorkspaceId,
      DisplayName: 'h',
      StoragePath: 'oss://b.oss-cn-hangzhou-internal.aliyuncs.com/h/',
      EcsSpec: 'ecs.g6.large',
      ...body,
    };
    return String(
      (await cloud.send('CreateRayHistoryServer', 'POST', '/rayhistoryservers', { body: all })).RayHistoryServerId,
    );
  };
  const get = (id: string): Promise<Wire> => servers('GetRayHistoryServer', 'GET', `/${id}`);

  it('starts, runs, stops, ends by its time, and goes', async () => {
    const id = await make({ MaxRuntimeMinutes: 1 });
    expect((await get(id)).Status).toBe('Creating');
    advance(20);
    expect(await get(id)).toMatchObject({ Status: 'Running', RayHistoryServerUrl: expect.stringContaining(id) });
    expect(Object.keys(await servers('StopRayHistoryServer', 'POST', `/${id}/stop`))).toEqual(['RequestId']);
    expect((await get(id)).Status).toBe('Running');
    advance(5);
    expect(await get(id)).toMatchObject({ Status: 'Stopped', RayHistoryServerUrl: '' });
    await servers('StartRayHistoryServer', 'POST', `/${id}/start`);
    advance(80);
    expect(await get(id)).toMatchObject({ Status: 'Stopped', ReasonCode: 'MaxRuntimeExceeded' });
    await servers('DeleteRayHistoryServer', 'DELETE', `/${id}`);
    expect(await refusal(get(id))).toMatchObject({ statusCode: 404 });
  });

  it('is found by what it is, and made on a machine or a quota that is there', async () => {
    const id = await make({ DisplayName: 'found' });
    const found = async (query: Record<string, string>) =>
      (
        (await servers('ListRayHistoryServers', 'GET', '', { DisplayName: 'found', ...query }))
          .RayHistoryServers as Wire[]
      ).map(({ RayHistoryServerId }) => RayHistoryServerId);
    for (const query of [
      { IdPrefix: id.slice(0, 6), PaymentType: 'PostPaid', Status: 'Creating' },
      { StoragePath: '/h/', ModifiedAfter: '2020-01-01T00:00:00Z' },
    ] as Record<string, string>[])
      expect(await found(query)).toEqual([id]);
    for (const query of [
      { IdPrefix: 'x' },
      { PaymentType: 'PrePaid' },
      { Status: 'Stopped' },
      { StoragePath: '/other/' },
      { ModifiedAfter: '2030-01-01T00:00:00Z' },
      { ResourceId: 'quota1' },
      { UserIdForFilter: '1' },
    ] as Record<string, string>[])
      expect(await found(query), JSON.stringify(query)).toEqual([]);
    for (const body of [{ EcsSpec: '' }, { EcsSpec: 'ecs.none' }, { ResourceId: 'quotanone' }])
      expect(await refusal(make(body))).toMatchObject({ statusCode: 400 });
  });
});

describe('a dashboard', () => {
  it('is there for a Ray job while it runs, and with a token for others', async () => {
    const id = await cloud.create({ JobType: 'RayJob', Envs: { PAI_SIM_RUN_SECONDS: '3600' } });
    const get = (action: string, path: string, send = cloud.send, query = {}) =>
      send(action, 'GET', `/jobs/${id}/${path}`, { query });
    expect(await refusal(get('GetRayDashboard', 'rayDashboard'))).toMatchObject({ statusCode: 400 });
    advance(300);
    expect(await get('GetRayDashboard', 'rayDashboard')).toMatchObject({ metricsEnabled: 'true' });
    expect((await get('GetDashboard', 'dashboard')).url).toMatch(/^https:/);
    expect(await refusal(get('GetDashboard', 'dashboard', cloud.other))).toMatchObject({ statusCode: 403 });
    const target = { TargetType: 'job', TargetId: id, ExpireTime: '60' };
    const { Token: token } = await cloud.send('GetToken', 'GET', '/tokens', { query: target });
    expect((await get('GetDashboard', 'dashboard', cloud.other, { isShared: 'true', token })).url).toMatch(/^https:/);
    expect(await refusal(get('GetDashboard', 'dashboard', cloud.send, { isShared: 'true' }))).toMatchObject({
      statusCode: 400,
    });
    const other = await cloud.create({ Envs: { PAI_SIM_RUN_SECONDS: '3600' } });
    advance(300);
    expect(await refusal(cloud.send('GetDashboard', 'GET', `/jobs/${other}/dashboard`))).toMatchObject({
      statusCode: 400,
    });
  });
});
