import { describe, expect, it } from 'vitest';
import { settings } from '../../src/config/settings.ts';
import { CEILINGS, type Ceilings, ceilingWords, NO_CEILINGS } from '../../src/domain/ceilings.ts';
import type { JobDraft, TaskDraft } from '../../src/domain/job-draft.ts';
import type { Machine, Machines } from '../../src/domain/machine.ts';
import type { PriceTable } from '../../src/domain/prices.ts';
import { refusalOf } from '../../src/policy/checks.ts';
import { DRAFT_CEILINGS, liveCeiling, machineCeilings } from '../../src/policy/create-ceilings.ts';
import { gpusOf } from '../../src/policy/most.ts';
import { scaleCeilings } from '../../src/policy/scale-ceilings.ts';
import { readMachineTypes } from '../../src/tools/kit/decoders/machine-types.ts';

const machine: Machine = {
  gpus: 8,
  cpus: 96,
  memoryGib: 1600,
  gpuType: 'GU8TF',
  lingjun: true,
  inStock: true,
  spotInStock: true,
  drivers: [],
};
const machines: Machines = {
  sizes: new Map([
    ['ecs.gpu', machine],
    ['ecs.cpu', { ...machine, gpus: 0 }],
    ['ecs.odd', { ...machine, gpus: 0, gpusUnknown: true }],
  ]),
  read: true,
};
const unread: Machines = { sizes: new Map(), read: false };
const task: TaskDraft = { type: 'Worker', pod_count: 2, image: 'i', ecs_spec: 'ecs.gpu' };
const job = (changes: Partial<JobDraft>, ...tasks: Partial<TaskDraft>[]): JobDraft => ({
  display_name: 'llm',
  job_type: 'PyTorchJob',
  task_specs: (tasks.length > 0 ? tasks : [{}]).map((each) => ({ ...task, ...each })),
  ...changes,
});
const within = (ceilings: Partial<Ceilings>): Ceilings => ({ ...NO_CEILINGS, ...ceilings });
const refusal = (draft: JobDraft, ceilings: Partial<Ceilings>, of = machines, prices?: PriceTable) =>
  refusalOf([
    ...DRAFT_CEILINGS.flatMap((check) => check(draft, within(ceilings))),
    ...machineCeilings(draft, of, { region: 'cn-hangzhou', prices, ceilings: within(ceilings) }),
  ]);
const inQuota = (gpu: string | undefined): Partial<TaskDraft> => ({
  ecs_spec: undefined,
  resource_config: { cpu: '1', memory: '1Gi', gpu },
});

describe('R42 a ceiling on a create', () => {
  it.each<[string, JobDraft, Partial<Ceilings>, Partial<Ceilings>, string]>([
    ['GPUs of a machine type', job({}), { gpus: 15 }, { gpus: 16 }, '16 GPUs'],
    ['GPUs over all roles', job({}, {}, { type: 'Master', pod_count: 1 }), { gpus: 23 }, { gpus: 24 }, '24 GPUs'],
    ['GPUs in a quota', job({ resource_id: 'quota1' }, inQuota('4')), { gpus: 7 }, { gpus: 8 }, '8 GPUs'],
    ['GPUs of a machine type in a quota', job({ resource_id: 'quota1' }), { gpus: 15 }, { gpus: 16 }, '16 GPUs'],
    ['GPUs of spot machines', job({}, { spot: { discount_limit: 0.5 } }), { gpus: 15 }, { gpus: 16 }, '16 GPUs'],
    ['GPUs it may grow to', job({}, { auto_scaling: { max_replicas: 9 } }), { gpus: 71 }, { gpus: 72 }, '72 GPUs'],
    ['parts of GPUs', job({ resource_id: 'quota1' }, inQuota('500m')), { gpus: 0 }, { gpus: 1 }, '1 GPU,'],
    ['pods', job({}), { pods: 1 }, { pods: 2 }, '2 pods'],
    ['pods over all roles', job({}, {}, { type: 'Master', pod_count: 3 }), { pods: 4 }, { pods: 5 }, '5 pods'],
    ['pods it may grow to', job({}, { auto_scaling: { max_replicas: 9 } }), { pods: 8 }, { pods: 9 }, '9 pods'],
    ['pods it begins with', job({}, { auto_scaling: { max_replicas: 1 } }), { pods: 1 }, { pods: 2 }, '2 pods'],
    [
      'pods that it scales to at least',
      job({}, { auto_scaling: { min_replicas: 5, max_replicas: 1 } }),
      { pods: 4 },
      { pods: 5 },
      '5 pods',
    ],
    ['minutes', job({ job_max_running_time_minutes: 90 }), { minutes: 89 }, { minutes: 90 }, '90 minutes'],
    [
      'minutes with those it is kept',
      job({ job_max_running_time_minutes: 90, settings: { job_reserved_minutes: 30 } }),
      { minutes: 119 },
      { minutes: 120 },
      '120 minutes',
    ],
    [
      'minutes with those its pods may take to end',
      job({ job_max_running_time_minutes: 90, settings: { termination_grace_period_seconds: 61 } }),
      { minutes: 91 },
      { minutes: 92 },
      '92 minutes',
    ],
    [
      'GPUs that Data-Juicer may take',
      job({ settings: { data_juicer_config: { resource_limit: { gpu: '100' } } } }),
      { gpus: 99 },
      { gpus: 100 },
      '100 GPUs',
    ],
    ['job types', job({}), { jobTypes: ['TFJob'] }, { jobTypes: ['TFJob', 'PyTorchJob'] }, 'PyTorchJob'],
    ['no job type', job({}), { jobTypes: [] }, { jobTypes: ['PyTorchJob'] }, 'PyTorchJob'],
    ['machine types', job({}), { machineTypes: ['ecs.gn*'] }, { machineTypes: ['ecs.g*'] }, 'ecs.gpu'],
  ])('holds %s', (_what, draft, low, high, asked) => {
    const found = refusal(draft, low);
    expect(found).toMatchObject({ rule: 'R42', reason: expect.stringContaining(asked) });
    const [name] = Object.keys(low) as [keyof Ceilings];
    expect(found?.reason).toContain('operator');
    expect(found?.reason).toContain(`(${CEILINGS[name].flag})`);
    expect(found?.fix).toContain('Only the operator');
    expect(refusal(draft, high)).toBeUndefined();
    expect(refusal(draft, {})).toBeUndefined();
  });

  it('names its limit', () => {
    expect(refusal(job({}), { gpus: 8 })?.reason).toBe(
      "The job may take 16 GPUs, and the operator's ceiling for one job is 8 GPUs (--max-gpus).",
    );
    expect(refusal(job({}), { machineTypes: ['ecs.gn7i-*', 'ecs.c*'] })?.valid).toEqual(['ecs.gn7i-*', 'ecs.c*']);
  });

  it('refuses a job that nothing ends, where minutes have one', () => {
    const found = refusal(job({}), { minutes: 600 });
    expect(found?.reason).toContain('no job_max_running_time_minutes');
    expect(found?.fix).toContain(
      'Set job_max_running_time_minutes, so that it, settings.job_reserved_minutes and settings.termination_grace_period_seconds are at most 600',
    );
  });

  it.each<[string, JobDraft, Machines, string]>([
    ['of a type that the region does not list', job({}, { ecs_spec: 'ecs.new' }), machines, 'does not list it'],
    ['of a type that is listed without them', job({}, { ecs_spec: 'ecs.odd' }), machines, 'lists it without them'],
    ['where the list could not be read', job({}), unread, 'could not be read'],
    ['of a job that grows without a bound', job({}, { auto_scaling: {} }), machines, 'no max_replicas'],
    [
      'of Data-Juicer without a number',
      job({ settings: { data_juicer_config: { resource_limit: { gpu: 'all' } } } }),
      machines,
      'resource_limit.gpu "all" is no count',
    ],
    ['of a quota whose quantity is none', job({ resource_id: 'quota1' }, inQuota('many')), machines, 'not known'],
  ])('refuses GPUs that cannot be counted: %s', (_what, draft, of, why) => {
    expect(refusal(draft, { gpus: 1000 }, of)).toMatchObject({ rule: 'R42', reason: expect.stringContaining(why) });
    expect(refusal(draft, { minutes: undefined }, of)).toBeUndefined();
  });

  it('lets machines without GPUs grow without a bound of GPUs, and not of pods', () => {
    const grows = job({}, { ecs_spec: 'ecs.cpu', auto_scaling: {} });
    expect(refusal(grows, { gpus: 0 })).toBeUndefined();
    expect(refusal(grows, { pods: 1000 })?.reason).toContain('no max_replicas');
  });

  it('reads a machine type without GPUs in the answer as one whose GPUs are not known', () => {
    const [gpu, odd, cpu] = readMachineTypes({
      EcsSpecs: [
        { InstanceType: 'a', Gpu: 4, AcceleratorType: 'GPU' },
        { InstanceType: 'b' },
        { InstanceType: 'c', AcceleratorType: 'CPU' },
      ],
      TotalCount: 3,
    } as never).types.map(gpusOf);
    expect([gpu, odd, cpu]).toEqual([4, undefined, 0]);
  });

  it('on the price takes no unknown one, and counts what the job may grow to', () => {
    const each = { perHour: 10.5, currency: 'CNY', date: '2026-11-01', source: 'contract' };
    const prices: PriceTable = {
      ofMachine: (_region, type) => (type === 'ecs.gpu' ? each : undefined),
      ofGpu: () => undefined,
    };
    const held = (draft: JobDraft, pricePerHour: number, table: PriceTable | undefined = prices) =>
      refusal(draft, { pricePerHour }, machines, table)?.reason;
    expect(refusal(job({}), { pricePerHour: 1000 })?.reason).toContain('the operator has given no prices (--prices)');
    expect(held(job({}, { ecs_spec: 'ecs.cpu' }), 1000)).toContain('none of ecs.cpu');
    expect(held(job({}), 20.9)).toContain('may cost 21 per hour');
    expect(held(job({}), 21)).toBeUndefined();
    expect(held(job({}, { auto_scaling: { max_replicas: 4 } }), 21)).toContain('may cost 42 per hour');
    expect(held(job({}, { auto_scaling: {} }), 1000)).toContain('no max_replicas');
    expect(held(job({}, {}, { auto_scaling: {} }), 1000)).toContain('no max_replicas');
    expect(held(job({}, { system_disk: { size: 500 } }), 1000)).toContain('a system_disk of its own has a price');
    // What a quota has is paid for already.
    expect(held(job({ resource_id: 'quota1' }, inQuota('4')), 0)).toBeUndefined();
  });

  it('on live jobs counts those that a call would add', () => {
    const of = (alive: number, adding: number, liveJobs: number | undefined) =>
      refusalOf(liveCeiling(alive, adding, within({ liveJobs })));
    expect(of(4, 1, 5)).toBeUndefined();
    expect(of(5, 1, undefined)).toBeUndefined();
    expect(of(5, 1, 5)?.reason).toContain('5 jobs of these credentials are alive in this region');
    expect(of(3, 3, 5)?.reason).toContain("3 more would be 6, and the operator's ceiling is 5 (--max-live-jobs)");
  });
});

describe('R42 a ceiling on a scaling', () => {
  const tasks = [
    { type: 'Worker', podCount: 4, gpus: 8 },
    { type: 'Evaluator', podCount: 1, gpus: 0 },
  ];
  const scaled = (
    specs: Record<string, number>,
    ceilings: Partial<Ceilings>,
    of: Parameters<typeof scaleCeilings>[0] = tasks,
  ) =>
    scaleCeilings(
      of,
      Object.entries(specs).map(([type, pod_count]) => ({ type, pod_count })),
      within(ceilings),
    );

  it('refuses to end above it, with all roles counted', () => {
    expect(scaled({ Worker: 8 }, { pods: 8 })[0]?.reason).toContain('9 pods');
    expect(scaled({ Worker: 8 }, { gpus: 63 })[0]?.reason).toContain('64 GPUs');
    expect(scaled({ Worker: 7, Evaluator: 2 }, { pods: 8, gpus: 48 })).toHaveLength(2);
    expect(scaled({ Worker: 8 }, { pods: 9, gpus: 64 })).toEqual([]);
    expect(scaled({ Worker: 8 }, {})).toEqual([]);
  });

  it('lets a job that is above it already become smaller, and not larger', () => {
    expect(scaled({ Worker: 3 }, { pods: 2, gpus: 8 })).toEqual([]);
    expect(scaled({ Worker: 4 }, { pods: 2, gpus: 8 })).toEqual([]);
    expect(scaled({ Worker: 5 }, { pods: 2 })).toHaveLength(1);
    // Pods without GPUs in place of pods with them.
    expect(scaled({ Worker: 3, Evaluator: 2 }, { pods: 2, gpus: 8 })).toEqual([]);
    // Of one role more, of another fewer: what they take together counts.
    const both = [
      { type: 'Large', podCount: 4, gpus: 8 },
      { type: 'Small', podCount: 1, gpus: 4 },
    ];
    expect(scaled({ Large: 3, Small: 3 }, { gpus: 8 }, both)).toEqual([]);
    expect(scaled({ Large: 3, Small: 4 }, { gpus: 8 }, both)).toHaveLength(1);
    // Nothing of what nobody knows is nothing.
    expect(scaled({ Large: 5, Odd: 0 }, { gpus: 40 }, [...both.slice(0, 1), { type: 'Odd', podCount: 1 }])).toEqual([]);
  });

  it('refuses what cannot be told', () => {
    const odd = [{ type: 'Worker', podCount: undefined, gpus: undefined }];
    expect(scaled({ Worker: 2 }, { gpus: 100 }, odd)[0]?.reason).toContain('cannot be told');
    expect(scaled({ Worker: 2 }, { pods: 1 }, odd)[0]?.reason).toContain('2 pods');
    expect(scaled({ Worker: 2 }, { pricePerHour: 1 })).toEqual([]);
    expect(scaled({ Worker: 5 }, { pricePerHour: 1 })[0]?.reason).toContain('cannot be told');
  });
});

describe('the words of a ceiling', () => {
  it('name the flags that there are, of settings that no flag loosens', () => {
    const flags = Object.values(CEILINGS).map(({ flag }) => flag.slice(2));
    const rows = settings.filter((row) => flags.includes(row.flag));
    expect(rows.map((row) => row.flag).sort()).toEqual([...flags].sort());
    for (const row of rows) expect(row).toMatchObject({ tightenOnly: true });
  });

  it('say which are set', () => {
    expect(ceilingWords(NO_CEILINGS)).toEqual([]);
    const words = ceilingWords({
      gpus: 1600,
      pods: 1,
      minutes: 1440,
      pricePerHour: 12.5,
      liveJobs: 3,
      jobTypes: ['TFJob', 'MPIJob'],
      machineTypes: [],
    });
    expect(words.map(({ en }) => en)).toEqual([
      'at most 1,600 GPUs per job',
      'at most 1 pod per job',
      'at most 1,440 minutes, and job_max_running_time_minutes is required',
      'at most 12.5 per hour and job',
      'at most 3 live jobs at once',
      'job types TFJob, MPIJob only',
      'machine types none only',
    ]);
    expect(words.map(({ zh }) => zh)).toEqual([
      '单个任务最多 1,600 张 GPU',
      '单个任务最多 1 个 Pod',
      '最长运行 1,440 分钟，且必须设置 job_max_running_time_minutes',
      '单个任务每小时最多 12.5',
      '同时最多 3 个未结束的任务',
      '任务类型仅限 TFJob、MPIJob',
      '不允许任何机型',
    ]);
  });
});
