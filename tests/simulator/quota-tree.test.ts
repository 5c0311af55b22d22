import { beforeAll, describe, expect, it } from 'vitest';
import { onQuota, useCloud, type Wire } from './cloud.ts';
import { type Call, refusal } from './sdk-client.ts';

const cloud = useCloud();
const advance = (seconds: number): void => cloud.sim.clock.advance(seconds);
const studio = (action: string, path: string, query: Call['query'] = {}): Promise<Wire> =>
  cloud.send(action, 'GET', path, { product: 'paistudio', query });
const listed = async (query: Record<string, string>): Promise<unknown[]> => {
  const { Quotas } = await studio('ListQuotas', '/quotas/', { ResourceType: 'Lingjun', ...query });
  return (Quotas as Wire[]).map(({ QuotaName }) => QuotaName).toSorted();
};
const details = async (name: string): Promise<Wire> =>
  (await studio('GetQuota', `/quotas/${cloud.quota(name)}`, { Verbose: 'true' })).QuotaDetails as Wire;
const workloads = async (name: string, query: Record<string, string> = {}): Promise<unknown[]> => {
  const path = `/quotas/${cloud.quota(name)}/workloads`;
  const { Workloads } = await studio('ListQuotaWorkloads', path, { Status: 'Dequeued', ...query });
  return (Workloads as Wire[]).map(({ WorkloadName }) => WorkloadName).toSorted();
};
const job = (quota: string, pods: number, name: string): Promise<string> =>
  cloud.create({
    WorkspaceId: cloud.sim.world.quotas.find(({ QuotaName }) => QuotaName === quota)?.WorkspaceIds[0],
    DisplayName: name,
    ResourceId: cloud.quota(quota),
    JobSpecs: onQuota(pods, 8),
    Envs: { PAI_SIM_RUN_SECONDS: '36000' },
  });
const status = async (id: string): Promise<unknown> => (await cloud.job(id)).Status;

describe('a tree of quotas', () => {
  let lent = '';
  beforeAll(async () => {
    lent = await job('red-team', 2, 'lent');
    advance(60);
  });

  it('is listed whole, by its roots, or by the parts of one', async () => {
    const security = cloud.quota('security');
    expect(await listed({})).toEqual(expect.arrayContaining(['evals', 'red-team', 'security']));
    expect(await listed({ ParentQuotaId: '' })).not.toContain('evals');
    expect(await listed({ ParentQuotaId: security })).toEqual(['evals', 'red-team']);
    const [root, part] = await Promise.all(
      ['security', 'evals'].map((name) => studio('GetQuota', `/quotas/${cloud.quota(name)}`)),
    );
    expect(root).toMatchObject({
      ParentQuotaId: '',
      SubQuotas: [{ QuotaName: 'red-team' }, { QuotaName: 'evals', QuotaId: cloud.quota('evals') }],
      Min: { NodeSpecs: [{ Count: 4 }] },
    });
    expect(part).toMatchObject({ ParentQuotaId: security, SubQuotas: [], ResourceGroupIds: root?.ResourceGroupIds });
  });

  it('lends a part what is idle, and the figures of each say so', async () => {
    expect(await status(lent)).not.toBe('Queuing');
    expect(await details('red-team')).toMatchObject({
      AllocatableQuota: { GPU: '8' },
      SelfAllocatedQuota: { GPU: '16' },
      AllocatedQuota: { GPU: '16' },
    });
    expect(await details('security')).toMatchObject({
      AllocatableQuota: { GPU: '32' },
      SelfAllocatedQuota: { GPU: '0' },
      DescendantsAllocatedQuota: { GPU: '16' },
      AllocatedQuota: { GPU: '16' },
    });
    const next = await job('security', 2, 'root');
    const waits = await job('evals', 1, 'waits');
    advance(60);
    expect(await status(next)).not.toBe('Queuing');
    // The machine of the part that is left is lent to nobody else now, or its own job would wait.
    expect(await status(waits)).toBe('Queuing');
    const path = `/quotas/${cloud.quota('evals')}/workloads/${waits}/diagnosis`;
    const { ResourceDiagnosis } = (await studio('GetQuotaWorkloadDiagnosis', path)).Diagnosis as Wire;
    expect(ResourceDiagnosis).toMatchObject({
      SelfQuotaLimit: { Status: 'Succeeded' },
      AncestorQuotaLimit: { Status: 'Failed', Limit: { GPU: '32' }, Used: { GPU: '32' } },
    });
    const lends = ['red-team', 'evals'].map(async (name) => (await details(name)).AncestorsAllocatedQuota as Wire);
    expect((await Promise.all(lends)).map(({ GPU }) => Number(GPU)).reduce((a, b) => a + b)).toBe(8);
    await cloud.send('StopJob', 'POST', `/jobs/${lent}/stop`);
    advance(120);
    expect(await status(waits)).not.toBe('Queuing');
  });

  it('lists workloads of one level, of all below it, or of the parts that are named', async () => {
    expect(await workloads('security')).toEqual(['root', 'waits']);
    expect(await workloads('security', { ShowOwn: 'true' })).toEqual(['root']);
    expect(await workloads('security', { SubQuotaIds: cloud.quota('evals') })).toEqual(['waits']);
    expect(await workloads('evals')).toEqual(['waits']);
  });

  it('shares the machines of one resource group, each of which is of one quota and its parent', async () => {
    const query = { QuotaId: cloud.quota('security'), Verbose: 'true', Order: 'asc' };
    const nodes = (await studio('ListNodes', '/nodes', query)).Nodes as Wire[];
    expect(nodes).toHaveLength(4);
    expect(nodes.filter(({ RequestGPU }) => RequestGPU === '8')).toHaveLength(3);
    const of = (await studio('ListNodes', '/nodes', { ...query, QuotaId: cloud.quota('evals') })).Nodes as Wire[];
    expect(of).toMatchObject([{ BoundQuotas: [{ QuotaName: 'evals' }, { QuotaName: 'security' }] }]);
    const group = await studio('ListResourceGroups', '/resources', { Name: 'security' });
    expect(group).toMatchObject({ TotalCount: 1, ResourceGroups: [{ NodeCount: 4 }] });
    expect(await studio('ListResourceGroups', '/resources', { Name: 'evals' })).toMatchObject({ TotalCount: 0 });
  });

  it('moves machines between a part and what it is a part of, whose own size stays', async () => {
    const [{ Type } = {}] = ((await studio('GetQuota', `/quotas/${cloud.quota('evals')}`)).Min as Wire)
      .NodeSpecs as Wire[];
    const scale = (name: string, Count: number): Promise<Wire> =>
      cloud.send('ScaleQuota', 'PUT', `/quotas/${cloud.quota(name)}/action/scale`, {
        product: 'paistudio',
        body: { Min: { NodeSpecs: [{ Type, Count }] } },
      });
    const size = async (name: string): Promise<unknown> => ((await details(name)).ActualMinQuota as Wire).GPU;
    await scale('evals', 3);
    expect([await size('evals'), await size('security'), await size('red-team')]).toEqual(['24', '32', '8']);
    expect(await refusal(scale('evals', 4))).toMatchObject({ statusCode: 400 });
    // It has four machines, all of which its parts have.
    expect(await refusal(scale('security', 3))).toMatchObject({ statusCode: 400 });
    await scale('evals', 1);
    expect([await size('evals'), await size('security')]).toEqual(['8', '32']);
  });
});
