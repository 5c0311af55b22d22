import { describe, expect, it } from 'vitest';
import { onQuota, useCloud, type Wire } from './cloud.ts';
import { type Call, refusal } from './sdk-client.ts';

const cloud = useCloud();
const studio = (action: string, path: string, query: Call['query'] = {}): Promise<Wire> =>
  cloud.send(action, 'GET', path, { product: 'paistudio', query });
const rows = (answer: Wire, name: string): Wire[] => answer[name] as Wire[];
const group = (quota: string): string => `rg${cloud.quota(quota).slice(5)}`;
const nodesOf = async (query: Call['query']): Promise<Wire[]> =>
  rows(await studio('ListNodes', '/nodes', query), 'Nodes');

describe('the machines of PAI Studio', () => {
  it('follow the jobs: their pods, their cards and their users', async () => {
    const quota = cloud.quota('llm-lingjun');
    const id = await cloud.create({ ResourceId: quota, JobSpecs: onQuota(2, 3) });
    const users = (query: Call['query'] = {}) =>
      studio('ListQuotaActiveUserUsages', `/quotas/${quota}/activeuserusages`, query);
    expect(await users()).toMatchObject({ TotalCount: 0 });
    cloud.sim.clock.advance(70);
    const [node] = (await nodesOf({ QuotaId: quota, Verbose: 'true' })).filter(({ RequestGPU }) => RequestGPU === '6');
    const pods = await studio('ListNodePods', `/nodes/${node?.NodeName}/Pods`, {
      ResourceGroupId: group('llm-lingjun'),
    });
    expect(rows(pods, 'NodePodInfos')).toMatchObject([
      { WorkloadId: id, WorkloadType: 'dlc', GPUIndexes: [0, 1, 2], Phase: 'Running' },
      { WorkloadId: id, GPUIndexes: [3, 4, 5], ResourceSpec: { GPU: '3' } },
    ]);
    const some = { ResourceGroupId: group('llm-lingjun'), GPUIndexes: '4' };
    expect(rows(await studio('ListNodePods', `/nodes/${node?.NodeName}/Pods`, some), 'NodePodInfos')).toHaveLength(1);
    const used = { WorkloadCount: 1, Resources: { Used: { GPU: '6' }, Submitted: { GPU: '6' } } };
    expect(rows(await users(), 'QuotaUserUsages')).toMatchObject([used]);
    expect(rows(await users({ WorkspaceId: '0' }), 'QuotaUserUsages')).toEqual([]);
    await cloud.send('StopJob', 'POST', `/jobs/${id}/stop`);
    cloud.sim.clock.advance(60);
    expect(rows(await users(), 'QuotaUserUsages')).toEqual([]);
  });

  it('are of one quota or of resource groups, and those of no quota are there too', async () => {
    const own = await nodesOf({ QuotaId: cloud.quota('llm-lingjun') });
    const all = await nodesOf({ ResourceGroupIds: group('llm-lingjun'), Verbose: 'true' });
    expect([own.length, all.length]).toEqual([8, 10]);
    expect(all.filter(({ IsBound }) => IsBound === false)).toHaveLength(2);
    expect(all[0]).not.toHaveProperty('RequestGPU');
    expect(await refusal(studio('ListNodes', '/nodes', {}))).toMatchObject({ statusCode: 400 });
    const types = await studio('ListNodeTypes', '/nodetypes', { ResourceGroupIds: group('llm-lingjun') });
    expect(types).toMatchObject({
      NodeTypes: [{ NodeType: 'ml.sim-c192g8', GPU: '8', Memory: '2048Gi' }],
      Statistics: [{ TotalCount: 10, CanBeBoundCount: 2 }],
    });
  });

  it('have no list of pods outside of Lingjun', async () => {
    const [node] = await nodesOf({ QuotaId: cloud.quota('vision-v100') });
    const of = (name: unknown, ResourceGroupId: string) =>
      refusal(studio('ListNodePods', `/nodes/${name}/Pods`, { ResourceGroupId }));
    expect(await of(node?.NodeName, group('vision-v100'))).toMatchObject({ statusCode: 403 });
    expect(await of('lingjnone', group('llm-lingjun'))).toMatchObject({ statusCode: 404 });
  });
});

describe('resource groups', () => {
  it('are listed by kind and name, each with machines of one order', async () => {
    const list = await studio('ListResourceGroups', '/resources', { ResourceType: 'Lingjun', Name: 'llm-lingjun' });
    expect(list).toMatchObject({
      TotalCount: 1,
      ResourceGroups: [{ ResourceGroupID: group('llm-lingjun'), NodeCount: 10, Status: 'Ready' }],
    });
    expect(
      rows(await studio('ListResourceGroups', '/resources', { HasResource: 'false' }), 'ResourceGroups'),
    ).toMatchObject([{ Name: 'llm-next', Status: 'Creating' }]);
    const path = `/resources/${group('llm-lingjun')}`;
    expect(await studio('GetResourceGroup', path)).toMatchObject({ Name: 'llm-lingjun', SupportRDMA: true });
    const machines = await studio('ListResourceGroupMachineGroups', `${path}/machinegroups`);
    expect(machines).toMatchObject({ TotalCount: '1', MachineGroups: [{ EcsCount: 10, Gpu: 8 }] });
    const [{ MachineGroupID, GmtExpiredTime }] = rows(machines, 'MachineGroups') as [Wire];
    expect(Date.parse(String(GmtExpiredTime))).toBeGreaterThan(cloud.sim.clock.now().getTime());
    expect(await studio('GetResourceGroupMachineGroup', `${path}/machinegroups/${MachineGroupID}`)).toMatchObject({
      Gpu: '8',
      EcsCount: 10,
    });
    expect(await refusal(studio('GetResourceGroup', '/resources/rgnone'))).toMatchObject({ statusCode: 404 });
  });
});

describe('the history of spot prices', () => {
  const history = (type: string, query: Call['query'] = {}) =>
    studio('GetSpotPriceHistory', `/spots/${type}/pricehistory`, query);

  it('has a factor per zone and hour around the one of now, in pages for Lingjun alone', async () => {
    const spot = cloud.sim.world.ecsSpecs.filter(({ PaymentTypes }) => PaymentTypes.includes('Spot'));
    const [ecs, lingjun] = ['ECS', 'Lingjun'].map((kind) => spot.find(({ ResourceType }) => ResourceType === kind));
    const all = rows(await history(ecs?.InstanceType ?? ''), 'SpotPriceHistory');
    expect(all.length).toBeGreaterThanOrEqual(144);
    const mean = all.reduce((sum, { SpotDiscount }) => sum + Number(SpotDiscount), 0) / all.length;
    expect(mean).toBeCloseTo(ecs?.NonProtectSpotDiscount ?? 0, 1);
    expect(rows(await history(ecs?.InstanceType ?? '', { PageSize: '5' }), 'SpotPriceHistory')).toHaveLength(
      all.length,
    );
    expect(rows(await history(lingjun?.InstanceType ?? '', { PageSize: '5' }), 'SpotPriceHistory')).toHaveLength(5);
  });

  it('is empty for what is not sold as spot capacity, and refuses more than a week', async () => {
    const never =
      cloud.sim.world.ecsSpecs.find(({ PaymentTypes }) => !PaymentTypes.includes('Spot'))?.InstanceType ?? '';
    expect(await history(never)).toMatchObject({ TotalCount: 0, SpotPriceHistory: [] });
    expect(await refusal(history(never, { StartTime: '2024-01-01T00:00:00Z' }))).toMatchObject({ statusCode: 400 });
    expect(await refusal(history('ecs.none'))).toMatchObject({ statusCode: 404 });
  });
});

describe('what an administrator does', () => {
  const write = (action: string, method: 'PUT' | 'POST', path: string, body: Wire, send = cloud.send): Promise<Wire> =>
    send(action, method, path, { product: 'paistudio', body });
  const operate = (node: unknown, Operation: string, more: Wire = {}) =>
    write('OperateNode', 'POST', `/nodes/${node}`, { Operation, ...more });

  it('keeps new pods off a machine that is cordoned, and off one workspace alone', async () => {
    const quota = cloud.quota('llm-starved');
    const [node] = await nodesOf({ QuotaId: quota });
    const scope = { QuotaId: quota, WorkspaceId: cloud.sim.world.defaultWorkspaceId };
    const half = { OperationParameters: { CordonParameters: { QuotaId: quota } } };
    expect(await refusal(operate(node?.NodeName, 'Cordon', half))).toMatchObject({
      statusCode: 400,
      message: expect.stringContaining('both quota id and workspace id should be provided'),
    });
    await operate(node?.NodeName, 'Cordon', { OperationParameters: { CordonParameters: scope } });
    const id = await cloud.create({ ResourceId: quota, JobSpecs: onQuota(1, 1) });
    cloud.sim.clock.advance(70);
    expect((await cloud.send('GetJob', 'GET', `/jobs/${id}`)).Status).toBe('Queuing');
    await operate(node?.NodeName, 'Uncordon', { OperationParameters: { UncordonParameters: scope } });
    cloud.sim.clock.advance(70);
    expect((await cloud.send('GetJob', 'GET', `/jobs/${id}`)).Status).toBe('Running');
    await operate(node?.NodeName, 'Drain', {
      OperationParameters: { DrainParameters: { PodFromSubProducts: ['DSW'] } },
    });
    expect((await cloud.send('GetJob', 'GET', `/jobs/${id}`)).Status).toBe('Running');
    await operate(node?.NodeName, 'Drain');
    const job = await cloud.send('GetJob', 'GET', `/jobs/${id}`);
    expect(job).toMatchObject({
      Status: 'Failed',
      ReasonCode: 'JobFailed',
      Pods: [{ Status: 'Failed', SubStatus: 'Evicted' }],
    });
    const [pod] = rows(job, 'Pods');
    const events = await cloud.send('GetPodEvents', 'GET', `/jobs/${id}/pods/${pod?.PodId}/events`);
    expect(JSON.stringify(events.Events)).toContain(`The pod is evicted: node ${node?.NodeName} is drained`);
    await operate(node?.NodeName, 'Uncordon');
  });

  it('gives and takes machines, the idle ones first, and jobs that waited start', async () => {
    const quota = cloud.quota('llm-lingjun');
    const scale = (Count: unknown, send = cloud.send) =>
      write(
        'ScaleQuota',
        'PUT',
        `/quotas/${quota}/action/scale`,
        { Min: { NodeSpecs: [{ Type: 'ml.sim-c192g8', Count }] } },
        send,
      );
    await scale(1);
    const [first, second] = [
      await cloud.create({ ResourceId: quota, JobSpecs: onQuota(1, 8) }),
      await cloud.create({ ResourceId: quota, JobSpecs: onQuota(1, 8) }),
    ];
    cloud.sim.clock.advance(70);
    const status = async (id: string) => (await cloud.send('GetJob', 'GET', `/jobs/${id}`)).Status;
    expect([await status(first), await status(second)]).toEqual(['Running', 'Queuing']);
    await scale(2);
    cloud.sim.clock.advance(70);
    expect(await status(second)).toBe('Running');
    const quotas = await studio('GetQuota', `/quotas/${quota}`, { Verbose: 'true' });
    expect(quotas).toMatchObject({
      Min: { NodeSpecs: [{ Count: 2 }] },
      QuotaDetails: { AllocatedQuota: { GPU: '16' } },
    });
    await scale(0);
    expect([await status(first), await status(second)]).toEqual(['Running', 'Running']);
    expect(await refusal(scale(11))).toMatchObject({ statusCode: 400 });
    expect(await refusal(scale('2'))).toMatchObject({ statusCode: 400 });
    await scale(8);
  });
});
