import { describe, expect, it } from 'vitest';
import type { PriceTable } from '../../src/domain/prices.ts';
import { getResourceGroup } from '../../src/tools/quotas/get-resource-group.ts';
import { getResourceGroupMachineGroup } from '../../src/tools/quotas/get-resource-group-machine-group.ts';
import { getSpotPriceHistory } from '../../src/tools/quotas/get-spot-price-history.ts';
import { listNodePods } from '../../src/tools/quotas/list-node-pods.ts';
import { listNodeTypes } from '../../src/tools/quotas/list-node-types.ts';
import { listNodes } from '../../src/tools/quotas/list-nodes.ts';
import { listQuotaActiveUserUsages } from '../../src/tools/quotas/list-quota-active-user-usages.ts';
import { listResourceGroupMachineGroups } from '../../src/tools/quotas/list-resource-group-machine-groups.ts';
import { listResourceGroups } from '../../src/tools/quotas/list-resource-groups.ts';
import { contextOf, textOf, use } from './read-fixtures.ts';

type Wire = Record<string, unknown>;

describe('list_nodes', () => {
  const node = { NodeName: 'lingj1', NodeStatus: 'Ready', GPU: '8', RequestGPU: '2', ResourceGroupId: 'rg1' };

  it('asks for what is free of a quota, and shows what is closed and what is unknown', async () => {
    const closed = { ...node, NodeName: 'lingj2', ReasonCode: 'CordonByUser', RequestGPU: undefined };
    const { text, sent } = await use(
      listNodes,
      { quota_id: 'quota1', node_statuses: ['Ready'] },
      { ListNodes: { Nodes: [node, closed], TotalCount: 2 } },
    );
    expect(sent).toMatchObject({ QuotaId: 'quota1', Verbose: true, NodeStatuses: 'Ready', SortBy: 'NodeName' });
    expect(sent).not.toHaveProperty('ResourceGroupIds');
    expect(text).toMatch(/lingj1 .*Ready .*6\/8 +\?\/\?/);
    expect(text).toMatch(/lingj2 .*Ready: CordonByUser \(closed\) .*\?\/8/);
    expect(text).toContain('list_quota_workloads quota_id=quota1 node=lingj1');
  });

  it('says that nothing is known of what is free in a resource group', async () => {
    const { text, sent } = await use(
      listNodes,
      { resource_group_ids: ['rg1', 'rg2'] },
      { ListNodes: { Nodes: [{ ...node, RequestGPU: undefined }], TotalCount: 1 } },
    );
    expect(sent.ResourceGroupIds).toBe('rg1,rg2');
    expect(text).toContain('Note: what is free is told for a quota only');
    expect(text).toContain('list_node_pods node_id=lingj1 resource_group_id=rg1');
  });

  it.each([{}, { quota_id: 'quota1', resource_group_ids: ['rg1'] }])('refuses %j and sends nothing', async (input) => {
    await expect(use(listNodes, input, {})).rejects.toThrow('Exactly one of quota_id and resource_group_ids');
    await expect(use(listNodeTypes, input, {})).rejects.toThrow('Exactly one of');
  });
});

describe('list_node_types and list_node_pods', () => {
  it('joins sizes with counts, and calls a count that is missing unknown', async () => {
    const { text } = await use(
      listNodeTypes,
      { quota_id: 'quota1' },
      {
        ListNodeTypes: {
          NodeTypes: [
            { NodeType: 'ml.a', GPU: '8', CPU: '96', AllocatableCPU: '90', Memory: '736Gi' },
            { NodeType: 'ml.b' },
          ],
          Statistics: [{ NodeType: 'ml.a', TotalCount: 10, CanBeBoundCount: 4 }],
        },
      },
    );
    expect(text).toMatch(/ml\.a +- +8 +90 +736 +10 +4/);
    expect(text).toMatch(/ml\.b +- +unknown +unknown/);
  });

  it('shows whose pods are on a machine, with their cards', async () => {
    const { text, sent } = await use(
      listNodePods,
      { node_id: 'lingj1', resource_group_id: 'rg1', gpu_indexes: [0, 1] },
      {
        ListNodePods: {
          NodePodInfos: [
            { PodName: 'dsw-1', WorkloadType: 'dsw', WorkloadId: 'dsw-1' },
            {
              PodName: 'dlc1-worker-0',
              WorkloadType: 'dlc',
              WorkloadId: 'dlc1',
              GPUIndexes: [0, 1],
              ResourceSpec: { GPU: '2' },
            },
          ],
        },
      },
    );
    expect(sent).toEqual({ NodeId: 'lingj1', ResourceGroupId: 'rg1', GPUIndexes: '0,1' });
    expect(text).toMatch(/dlc1-worker-0 +dlc1 +dlc +- +0,1 +2/);
    expect(text).toContain('get_job job_id=dlc1');
  });
});

describe('list_quota_active_user_usages', () => {
  const row = (id: string): Wire => ({
    UserId: id,
    WorkloadCount: 2,
    Resources: { Used: { GPU: '8', Memory: '64Gi' }, Submitted: { GPU: '24' } },
  });
  const of = (answer: Wire, workspaceId?: string) =>
    use(
      listQuotaActiveUserUsages,
      { quota_id: 'quota1' },
      { ListQuotaActiveUserUsages: answer },
      workspaceId ? { workspaceId } : {},
    );

  it('reads the newer member, else the older one', async () => {
    const both = await of({ QuotaUserUsages: [row('1')], QuotaUserUsage: [row('2')], TotalCount: 1 });
    expect(both.text).toMatch(/^1 .* 2 +8 +24/m);
    expect(both.sent).toMatchObject({ QuotaId: 'quota1', SortBy: 'UsedGPU', Order: 'desc' });
    expect(both.sent).not.toHaveProperty('WorkspaceId');
    expect((await of({ QuotaUserUsage: [row('2')] })).output).toMatchObject({ total: 1, users: [{ user_id: '2' }] });
    expect((await of({})).text).toContain('No users found');
  });

  it('stays within a workspace where one is known', async () => {
    expect((await of({ TotalCount: 0 }, '11')).sent.WorkspaceId).toBe('11');
  });
});

describe('resource groups', () => {
  const machines = { MachineGroupID: 'mg1', EcsCount: 4, EcsSpec: 'ml.a', GmtExpiredTime: '2022-09-10T00:00:00Z' };

  it('warns of machines that end soon, and reads a count that is a text', async () => {
    const { text, output } = await use(
      listResourceGroupMachineGroups,
      { resource_group_id: 'rg1' },
      { ListResourceGroupMachineGroups: { MachineGroups: [machines], TotalCount: '1' } },
    );
    expect(output.total).toBe(1);
    expect(text.split('\n')[0]).toBe('mg1: 4 machines end at 2022-09-10T00:00:00Z, unless they are renewed.');
    const later = { ...machines, GmtExpiredTime: '2023-09-10T00:00:00Z', Gpu: '8', Memory: '64' };
    const one = await use(
      getResourceGroupMachineGroup,
      { resource_group_id: 'rg1', machine_group_id: 'mg1' },
      { GetResourceGroupMachineGroup: later },
    );
    expect(one.output).toMatchObject({ warnings: [], group: { gpus: 8, memory_gib: 64 } });
  });

  it('are listed, and one is shown with its network', async () => {
    const list = await use(
      listResourceGroups,
      { resource_type: 'Lingjun' },
      { ListResourceGroups: { ResourceGroups: [{ ResourceGroupID: 'rg1', NodeCount: 3 }], TotalCount: 1 } },
    );
    expect(list.sent).toMatchObject({ ResourceType: 'Lingjun', PageNumber: 1 });
    expect(list.text).toMatch(/rg1 +- +- +- +3/);
    const one = await use(
      getResourceGroup,
      { resource_group_id: 'rg1' },
      { GetResourceGroup: { Name: 'big', UserVpc: { VpcId: 'vpc-1' }, SupportRDMA: true } },
    );
    expect(one.text).toMatch(/Resource group rg1 \(big\)\nrdma +true\nvpc_id +vpc-1/);
  });
});

describe('R44 get_spot_price_history', () => {
  const point = (ZoneId: string, hour: number, SpotDiscount: unknown): Wire => ({
    ZoneId,
    SpotDiscount,
    Timestamp: `2022-09-05T0${hour}:00:00Z`,
  });
  const SpotPriceHistory = [point('b', 2, 0.4), point('a', 1, 0.2), point('a', 2, 0.3), point('b', 1, 'x')];
  const answers = {
    GetSpotPriceHistory: { SpotPriceHistory, TotalCount: 4 },
    ListEcsSpecs: { EcsSpecs: [{ InstanceType: 'ecs.a' }], TotalCount: 1 },
  };
  const priced: PriceTable = {
    ofMachine: (_, type) =>
      type === 'ecs.a' ? { perHour: 10, currency: 'CNY', date: '2022-09-01', source: 'x' } : undefined,
    ofGpu: () => undefined,
  };

  it('sums up factors per zone, and shows no money without prices', async () => {
    const { text, sent } = await use(getSpotPriceHistory, { instance_type: 'ecs.a' }, answers);
    expect(sent).toEqual({ InstanceType: 'ecs.a' });
    expect(text).toMatch(/a +0.2 +0.25 +0.3 +0.3 +0.1 +2 +2022-09-05T02:00:00Z\nb +0.4 .* 1 /);
    expect(text).toContain('List price: unknown: the operator has given no prices (--prices).');
    expect(text).not.toMatch(/CNY|Spot now/);
  });

  it('shows what the last factor of the cheapest zone comes to, by the prices of the operator', async () => {
    const ctx = contextOf((async (action: keyof typeof answers) => answers[action]) as never, {
      prices: async () => priced,
    });
    const input = getSpotPriceHistory.input.parse({ instance_type: 'ecs.a' });
    const output = getSpotPriceHistory.output.parse(await getSpotPriceHistory.run(ctx, input, undefined));
    expect(textOf(getSpotPriceHistory, output, input)).toContain('Spot now: about 3.00 CNY per hour in a.');
  });

  it('takes pages of Lingjun types alone, and refuses more than a week', async () => {
    const lingjun = await use(getSpotPriceHistory, { instance_type: 'ml.a', protected_hour: true }, answers);
    expect(lingjun.sent).toEqual({
      InstanceType: 'ml.a',
      SpotDuration: 1,
      PageNumber: 1,
      PageSize: 100,
      Order: 'desc',
    });
    const wide = { instance_type: 'ecs.a', start_time: '2022-08-28T00:00:00Z' };
    await expect(use(getSpotPriceHistory, wide, answers)).rejects.toThrow('more than 7 days');
  });

  it('says so where there are none', async () => {
    const none = { ...answers, GetSpotPriceHistory: { SpotPriceHistory: [], TotalCount: 0 } };
    expect((await use(getSpotPriceHistory, { instance_type: 'ecs.a' }, none)).text).toContain(
      'No spot prices of ecs.a',
    );
  });
});
