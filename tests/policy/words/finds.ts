import type { FaultDetails } from '../../../src/domain/fault.ts';
import type { JobDraft, TaskDraft } from '../../../src/domain/job-draft.ts';
import type { Machine } from '../../../src/domain/machine.ts';
import {
  checkRequestTag,
  judgeTwins,
  type KnownJob,
  notShownYet,
  type WantedJob,
} from '../../../src/policy/create-once.ts';
import { checkGpuTypes } from '../../../src/policy/gpu-types.ts';
import { imageSearch, labelParts, wireLabels } from '../../../src/policy/image-labels.ts';
import { checkImage, type ImageFinding } from '../../../src/policy/images.ts';
import { checkMachines, usesGpus } from '../../../src/policy/machines.ts';
import { suggestSanityCheck } from '../../../src/policy/sanity-check.ts';
import {
  type CodeSourceEntry,
  checkCodeEntry,
  checkDatasets,
  type DatasetEntry,
} from '../../../src/policy/source-findings.ts';
import { Foreign } from '../../../src/shaping/foreign.ts';
import { each, type Scenes } from './scenes.ts';

const cause: FaultDetails = {
  kind: 'permission_denied',
  message: 'GetDataset needs paidataset:GetDataset.',
  fix: 'Ask an administrator.',
  requestId: 'R-1',
};
const where = { region: 'cn-hangzhou', workspaceId: '123', gpus: true };
const image = (finding: object) => checkImage({ image: 'r.example/x:1', ...finding } as ImageFinding, where);

export const images = (): Scenes => ({
  'one of the catalogue': image({ found: 'catalogue' }),
  'one without GPU software': image({ image: 'r.example/pytorch:2.3.1-cpu-py310', found: 'catalogue' }),
  'one that the operator accepts': image({ found: 'allowed' }),
  'an id': image({ found: 'alias', alias: 'id', uri: 'r.example/real:1' }),
  'a name': image({ found: 'alias', alias: 'name', uri: 'r.example/real:1' }),
  'one that is not there': image({ found: 'nothing', nearest: [], gpu: false }),
  'one that is nearly there': image({ found: 'nothing', nearest: ['r.example/x:2', 'r.example/x:3'], gpu: true }),
  'one without GPUs that is nearly there': image({ found: 'nothing', nearest: ['r.example/x:2'], gpu: false }),
  'one that could not be looked up': image({ found: 'unread', cause }),
});

const search = (labels: string | undefined, official = true, workspaceId: string | undefined = '123') => ({
  decision: imageSearch({ labels, official, workspaceId }),
  parts: labelParts(labels),
  wire: wireLabels({ labels, official }),
});
export const labels = (): Scenes => ({
  'none, official': search(undefined),
  'none, custom': search(undefined, false),
  'custom without a workspace': imageSearch({ official: false }),
  'official without a workspace': imageSearch({ official: true }),
  'official, said twice': search('system.official=true'),
  'custom, and the label of official ones': search('system.official=true', false),
  'official, and the label of others': search('system.official=false'),
  'custom, said twice': search('system.official=false', false),
  ...each(
    'the filter',
    [
      '',
      'a=b',
      'a=b,c=d',
      'a=b,',
      ',a=b',
      'a',
      '=b',
      ' =b',
      'a=',
      'a= ',
      ' a=b',
      'a =b',
      'a= b',
      'a=b ',
      'a=b=c',
      `${'k'.repeat(128)}=${'v'.repeat(128)}`,
      `${'k'.repeat(129)}=v`,
      `k=${'v'.repeat(129)}`,
      `k=${'值'.repeat(43)}`,
    ],
    (filter) => search(filter),
  ),
});

const task: TaskDraft = { type: 'Worker', pod_count: 2, image: 'r.example/x:1', ecs_spec: 'ecs.gpu' };
const job = (changes: Partial<JobDraft> = {}, ...tasks: Partial<TaskDraft>[]): JobDraft => ({
  display_name: 'llm-20260131',
  job_type: 'PyTorchJob',
  task_specs: (tasks.length > 0 ? tasks : [{}]).map((more) => ({ ...task, ...more })),
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
const sold = (more: Partial<Machine> = {}) => ({ sizes: new Map([['ecs.gpu', machine(more)]]), read: true });
const nearest = new Map([['ecs.gp', ['ecs.gpu', 'ecs.gpu2']]]);
const spot = { spot: { discount_limit: 0.5 } };
const cards = {
  sizes: new Map([
    ['ecs.v', machine({ gpuType: 'V100' })],
    ['ecs.w', machine({ gpuType: 'V100' })],
    ['ecs.a', machine({ gpuType: 'A10' })],
    ['ecs.c', machine({ gpus: 0, gpuType: 'CPU1' })],
    ['ecs.o', machine({ gpuType: '' })],
  ]),
  read: true,
};
const gpuType = (gpu_type: string): Partial<TaskDraft> => ({
  ecs_spec: undefined,
  resource_config: { cpu: '8', memory: '96Gi', gpu: '1', gpu_type },
});
const inQuota = (gpu: string | undefined): Partial<TaskDraft> => ({
  ecs_spec: undefined,
  resource_config: { cpu: '8', memory: '96Gi', gpu },
});
const found = (of: JobDraft, machines = sold()) => checkMachines(of, machines, nearest, 'cn-hangzhou');

export const machines = (): Scenes => ({
  'no machine type': found(job({}, { ecs_spec: undefined })),
  'types that could not be read': found(job({}, {}, { ecs_spec: 'ecs.b' }), { sizes: new Map(), read: false }),
  'a type that is there': found(job()),
  'a type that is nearly there, in two tasks': found(job({}, { ecs_spec: 'ecs.gp' }, {}, { ecs_spec: 'ecs.gp' })),
  'a type that is not there': found(job({}, { ecs_spec: 'ecs.odd' })),
  ...each('in place of a type, the name of', ['V100', 'H800', 'a10'], (ecs_spec) =>
    found(job({}, { ecs_spec }), cards),
  ),
  'the name of a GPU where no machine has any': found(job({}, { ecs_spec: 'H800' }), sold({ gpus: 0 })),
  'a GPU that no machine has': checkGpuTypes(job({}, gpuType('H800'), {}, gpuType('V100')), cards, 'cn-hangzhou'),
  'a GPU that is not that of the quota': checkGpuTypes(
    job({}, gpuType('A100'), {}, gpuType('gu8tf')),
    cards,
    'cn-hangzhou',
    { quotaId: 'quota1', gpuType: 'GU8TF' },
  ),
  'a GPU where none is known': checkGpuTypes(job({}, gpuType('H800')), sold({ gpuType: '' }), 'cn-hangzhou'),
  'whether a task has GPUs': {
    'on a type with them': usesGpus(job(), 'r.example/x:1', sold(), nearest),
    'on a type without': usesGpus(job(), 'r.example/x:1', sold({ gpus: 0 }), nearest),
    'of another image': usesGpus(job(), 'r.example/x:2', sold(), nearest),
    'on a type that is nearly there': usesGpus(job({}, { ecs_spec: 'ecs.gp' }), 'r.example/x:1', sold(), nearest),
    'on a type that is not there': usesGpus(job({}, { ecs_spec: 'ecs.odd' }), 'r.example/x:1', sold(), nearest),
    'in a quota': usesGpus(job({}, inQuota('1')), 'r.example/x:1', sold(), nearest),
    'in a quota, none': usesGpus(job({}, inQuota('0')), 'r.example/x:1', sold(), nearest),
    'in a quota, not said': usesGpus(job({}, inQuota(undefined)), 'r.example/x:1', sold(), nearest),
    'the second of two': usesGpus(job({}, inQuota('0'), inQuota('1')), 'r.example/x:1', sold(), nearest),
  },
  'one that is sold out': found(job(), sold({ inStock: false })),
  'one that is sold out as spot, for a task of each kind': found(job({}, spot, {}), sold({ spotInStock: false })),
  'one of which the stock is not known': found(job(), sold({ inStock: undefined })),
  'more than are listed that are sold out': checkMachines(
    job({}, ...['a', 'b', 'c', 'd'].map((ecs_spec) => ({ ecs_spec }))),
    { sizes: new Map(['a', 'b', 'c', 'd'].map((name) => [name, machine({ inStock: false })])), read: true },
    nearest,
    'cn-hangzhou',
  ),
  'a driver that runs': found(job({}, { driver: '535.54.03' })),
  'a driver that does not': found(job({}, { driver: '1' })),
  'one driver for all that does not, and one of its own': found(
    job({ settings: { driver: '1' } }, {}, { driver: '535.54.03' }),
  ),
  'a driver for machines of which none is known': found(job({}, { driver: '1' }), sold({ drivers: [] })),
});

const suggested = (of: JobDraft, of_machine: Partial<Machine> = {}) => suggestSanityCheck(of, sold(of_machine));
export const sanity = (): Scenes => ({
  'whole Lingjun machines': suggested(job()),
  'other machines': suggested(job(), { lingjun: false }),
  'machines without GPUs': suggested(job(), { gpus: 0 }),
  'a machine type that is not listed': suggested(job({}, { ecs_spec: 'ecs.odd' })),
  'Lingjun machines and others without GPUs': suggested(job({}, {}, inQuota(undefined))),
  'Lingjun machines and parts of one': suggested(job({}, {}, inQuota('4'))),
  ...each('in a quota, GPUs:', ['8', '16', '4', '0', 'odd', undefined], (gpu) =>
    suggested(job({ resource_id: 'quota1' }, inQuota(gpu))),
  ),
  'another job type': suggested(job({ job_type: 'TFJob' })),
  ...each('decided by the caller:', [true, false], (enable_sanity_check) =>
    suggested(job({ settings: { enable_sanity_check } })),
  ),
  'other settings': suggested(job({ settings: {} })),
});

const code: CodeSourceEntry = {
  name: 'web-corpus',
  workspaceId: '123',
  mountPath: '/mnt/corpus',
  code: { repo: 'https://a.example/x.git', branch: 'master', commit: '' },
  modified: undefined,
};
const entry: DatasetEntry = {
  name: 'web-corpus',
  workspaceId: '123',
  mountPath: '/mnt/corpus',
  public: false,
  shared: undefined,
  access: '',
  writers: [],
};
const dataset = (more: Partial<DatasetEntry>, mount_access: 'RO' | 'RW' = 'RW') =>
  checkDatasets(
    [{ data_source_id: 'd-1', mount_access }],
    [{ id: 'd-1', found: 'entry', entry: { ...entry, ...more } }],
    '123',
  );
const versioned = (version: string | undefined, versions: readonly string[] | undefined) =>
  checkDatasets(
    [{ data_source_id: 'd-1', mount_access: 'RO', version }],
    [{ id: 'd-1', found: 'entry', entry: { ...entry, versions } }],
    '123',
  );
const mounted = (...paths: (string | undefined)[]) =>
  checkDatasets(
    paths.map((mount_path, index) => ({ data_source_id: `d-${index}`, mount_path, mount_access: 'RO' as const })),
    paths.map((_, index) => ({ id: `d-${index}`, found: 'entry' as const, entry })),
    '123',
  );
export const sources = (): Scenes => ({
  'a dataset of the workspace': dataset({}),
  'one of no workspace': dataset({ workspaceId: '' }),
  'one of another workspace': dataset({ workspaceId: '456' }),
  'a public one of another workspace': dataset({ workspaceId: '456', public: true }),
  'one that is shared for reading': dataset({ workspaceId: '456', shared: ['RO'] }),
  'one that is shared for writing': dataset({ workspaceId: '456', shared: ['RO', 'RW'], access: 'RO' }),
  'one that is shared for reading, and read': dataset({ workspaceId: '456', shared: ['RO'] }, 'RO'),
  'a read-only one': dataset({ access: 'RO' }),
  'a read-only one, read': dataset({ access: 'RO' }, 'RO'),
  'a writable one': dataset({ access: 'RW' }),
  'one that some roles may write to': dataset({ access: 'RO', writers: ['PAI.AlgoDeveloper', 'b', 'c', 'd'] }),
  'a shared one that some roles may write to': dataset({ shared: ['RO'], writers: ['PAI.AlgoDeveloper'] }),
  ...each('of the versions v1 and v2, version', ['v2', 'v3', undefined], (version) => versioned(version, ['v1', 'v2'])),
  'a version of which nobody knows whether it is there': versioned('v3', undefined),
  'long names': checkDatasets(
    [{ data_source_id: 'd'.repeat(100), mount_access: 'RW' }],
    [
      {
        id: 'd'.repeat(100),
        found: 'entry',
        entry: { ...entry, name: 'n'.repeat(100), access: 'RO', writers: ['w'.repeat(60)] },
      },
    ],
    '123',
  ),
  'one that is not there': checkDatasets([], [{ id: 'd-9', found: 'nothing', nearest: [] }], '123'),
  'one that is nearly there': checkDatasets(
    [{ data_source_id: 'd-9', mount_access: 'RW' }],
    [
      {
        id: 'd-9',
        found: 'nothing',
        nearest: [
          { id: 'd-1', name: 'web' },
          { id: 'd-2', name: 'books' },
        ],
      },
    ],
    '123',
  ),
  'one that could not be looked up': checkDatasets([], [{ id: 'd-9', found: 'unread', cause }], '123'),
  'two on the path that both bring along': mounted(undefined, ''),
  'two on one path, of which one is given': mounted(undefined, '/mnt/corpus/'),
  'two on other paths': mounted(undefined, '/mnt/other'),
  'two on one path that are given, which was said before': mounted('/mnt/a', '/mnt/a'),
  'a URI beside a dataset': checkDatasets(
    [
      { uri: 'oss://b/', mount_path: '/mnt/corpus', mount_access: 'RW' },
      { data_source_id: 'd-1', mount_access: 'RO' },
    ],
    [{ id: 'd-1', found: 'entry', entry }],
    '123',
  ),
  'a code source of the workspace': checkCodeEntry({ id: 'code-1', found: 'entry', entry: code }, '123'),
  'a code source of another workspace': checkCodeEntry(
    { id: 'code-1', found: 'entry', entry: { ...code, workspaceId: '456' } },
    '123',
  ),
  'a code source that is not there': checkCodeEntry({ id: 'code-1', found: 'nothing', nearest: [] }, '123'),
  'a code source that could not be looked up': checkCodeEntry({ id: 'code-1', found: 'unread', cause }, '123'),
});

const want: WantedJob = {
  display_name: 'llm',
  job_type: 'PyTorchJob',
  command: 'python train.py',
  task_specs: [{ type: 'Worker', pod_count: 2, image: 'reg/pytorch:2.3', ecs_spec: 'ecs.gn6e' }],
};
const have: KnownJob = {
  jobId: 'dlc1',
  status: 'Running',
  created: '2026-11-24T01:57:00Z',
  ageSeconds: 180,
  jobType: new Foreign('PyTorchJob'),
  resourceId: undefined,
  command: new Foreign('python train.py'),
  tasks: [],
  requestId: undefined,
};
const twins = (...changes: Partial<KnownJob>[]) =>
  judgeTwins(
    want,
    changes.map((change) => ({ ...have, ...change })),
  );
const ids = (amount: number, more: Partial<KnownJob> = {}): Partial<KnownJob>[] =>
  Array.from({ length: amount }, (_, index) => ({ jobId: `dlc${index}`, ...more }));
export const once = (): Scenes => ({
  none: twins(),
  one: twins({}),
  'one that is being stopped': twins({ status: 'Stopping' }),
  'one of which the age is not known': twins({ ageSeconds: undefined }),
  three: twins(...ids(3)),
  four: twins(...ids(4)),
  'three of another spec': twins(...ids(3, { command: new Foreign('other') })),
  'four of another spec, with long ids': twins(...ids(4, { command: new Foreign('other') }), {
    jobId: 'd'.repeat(80),
    command: new Foreign('x'),
  }),
  'one of each': twins({}, { jobId: 'dlc2', command: new Foreign('other') }, { jobId: 'dlc3', status: 'Failed' }),
  'one that is not shown yet': notShownYet({
    request_id: 'r',
    region: 'cn-hangzhou',
    workspace_id: '1',
    display_name: 'llm',
    at: '2026-11-24T01:55:00.000Z',
    job_id: 'dlc7',
  }),
  'the tag of the server': checkRequestTag({ ...want, settings: { tags: { 'pai-dlc-mcp-request': 'x' } } }),
});
