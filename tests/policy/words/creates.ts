import { NO_CEILINGS } from '../../../src/domain/ceilings.ts';
import type { JobDraft, TaskDraft } from '../../../src/domain/job-draft.ts';
import type { Machine } from '../../../src/domain/machine.ts';
import { asIs } from '../../../src/domain/said.ts';
import { type Check, warned } from '../../../src/policy/checks.ts';
import { detailLines } from '../../../src/policy/create-details.ts';
import { decideCreate, draftChecks } from '../../../src/policy/create-job.ts';
import type { Carried, SummaryFacts } from '../../../src/policy/create-summary.ts';
import { CODE_URI } from '../../../src/policy/sources.ts';
import { each, type Scenes } from './scenes.ts';

const machine: Machine = {
  gpus: 8,
  cpus: 96,
  memoryGib: 1600,
  gpuType: 'GU8TF',
  lingjun: true,
  inStock: true,
  spotInStock: false,
  drivers: [],
};
export const facts: SummaryFacts = {
  region: 'cn-hangzhou',
  workspaceId: '123',
  total: { pods: 2, gpus: 16, cpus: 192, memoryGib: 1536, complete: true },
  envs: {},
  tags: {},
  machines: {
    sizes: new Map([
      ['ecs.gpu', machine],
      ['ecs.cpu', { ...machine, gpus: 0, gpuType: 'none', inStock: undefined }],
    ]),
    read: true,
  },
  sources: new Map([
    ['d-1', { name: 'web-corpus', mountPath: '/mnt/corpus' }],
    ['d-2', { name: '', mountPath: '' }],
    ['code-1', { name: 'repo', mountPath: '/root/code' }],
  ]),
  mask: (text) => text.replaceAll('hf_secret', '***'),
};
const task: TaskDraft = { type: 'Worker', pod_count: 2, image: 'registry/pytorch:2.3', ecs_spec: 'ecs.gpu' };
const inQuota: TaskDraft = { ...task, ecs_spec: undefined, resource_config: { cpu: '8', memory: '96Gi', gpu: '1' } };
export const plain: JobDraft = {
  display_name: 'llm-20261124',
  job_type: 'PyTorchJob',
  task_specs: [task],
  command: 'python train.py',
  job_max_running_time_minutes: 90,
};

export const given = { region: 'cn-hangzhou', workspaceId: '123', today: '20261124', bytes: 0, ceilings: NO_CEILINGS };
const withFacts = (more: Partial<SummaryFacts>, changes: Partial<JobDraft> = {}) =>
  decideCreate({ ...plain, ...changes }, drafted(changes), { ...facts, ...more });
const carries = (more: Partial<Carried>) =>
  withFacts({ carried: { from: 'dlc9', envs: [], rest: [], runsOther: false, ...more } });
const decide = (changes: Partial<JobDraft>, workspaceId: string | undefined = '123', more: readonly Check[] = []) => {
  const job = { ...plain, ...changes };
  return decideCreate(job, [...draftChecks(job, { ...given, workspaceId }), ...more], facts);
};
const tasks = (...changes: Partial<TaskDraft>[]): Partial<JobDraft> => ({
  task_specs: changes.map((change) => ({ ...task, ...change })),
});
const quota = (config: object = {}): Partial<JobDraft> => ({
  resource_id: 'quota1',
  task_specs: [{ ...inQuota, resource_config: { cpu: '8', memory: '96Gi', ...config } }],
});
const names = [
  'a',
  'n'.repeat(256),
  'n'.repeat(257),
  '',
  'llm sft',
  '--a b--',
  ' -llm  (v2)- ',
  '训练',
  'llm sft 20260101',
  'llm sft 2026010',
  'a/b\n',
  '20260101 llm',
];
const sources = (...data_sources: NonNullable<JobDraft['data_sources']>): Partial<JobDraft> => ({ data_sources });
const RO = { mount_access: 'RO' } as const;
const RW = { mount_access: 'RW' } as const;
const many = Array.from({ length: 7 }, (_, index) => index);

export const refused = (): Scenes => ({
  'no workspace': decideCreate(plain, draftChecks(plain, { ...given, workspaceId: undefined }), facts),
  ...each('the name', names, (display_name) => decide({ display_name })),
  'neither machine type nor quantities': decide(tasks({ ecs_spec: undefined })),
  'both machine type and quantities': decide(tasks({ resource_config: { cpu: '8', memory: '96Gi' } })),
  'a machine type in a quota': decide({ resource_id: 'quota1' }),
  'quantities without a quota': decide({ task_specs: [inQuota] }),
  ...each('the quota id', ['quota1', 'rg1a', 'rg-1', 'Quota1', 'quota', 'my-quota1'], (resource_id) =>
    decide({ ...quota(), resource_id }),
  ),
  'quantities that are none': decide(quota({ cpu: '8 cores', gpu: 'one', memory: '96GB', shared_memory: 'all' })),
  'quantities in all units': decide(quota({ cpu: '500m', gpu: '8', memory: '96Gi', shared_memory: '98304Mi' })),
  'more shared memory than memory': decide(quota({ memory: '96Gi', shared_memory: '97Gi' })),
  'shared memory of a memory that is none': decide(quota({ memory: 'much', shared_memory: '97Gi' })),
  'spot without a limit': decide(tasks({ spot: {} })),
  'spot with both limits': decide(tasks({}, { type: 'Master', spot: { discount_limit: 0.5, price_limit: 1 } })),
  'spot at more than the list price': decide(
    tasks({ spot: { discount_limit: 50 } }, { type: 'Master', spot: { discount_limit: 1.5 } }),
  ),
  'spot of a type that cannot be': decide({
    job_type: 'TFJob',
    ...tasks({ spot: { discount_limit: 0.5 } }, { type: 'PS', ecs_spec: 'ml.gpu', spot: { discount_limit: 0.5 } }),
  }),
  'spot with fault tolerance on general machines': decide({
    ...tasks({ spot: { discount_limit: 0.5 } }),
    settings: { enable_error_monitoring: true },
  }),
  'bounds of which the lower is above the upper': decide(tasks({ auto_scaling: { min_replicas: 5, max_replicas: 2 } })),
  'a role that is nearly named': decide(tasks({ type: 'worker' })),
  'a role that is not there': decide(tasks({ type: 'Helper' })),
  'two chiefs': decide(tasks({ is_chief: true }, { type: 'Master', is_chief: true })),
  'one chief': decide(tasks({ is_chief: true }, { type: 'Master', is_chief: false })),
  'a role twice': decide(tasks({}, {})),
  ...each(
    'no role that it needs:',
    ['TFJob', 'MPIJob', 'XGBoostJob', 'RayJob', 'ElasticBatchJob', 'OneFlowJob', 'SlurmJob', 'DataJuicerJob'] as const,
    (job_type) => decide({ job_type, ...tasks({ type: 'Odd' }) }),
  ),
  'roles of a Ray job': decide({ job_type: 'RayJob', ...tasks({ type: 'Head' }, { type: 'Worker-gpu-1' }) }),
  'a group where there are none': decide(tasks({}, { type: 'undefined-1' })),
  'a role of a Ray job with a wrong group': decide({
    job_type: 'RayJob',
    ...tasks({ type: 'Head' }, { type: 'Worker-a_b' }),
  }),
  'a role of a Ray job with another beginning': decide({
    job_type: 'RayJob',
    ...tasks({ type: 'Head' }, { type: 'MyWorker-a' }),
  }),
  'a role of a Ray job with a long group': decide({
    job_type: 'RayJob',
    ...tasks({ type: 'Head' }, { type: `Worker-${'a'.repeat(60)}` }),
  }),
  'a data source of neither kind': decide(sources({ mount_path: '/mnt/a', ...RO })),
  'a data source of neither kind without a mount path': decide(sources(RO)),
  'a data source of both kinds without a mount path': decide(
    sources({ data_source_id: 'd-1', uri: 'oss://b/', ...RO }),
  ),
  'a data source of both kinds': decide(
    sources({
      data_source_id: 'd-1',
      uri: 'oss://b.oss-cn-hangzhou-internal.aliyuncs.com/',
      mount_path: '/mnt/a',
      ...RO,
    }),
  ),
  'a URI without a mount path': decide(
    sources({ data_source_id: 'd-1', ...RO }, { uri: 'oss://b.oss-cn-hangzhou-internal.aliyuncs.com/', ...RO }),
  ),
  'one mount path in several spellings': decide(
    sources(
      ...['/mnt/a', '/mnt/a/', '/mnt//a', '/mnt/x/../a', '/mnt/b', '/mnt/b//', '/', '//', ''].map(
        (mount_path, index) => ({
          data_source_id: `d-${index}`,
          mount_path,
          ...RO,
        }),
      ),
    ),
  ),
  ...each(
    'a data source of',
    [
      './src',
      'file:///data',
      'https://example.com/a.tar',
      's3://bucket/data',
      'oss://bucket/data',
      'oss://b.oss-cn-shanghai-internal.aliyuncs.com/',
      'nas://fs/',
    ],
    (uri) => decide(sources({ uri, mount_path: '/mnt/a', ...RO })),
  ),
  ...each('a mount path of', ['data', '/mnt/../data', '/mnt/../etc'], (mount_path) =>
    decide(sources({ data_source_id: 'd-1', mount_path, ...RO })),
  ),
  'more than the API takes': decideCreate(
    plain,
    draftChecks({ ...plain, command: 'x'.repeat(70_000) }, { ...given, bytes: 70_500 }),
    facts,
  ),
  'a code source on a directory of the system': decide({
    code_source: { code_source_id: 'code-1', mount_path: '/usr' },
  }),
  'a code source without an id': decide({ code_source: { branch: 'main' } }),
  'a code source by URI': CODE_URI,
  'all that is wrong at once': decide({
    display_name: 'a b',
    ...tasks({ type: 'worker', ecs_spec: undefined }, { type: 'Worker', spot: {} }),
  }),
});

export const asked = (): Scenes => ({
  'a plain job': decide({}),
  'one without an end': decide({ job_max_running_time_minutes: undefined }),
  'a Ray job without a head': decide({ job_type: 'RayJob' }),
  'data that lies elsewhere': decide(
    sources(
      { uri: 'oss://b.oss-cn-shanghai.aliyuncs.com/', mount_path: '/mnt/a', ...RO },
      { uri: 'oss://b.oss-cn-hangzhou.aliyuncs.com/', mount_path: '/mnt/b', ...RO },
      { uri: 'nas://fs.cn-beijing/', mount_path: '/mnt/c', ...RO },
    ),
  ),
  'nearly more than the API takes': decideCreate(
    plain,
    draftChecks({ ...plain, command: 'x'.repeat(63_000) }, { ...given, bytes: 63_500 }),
    facts,
  ),
  'one in a quota': decide(quota({ gpu: '1', gpu_type: 'GU8TF' })),
  'one in a quota with a priority': decide({ ...quota(), priority: 0 }),
  'one whose size is not known': decide(quota({ cpu: '8' }), '123', [
    warned('R5', 'machines', asIs('Stock is not known.')),
  ]),
  'one of machines that are not listed': decide(tasks({ ecs_spec: 'ecs.new' })),
  'one of machines without GPUs': decide(tasks({ ecs_spec: 'ecs.cpu' })),
  'one of spot capacity': decide(
    tasks({ spot: { discount_limit: 0.8 } }, { type: 'Master', spot: { price_limit: 0.25 } }),
  ),
  'one of spot capacity by an odd share': decide(tasks({ spot: { discount_limit: 0.3335 } })),
  'one of spot capacity with fault tolerance': decide({
    ...tasks({ spot: { discount_limit: 0.8 }, ecs_spec: 'ml.gpu' }),
    settings: { enable_error_monitoring: true },
  }),
  'one of many tasks': decide({
    job_type: 'SlurmJob',
    ...tasks(...many.map((index) => ({ type: `Role${index}`, pod_count: index + 1 }))),
  }),
  'one of a task more than is shown': decide({
    job_type: 'SlurmJob',
    ...tasks(...many.slice(0, 5).map((index) => ({ type: `Role${index}`, pod_count: 1 }))),
  }),
  'one that grows, is kept and is PUBLIC': decide({
    ...tasks({ auto_scaling: { max_replicas: 5 } }, { type: 'Master', pod_count: 1, auto_scaling: {} }),
    settings: { job_reserved_minutes: 30 },
    accessibility: 'PUBLIC',
  }),
  'one that grows to a bound': decide(
    tasks({ auto_scaling: { strategy: 'Metric', min_replicas: 2, max_replicas: 5 } }, { type: 'Master', pod_count: 1 }),
  ),
  'one that grows to one GPU more': decide({
    ...quota({ gpu: '1' }),
    task_specs: [
      {
        ...inQuota,
        pod_count: 1,
        resource_config: { cpu: '8', memory: '96Gi', gpu: '500m' },
        auto_scaling: { max_replicas: 2 },
      },
    ],
  }),
  'one that grows without GPUs': decide(tasks({ ecs_spec: 'ecs.cpu', auto_scaling: { max_replicas: 5 } })),
  'one that grows on machines that are not listed': decide(
    tasks({ ecs_spec: 'ecs.new', auto_scaling: { max_replicas: 5 } }),
  ),
  'one that takes over variables': carries({ envs: ['KEY'] }),
  'one that takes over variables and a command, for something else': carries({
    envs: ['A', 'B'],
    rest: ['command', 'code_source.branch'],
    runsOther: true,
  }),
  'one that takes over a command': carries({ rest: ['command'] }),
  'one that takes over nothing': carries({}),
  'one of a known price': withFacts({
    price: { known: true, perHour: 40, currency: 'CNY', date: '2026-11-01', sources: ['contract'], atMost: true },
  }),
  'one of an unknown price': withFacts({ price: { known: false, why: 'the operator has given no prices' } }),
  'variables and tags of which some are shown': withFacts(
    { envs: { LR: '1e-4' }, tags: { team: 'nlp' } },
    { envs: { LR: '1e-4', KEY: 'x' }, settings: { tags: { team: 'nlp', cost: 'x' } } },
  ),
  'a version of a dataset': decide(
    sources({ data_source_id: 'd-1', version: 'v2', ...RO }, { data_source_id: 'd-2', version: '', ...RO }),
  ),
  'parameters that no line has words for': decide({
    ...tasks({ auto_scaling: { max_replicas: 2, odd: 'hf_secret' } as object, driver: '535', is_chief: false }),
    ...sources({ data_source_id: 'd-1', ...RO, odd: { a: 1 } } as never),
    settings: { enable_error_monitoring: true, driver: undefined, oversold_type: 'o'.repeat(100) },
    user_vpc: { vpc_id: 'vpc-1', security_group_id: 'sg-1', switch_id: 'vsw-1' },
    ...({ dry_run: true, odd: null } as object),
  }),
  'a command with empty lines': decide({ command: 'cd /x\n   \n\n  python train.py' }),
  'one that neither grows nor is kept': decide({
    ...tasks({ auto_scaling: { max_replicas: 2 } }),
    settings: { job_reserved_minutes: 0 },
    accessibility: 'PRIVATE',
  }),
  'data of every kind, what can be changed first': decide(
    sources(
      { uri: 'oss://b.oss-cn-hangzhou-internal.aliyuncs.com/in/hf_secret', mount_path: '/mnt/in', ...RO },
      { data_source_id: 'd-1', ...RO },
      { data_source_id: 'd-2', ...RO },
      { data_source_id: 'd-1', mount_path: '/mnt/out', ...RW },
    ),
  ),
  'more data than is shown': decide(
    sources(
      ...many.map((index) => ({ data_source_id: `d-${index}`, mount_path: `/mnt/${index}`, ...(index < 5 ? RW : RO) })),
    ),
  ),
  'data at one more than is shown': decide(
    sources(...many.slice(0, 5).map((index) => ({ data_source_id: `d-${index}`, mount_path: `/mnt/${index}`, ...RO }))),
  ),
  'code by its own path': decide({ code_source: { code_source_id: 'code-1' } }),
  'code of which little is known': decide({ code_source: { code_source_id: 'code-2' } }),
  'code with all of its parts': decide({
    code_source: { code_source_id: 'code-1', branch: 'main', commit: 'abc', mount_path: '/code' },
  }),
  'a script and a command': decide({ script: { name: 'train.py', text: 'print(1)' }, command: 'torchrun train.py' }),
  'neither command nor script': decide({ command: undefined }),
  'a script that does not say how it runs': decide({ command: undefined, script: { name: 'a.txt', text: 'x' } }),
  'a command of one line': decide({ command: '  python train.py --token hf_secret \n' }),
  'a command of several lines': decide({ command: `cd /x\npython train.py\n${'#'.repeat(5000)} the end` }),
  'an environment, packages and a network': decide({
    envs: Object.fromEntries(
      many.flatMap((index) => [
        [`NAME_${index}`, 'x'],
        [`OTHER_${index}`, 'x'],
      ]),
    ),
    third_party_libs: ['git+https://hf_secret@x', ...many.map((index) => `package-${index}`), 'hf_secret'],
    user_vpc: { vpc_id: 'vpc-1', security_group_id: 'sg-1' },
  }),
  'no environment and no packages': decide({ envs: {}, third_party_libs: [] }),
  'long names everywhere': decide({
    display_name: 'n'.repeat(256),
    ...tasks({ image: 'i'.repeat(400), ecs_spec: 'e'.repeat(100) }),
    ...sources({
      uri: `oss://b.oss-cn-hangzhou-internal.aliyuncs.com/${'u'.repeat(300)}`,
      mount_path: `/${'p'.repeat(100)}`,
      ...RO,
    }),
    code_source: {
      code_source_id: 'c'.repeat(100),
      branch: 'b'.repeat(100),
      commit: 'c'.repeat(100),
      mount_path: '/m'.repeat(60),
    },
    user_vpc: { vpc_id: 'v'.repeat(60), security_group_id: 's'.repeat(60) },
  }),
  'a job of roles that nobody documents': decide({ job_type: 'SlurmJob', ...tasks({ type: 't'.repeat(60) }) }),
  'warnings of several rules': decide({}, '123', [
    ...many.map((index) => warned('R5', `machine ${index}`, asIs(`Machine ${index} is sold out.`))),
    warned('R3', 'dataset', asIs('A dataset is odd.')),
    warned('R3', 'dataset', asIs('A dataset is odd.')),
    warned('R2', 'image', asIs('Not looked up.')),
    warned('R2', 'image', asIs('Not looked up either.')),
  ]),
});

export const drafted = (changes: Partial<JobDraft>) => draftChecks({ ...plain, ...changes }, given);
export const drafts = (): Scenes => ({
  'a plain job': drafted({}),
  'a name without a date': drafted({ display_name: 'llm' }),
  'a script that says how it runs': drafted({ command: undefined, script: { name: 'train.py', text: 'print(1)' } }),
  'a job with all that has a check of its own': drafted({
    ...quota(),
    job_max_running_time_minutes: undefined,
    ...sources({ data_source_id: 'd-1', ...RO }),
    code_source: { code_source_id: 'code-1' },
    settings: { enable_error_monitoring: true },
  }),
  'spot capacity for one of its tasks': drafted(tasks({ spot: { discount_limit: 0.5 } }, { type: 'Master' })),
  'spot capacity on a quota, with a priority': drafted({
    ...quota(),
    task_specs: [{ ...inQuota, spot: { discount_limit: 0.5 } }],
    priority: 7,
  }),
  'a priority on public resources': drafted({ priority: 7 }),
  'bounds of a role': drafted(tasks({ auto_scaling: { min_replicas: 2, max_replicas: 2 } })),
  ...each('quantities of which one is none:', ['cpu', 'memory', 'gpu'], (name) =>
    detailLines({ ...plain, ...quota({ gpu: '1', [name]: 'odd' }) }, facts),
  ),
});
