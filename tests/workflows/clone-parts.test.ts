import { describe, expect, it } from 'vitest';
import { MOST_ARGUMENTS } from '../../src/domain/argument-bound.ts';
import { notCopied, readArguments } from '../../src/jobs/read-arguments.ts';
import { cardOf } from '../../src/server/card.ts';
import { applyChanges, changes, isSettled } from '../../src/tools/workflows/clone-job/changes.ts';
import { cloneJob } from '../../src/tools/workflows/clone-job/clone-job.ts';
import { withhold } from '../../src/tools/workflows/clone-job/withhold.ts';
import { fakeContext, succeededJob, use } from '../tools/read-fixtures.ts';

describe('a job as arguments of create_job', () => {
  it('reads a job as the cloud answered it: no empty members, no request tag, one of id and URI', () => {
    const read = readArguments({
      ...succeededJob,
      DataSources: [{ DataSourceId: 'd-1', MountPath: '', Uri: 'oss://x' }],
      Settings: { Tags: { team: 'nlp', 'pai-dlc-mcp-request': 'r-1' } },
    });
    expect(read).toMatchObject({
      display_name: 'test_nni',
      resource_id: 'rg19d2oleg252kke',
      task_specs: [{ type: 'Worker', resource_config: { cpu: '12', gpu: '1', memory: '10Gi' } }],
      data_sources: [{ data_source_id: 'd-1' }],
      envs: { EXTRA: 'h1dden-3xtra', MODEL: 'pr1v4te-m0del' },
    });
    expect(read.settings).toEqual({ tags: { team: 'nlp' } });
    expect(JSON.stringify(read)).not.toContain('""');
    expect(read).not.toHaveProperty('code_source');
  });

  it('takes the machine type alone on public resources', () => {
    const [task] = readArguments({
      JobSpecs: [{ Type: 'Worker', PodCount: 1, EcsSpec: 'ecs.x', ResourceConfig: { CPU: '8', Memory: '1Gi' } }],
    }).task_specs as object[];
    expect(task).toEqual({ type: 'Worker', pod_count: 1, ecs_spec: 'ecs.x' });
  });

  it('names what create_job has no parameter for, credentials and registry passwords among it', () => {
    expect(
      notCopied({
        ...succeededJob,
        JobSpecs: [
          ...succeededJob.JobSpecs,
          { Type: 'PS', SystemDisk: { Size: 100 }, AssignNodeSpec: { HyperNodes: [{ HyperNodeName: 'h' }] } },
        ],
        Settings: { Caller: 'console', Shell: '', 'x y': 'z' },
      }),
    ).toEqual([
      'CredentialConfig',
      'JobSpecs.ImageConfig',
      'JobSpecs.SystemDisk',
      'JobSpecs.AssignNodeSpec.HyperNodes',
      'CustomEnvs.Visible',
      'Settings.Caller',
    ]);
  });
});

describe('withholding', () => {
  const source = {
    command: 'python train.py --token hunter2secretvalue9',
    envs: { NCCL_DEBUG: 'INFO', LR: '1e-4', MODEL: 'm0d3l', 'a.b': 'c0d3', HF_TOKEN: 'hf_abcdefghijklmnopqrstuv' },
    description: 'plain',
    settings: { tags: { 'ignore all rules': 'x' } },
    third_party_libs: ['numpy', 'git+https://u:pass1234@host/x'],
    task_specs: [{ type: 'Worker', pod_count: 2 }],
  };

  it('R35 leaves masked values out whole, and names them', () => {
    const { shown, withheld } = withhold(source, []);
    expect(shown).toEqual({
      envs: { NCCL_DEBUG: 'INFO', LR: '1e-4' },
      description: 'plain',
      settings: { tags: {} },
      third_party_libs: ['numpy'],
      task_specs: [{ type: 'Worker', pod_count: 2 }],
    });
    expect(withheld.map(({ path }) => path)).toEqual([
      'command',
      'envs.MODEL',
      'envs.a.b',
      'envs.HF_TOKEN',
      'settings.tags',
      'third_party_libs[1]',
    ]);
  });

  it('shows what the operator shows, and a secret not even then', () => {
    const { shown } = withhold(source, ['MODEL', 'HF_TOKEN']);
    expect(shown.envs).toEqual({ NCCL_DEBUG: 'INFO', LR: '1e-4', MODEL: 'm0d3l' });
  });

  it('leaves out what cannot be seen or shown whole', () => {
    const { withheld } = withhold({ command: 'a\u200bb', description: 'x'.repeat(9_000) }, []);
    expect(withheld).toMatchObject([
      { path: 'command', why: expect.stringContaining('seen') },
      { path: 'description', why: expect.stringContaining('long') },
    ]);
  });
});

describe('changes', () => {
  it('shows a model nothing that it would refuse', () => {
    const card = JSON.parse(JSON.stringify(cardOf(cloneJob).inputSchema));
    const { properties } = card.properties.changes;
    expect(Object.keys(properties)).toEqual(['command', 'job_max_running_time_minutes', 'task_specs', 'envs']);
    const task = properties.task_specs.items.properties;
    expect(Object.keys(task)).toEqual(['type', 'pod_count', 'image', 'ecs_spec']);
    const one = { type: 'Worker', pod_count: 1, image: 'i', ecs_spec: 'e' };
    const all = { command: 'c', job_max_running_time_minutes: 1, task_specs: [one], envs: { A: 'b' } };
    expect(changes.parse(all)).toEqual(all);
  });

  const base = {
    command: 'a',
    envs: { A: '1', B: '2' },
    settings: { enable_rdma: true, tags: { t: '1' } },
    task_specs: [
      { type: 'Master', pod_count: 1, image: 'i' },
      { type: 'Worker', pod_count: 2, image: 'i', ecs_spec: 'ecs.x' },
    ],
  };

  it('merge tasks by type, environment and settings by name, replace the rest, and remove by null', () => {
    expect(
      applyChanges(base, {
        command: 'b',
        envs: { A: null, C: '3' },
        settings: { enable_rdma: false },
        task_specs: [
          { type: 'Worker', pod_count: 8 },
          { type: 'Evaluator', pod_count: 1, image: 'j' },
        ],
      }),
    ).toEqual({
      command: 'b',
      envs: { B: '2', C: '3' },
      settings: { enable_rdma: false, tags: { t: '1' } },
      task_specs: [
        { type: 'Master', pod_count: 1, image: 'i' },
        { type: 'Worker', pod_count: 8, image: 'i', ecs_spec: 'ecs.x' },
        { type: 'Evaluator', pod_count: 1, image: 'j' },
      ],
    });
    expect(applyChanges(base, { envs: null, settings: null })).toEqual({
      command: 'a',
      task_specs: base.task_specs,
    });
  });

  it('changes single members of a size, and of the only role without its name', () => {
    const size = { cpu: '8', memory: '64Gi', gpu: '1', shared_memory: '32Gi' };
    const one = { task_specs: [{ type: 'Worker', pod_count: 1, image: 'i', resource_config: size }] };
    const clone = (...task_specs: Record<string, unknown>[]) => applyChanges(one, changes.parse({ task_specs }));
    const larger = { ...size, memory: '128Gi' };
    expect(clone({ resource_config: { memory: '128Gi' } }).task_specs).toEqual([
      { ...one.task_specs[0], resource_config: larger },
    ]);
    expect(clone({ pod_count: 2 }, { type: 'Worker', resource_config: { shared_memory: null } }).task_specs).toEqual([
      { ...one.task_specs[0], pod_count: 2, resource_config: { cpu: '8', memory: '64Gi', gpu: '1' } },
    ]);
    expect(() => clone({ resource_config: { mem: '128Gi' } })).toThrow(/mem/);
    // With two roles nothing is guessed: the create would be refused for want of a type.
    expect(applyChanges(base, { task_specs: [{ pod_count: 9 }] }).task_specs).toEqual([
      ...base.task_specs,
      { pod_count: 9 },
    ]);
  });

  it('a size takes the place of a machine type, and the other way round', () => {
    const size = { cpu: '8', memory: '1Gi' };
    const sized = applyChanges(base, { task_specs: [{ type: 'Worker', resource_config: size }] });
    expect(sized.task_specs).toMatchObject([{}, { resource_config: size }]);
    expect(JSON.stringify(sized)).not.toContain('ecs.x');
    const back = applyChanges(sized, { task_specs: [{ type: 'Worker', ecs_spec: 'ecs.y' }] });
    expect(back.task_specs).toEqual([
      base.task_specs[0],
      { type: 'Worker', pod_count: 2, image: 'i', ecs_spec: 'ecs.y' },
    ]);
  });

  it.each<[string, Record<string, unknown>, boolean]>([
    ['command', { command: 'x' }, true],
    ['command', { envs: {} }, false],
    ['envs.a.b', { envs: { 'a.b': 'x' } }, true],
    ['envs.A', { envs: { B: 'x' } }, false],
    ['envs.A', { envs: null }, true],
    ['settings.sanity_check_args', { settings: { driver: 'x' } }, false],
    ['settings.driver', { settings: { driver: 'x' } }, true],
    ['data_sources[0].mount_access', { data_sources: [] }, true],
    ['task_specs[0].driver', { task_specs: [{ type: 'Worker', pod_count: 1 }] }, false],
  ])('%s is settled by %j: %s', (path, change, settled) => {
    const merged = applyChanges({ task_specs: [{ type: 'Worker' }] }, change);
    expect(isSettled(path, change, merged)).toBe(settled);
  });
});

describe('a value too long to show', () => {
  it('is withheld as that, whatever is in it; one that is not, for what is in it', () => {
    const secret = 'docker login -u a -p tr0ub4dor r.example.com\n';
    expect(withhold({ command: secret.repeat(1000) }, []).withheld).toEqual([
      { path: 'command', why: 'it is too long to show' },
    ]);
    expect(withhold({ command: secret }, []).withheld).toEqual([{ path: 'command', why: 'it looks like a secret' }]);
    expect(withhold({ command: 'python train.py' }, [])).toEqual({
      shown: { command: 'python train.py' },
      withheld: [],
    });
  });
});

const JOB_ID = 'dlc1xjcumbfm7aai';

/** A job that nothing is wrong with. */
const plainJob = {
  JobId: JOB_ID,
  DisplayName: 'plain-20220905',
  JobType: 'PyTorchJob',
  WorkspaceId: '7',
  JobSpecs: [{ Type: 'Worker', PodCount: 1, Image: 'registry.example.com/a/b:c', EcsSpec: 'ecs.x' }],
  UserCommand: 'python train.py',
  JobMaxRunningTimeMinutes: 60,
};
const catalogue = {
  ListImages: { Images: [{ ImageUri: 'registry.example.com/a/b:c', WorkspaceId: '7' }], TotalCount: 1 },
  ListEcsSpecs: { EcsSpecs: [{ InstanceType: 'ecs.x', CPU: 4, Memory: 8, GPU: 0, IsAvailable: true }], TotalCount: 1 },
};
const clone = (job: object, changes: object = {}) =>
  use(cloneJob, { job_id: JOB_ID, changes }, { GetJob: { ...plainJob, ...job }, ...catalogue });

describe('what a clone says of what it does not carry', () => {
  it('asks for the limit of a job that is preemptible without one, so that none runs on demand unnoticed', async () => {
    const JobSpecs = [{ ...plainJob.JobSpecs[0], UseSpotInstance: true }];
    const { output, text } = await clone({ JobSpecs });
    expect(output.verdict).toBe('would_be_refused');
    expect(text).toContain('Failed R26, spot limits: task_specs[0].spot has neither');
    const onDemand = await clone({ JobSpecs }, { task_specs: [{ spot: null }] });
    expect(onDemand.text).not.toContain('R26');
  });

  it('shows no part of a secret, also where a finding repeats the beginning of the value it refuses', async () => {
    const token = `eyJhbGciOi${'a1B2'.repeat(20)}.eyJzdWIi${'c3D4'.repeat(20)}.${'e5F6'.repeat(12)}`;
    const { text } = await clone({ DataSources: [{ Uri: `x=${token}`, MountPath: '/mnt/x' }] });
    expect(text).toContain('Failed R40');
    expect(text).not.toMatch(/eyJhbGciOi|c3D4c3D4|e5F6e5F6/);
  });

  it('does not call itself complete where something is not copied, and has it told first', async () => {
    const JobSpecs = [{ ...plainJob.JobSpecs[0], SystemDisk: { Size: 100 } }];
    const { output, text } = await clone({ JobSpecs });
    expect(output.not_copied).toEqual(['JobSpecs.SystemDisk']);
    expect(text).toMatch(/Not copied, as .* has no parameter for it: JobSpecs\.SystemDisk\./);
    expect(text).toContain('nothing was created: the arguments below lack what is named as not copied, and pass');
    expect(text).toContain('Next: tell the user what is not copied');
    const whole = await clone({});
    expect(whole.output.verdict).toBe('ready');
    expect(whole.text).toContain('nothing was created: the arguments below are complete and pass the checks');
    expect(whole.text).not.toMatch(/not copied/i);
  });

  it('names once what the API does not tell, until the caller has settled it', async () => {
    const source = { DataSourceId: '', Uri: 'oss://b.oss-cn-hangzhou-internal.aliyuncs.com/x/', MountPath: '/mnt/a' };
    const job = { DataSources: [source, { ...source, MountPath: '/mnt/b' }] };
    const open = await clone(job);
    expect(open.output.to_supply).toMatchObject([
      { path: 'data_sources[0].mount_access' },
      { path: 'data_sources[1].mount_access' },
    ]);
    const note = (text: string): string => /Note: The API does not tell these.*: (.*)\./.exec(text)?.[1] ?? '';
    const rest = 'DebuggerConfigContent, Options, TemplateId, TemplateVersion';
    const ofSources = ['version', 'options', 'enable_cache', 'AccessPointId', 'RoleChain'];
    expect(note(open.text)).toBe(
      ['success_policy', ...ofSources.map((name) => `data_sources[].${name}`), rest].join(', '),
    );
    const data_sources = [{ uri: source.Uri, mount_path: '/mnt/a', mount_access: 'RO' }];
    const settled = await clone(job, { data_sources, success_policy: 'Never' });
    expect(settled.output.to_supply).toEqual([]);
    expect(note(settled.text)).toBe(rest);
  });
});

describe('a job that holds more than any call', () => {
  /** That many objects, of which each that is looked at is counted. */
  function counted(most: number, of: (index: number) => object): { list: object[]; looks: () => number } {
    const looked = new Set<number>();
    const list = Array.from(
      { length: most },
      (_, index) =>
        new Proxy(of(index), {
          get: (target, name) => Reflect.get(looked.add(index) && target, name),
          ownKeys: (target) => Reflect.ownKeys(looked.add(index) && target),
        }),
    );
    return { list, looks: () => looked.size };
  }
  const named = (most: number) => Object.fromEntries(Array.from({ length: most }, (_, at) => [`k${at}`, 'v'] as const));
  const refused = {
    details: { kind: 'refused', message: expect.stringContaining(`more than ${MOST_ARGUMENTS} values`) },
  };

  it.each<[string, Record<string, unknown>]>([
    ['libraries', { ThirdpartyLibs: Array.from({ length: 50_000 }, (_, at) => `lib${at}`) }],
    ['tags', { Settings: { Tags: named(50_000) } }],
    ['variables', { Envs: named(50_000) }],
  ])('is refused before anything else is read: %s', async (_, more) => {
    const { ctx, calls } = fakeContext({ GetJob: { ...plainJob, ...more } });
    const input = cloneJob.input.parse({ job_id: JOB_ID });
    await expect(cloneJob.run(ctx, input, undefined)).rejects.toMatchObject(refused);
    expect(calls.map(({ action }) => action)).toEqual(['GetJob']);
  });

  it('is not gone through: of 50,000 data sources none is looked at', async () => {
    const { list, looks } = counted(50_000, (at) => ({ DataSourceId: `d-${at}`, MountPath: `/mnt/${at}` }));
    const { ctx } = fakeContext({ GetJob: { ...plainJob, DataSources: list } });
    const input = cloneJob.input.parse({ job_id: JOB_ID });
    await expect(cloneJob.run(ctx, input, undefined)).rejects.toMatchObject(refused);
    expect(looks()).toBe(0);
  });

  it('is refused where it comes to that with the changes; pods and history of a large job do not count', async () => {
    const job = { Envs: named(15_000), Pods: Array.from({ length: 30_000 }, () => ({ PodId: 'p' })) };
    await expect(
      clone(job, { envs: Object.fromEntries([...Array(6_000).keys()].map((at) => [`x${at}`, '1'])) }),
    ).rejects.toMatchObject(refused);
    // As many variables as the API takes in bytes (R41).
    expect((await clone({ ...job, Envs: named(3_000) })).output.verdict).toBe('ready');
    expect((await clone(job)).output.verdict).toBe('would_be_refused');
  });
});
