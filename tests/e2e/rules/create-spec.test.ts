import { describe, expect, it } from 'vitest';
import { JOB_TYPES } from '../../../src/domain/lists.ts';
import { connectInProcess } from '../in-process.ts';
import { errorOf, serverEnv, WORKSPACE_ENV, yes } from '../session.ts';
import { jobArguments } from '../world.ts';
import { type Bench, bench, expectRefused, ok, onlyWrite, quotaId } from './bench.ts';

type Row = Record<string, unknown>;

const config = { cpu: '8', memory: '96Gi', gpu: '1', shared_memory: '48Gi' };
const specs = (value: unknown): Row[] => value as Row[];
const create = (at: Bench, changes: Row) => at.session.call('create_job', jobArguments(at.finds, changes));

async function created(at: Bench, changes: Row): Promise<Row> {
  at.cloud.clearRequests();
  await ok(at, 'create_job', jobArguments(at.finds, changes));
  return onlyWrite(at.cloud, 'CreateJob').body;
}

describe('R1 create_job has an explicit workspace', () => {
  const bare = bench({ era: 'legacy' });

  it('refuses a call without one, and writes nothing', async () => {
    expectRefused(bare, await create(bare, { workspace_id: undefined }), undefined, {
      kind: 'invalid_input',
      looks: true,
    });
  });

  it('sends the one of the call', async () => {
    expect(await created(bare, {})).toMatchObject({ WorkspaceId: bare.finds.workspace_id });
  });
});

describe('R1 with a workspace of the operator', () => {
  const preset = bench({ era: 'modern', env: { [WORKSPACE_ENV]: '100001' } });

  it('sends the operator\u2019s where the call names none, and the cloud decides on it', async () => {
    // The search for a twin comes first, and there is no such workspace.
    expectRefused(preset, await create(preset, { workspace_id: undefined }), undefined, { kind: 'not_found' });
    expect(preset.cloud.requests().map(({ action, query }) => [action, query.WorkspaceId])).toEqual([
      ['ListJobs', '100001'],
    ]);
    const { workspace_id } = preset.finds;
    const session = await connectInProcess({ env: serverEnv(preset.cloud, { [WORKSPACE_ENV]: workspace_id }) });
    await ok({ session }, 'create_job', jobArguments(preset.finds, { workspace_id: undefined }));
    await session.close();
    expect(onlyWrite(preset.cloud, 'CreateJob').body).toMatchObject({ WorkspaceId: workspace_id });
  });
});

describe('R25 what is not advertised', () => {
  const at = bench({ era: 'modern', person: yes });

  it('is sent, shown to the person, carried by a clone, and found by its filters', async () => {
    const [task] = specs(jobArguments(at.finds).task_specs);
    const rare = {
      display_name: 'rare',
      command: 'python rare.py',
      task_specs: [{ ...task, system_disk: { size: 200 } }],
      settings: { termination_grace_period_seconds: 60 },
      scheduling_strategy: 'Auto',
    };
    const sent = await created(at, rare);
    expect(sent).toMatchObject({
      JobSpecs: [{ SystemDisk: { Size: 200 } }],
      Settings: { TerminationGracePeriodSeconds: 60 },
      SchedulingStrategy: 'Auto',
    });
    const question = String(at.session.asked.at(-1));
    for (const shown of ['system_disk={"size":200}', 'termination_grace_period_seconds=60', 'scheduling_strategy=Auto'])
      expect(question).toContain(shown);
    const halved = await at.session.call('list_jobs', { numeric_range_field: 'RequestGPU' });
    expect(errorOf(halved).kind).toBe('invalid_input');
    const { data } = await ok(at, 'list_jobs', { user_command_search: 'rare.py' });
    const [{ job_id } = { job_id: '' }, ...others] = data.jobs as { job_id: string }[];
    expect(others).toEqual([]);
    const clone = await ok(at, 'clone_job', { job_id, changes: {}, dry_run: true });
    expect(clone.text).toContain('"SystemDisk":{"Size":200}');
    expect(clone.text).toContain('"SchedulingStrategy":"Auto"');
  });
});

describe('R5 resources of a task spec', () => {
  const at = bench({ era: 'modern' });
  const task = (more: Row) => [{ type: 'Worker', pod_count: 1, image: at.finds.image, ...more }];

  it.each<[string, (quota: string, machine: string) => [Row, string | undefined]]>([
    ['neither machine type nor quantities', () => [{}, undefined]],
    ['both', (_q, ecs_spec) => [{ ecs_spec, resource_config: config }, undefined]],
    ['both, with a quota', (quota, ecs_spec) => [{ ecs_spec, resource_config: config }, quota]],
    ['a machine type with a quota', (quota, ecs_spec) => [{ ecs_spec }, quota]],
    ['quantities without a quota', () => [{ resource_config: config }, undefined]],
    ['memory without a unit', (quota) => [{ resource_config: { ...config, memory: '96' } }, quota]],
    ['memory with a strange unit', (quota) => [{ resource_config: { ...config, memory: '96GB' } }, quota]],
    ['a count in words', (quota) => [{ resource_config: { ...config, gpu: 'eight' } }, quota]],
    ['shared memory above memory', (quota) => [{ resource_config: { ...config, shared_memory: '97Gi' } }, quota]],
  ])('refuses %s, and writes nothing', async (_what, row) => {
    const [more, resource_id] = row(quotaId(at, 'shared-a10'), at.finds.ecs_spec);
    expectRefused(at, await create(at, { resource_id, task_specs: task(more) }), 'R5', { looks: true });
  });

  it('refuses a quantity that is no text and no number, and writes nothing', async () => {
    const task_specs = task({ resource_config: { ...config, cpu: [8] } });
    const answer = await create(at, { resource_id: quotaId(at, 'shared-a10'), task_specs });
    expectRefused(at, answer, undefined, { kind: 'invalid_input', looks: true });
  });

  it('sends a quantity that is a number as the text that the API wants', async () => {
    const task_specs = task({ resource_config: { ...config, cpu: 8 } });
    const body = await created(at, { resource_id: quotaId(at, 'shared-a10'), task_specs });
    expect(specs(body.JobSpecs)[0]?.ResourceConfig).toMatchObject({ CPU: '8' });
  });

  it('sends a machine type alone', async () => {
    const body = await created(at, { task_specs: task({ ecs_spec: at.finds.ecs_spec }) });
    expect(body).not.toHaveProperty('ResourceId');
    expect(specs(body.JobSpecs)).toEqual([
      { Type: 'Worker', PodCount: 1, Image: at.finds.image, EcsSpec: at.finds.ecs_spec },
    ]);
  });

  it('sends quantities with their quota, as strings', async () => {
    const resource_id = quotaId(at, 'shared-a10');
    const body = await created(at, { resource_id, task_specs: task({ resource_config: config }) });
    expect(body.ResourceId).toBe(resource_id);
    expect(specs(body.JobSpecs)).toEqual([
      {
        Type: 'Worker',
        PodCount: 1,
        Image: at.finds.image,
        ResourceConfig: { CPU: '8', Memory: '96Gi', GPU: '1', SharedMemory: '48Gi' },
      },
    ]);
  });
});

describe('R8 job types', () => {
  const at = bench({ era: 'legacy' });
  const roles: Readonly<Record<string, readonly string[]>> = {
    RayJob: ['Head', 'Worker'],
    MPIJob: ['Worker', 'Master'],
  };
  const tasks = (names: readonly string[]) =>
    names.map((type) => ({ type, pod_count: 1, image: at.finds.image, ecs_spec: at.finds.ecs_spec }));

  it.each(['pytorch', 'pytorchjob', 'PYTORCHJOB', 'PyTorch', 'Custom', 'PyTorchJob,', ''])(
    'refuses "%s", proposes PyTorchJob and writes nothing',
    async (job_type) => {
      const answer = await create(at, { job_type });
      expectRefused(at, answer, undefined, { kind: 'invalid_input', looks: true });
      expect(answer.text).toContain('PyTorchJob');
    },
  );

  it.each(JOB_TYPES)('sends %s as it is', async (job_type) => {
    const body = await created(at, { job_type, task_specs: tasks(roles[job_type] ?? ['Worker']) });
    expect(body.JobType).toBe(job_type);
  });
});

describe('R9 roles fit the job type', () => {
  const at = bench({ era: 'modern' });
  const tasks = (rows: readonly Row[]) =>
    rows.map((row) => ({ pod_count: 1, image: at.finds.image, ecs_spec: at.finds.ecs_spec, ...row }));

  it.each<[string, string, Row[]]>([
    ['a PS in a PyTorchJob', 'PyTorchJob', [{ type: 'Worker' }, { type: 'PS' }]],
    ['a role in lower case', 'PyTorchJob', [{ type: 'worker' }]],
    ['a PyTorchJob without a Worker', 'PyTorchJob', [{ type: 'Master' }]],
    ['a Master in a TFJob', 'TFJob', [{ type: 'Worker' }, { type: 'Master' }]],
    ['an MPIJob without a Worker', 'MPIJob', [{ type: 'Master' }]],
    ['the same role twice', 'TFJob', [{ type: 'Worker' }, { type: 'Worker' }]],
    [
      'two chiefs',
      'PyTorchJob',
      [
        { type: 'Master', is_chief: true },
        { type: 'Worker', is_chief: true },
      ],
    ],
  ])('refuses %s, and writes nothing', async (_what, job_type, rows) => {
    expectRefused(at, await create(at, { job_type, task_specs: tasks(rows) }), 'R9', { looks: true });
  });

  it.each<[string, string[]]>([
    ['PyTorchJob', ['Worker']],
    ['PyTorchJob', ['Master', 'Worker']],
    ['TFJob', ['Chief', 'PS', 'Worker', 'Evaluator']],
    ['MPIJob', ['Worker', 'Master']],
    ['RayJob', ['Head', 'Worker', 'Worker-gpu']],
    ['RayJob', ['Worker']],
    ['SlurmJob', ['Login']],
  ])('sends a %s of %j', async (job_type, names) => {
    const body = await created(at, { job_type, task_specs: tasks(names.map((type) => ({ type }))) });
    expect(specs(body.JobSpecs).map(({ Type }) => Type)).toEqual(names);
  });

  it('sends one chief', async () => {
    const rows = [{ type: 'Master', is_chief: true }, { type: 'Worker' }];
    const body = await created(at, { task_specs: tasks(rows) });
    expect(specs(body.JobSpecs).map(({ IsChief }) => IsChief)).toEqual([true, undefined]);
  });
});
