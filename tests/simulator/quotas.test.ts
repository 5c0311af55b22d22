import { describe, expect, it } from 'vitest';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { onQuota, START, useCloud, type Wire } from './cloud.ts';
import { type Call, refusal, sdkClient } from './sdk-client.ts';

const cloud = useCloud();
const advance = (seconds: number): void => cloud.sim.clock.advance(seconds);
const studio = (action: string, path: string, query: Call['query'] = {}, send = cloud.send): Promise<Wire> =>
  send(action, 'GET', `/quotas${path}`, { product: 'paistudio', query });
const diagnosis = async (quota: string, id: string): Promise<Wire> =>
  (await studio('GetQuotaWorkloadDiagnosis', `/${quota}/workloads/${id}/diagnosis`)).Diagnosis as Wire;
const nodes = (query: Call['query']): Promise<Wire> =>
  cloud.send('ListNodes', 'GET', '/nodes', { product: 'paistudio', query });
const names = (answer: Wire): unknown[] => (answer.Quotas as Wire[]).map((quota) => quota.QuotaName);
const at = (value: unknown, ...keys: string[]): unknown =>
  keys.reduce((part, key) => (part as Wire | undefined)?.[key], value);
const job = (quota: string, pods: number, gpu: number, more: Wire = {}): Promise<string> =>
  cloud.create({ ResourceId: cloud.quota(quota), JobSpecs: onQuota(pods, gpu), ...more });

describe('the quotas of PAI Studio', () => {
  it('are listed with a trailing slash, general ones where no type is given', async () => {
    expect(names(await studio('ListQuotas', '/'))).toEqual(
      expect.arrayContaining(['vision-v100', 'recsys-cpu', 'shared-a10']),
    );
    const lingjun = await studio('ListQuotas', '/', { ResourceType: 'Lingjun', SortBy: 'GPU', Order: 'desc' });
    expect(names(lingjun).toSorted()).toEqual([
      'evals',
      'llm-lingjun',
      'llm-next',
      'llm-starved',
      'red-team',
      'security',
    ]);
    expect(names(lingjun)[0]).toBe('llm-lingjun');
    expect(lingjun.TotalCount).toBe(6);
    const page = await studio('ListQuotas', '/', { SortBy: 'QuotaName', PageSize: '1', PageNumber: '2' });
    expect(page).toMatchObject({ TotalCount: 3 });
    expect(names(page)).toEqual(['shared-a10']);
    expect(names(await studio('ListQuotas', '/', { QuotaName: 'A10' }))).toEqual(['shared-a10']);
    const error = await refusal(cloud.send('ListQuotas', 'GET', '/quotas', { product: 'paistudio' }));
    expect(error).toMatchObject({ statusCode: 404, code: 'InvalidAction.NotFound' });
    expect(await refusal(studio('ListQuotas', '/', { SortBy: 'gpu' }))).toMatchObject({ statusCode: 400 });
  });

  it('show amounts as strings, and what is used and asked for', async () => {
    const id = cloud.quota('vision-v100');
    const idle = await studio('GetQuota', `/${id}`);
    expect(idle).toMatchObject({
      QuotaName: 'vision-v100',
      QueueStrategy: 'PaiStrategyIntelligent',
      QuotaDetails: { ActualMinQuota: { CPU: '768', Memory: '5888Gi', GPU: '64' }, UsedQuota: { GPU: '0' } },
    });
    expect(idle.QuotaDetails).not.toHaveProperty('AllocatableQuota');
    const running = await job('vision-v100', 2, 8);
    await job('vision-v100', 7, 8);
    advance(70);
    expect((await studio('GetQuota', `/${id}`, { Verbose: 'true' })).QuotaDetails).toMatchObject({
      UsedQuota: { GPU: '16', Memory: '128Gi' },
      RequestedQuota: { GPU: '72' },
      AllocatableQuota: { GPU: '64' },
      AllocatedQuota: { GPU: '16' },
    });
    await cloud.send('StopJob', 'POST', `/jobs/${running}/stop`);
    advance(3600);
  });

  it('have no figures of machines that are not there yet', async () => {
    const verbose = { ResourceType: 'Lingjun', Verbose: 'true', Statuses: 'Creating' };
    const { Quotas } = await studio('ListQuotas', '/', verbose);
    expect(Quotas).toEqual([expect.objectContaining({ QuotaName: 'llm-next', Status: 'Creating' })]);
    expect((Quotas as Wire[])[0]?.QuotaDetails).toEqual({ DesiredMinQuota: expect.objectContaining({ GPU: '32' }) });
    expect(names(await studio('ListQuotas', '/', { ResourceType: 'Lingjun', HasResource: 'false' }))).toEqual([
      'llm-next',
    ]);
    expect(names(await studio('ListQuotas', '/', { Labels: 'a=b' }))).toEqual([]);
    expect(names(await studio('ListQuotas', '/', { ClusterType: 'RayCluster' }))).toEqual([]);
    expect(names(await studio('ListQuotas', '/', { Versions: '9.9' }))).toEqual([]);
  });

  it('are as full as the diagnosis of a waiting job says', async () => {
    const id = cloud.quota('llm-lingjun');
    const waiting = await job('llm-lingjun', 2, 8, { Envs: { PAI_SIM_SCENARIO: 'quota_starvation' } });
    advance(30);
    const { Used, Limit } = at(await diagnosis(id, waiting), 'ResourceDiagnosis', 'SelfQuotaLimit') as Wire;
    const { QuotaDetails } = await studio('GetQuota', `/${id}`, { Verbose: 'true' });
    expect(QuotaDetails).toMatchObject({ AllocatedQuota: Used, AllocatableQuota: Limit });
    expect(at(Used, 'GPU')).toBe('64');
    await cloud.send('StopJob', 'POST', `/jobs/${waiting}/stop`);
    advance(60);
    expect(at(await studio('GetQuota', `/${id}`, { Verbose: 'true' }), 'QuotaDetails', 'AllocatedQuota')).toMatchObject(
      { GPU: '0' },
    );
  });

  it('are for members of one of their workspaces', async () => {
    const own = cloud.sim.world.workspaces.find((workspace) => workspace.memberIds.length === 1)!;
    const { QuotaId, QuotaName } = cloud.sim.world.quotas.find(({ WorkspaceIds }) => WorkspaceIds.length === 2)!;
    const quota = cloud.sim.world.quotas.find((one) => one.QuotaId === QuotaId)!;
    const before = quota.WorkspaceIds;
    quota.WorkspaceIds = [own.WorkspaceId];
    expect(await refusal(studio('GetQuota', `/${QuotaId}`, {}, cloud.other))).toMatchObject({ statusCode: 403 });
    expect(names(await studio('ListQuotas', '/', { ResourceType: quota.ResourceType }, cloud.other))).not.toContain(
      QuotaName,
    );
    expect((await studio('GetQuota', `/${QuotaId}`)).Workspaces).toEqual([
      { WorkspaceId: own.WorkspaceId, WorkspaceName: own.WorkspaceName },
    ]);
    quota.WorkspaceIds = before;
    expect(await refusal(studio('GetQuota', '/quotanowhere'))).toMatchObject({ statusCode: 404, code: 'NotFound' });
  });
});

describe('the machines of a quota', () => {
  it('are listed by a quota or by resource groups, with what is taken by a quota alone', async () => {
    const QuotaId = cloud.quota('vision-v100');
    const verbose = (await nodes({
      QuotaId,
      Verbose: 'true',
      PageSize: '3',
      SortBy: 'NodeName',
      Order: 'asc',
    })) as Wire;
    expect(verbose).toMatchObject({ TotalCount: 8 });
    expect(verbose.Nodes).toHaveLength(3);
    const group = await nodes({ ResourceGroupIds: `rg${QuotaId.slice(5)}`, Verbose: 'true' });
    expect((group.Nodes as Wire[])[0]).not.toHaveProperty('RequestGPU');
    expect(await refusal(nodes({}))).toMatchObject({ statusCode: 400 });
    const none: Record<string, string>[] = [
      { AcceleratorType: 'CPU' },
      { NodeStatuses: 'Failed' },
      { HyperNode: 'x' },
      { PodNum: '3' },
    ];
    for (const query of none)
      expect(await nodes({ QuotaId, Verbose: 'true', ...query }), JSON.stringify(query)).toMatchObject({
        TotalCount: 0,
      });
  });

  it('of a fragmented quota have enough cards in all, and too few on each', async () => {
    const QuotaId = cloud.quota('vision-v100');
    const envs = { PAI_SIM_SCENARIO: 'quota_fragmented' };
    const id = await job('vision-v100', 1, 8, { Envs: envs });
    advance(60);
    const free = ((await nodes({ QuotaId, Verbose: 'true' })).Nodes as Wire[]).map(
      ({ GPU, RequestGPU }) => Number(GPU) - Number(RequestGPU),
    );
    expect(Math.max(...free)).toBeLessThan(8);
    expect(free.reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(8);
    await cloud.send('StopJob', 'POST', `/jobs/${id}/stop`);
    advance(60);
  });
});

describe('the queue of a quota', () => {
  it('lists all waiting jobs by position, and those that hold resources on request', async () => {
    const quota = cloud.quota('llm-starved');
    const holder = await job('llm-starved', 1, 8);
    advance(5);
    const body = { ResourceId: quota, JobSpecs: onQuota(1, 8), Priority: 7 };
    const ahead = await cloud.create(body, cloud.other);
    const low = await job('llm-starved', 1, 8, { Priority: 2 });
    advance(60);
    const all = await studio('ListQuotaWorkloads', `/${quota}/workloads`);
    expect(all.TotalCount).toBe(2);
    expect(all.Workloads).toMatchObject([
      { WorkloadId: ahead, Position: 1, Priority: 7 },
      {
        WorkloadId: low,
        Status: 'Enqueued',
        Position: 2,
        Priority: 2,
        Resource: { GPU: '8', Memory: '64Gi' },
        WorkloadType: 'dlc',
      },
    ]);
    const [machine = {}] = (await nodes({ QuotaId: quota, Verbose: 'true' })).Nodes as Wire[];
    expect(machine).toMatchObject({ NodeStatus: 'Ready', GPU: '8', RequestGPU: '8', WorkloadNum: 1 });
    const idsOf = async (query: Record<string, string>): Promise<unknown[]> => {
      const answer = await studio('ListQuotaWorkloads', `/${quota}/workloads`, query);
      return (answer.Workloads as Wire[]).map(({ WorkloadId }) => WorkloadId);
    };
    expect(await idsOf({ BeforeWorkloadId: low })).toEqual([ahead]);
    expect(await idsOf({ SortBy: 'Priority' })).toEqual([low, ahead]);
    expect(await idsOf({ SubQuotaIds: 'quotaother' })).toEqual([]);
    expect(await idsOf({ UseOversoldResource: 'true' })).toEqual([]);
    expect(await idsOf({ Status: 'Dequeued', NodeName: String(machine.NodeName) })).toEqual([holder]);
    expect(await idsOf({ Status: 'Dequeued', NodeName: 'elsewhere' })).toEqual([]);
    const range = (name: string, from: number) => ({
      [`${name}.StartTime`]: new Date(START.getTime() + from * 1000).toISOString(),
    });
    expect(await idsOf(range('GmtEnqueuedTimeRange', -3600))).toEqual([ahead, low]);
    expect(await idsOf(range('GmtEnqueuedTimeRange', 9e6))).toEqual([]);
    expect(await idsOf(range('GmtDequeuedTimeRange', -3600))).toEqual([]);
    expect(await refusal(studio('ListQuotaWorkloads', `/${quota}/workloads`, { SortBy: 'x' }))).toMatchObject({
      statusCode: 400,
    });
    const running = await studio('ListQuotaWorkloads', `/${quota}/workloads`, { Status: 'Dequeued' });
    expect(running.Workloads).toMatchObject([
      { WorkloadId: holder, Status: 'Dequeued', WorkloadStatus: 'Running', Position: 0 },
    ]);
    await cloud.send('UpdateJob', 'PUT', `/jobs/${low}`, { body: { Priority: 9 } });
    const [first] = (await studio('ListQuotaWorkloads', `/${quota}/workloads`)).Workloads as Wire[];
    expect(first).toMatchObject({ WorkloadId: low, Position: 1, Priority: 9 });

    const found = await diagnosis(quota, low);
    expect(found).toMatchObject({
      WorkloadId: low,
      QuotaId: quota,
      ResourceDiagnosis: {
        SelfQuotaLimit: { Status: 'Failed', ExceedResources: ['GPU'], Used: { GPU: '8' }, Limit: { GPU: '8' } },
        AncestorQuotaLimit: { Status: 'Succeeded' },
        QueueStrategyLimit: { Status: 'Succeeded' },
      },
      SchedulingDiagnosis: {
        Status: 'Failed',
        TaskNum: 1,
        SchedulableNum: 0,
        UnschedulableNodes: [{ Reason: 'OutOfGPU' }],
      },
    });
    const [node] = at(found, 'SchedulingDiagnosis', 'TotalNodes') as Wire[];
    expect(node).toMatchObject({ RequestGPU: '8', WorkloadNum: 1, Workloads: [{ WorkloadId: holder }] });
    for (const [id, send] of [
      [holder, cloud.send],
      [ahead, cloud.other],
      [low, cloud.send],
    ] as const)
      await send('StopJob', 'POST', `/jobs/${id}/stop`);
    advance(100);
  });

  it('lets nothing pass where it is strict', async () => {
    const quota = cloud.sim.world.quotas.find((one) => one.QuotaName === 'vision-v100')!;
    quota.QueueStrategy = 'PaiStrategyStrictFIFO';
    const holder = await job('vision-v100', 4, 8, { Envs: { PAI_SIM_RUN_SECONDS: '36000' } });
    advance(5);
    const large = await job('vision-v100', 6, 8);
    const small = await job('vision-v100', 1, 1);
    advance(100);
    expect((await cloud.job(small)).Status).toBe('Queuing');
    expect(at(await diagnosis(quota.QuotaId, small), 'ResourceDiagnosis', 'QueueStrategyLimit')).toEqual({
      Status: 'Failed',
      WorkloadIds: [large],
    });
    expect(at(await diagnosis(quota.QuotaId, small), 'SchedulingDiagnosis', 'SchedulableNum')).toBe(1);
    quota.QueueStrategy = 'PaiStrategyIntelligent';
    for (const id of [holder, large, small]) await cloud.send('StopJob', 'POST', `/jobs/${id}/stop`);
    advance(100);
  });

  it('does not split a pod over machines: what is free in all can be too little on each', async () => {
    const holders = await Promise.all(
      Array.from({ length: 8 }, () => job('llm-lingjun', 1, 5, { Envs: { PAI_SIM_RUN_SECONDS: '36000' } })),
    );
    advance(5);
    const wide = await job('llm-lingjun', 1, 8);
    advance(100);
    const found = await diagnosis(cloud.quota('llm-lingjun'), wide);
    expect(at(found, 'ResourceDiagnosis', 'SelfQuotaLimit', 'Status')).toBe('Succeeded');
    const [reason] = at(found, 'SchedulingDiagnosis', 'UnschedulableNodes') as Wire[];
    expect(reason).toMatchObject({ Reason: 'NotEnoughGPU' });
    expect(reason?.Nodes).toHaveLength(8);
    const used = (await Promise.all(holders.map((id) => cloud.job(id)))).flatMap(
      ({ Pods }) => (Pods as Wire[])[0]?.NodeName,
    );
    expect([...used].sort()).toEqual([...(reason!.Nodes as string[])].sort());
    for (const id of [...holders, wide]) await cloud.send('StopJob', 'POST', `/jobs/${id}/stop`);
    advance(100);
  });

  it.each([
    ['quota_starvation', 'OutOfGPU', 'SelfQuotaLimit'],
    ['quota_fragmented', 'NotEnoughGPU', ''],
    ['quota_nodes_cordoned', 'NodeUnschedulable', ''],
    ['quota_nodes_faulty', 'GPUUnhealthy', ''],
    ['quota_nodes_blacklisted', 'AIMasterBlackList', ''],
    ['quota_driver_mismatch', 'DriverVersionMismatch', ''],
    ['quota_topology', 'NetworkTopologyNotSatisfied', ''],
    ['quota_ancestor_limit', '', 'AncestorQuotaLimit'],
    ['quota_user_limit', '', 'UserLimit'],
    ['quota_jobs_ahead', '', 'QueueStrategyLimit'],
  ])('gives the reason of %s', async (PAI_SIM_SCENARIO, reason, check) => {
    const id = await job('llm-lingjun', 2, 8, { Envs: { PAI_SIM_SCENARIO } });
    advance(30);
    const found = await diagnosis(cloud.quota('llm-lingjun'), id);
    const checks = Object.entries(found.ResourceDiagnosis as Record<string, Wire>);
    expect(checks.flatMap(([name, { Status }]) => (Status === 'Failed' ? [name] : []))).toEqual(check ? [check] : []);
    const nodes = at(found, 'SchedulingDiagnosis', 'UnschedulableNodes') as Wire[];
    expect(nodes.map(({ Reason }) => Reason)).toEqual(reason ? [reason] : []);
    expect(at(found, 'SchedulingDiagnosis', 'SchedulableNum')).toBe(reason ? 0 : 2);
    await cloud.send('StopJob', 'POST', `/jobs/${id}/stop`);
    advance(10);
  });
});

describe('the diagnosis', () => {
  it('is only there while the job queues, with a status that can be chosen', async () => {
    const quota = cloud.quota('llm-lingjun');
    const id = await job('llm-lingjun', 1, 1);
    advance(30);
    expect(await refusal(diagnosis(quota, id))).toMatchObject({ statusCode: 400, code: 'WorkloadNotEnqueued' });
    expect(await refusal(diagnosis(quota, 'dlcnowhere'))).toMatchObject({ statusCode: 404, code: 'NotFound' });
    expect(await refusal(diagnosis(cloud.quota('shared-a10'), id))).toMatchObject({ statusCode: 404 });
    const path = `/quotas/${quota}/workloads/${id}/diagnosis`;
    const denied = await refusal(cloud.other('GetQuotaWorkloadDiagnosis', 'GET', path, { product: 'paistudio' }));
    expect(denied).toMatchObject({ statusCode: 403 });

    const sim = await startSimulator({ speed: 0, startTime: START, errorStatuses: { WorkloadNotEnqueued: 404 } });
    const send = sdkClient(sim);
    const [ended] = (await send('ListJobs', 'GET', '/jobs', { query: { DisplayName: 'sft-7b-labels' } }))
      .Jobs as Wire[];
    const old = `/quotas/${ended?.ResourceId}/workloads/${ended?.JobId}/diagnosis`;
    const error = await refusal(send('GetQuotaWorkloadDiagnosis', 'GET', old, { product: 'paistudio' }));
    expect(error).toMatchObject({ statusCode: 404, code: 'WorkloadNotEnqueued' });
    await sim.close();
  });
});
