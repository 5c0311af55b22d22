import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/domain/fault.ts';
import { getQuota } from '../../src/tools/quotas/get-quota.ts';
import { listQuotaWorkloads } from '../../src/tools/quotas/list-quota-workloads.ts';
import type { Tool, ToolContext } from '../../src/tools/tool.ts';
import { type Call, contextOf, fakeContext, textOf } from './read-fixtures.ts';

type Wire = Record<string, unknown>;

async function use(tool: Tool, input: Wire, answers: Wire): Promise<{ text: string; calls: Call[]; output: Wire }> {
  const { ctx, calls } = fakeContext(answers);
  const parsed = tool.input.parse(input);
  const output = tool.output.parse(await tool.run(ctx, parsed, undefined)) as Wire;
  return { text: textOf(tool, output, parsed), calls, output };
}

const node = (name: string, more: Wire = {}): Wire => ({
  NodeName: name,
  NodeType: 'ml.a',
  NodeStatus: 'Ready',
  GPU: '8',
  CPU: '96',
  Memory: '736',
  AllocatableCPU: '90',
  AllocatableMemory: '700Gi',
  RequestGPU: '2',
  RequestCPU: '30.5',
  RequestMemory: '100Gi',
  ...more,
});

describe('get_quota', () => {
  const quota = {
    QuotaId: 'quota1',
    Status: 'Ready',
    ParentQuotaId: 'quota0',
    SubQuotas: [{ QuotaId: 'quota2', QuotaName: 'child' }],
  };
  const of = (nodes: Wire[], input: Wire = {}) =>
    use(
      getQuota,
      { quota_id: 'quota1', ...input },
      { GetQuota: quota, ListNodes: { Nodes: nodes, TotalCount: nodes.length } },
    );

  it('counts what is free on machines that are ready, alike ones together, and says what fits', async () => {
    const { text, calls } = await of(
      [
        node('a'),
        node('b'),
        node('c', { RequestGPU: '8' }),
        node('d', { NodeStatus: 'Ready', ReasonCode: 'CordonByUser', RequestGPU: '0' }),
      ],
      { gpu: 3, cpu: 10, memory: 100 },
    );
    expect(calls).toEqual([
      { action: 'GetQuota', input: { QuotaId: 'quota1', Verbose: true } },
      { action: 'ListNodes', input: { QuotaId: 'quota1', Verbose: true, PageNumber: 1, PageSize: 100 } },
    ]);
    expect(text).toContain('Fits now: 4 pods of 3 GPUs, 10 CPUs, 100 GiB each.');
    expect(text).toMatch(/largest_pod_now +6 GPUs, 59.5 CPUs, 600 GiB/);
    expect(text).toContain('2 machines of ml.a: up to 6 GPUs, 59.5 CPUs, 600 GiB free, such as a');
    expect(text).toContain(
      '1 machine of ml.a: CLOSED (Ready: CordonByUser), 8 GPUs, 59.5 CPUs, 600 GiB free, such as d',
    );
    expect(text).toMatch(/parent +quota0/);
    expect(text).toMatch(/sub_quotas +quota2 \(child\)/);
    expect(text).toMatch(/gpus +unknown/);
  });

  it('calls a figure that is missing unknown, and leaves such machines out of what fits', async () => {
    const { text } = await of([node('a'), node('b', { RequestGPU: undefined }), {}], { gpu: 1 });
    expect(text).toContain('Fits now: at least 6 pods of 1 GPU each.');
    expect(text).toContain('unknown GPUs, 59.5 CPUs, 600 GiB free, such as b');
    expect(text).toContain('CLOSED (status unknown), unknown GPUs, unknown CPUs, unknown GiB free');
  });
});

describe('list_quota_workloads', () => {
  const wire = (id: string, more: Wire = {}): Wire => ({ WorkloadId: id, ...more });

  it('asks for the queue and for the holders, of all levels unless one is asked for', async () => {
    const { calls, text } = await use(
      listQuotaWorkloads,
      { quota_id: 'quota1' },
      { ListQuotaWorkloads: { Workloads: [], TotalCount: 0 } },
    );
    expect(calls.map(({ input }) => [input.Status, input.ShowOwn])).toEqual([
      ['Enqueued', false],
      ['Dequeued', false],
    ]);
    expect(text).toContain('No workloads waiting found (quota quota1, with sub-quotas).');
  });

  /** A quota with a queue of three and a job that holds resources, and the calls that were made of it. */
  async function ahead(input: Wire): Promise<{ text: string; calls: Wire[]; output: Wire }> {
    const queue = ['dlc1', 'dlc2', 'dsw3'].map((id, at) => wire(id, { Position: at + 1 }));
    const calls: Wire[] = [];
    const call = async (_: string, asked: Wire): Promise<unknown> => {
      calls.push(asked);
      const state = asked.Status === 'Enqueued' ? queue : [wire('dlc9', { WorkloadStatus: 'Running' })];
      const before = state.findIndex(({ WorkloadId }) => WorkloadId === asked.BeforeWorkloadId);
      const found = state
        .filter(({ WorkloadId }) => asked.WorkloadIds === undefined || asked.WorkloadIds === WorkloadId)
        .slice(0, asked.BeforeWorkloadId === undefined ? undefined : Math.max(0, before));
      return { Workloads: found.slice(0, asked.PageSize as number), TotalCount: found.length };
    };
    const parsed = listQuotaWorkloads.input.parse({ quota_id: 'quota1', ...input });
    const ctx = contextOf(call as ToolContext['call']);
    const output: Wire = listQuotaWorkloads.output.parse(await listQuotaWorkloads.run(ctx, parsed, undefined));
    return { text: textOf(listQuotaWorkloads, output, parsed), calls, output };
  }

  it('says who is before a workload of any product that waits, and where that stands', async () => {
    const { text, calls } = await ahead({ ahead_of: 'dsw3', own_level: true });
    expect(text).toContain('dsw3 waits at position 3: 2 before it.');
    expect(text).toMatch(/2 of 2 workloads waiting[\s\S]*dlc1[\s\S]*dlc2/);
    const level = { QuotaId: 'quota1', Status: 'Enqueued', PageNumber: 1, ShowOwn: true };
    expect(calls).toEqual([
      { ...level, PageSize: 1, WorkloadIds: 'dsw3' },
      { ...level, PageSize: 100, BeforeWorkloadId: 'dsw3' },
    ]);
  });

  it('puts what holds the quota longest first, wherever the cloud lists it', async () => {
    const at = (day: number) => `2026-03-${String(day).padStart(2, '0')}T00:00:00Z`;
    const all = [
      ...Array.from({ length: 119 }, (_, index) => wire(`dlc${index}`, { GmtDequeuedTime: at(20) })),
      wire('old', { GmtDequeuedTime: at(1) }),
    ];
    const call = async (_: string, { PageNumber, PageSize }: { PageNumber: number; PageSize: number }) => ({
      Workloads: all.slice((PageNumber - 1) * PageSize, PageNumber * PageSize),
      TotalCount: all.length,
    });
    const page = async (page_number: number) => {
      const asked = listQuotaWorkloads.input.parse({ quota_id: 'quota1', state: 'holding', page_number });
      const output = listQuotaWorkloads.output.parse(
        await listQuotaWorkloads.run(contextOf(call as never), asked, undefined),
      );
      const { holding } = output as { holding?: { workloads: { workload_id: string }[] } };
      return {
        ids: holding?.workloads.map(({ workload_id }) => workload_id),
        text: textOf(listQuotaWorkloads, output, asked),
      };
    };
    const [first, last] = [await page(1), await page(3)];
    expect([first.ids?.[0], first.ids?.length, last.ids?.length]).toEqual(['old', 50, 20]);
    expect(first.text).toContain('50 of 120 workloads holding resources, page 1 of 3');
    expect(first.text).not.toContain('sorted among');
  });

  it('says of the first that it is the first, and of how many', async () => {
    const { text } = await ahead({ ahead_of: 'dlc1', state: 'waiting' });
    expect(text).toContain('dlc1 is the first of 3 waiting in quota quota1: nobody is before it.');
    expect(text).not.toContain('No workloads waiting found');
    expect((await ahead({ ahead_of: 'dlc1', node: 'n' })).text).toContain('0 before it, of those asked for.');
  });

  it.each([
    ['a job that is not there', 'dlc404', /no workload dlc404 waits in quota quota1 or holds/],
    ['the name of one', 'bert-train', /no workload bert-train waits/],
    ['a job that runs', 'dlc9', /dlc9 does not wait in quota quota1: it has left the queue \(Running\)/],
  ])('does not say that nobody is ahead of %s', async (_, id, words) => {
    const fault = await ahead({ ahead_of: id }).catch((thrown: Fault) => thrown);
    expect(fault).toMatchObject({ details: { kind: 'invalid_input', message: expect.stringMatching(words) } });
  });

  it('asks nothing where ahead_of contradicts state', async () => {
    const refused = ahead({ ahead_of: 'dlc1', state: 'holding' });
    await expect(refused).rejects.toThrow('ahead_of does not go with state=holding');
  });

  it('shows the queue by position, with what is missing or odd left empty', async () => {
    const Workloads = [
      wire('dlc2', {
        Position: '2',
        Priority: 9,
        Resource: { GPU: '4', CPU: 'many', Memory: '8Gi' },
        Code: 'roleMaximumResource',
        Reason: 'GPU limit 5',
      }),
      wire('dlc3'),
      wire('dlc1', { Position: 1, GmtEnqueuedTime: '2022-09-05T10:00:00Z', UserName: 'joe', QueueStrategy: 'PaiNew' }),
    ];
    const { text, output } = await use(
      listQuotaWorkloads,
      { quota_id: 'quota1', state: 'waiting' },
      { ListQuotaWorkloads: { Workloads, TotalCount: 3 } },
    );
    const rows = (output.waiting as { workloads: Wire[] }).workloads;
    expect(rows.map((row) => [row.workload_id, row.gpus, row.cpus, row.for])).toEqual([
      ['dlc1', undefined, undefined, '1 h'],
      ['dlc2', 4, undefined, undefined],
      ['dlc3', undefined, undefined, undefined],
    ]);
    expect(text).toContain('Order of the queue: PaiNew.');
    expect(text).toContain('roleMaximumResource: GPU limit 5');
    expect(text).not.toContain('holding');
  });
});
