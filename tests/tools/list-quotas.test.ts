import { describe, expect, it } from 'vitest';
import { listQuotas } from '../../src/tools/quotas/list-quotas.ts';
import { contextOf, textOf } from './read-fixtures.ts';

type Wire = Record<string, unknown>;

const amount = (GPU: string, CPU = '96', Memory = '736Gi'): Wire => ({ GPU, CPU, Memory, GPUType: 'GPU' });
const quota = (more: Wire = {}): Wire => ({
  QuotaId: 'quota1',
  QuotaName: 'llm',
  ResourceType: 'ECS',
  GPUType: 'NVIDIA A100',
  Status: 'Ready',
  ReasonCode: '',
  ReasonMessage: '',
  QueueStrategy: 'PaiStrategyIntelligent',
  QuotaDetails: {
    ActualMinQuota: amount('16', '192', '1472Gi'),
    AllocatableQuota: amount('16', '184.5', '1400Gi'),
    AllocatedQuota: amount('12', '100.25', '512Mi'),
    // Being retired: nothing is read from them.
    RequestedQuota: amount('7777'),
    UsedQuota: amount('7778'),
  },
  ...more,
});

/** Calls the tool on a cloud with the given quotas of each kind, in pages of at most `most`. */
async function use(input: Wire, kinds: Readonly<Record<string, readonly Wire[]>>, workspaceId?: string, most = 100) {
  const asked: Wire[] = [];
  const call = async (_action: string, wire: Wire) => {
    asked.push(wire);
    const all = kinds[String(wire.ResourceType)] ?? [];
    const from = (Number(wire.PageNumber) - 1) * most;
    return { Quotas: all.slice(from, from + most), TotalCount: all.length };
  };
  const parsed = listQuotas.input.parse(input);
  const ctx = contextOf(call as never, { workspaceId });
  const output = listQuotas.output.parse(await listQuotas.run(ctx, parsed, undefined)) as Wire;
  return { asked, output, rows: output.quotas as Wire[], text: textOf(listQuotas, output, parsed) };
}

describe('list_quotas', () => {
  it('asks for every kind, as a list without one hides all but general machines', async () => {
    const { asked, rows, text } = await use(
      {},
      {
        ECS: [quota()],
        Lingjun: [quota({ QuotaId: 'quota2', ResourceType: 'Lingjun' })],
        // Samples of the API leave the kind empty.
        ACS: [quota({ QuotaId: 'quota3', ResourceType: '' })],
      },
    );
    expect(asked).toEqual(
      ['Lingjun', 'ECS', 'ACS'].map((ResourceType) => ({ ResourceType, Verbose: true, PageNumber: 1, PageSize: 100 })),
    );
    expect(rows.map(({ quota_id, kind }) => [quota_id, kind])).toEqual([
      ['quota2', 'Lingjun'],
      ['quota1', 'ECS'],
      ['quota3', 'ACS'],
    ]);
    expect(text).toContain('3 of 3 quotas, page 1 of 1 (all that you may see, cn-hangzhou, kinds Lingjun, ECS, ACS)');
  });

  it('takes what is allocated off what is allocatable, and shows both', async () => {
    const { rows, text } = await use({}, { ECS: [quota()] });
    expect(rows[0]).toMatchObject({
      gpus: { free: 4, allocated: 12, allocatable: 16, total: 16 },
      cpus: { free: 84.25, allocated: 100.25, allocatable: 184.5, total: 192 },
      memory_gib: { free: 1399.5, allocated: 0.5, allocatable: 1400, total: 1472 },
    });
    expect(text).toContain('4/12/16/16');
    expect(text).not.toMatch(/777|Note/);
  });

  it('has none free where more is allocated than there is, and says who holds it', async () => {
    const QuotaDetails = { AllocatableQuota: amount('8'), AllocatedQuota: amount('10'), ActualMinQuota: amount('8') };
    const { rows, text } = await use({}, { ECS: [quota({ QuotaDetails })] });
    expect(rows[0]?.gpus).toEqual({ free: 0, allocated: 10, allocatable: 8, total: 8 });
    // The jobs of others are listed within one workspace: where the call has none, the step says so.
    expect(text).toContain('Next: list_jobs workspace_id=<workspace_id> resource_id=quota1 own=false status=Running');
  });

  it.each([
    ['no details', {}],
    ['empty details', { QuotaDetails: {} }],
    ['details that are none', { QuotaDetails: null }],
    ['figures that are none', { QuotaDetails: { AllocatableQuota: amount('', 'many', '5'), AllocatedQuota: null } }],
  ])('calls unknown what the cloud does not say, and not 0: %s', async (_, more) => {
    const { rows, output, text } = await use({}, { ECS: [quota({ QuotaDetails: undefined, ...more })] });
    for (const share of [rows[0]?.gpus, rows[0]?.cpus, rows[0]?.memory_gib]) expect(share).toEqual({});
    expect(text.split('\n')[2]).toMatch(/unknown +unknown +unknown/);
    expect(text).not.toMatch(/\b0\/|\/0\b/);
    expect(output.note).toBe('the cloud gives not all figures of 1 quota: what is missing is unknown, not 0.');
    expect(text).not.toContain('list_jobs');
  });

  it('keeps the figures that are there', async () => {
    const QuotaDetails = { AllocatableQuota: amount('8'), ActualMinQuota: amount('8') };
    const { rows, text } = await use({}, { ECS: [quota({ QuotaDetails })] });
    expect(rows[0]?.gpus).toEqual({ allocatable: 8, total: 8 });
    expect(text).toContain('unknown/unknown/8/8');
  });

  it('passes its filters on, and the workspace', async () => {
    const filters = { quota_name: 'llm', quota_ids: ['quota1', 'rg2'], resource_type: 'Lingjun' };
    const { asked, text } = await use(filters, {}, '123');
    expect(asked).toEqual([
      {
        QuotaName: 'llm',
        QuotaIds: 'quota1,rg2',
        WorkspaceIds: '123',
        ResourceType: 'Lingjun',
        Verbose: true,
        PageNumber: 1,
        PageSize: 100,
      },
    ]);
    expect(text).toContain(
      'No quotas found (workspace 123, cn-hangzhou, kinds Lingjun, quota_name=llm, quota_ids=quota1,rg2).',
    );
    expect(text).toContain('Next: drop a filter');
  });

  it.each([['my quota'], ['rg-1'], ['quota1,quota2'], ['']])('takes no quota id %j', (id) => {
    expect(listQuotas.input.safeParse({ quota_ids: [id] }).success).toBe(false);
  });

  it('reads on where the cloud caps its pages, and pages what it has read', async () => {
    const ECS = Array.from({ length: 60 }, (_, n) => quota({ QuotaId: `quota${n}` }));
    const first = await use({ resource_type: 'ECS' }, { ECS }, undefined, 25);
    expect(first.asked).toHaveLength(3);
    expect(first.rows).toHaveLength(50);
    expect(first.text).toContain('50 of 60 quotas, page 1 of 2');
    expect(first.text).toContain('Next: page_number=2 for more.');
    const second = await use({ resource_type: 'ECS', page_number: 2 }, { ECS }, undefined, 25);
    expect(second.rows.map(({ quota_id }) => quota_id)).toEqual(ECS.slice(50).map(({ QuotaId }) => QuotaId));
    const third = await use({ resource_type: 'ECS', page_number: 3 }, { ECS });
    expect(third.text).toContain('Page 3 is past the end: 60 quotas, 2 pages of 50');
  });

  it('stops at its bound and says so', async () => {
    const ECS = Array.from({ length: 30 }, (_, n) => quota({ QuotaId: `quota${n}` }));
    const { asked, text } = await use({ resource_type: 'ECS' }, { ECS }, undefined, 1);
    expect(asked).toHaveLength(20);
    expect(text).toContain('only the first 20 read');
  });

  it('shows an unknown status, with the reason of the cloud', async () => {
    const odd = quota({
      Status: 'Frozen',
      ReasonCode: 'Arrears',
      ReasonMessage: 'no \u001b[31mbalance\npassword=hunter22pass',
    });
    const { rows, text } = await use({}, { ECS: [odd] });
    expect(rows[0]).toMatchObject({ status: 'Frozen' });
    expect(text).toContain('Frozen: Arrears: no balance');
    expect(text).not.toContain('hunter22pass');
    expect(text).not.toContain('\u001b');
  });
});
