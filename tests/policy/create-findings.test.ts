import { describe, expect, it } from 'vitest';
import type { FaultDetails } from '../../src/domain/fault.ts';
import type { JobDraft, TaskDraft } from '../../src/domain/job-draft.ts';
import type { Machine } from '../../src/domain/machine.ts';
import { closest } from '../../src/domain/nearest.ts';
import type { PriceTable } from '../../src/domain/prices.ts';
import type { Said } from '../../src/domain/said.ts';
import { type Check, refusalOf, warningsOf } from '../../src/policy/checks.ts';
import { detailLines } from '../../src/policy/create-details.ts';
import { identityLine, placeLine } from '../../src/policy/create-summary.ts';
import { checkImage, imageAllowed } from '../../src/policy/images.ts';
import { checkMachines } from '../../src/policy/machines.ts';
import { suggestSanityCheck } from '../../src/policy/sanity-check.ts';
import { checkDatasets, type DatasetEntry, type SourceFinding } from '../../src/policy/source-findings.ts';
import { checkBids, spotRisk } from '../../src/policy/spot.ts';

const english = (said: readonly Said[]): string => said.map(({ en }) => en).join();

const cause: FaultDetails = {
  kind: 'permission_denied',
  message: 'GetDataset needs paidataset:GetDataset.',
  fix: 'Ask an administrator.',
  requestId: 'R-1',
};
const results = (checks: readonly Check[]) => checks.map(({ rule, result }) => `${rule} ${result}`);
const task: TaskDraft = { type: 'Worker', pod_count: 2, image: 'r.example/x:1', ecs_spec: 'ecs.gpu' };
const job = (changes: Partial<JobDraft> = {}, more: Partial<TaskDraft> = {}): JobDraft => ({
  display_name: 'llm-20260131',
  job_type: 'PyTorchJob',
  task_specs: [{ ...task, ...more }],
  ...changes,
});
const machine = (more: Partial<Machine> = {}): Machine => ({
  gpus: 8,
  cpus: 96,
  memoryGib: 1600,
  gpuType: 'GU8TF',
  lingjun: true,
  inStock: true,
  spotInStock: true,
  drivers: ['535.54.03'],
  ...more,
});
const listed = (more: Partial<Machine> = {}) => ({ sizes: new Map([['ecs.gpu', machine(more)]]), read: true });

describe('R2 globs of the operator', () => {
  it.each([
    ['r.example/team/x:1', 'r.example/team/*', true],
    ['r.example/team/deep/x:1', 'r.example/team/*', false],
    ['r.example/team/deep/x:1', 'r.example/team/**', true],
    ['r.example/team/x:1', 'r.example/team/*:v*', false],
    ['r.example/team/x:v1', 'r.example/team/*:v*', true],
    ['r.example/team/x:v1', 'R.example/team/*', false],
    ['r.example/team/../x:1', 'r.example/team/**', false],
    ['r.example.evil/team/x:1', 'r.example/team/**', false],
    ['evil/r.example/team/x:1', 'r.example/team/**', false],
    ['evil/x:1', '!r.example/**', false],
    ['evil/x:1', '!(r.example)/**', false],
  ])('%s by %s: %s', (image, pattern, covered) => {
    expect(imageAllowed(image, [pattern])).toBe(covered);
  });

  const DIGEST = `@sha256:${'0'.repeat(64)}`;

  it.each(['x', 'x:1', 'x.y_z__w--v:V1.0', 'deep/er/x:1', `x${DIGEST}`, `x:1${DIGEST}`])(
    'take a reference as registries do: r.example:5000/team/%s',
    (rest) => expect(imageAllowed(`r.example:5000/team/${rest}`, ['r.example:5000/team/**'])).toBe(true),
  );

  it.each([
    '/x:1',
    '//x:1',
    'x//y:1',
    'x/:1',
    './x:1',
    'x/./y:1',
    '%2e%2e/x:1',
    'x/%2E%2E/y:1',
    'x%2fy:1',
    'x:1#',
    'x#/../y:1',
    'x:1?a=b',
    'x\\y:1',
    'x y:1',
    'x:1\n',
    'x:',
    'x:1:2',
    'x@sha256:1',
    `x${DIGEST}0`,
    '\u202ex:1',
    'X:1',
    'x..y:1',
    '.x:1',
    'x-:1',
    '*',
    '**',
    '',
  ])('cover no reference that is none: %j', (rest) => {
    expect(imageAllowed(`r.example/team/${rest}`, ['r.example/team/**', '**', `r.example/team/${rest}`])).toBe(false);
  });

  it.each([
    'r..example/x:1',
    '/r.example/x:1',
    'r.example',
    '-r.example/x:1',
    'r.example:port/x:1',
    'r.example:/x:1',
    'https://r.example/x:1',
    'u@r.example/x:1',
  ])('nor one without a proper host: %s', (image) => expect(imageAllowed(image, ['**', image])).toBe(false));

  it('cover nothing where there are none', () => expect(imageAllowed('r.example/x:1', [])).toBe(false));
});

describe('R2 a failed read', () => {
  const where = { region: 'cn-hangzhou', workspaceId: '1', gpus: true };
  const unread = (image: string): Check => checkImage({ image, found: 'unread', cause }, where);

  it('is reported as what it failed of, with its request id', () => {
    expect(refusalOf([unread('a/b:1')])).toMatchObject({ rule: 'R2', cause, fix: expect.stringContaining('operator') });
    expect(refusalOf([unread('a/b:1'), unread('a/c:1')])).toMatchObject({ cause });
  });

  it('is a plain refusal beside one that no retry mends', () => {
    const missing = checkImage({ image: 'a/c:1', found: 'nothing', nearest: ['a/d:1'], gpu: false }, where);
    const refusal = refusalOf([unread('a/b:1'), missing]);
    expect(refusal).not.toHaveProperty('cause');
    expect(refusal?.fix).toContain(cause.fix);
    expect(refusal?.fix).toContain('Valid: a/d:1');
  });
});

describe('R3 R6 datasets', () => {
  const entry = (more: Partial<DatasetEntry> = {}): SourceFinding<DatasetEntry> => ({
    id: 'd-1',
    found: 'entry',
    entry: {
      name: 'corpus',
      workspaceId: '1',
      public: false,
      shared: undefined,
      access: 'RW',
      writers: [],
      mountPath: '/mnt/data/',
      ...more,
    },
  });
  const checks = (finding: SourceFinding<DatasetEntry>, mount_access: 'RO' | 'RW' = 'RO') =>
    checkDatasets([{ data_source_id: 'd-1', mount_path: '/mnt/x', mount_access }], [finding], '1');

  it.each<[string, Partial<DatasetEntry>, string]>([
    ['of the workspace', {}, 'R3 ok'],
    ['whose workspace the cloud does not say', { workspaceId: '' }, 'R3 ok'],
    ['of another workspace', { workspaceId: '2' }, 'R3 failed'],
    ['provided by PAI', { workspaceId: '2', public: true }, 'R3 ok'],
    ['shared with the workspace', { workspaceId: '2', shared: ['RO'] }, 'R3 ok'],
  ])('one %s: %#', (_what, more, expected) => {
    expect(results(checks(entry(more)))).toEqual([expected]);
  });

  it.each<[string, Partial<DatasetEntry>, string[]]>([
    ['writable', {}, ['R3 ok']],
    ['unknown', { access: '' }, ['R3 ok']],
    ['read-only', { access: 'RO' }, ['R3 ok', 'R6 failed']],
    ['read-only but for some roles', { access: 'RO', writers: ['PAI.AlgoOperator'] }, ['R3 ok', 'R6 warning']],
    ['shared for reading', { shared: ['RO'], writers: ['PAI.AlgoOperator'] }, ['R3 ok', 'R6 failed']],
    ['shared for writing', { access: 'RO', shared: ['RO', 'RW'] }, ['R3 ok']],
  ])('mounted RW, one that is %s', (_what, more, expected) => {
    expect(results(checks(entry(more), 'RW'))).toEqual(expected);
  });

  it('cannot be verified where the read failed, and that is the reason', () => {
    const refusal = refusalOf(checks({ id: 'd-1', found: 'unread', cause }));
    expect(refusal).toMatchObject({ rule: 'R3', cause });
    expect(refusal?.reason).toContain('could not be verified');
  });
});

describe('R5 machine types', () => {
  const check = (draft: JobDraft, machines = listed()) => checkMachines(draft, machines, new Map(), 'cn-hangzhou');

  it('warns of stock, by the kind of capacity, and says nothing where the cloud does not', () => {
    const spot = { spot: { discount_limit: 0.8 } };
    expect(results(check(job()))).toEqual(['R5 ok']);
    expect(results(check(job(), listed({ inStock: false })))).toEqual(['R5 ok', 'R5 warning']);
    expect(results(check(job({}, spot), listed({ inStock: false })))).toEqual(['R5 ok']);
    expect(english(warningsOf(check(job({}, spot), listed({ spotInStock: false }))))).toContain(
      'now: ecs.gpu as spot.',
    );
    expect(results(check(job(), listed({ inStock: undefined })))).toEqual(['R5 ok']);
  });

  it('warns and does not refuse where the list could not be read', () => {
    expect(results(check(job(), { sizes: new Map(), read: false }))).toEqual(['R5 warning']);
  });

  it('has nothing to say of a quota job', () => {
    expect(check(job({ resource_id: 'quota1' }, { ecs_spec: undefined }))).toEqual([]);
  });

  it('takes the driver of the task before that of the job, and any where the cloud lists none', () => {
    const driver = (own?: string, all?: string, machines = listed()) =>
      results(check(job({ settings: { driver: all } }, { driver: own }), machines)).slice(1);
    expect(driver('535.54.03', '1')).toEqual(['R5 ok']);
    expect(driver(undefined, '1')).toEqual(['R5 failed']);
    expect(driver('1', '535.54.03')).toEqual(['R5 failed']);
    expect(driver('1', undefined, listed({ drivers: [] }))).toEqual([]);
  });
});

describe('R26 what spot risks', () => {
  const spot = { spot: { price_limit: 0.5 } };
  it('depends on fault tolerance', () => {
    expect(spotRisk(job())).toEqual([]);
    for (const settings of [undefined, {}, { enable_error_monitoring: false }])
      expect(english(warningsOf(spotRisk(job({ settings }, spot))))).toContain('the job then fails and stops');
    expect(english(warningsOf(spotRisk(job({ settings: { enable_error_monitoring: true } }, spot))))).toContain(
      'fault tolerance may restart',
    );
  });

  it('says that a bid limits nothing which is above the list price, as far as the operator has one', () => {
    const none = { ofMachine: () => undefined, ofGpu: () => undefined };
    const table = (perHour: number, currency = 'CNY') => ({
      ...none,
      ofMachine: () => ({ perHour, currency, date: '2026-11-01', source: 'x' }),
    });
    const bids = (prices: PriceTable | undefined, more: Partial<TaskDraft> = spot) =>
      english(warningsOf(checkBids(job({}, more), { sizes: new Map(), read: true }, 'cn-hangzhou', prices)));
    expect(bids(table(29))).toContain('it is 30.00 CNY per hour, and the list price 29.00 CNY');
    for (const prices of [table(30), table(29, 'USD'), none, undefined]) expect(bids(prices)).toEqual(english([]));
    expect(bids(table(29), { spot: { discount_limit: 1 } })).toEqual(english([]));
  });
});

describe('R27 the sanity check', () => {
  const quota = (gpu: string) =>
    job({ resource_id: 'quota1' }, { ecs_spec: undefined, resource_config: { cpu: '8', memory: '9Gi', gpu } });
  const suggested = (draft: JobDraft, machines = listed()) => suggestSanityCheck(draft, machines).length === 1;

  it('fits PyTorch on whole machines of Lingjun, where nobody has decided', () => {
    expect(suggested(job())).toBe(true);
    expect(suggested(job({ job_type: 'MPIJob' }))).toBe(false);
    expect(suggested(job(), listed({ lingjun: false }))).toBe(false);
    expect(suggested(job(), listed({ gpus: 0 }))).toBe(false);
    expect(suggested(job({ settings: { enable_sanity_check: false } }))).toBe(false);
    expect(suggested(job(), { sizes: new Map(), read: false })).toBe(false);
    expect([quota('8'), quota('16'), quota('4'), quota('0')].map((draft) => suggested(draft))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('the summary', () => {
  it('leaves out what is not known', () => {
    const facts = {
      region: 'cn-hangzhou',
      workspaceId: '1',
      total: { pods: 2, gpus: 16, cpus: 192, memoryGib: 1536, complete: true },
      envs: {},
      tags: {},
      machines: { sizes: new Map<string, Machine>(), read: false },
      sources: new Map(),
      mask: (text: string) => text,
    };
    const data_sources = [{ data_source_id: 'd-1', mount_access: 'RW' as const }];
    const draft = job({ data_sources });
    expect(identityLine(draft, facts).en).toBe('"llm-20260131" (PyTorchJob) in workspace 1, cn-hangzhou');
    expect(placeLine(draft, facts).en).toBe(
      'It takes 2 pods: 16 GPUs, 192 CPUs, 1536 GiB memory, on public pay-as-you-go resources.',
    );
    expect(detailLines(draft, facts).map(({ en }) => en)).toEqual([
      'Worker x 2 on ecs.gpu, image r.example/x:1',
      "Data: d-1 on the dataset's own path, writable",
    ]);
  });
});

describe('the closest of many', () => {
  it('weighs the parts in their order, then the whole', () => {
    const name = (uri: string): string => uri.split('/').at(-1) ?? '';
    const uris = ['far.example/b/train:1', 'near/a/trail-xy:7', 'near/a/train:2', 'near/a/train:2'];
    expect(closest('near/a/train:1', uris, 5, [name])[0]).toBe('far.example/b/train:1');
    expect(closest('near/a/train:1', uris, 5)[0]).toBe('near/a/train:2');
    expect(closest('near/a/train:1', uris, 2)).toHaveLength(2);
    expect(closest('x', [], 5)).toEqual([]);
  });
});
