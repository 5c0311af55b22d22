import { describe, expect, it } from 'vitest';
import { allAsOffered } from '../../src/advice/offered.ts';
import { NO_CEILINGS } from '../../src/domain/ceilings.ts';
import type { JobDraft, TaskDraft } from '../../src/domain/job-draft.ts';
import { decideCreate, draftChecks } from '../../src/policy/create-job.ts';
import type { SummaryFacts } from '../../src/policy/create-summary.ts';

const task: TaskDraft = { type: 'Worker', pod_count: 2, image: 'registry/pai/pytorch:2.3', ecs_spec: 'ecs.g6.xlarge' };
const job: JobDraft = {
  display_name: 'llm-pretrain-20261124',
  job_type: 'PyTorchJob',
  task_specs: [task],
  command: 'python train.py',
};
const RO = { mount_access: 'RO' } as const;
const quotaTask: TaskDraft = { ...task, ecs_spec: undefined, resource_config: { cpu: '8', memory: '96Gi' } };
const quota = (config: object = {}): JobDraft => ({
  ...job,
  resource_id: 'quota1',
  task_specs: [{ ...quotaTask, resource_config: { cpu: '8', memory: '96Gi', ...config } }],
});

const facts: SummaryFacts = {
  region: 'cn-hangzhou',
  workspaceId: '123',
  total: { pods: 2, gpus: 16, cpus: 192, memoryGib: 1536, complete: true },
  envs: {},
  tags: {},
  machines: { sizes: new Map(), read: true },
  sources: new Map(),
  mask: (text) => text.replaceAll('hf_secret', '***'),
};
const given = { region: 'cn-hangzhou', workspaceId: '123', today: '20261124', bytes: 0, ceilings: NO_CEILINGS };
const decide = (draft: Partial<JobDraft>, workspaceId: string | undefined = '123') => {
  const whole = { ...job, ...draft };
  return decideCreate(whole, draftChecks(whole, { ...given, workspaceId }), facts);
};
const question = (draft: Partial<JobDraft>): string => {
  const decision = decide(draft);
  return decision.verdict === 'confirm' ? decision.question.en : `no question: ${JSON.stringify(decision)}`;
};
const refused = (decision: ReturnType<typeof decide>, rule: string, ...words: string[]) => {
  expect(decision).toMatchObject({ verdict: 'refuse', rule });
  const said = JSON.stringify(allAsOffered(decision, () => true));
  for (const word of words) expect(said).toContain(word);
};
const passes = (draft: Partial<JobDraft>) => expect(decide(draft).verdict).toBe('confirm');

describe('create_job', () => {
  it('R1 needs an explicit workspace', () => {
    passes({});
    refused(decideCreate(job, draftChecks(job, { ...given, workspaceId: undefined }), facts), 'R1', 'list_workspaces');
  });

  it('R5 takes exactly one of ecs_spec and resource_config', () => {
    refused(decide({ task_specs: [{ ...task, ecs_spec: undefined }] }), 'R5', 'neither', 'list_ecs_specs');
    refused(decide({ task_specs: [{ ...task, resource_config: { cpu: '8', memory: '96Gi' } }] }), 'R5', 'both');
  });

  it('R5 takes ecs_spec without a quota and resource_config with one', () => {
    passes(quota());
    refused(decide({ resource_id: 'quota1' }), 'R5', 'quota1', 'resource_config');
    refused(decide({ task_specs: [quotaTask] }), 'R5', 'resource_id', 'not invent');
  });

  it('R5 takes quantities with the units of the API', () => {
    passes(quota({ gpu: '8', shared_memory: '96Gi', cpu: '500m' }));
    for (const wrong of [
      { memory: '96' },
      { memory: '96GB' },
      { cpu: '8 cores' },
      { gpu: 'one' },
      { shared_memory: '1' },
    ])
      refused(decide(quota(wrong)), 'R5', Object.values(wrong)[0] ?? '');
  });

  it('R5 keeps shared memory within memory', () => {
    passes(quota({ shared_memory: '98304Mi' }));
    refused(decide(quota({ shared_memory: '97Gi' })), 'R5', '97Gi', '96Gi');
  });

  it('R6 takes a data source by id or by URI', () => {
    passes({
      data_sources: [
        { ...RO, data_source_id: 'd-1', mount_path: '/mnt/data' },
        { ...RO, uri: 'oss://b.oss-cn-hangzhou-internal.aliyuncs.com/p/', mount_path: '/o' },
      ],
    });
    refused(decide({ data_sources: [{ ...RO, mount_path: '/mnt/data' }] }), 'R6', 'neither');
    const both = {
      ...RO,
      data_source_id: 'd-1',
      uri: 'oss://b.oss-cn-hangzhou-internal.aliyuncs.com/',
      mount_path: '/mnt',
    };
    refused(decide({ data_sources: [both] }), 'R6', 'both');
  });

  it('R6 needs a mount path for a URI; a dataset brings its own', () => {
    passes({ data_sources: [{ ...RO, data_source_id: 'd-1' }] });
    refused(
      decide({ data_sources: [{ ...RO, uri: 'oss://b.oss-cn-hangzhou-internal.aliyuncs.com/p/' }] }),
      'R6',
      'no mount_path',
    );
    refused(
      decide({ data_sources: [{ ...RO, uri: 'oss://b.oss-cn-hangzhou-internal.aliyuncs.com/p/', mount_path: '' }] }),
      'R6',
      'no mount_path',
    );
  });

  it('R6 takes one source per mount path', () => {
    const two = (second: string) => ({
      data_sources: [
        { ...RO, data_source_id: 'd-1', mount_path: '/mnt/data' },
        { ...RO, data_source_id: 'd-2', mount_path: second },
      ],
    });
    passes(two('/mnt/data2'));
    refused(decide(two('/mnt/data')), 'R6', '/mnt/data');
    refused(decide(two('/mnt/data/')), 'R6', '/mnt/data');
    for (const same of ['/mnt//data', '/mnt/./data', '/mnt/x/../data'])
      refused(decide(two(same)), 'R6, R40', '/mnt/data');
  });

  it('R7 takes a code source by id', () => {
    passes({ code_source: { code_source_id: 'code-1' } });
    refused(decide({ code_source: {} }), 'R7');
  });

  it.each([
    ['TFJob', ['Chief', 'PS', 'Worker', 'Evaluator', 'GraphLearn']],
    ['PyTorchJob', ['Master', 'Worker']],
    ['MPIJob', ['Master', 'Worker']],
    ['RayJob', ['Head', 'Worker', 'Worker-gpu']],
  ] as const)('R9 takes the roles of a %s', (job_type, roles) => {
    passes({ job_type, task_specs: roles.map((type) => ({ ...task, type })) });
    refused(
      decide({ job_type, task_specs: [...roles, 'Launcher'].map((type) => ({ ...task, type })) }),
      'R9',
      'Launcher',
    );
  });

  it('R9 proposes the role that was probably meant', () => {
    refused(decide({ task_specs: [{ ...task, type: 'worker' }] }), 'R9', 'Did you mean \\"Worker\\"', 'Master');
  });

  it('R9 asks for a missing role, but not for one that stands there misspelt', () => {
    refused(decide({ task_specs: [{ ...task, type: 'Master' }] }), 'R9', 'A PyTorchJob needs a Worker task');
    expect(JSON.stringify(decide({ task_specs: [{ ...task, type: 'workers' }] }))).not.toContain('Add a task spec');
  });

  it('R9 takes at most one chief', () => {
    const chiefs = (second: boolean) => ({
      job_type: 'TFJob' as const,
      task_specs: [
        { ...task, type: 'Chief', is_chief: true },
        { ...task, is_chief: second },
      ],
    });
    passes(chiefs(false));
    refused(decide(chiefs(true)), 'R9', 'one chief');
  });

  it('R9 passes undocumented roles on, with a note', () => {
    expect(question({ job_type: 'SlurmJob', task_specs: [{ ...task, type: 'Login' }] })).toMatch(
      /not documented.*"Login"/,
    );
  });

  it('R24 checks the name and suggests a sortable one', () => {
    passes({ display_name: 'a'.repeat(256) });
    for (const display_name of ['', 'a'.repeat(257), 'my job', 'x/y', 'job\u202e', '名'])
      refused(decide({ display_name }), 'R24', '20261124');
    refused(decide({ display_name: 'my job' }), 'R24', 'my-job-20261124');
  });

  it('R25 says when the job ends, or that nothing will end it', () => {
    expect(question({})).toContain('Nothing will stop it');
    const limited = question({ job_max_running_time_minutes: 120 });
    expect(limited).toContain('120 minutes');
    expect(limited).not.toContain('Nothing will stop it');
  });

  it('R26 states the risk of spot, and takes one limit', () => {
    const spot = (limits: TaskDraft['spot']) => ({ task_specs: [{ ...task, spot: limits }] });
    expect(question(spot({ discount_limit: 0.8 }))).toContain('reclaimed');
    expect(question({})).not.toContain('reclaimed');
    refused(decide(spot({})), 'R26', 'neither');
    refused(decide(spot({ discount_limit: 0.8, price_limit: 1 })), 'R26', 'both');
  });

  it.each([
    [0.8, undefined],
    [1, undefined],
    [1.01, 'Pass a share such as 0.8'],
    [8, 'Pass a share such as 0.8'],
    [50, 'Did you mean 0.5?'],
    [100, 'Did you mean 1?'],
    [120, 'Pass a share such as 0.8'],
  ])('R26 takes a share of the list price, and %d is one or says what is', (discount_limit, fix) => {
    const draft = { task_specs: [{ ...task, spot: { discount_limit } }] };
    if (fix === undefined) passes(draft);
    else refused(decide(draft), 'R26', `discount_limit is ${discount_limit}`, fix);
  });

  it.each<[string, JobDraft['job_type'], boolean, string | undefined]>([
    ['ecs.g6.xlarge', 'PyTorchJob', false, undefined],
    ['ecs.g6.xlarge', 'PyTorchJob', true, 'has no fault tolerance'],
    ['ecs.g6.xlarge', 'MPIJob', false, 'only a PyTorchJob can be spot'],
    ['ecs.g6.xlarge', 'TFJob', false, 'only a PyTorchJob can be spot'],
    ['ml.gu8tf', 'PyTorchJob', true, undefined],
    ['ml.gu8tf', 'MPIJob', true, undefined],
    ['ml.gu8tf', 'TFJob', false, 'only a PyTorchJob or MPIJob can be spot'],
    ['other', 'TFJob', true, undefined],
  ])('R26 as to spot on %s, a %s (fault tolerance: %s)', (ecs_spec, job_type, enable_error_monitoring, says) => {
    const spot = { spot: { discount_limit: 0.5 } };
    const draft = { job_type, settings: { enable_error_monitoring }, task_specs: [{ ...task, ecs_spec, ...spot }] };
    if (says === undefined) passes(draft);
    else refused(decide(draft), 'R26', says);
    // Without spot nothing of this holds.
    passes({ ...draft, task_specs: [{ ...task, ecs_spec }] });
  });

  it('R26 warns of spot on a quota, of which nothing is documented', () => {
    const spot = { ...quota(), task_specs: [{ ...quotaTask, spot: { discount_limit: 0.5 } }] };
    expect(question(spot)).toContain('on a quota, whose machines are paid for already');
    expect(question(quota())).not.toContain('paid for already');
  });

  it('R18 refuses bounds of which the lower is above the upper', () => {
    const scaling = (min_replicas?: number, max_replicas?: number) => ({
      task_specs: [task, { ...task, type: 'Master', auto_scaling: { min_replicas, max_replicas } }],
    });
    refused(decide(scaling(5, 2)), 'R18', 'task_specs[1].auto_scaling has min_replicas 5 above max_replicas 2');
    for (const bounds of [scaling(2, 5), scaling(2, 2), scaling(5), scaling(undefined, 2)]) passes(bounds);
  });

  it('R16 warns of a priority that nothing orders by', () => {
    expect(question({ priority: 7 })).toContain('Priority 7 has no effect on public resources.');
    expect(question({ ...quota(), priority: 7 })).not.toContain('no effect');
    expect(question({})).not.toContain('no effect');
  });

  it('refuses everything wrong at once', () => {
    const decision = decide({ display_name: 'my job', task_specs: [{ ...task, type: 'worker', ecs_spec: undefined }] });
    refused(decision, 'R24, R9, R5', 'my-job', 'Worker', 'neither');
  });

  it('shows a person what is created', () => {
    const text = question(quota());
    for (const fact of ['llm-pretrain', 'PyTorchJob', '123', 'cn-hangzhou', '16 GPUs', 'quota1', 'pytorch:2.3'])
      expect(text).toContain(fact);
    expect(question({})).toContain('pay-as-you-go');
  });
});
