import { describe, expect, it } from 'vitest';
import { bench, ok, onlyWrite, writes } from './rules/bench.ts';
import { errorOf } from './session.ts';
import { createJob } from './world.ts';

type Row = Record<string, unknown>;

const SECRET = 'hunter2-hunter2-hunter2';

describe('clone_job', () => {
  const at = bench();

  /** A job with something of everything, and an empty request log behind it. */
  async function source(changes: Row = {}): Promise<string> {
    const id = await createJob(at.session, at.finds, {
      data_sources: [{ data_source_id: at.finds.dataset_id, mount_path: '/mnt/data', mount_access: 'RO' }],
      settings: { tags: { team: 'nlp' } },
      envs: { NCCL_DEBUG: 'INFO', HF_TOKEN: SECRET },
      job_max_running_time_minutes: 60,
      ...changes,
    });
    at.cloud.clearRequests();
    return id;
  }

  it('gives arguments that create_job takes, with the change and what had to be supplied', async () => {
    const job_id = await source();
    const first = await ok(at, 'clone_job', { job_id });
    expect(writes(at.cloud)).toEqual([]);
    expect(first.data.verdict).toBe('needs_values');
    expect((first.data.to_supply as Row[]).map(({ path }) => path)).toEqual([
      'envs.HF_TOKEN',
      'data_sources[0].mount_access',
    ]);
    expect((first.data.arguments as Row).settings).toEqual({ tags: { team: 'nlp' } });
    expect(first.text).not.toContain(SECRET);
    expect(JSON.stringify(first.data)).not.toContain(SECRET);

    const [mount] = (first.data.arguments as { data_sources: Row[] }).data_sources;
    const changes = {
      envs: { HF_TOKEN: 'other' },
      data_sources: [{ ...mount, mount_access: 'RO' }],
      task_specs: [{ type: 'Worker', pod_count: 2 }],
    };
    const second = await ok(at, 'clone_job', { job_id, changes });
    expect(second.data.verdict, second.text).toBe('ready');
    expect(second.text).toContain('Next: create_job with these arguments');
    expect(writes(at.cloud)).toEqual([]);

    await ok(at, 'create_job', second.data.arguments as Row);
    const { body } = onlyWrite(at.cloud, 'CreateJob');
    expect(body).toMatchObject({
      WorkspaceId: at.finds.workspace_id,
      DisplayName: expect.stringMatching(/^e2e-[0-9a-f]+-\d{8}(-\d+)?$/),
      Envs: { NCCL_DEBUG: 'INFO', HF_TOKEN: 'other' },
      JobSpecs: [{ Type: 'Worker', PodCount: 2, Image: at.finds.image, EcsSpec: at.finds.ecs_spec }],
      JobMaxRunningTimeMinutes: 60,
      Settings: { Tags: { team: 'nlp' } },
    });
  });

  it('carries values that look unset to the second job, and names what the API did not tell of the first', async () => {
    const mount = { data_source_id: at.finds.dataset_id, mount_path: '/mnt/data', mount_access: 'RO' };
    const job_id = await source({
      envs: { NCCL_IB_DISABLE: '0', NCCL_DEBUG: '' },
      settings: { tags: { shard: '0', note: '' }, allocate_all_rdma_devices: true },
      data_sources: [{ ...mount, version: 'v1', enable_cache: true }],
    });
    const first = await ok(at, 'clone_job', { job_id });
    expect(first.text).toMatch(
      /The API does not tell these.*data_sources\[\]\.version.*data_sources\[\]\.enable_cache/,
    );
    const data_sources = [{ ...mount, version: 'v1', enable_cache: true }];
    const second = await ok(at, 'clone_job', { job_id, changes: { data_sources } });
    expect(second.data.verdict, second.text).toBe('ready');
    expect(second.text).not.toContain('data_sources[]');
    await ok(at, 'create_job', second.data.arguments as Row);
    expect(onlyWrite(at.cloud, 'CreateJob').body).toMatchObject({
      Envs: { NCCL_IB_DISABLE: '0', NCCL_DEBUG: '' },
      Settings: { Tags: { shard: '0', note: '' }, AllocateAllRDMADevices: true },
      DataSources: [{ DataSourceVersion: 'v1', EnableCache: true, MountAccess: 'RO' }],
    });
  });

  it('names a command that holds a secret, and does not copy it', async () => {
    const job_id = await source({ command: `python train.py --password ${SECRET}` });
    const { data, text } = await ok(at, 'clone_job', { job_id });
    expect(data.verdict).toBe('needs_values');
    expect(data.arguments).not.toHaveProperty('command');
    expect(text).toContain('To supply: command (it looks like a secret)');
    expect(JSON.stringify([data, text])).not.toContain(SECRET);
  });

  it('says where create_job would refuse the clone, by the rule', async () => {
    const job_id = await source({ envs: {} });
    const changes = { task_specs: [{ type: 'Worker', image: 'docker.io/library/unknown:1' }], data_sources: null };
    const { data, text } = await ok(at, 'clone_job', { job_id, changes });
    expect(data.verdict).toBe('would_be_refused');
    expect(text).toContain('Failed R2');
    expect(writes(at.cloud)).toEqual([]);
  });

  it('says in words of its own what the schema of create_job would miss', async () => {
    const job_id = await source({ envs: {} });
    const changes = { task_specs: [{ resource_config: { memory: '200Gi' } }] };
    const { data, text } = await ok(at, 'clone_job', { job_id, changes });
    expect(data.verdict).toBe('would_be_refused');
    expect(text).toContain('Invalid: task_specs[0].resource_config.cpu is missing.');
  });

  it.each<[Row, string]>([
    [{ pod_count: 2 }, 'Unknown parameter "pod_count" in changes'],
    [{ job_type: 'pytorch' }, 'Did you mean "PyTorchJob"'],
    [{ task_specs: [{ pods: 2 }] }, 'Unknown parameter "pods" in changes.task_specs[0]'],
    [{ dry_run: false }, 'Unknown parameter "dry_run"'],
    [{ comand: 'x' }, '"comand" -> "command"'],
  ])('refuses the changes %j, and reads nothing', async (changes, says) => {
    const answer = await at.session.call('clone_job', { job_id: 'dlc0000000000000', changes });
    expect(errorOf(answer).kind).toBe('invalid_input');
    expect(answer.text).toContain(says);
    expect(at.cloud.requests()).toEqual([]);
  });

  it('does not make up a job that does not exist', async () => {
    expect(errorOf(await at.session.call('clone_job', { job_id: 'dlc0000000000000' })).kind).toBe('not_found');
  });
});

describe('clone_job with --show-envs', () => {
  const at = bench({ args: ['--show-envs', 'MODEL'] });

  it('copies the values that the operator shows', async () => {
    const job_id = await createJob(at.session, at.finds, { envs: { MODEL: 'b1g', OTHER: 'b1g', LR: '1e-4' } });
    const { data } = await ok(at, 'clone_job', { job_id });
    expect(data.arguments).toMatchObject({ envs: { MODEL: 'b1g', LR: '1e-4' } });
    expect((data.to_supply as Row[]).map(({ path }) => path)).toEqual(['envs.OTHER']);
  });
});
