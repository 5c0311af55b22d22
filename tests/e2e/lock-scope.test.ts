import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { operations } from '../../src/api/operations.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { allTools } from '../../src/tools/all.ts';
import type { Tool } from '../../src/tools/tool.ts';
import { soundCall } from '../server/full-calls.ts';
import { auditFiles, outcomesOf } from './audit-lines.ts';
import { connectInProcess } from './in-process.ts';
import { putJob, writes } from './rules/bench.ts';
import { ERAS, errorOf, frozenCloud, type Session, serverEnv, yes } from './session.ts';
import { discover, type Finds, jobArguments, type Named, namesIn, namesOfJob, rayJobArguments } from './world.ts';

/** What is in a workspace, by name. */
interface Side extends Named {
  workspace: string;
  job: string;
}
/** A workspace with a job, and another one with the like. */
interface Sides {
  finds: Finds;
  ours: Side;
  theirs: Side;
}

const FOREIGN_NAME = 'secret-of-another-workspace';

async function prepare(cloud: Simulator): Promise<Sides> {
  const session = await connectInProcess({ env: serverEnv(cloud) });
  const finds = await discover(session);
  await session.close();
  const at = { cloud, finds };
  const workspace = finds.workspace_id;
  const other = cloud.world.workspaces.find(({ WorkspaceName }) => WorkspaceName === 'recsys_dev')!.WorkspaceId;
  const job = putJob(at, { display_name: 'ours' });
  for (const workspace_id of [workspace, other]) {
    putJob(at, { workspace_id, envs: { PAI_SIM_RUN_SECONDS: '60' } });
    putJob(at, rayJobArguments({ ...finds, workspace_id }));
  }
  const foreign = putJob(at, { display_name: FOREIGN_NAME, workspace_id: other });
  cloud.clock.advance(600);
  const sideOf = (workspace: string, job: string): Side => ({ ...namesIn(cloud, job, workspace), workspace, job });
  return { finds, ours: sideOf(workspace, job), theirs: sideOf(other, foreign) };
}

type Args = Record<string, unknown>;

/** The workspace itself is no parameter under a lock. */
function callOf(tool: Tool, side: Side): Args {
  const { workspace_id: _, ...args } = soundCall(tool, side);
  return args;
}

/** Ids of what belongs to other workspaces alone. */
const idsOfOthers = ({ world }: Simulator, { ours, theirs }: Sides): string[] => [
  theirs.job,
  ...[
    ...world.images.map(({ WorkspaceId, ImageId }) => [WorkspaceId, ImageId]),
    ...world.datasets.map(({ WorkspaceId, DatasetId }) => [WorkspaceId, DatasetId]),
    ...world.codeSources.map(({ WorkspaceId, CodeSourceId }) => [WorkspaceId, CodeSourceId]),
    ...world.experiments.map(({ WorkspaceId, ExperimentId }) => [WorkspaceId, ExperimentId]),
    ...world.runs.map(({ WorkspaceId, RunId }) => [WorkspaceId, RunId]),
    ...world.models.map(({ WorkspaceId, ModelId }) => [WorkspaceId, ModelId]),
    ...world.workspaces.map(({ WorkspaceId, WorkspaceName }) => [WorkspaceId, WorkspaceName]),
  ].flatMap(([workspace, id]) => (workspace && workspace !== ours.workspace ? [String(id)] : [])),
];

/** What may be read to tell of which workspace something is. */
const LOOK_UPS = Object.values(operations).flatMap(({ action, hold }) => (hold.by === 'answer' ? [action] : []));

let cloud: Simulator;
let sides: Sides;

beforeAll(async () => {
  cloud = await frozenCloud();
  sides = await prepare(cloud);
});
afterAll(() => cloud.close());
beforeEach(() => cloud.clearRequests());

describe('--lock-scope', () => {
  let session: Session;

  beforeAll(async () => {
    session = await connectInProcess({
      era: 'modern',
      person: yes,
      env: serverEnv(cloud),
      args: ['--lock-scope', '--workspace-id', sides.ours.workspace],
    });
  });
  afterAll(() => session.close());

  const call = (name: string, args: Args = {}) => session.call(name, args);

  async function passes(name: string, args: Args = {}) {
    const answer = await call(name, args);
    expect(answer.isError, answer.text).toBe(false);
    return answer;
  }

  /** Refused, nothing of the other workspace shown, nothing written, and nothing read but what tells the workspace. */
  async function refused(name: string, args: Args, reads: readonly string[] = []) {
    const asked = session.asked.length;
    const answer = await call(name, args);
    expect(errorOf(answer).kind, answer.text).toBe('refused');
    expect(answer.text).toContain('\nFix: ');
    expect(JSON.stringify(answer)).not.toMatch(
      new RegExp(`${FOREIGN_NAME}|"${sides.theirs.workspace}"|python train.py`),
    );
    expect(session.asked.length).toBe(asked);
    expect(writes(cloud)).toEqual([]);
    expect(
      cloud
        .requests()
        .map(({ action }) => action)
        .filter((action) => !reads.includes(action)),
    ).toEqual([]);
    return answer;
  }

  it('takes region, workspace_id and all_workspaces out of every schema', async () => {
    const { tools } = await session.client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(allTools.map(({ name }) => name));
    for (const { name, inputSchema } of tools)
      for (const gone of ['region', 'workspace_id', 'all_workspaces'])
        expect(Object.keys(inputSchema.properties ?? {}), name).not.toContain(gone);
    expect(session.client.getInstructions()).toContain(
      `fixed region cn-hangzhou and workspace ${sides.ours.workspace}`,
    );
  });

  it.each(['list_jobs', 'get_job', 'stop_job', 'create_job'])('%s takes no other region or workspace', async (name) => {
    const args =
      name === 'create_job' ? jobArguments(sides.finds) : name === 'list_jobs' ? {} : { job_id: sides.ours.job };
    await refused(name, { ...args, region: 'cn-beijing' });
    await refused(name, { ...args, workspace_id: sides.theirs.workspace });
  });

  it('has two sides, with something of its own of each kind', () => {
    const { ours, theirs } = sides;
    const same = Object.keys(ours).filter((name) => ours[name as keyof Side] === theirs[name as keyof Side]);
    expect(same).toEqual(['image', 'ecs_spec', 'quota', 'resource_group', 'machine_group', 'node']);
    expect(Object.entries({ ...ours, ...theirs }).filter(([, name]) => name === '')).toEqual([]);
  });

  /** Whether a tool is about what several workspaces share. */
  const isShared = ({ actions: [own] }: Tool): boolean => own !== undefined && operations[own].hold.by === 'outside';

  it.each(allTools.filter(isShared))(
    '$name is refused, as what it is about serves other workspaces too',
    async (tool) => {
      const answer = await refused(tool.name, callOf(tool, sides.ours));
      expect(answer.text).toMatch(/serves? more than workspace/);
    },
  );

  // What ends something, and a new job, have tests of their own.
  const spends = ['destructive', 'costly', 'billed'];
  const tried = allTools.filter((tool) => !spends.includes(tool.effect) && !isShared(tool));
  it.each(tried)('$name neither shows nor touches what is of another workspace', async (tool) => {
    const { ours, theirs } = sides;
    const [own, foreign] = [callOf(tool, ours), callOf(tool, theirs)];
    // A call that is the same in either workspace names nothing that belongs to one.
    if (JSON.stringify(own) !== JSON.stringify(foreign))
      await refused(tool.name, foreign, [...LOOK_UPS, ...(tool.name === 'wait_for_job' ? ['ListJobs'] : [])]);
    const shown = JSON.stringify(await passes(tool.name, own));
    expect(idsOfOthers(cloud, sides).filter((id) => shown.includes(id))).toEqual([]);
  });

  it('wait_for_job waits for no job of another workspace, alone or among ours', async () => {
    const { ours, theirs } = sides;
    const now = { statuses: ['Running', 'Succeeded'], timeout_seconds: 1 };
    await refused('wait_for_job', { job_ids: [theirs.job], ...now }, ['GetJob']);
    await refused('wait_for_job', { job_ids: [ours.job, theirs.job], ...now }, ['ListJobs', 'GetJob']);
    expect((await passes('wait_for_job', { job_ids: [ours.job], ...now })).text).toContain(ours.job);
  });

  it('get_pod_logs reads no pod and no instance of another job', async () => {
    const { job } = sides.ours;
    await refused('get_pod_logs', { job_id: job, pod_id: `${sides.theirs.job}-master-0` }, ['GetJob']);
    const pod = { job_id: job, pod_id: `${job}-master-0` };
    await refused('get_pod_logs', { ...pod, pod_uid: '00000000-0000-4000-8000-000000000000' }, ['GetJob']);
    await passes('get_pod_logs', pod);
  });

  it('list_jobs shows the workspace alone and does not offer a way out', async () => {
    const { data, text } = await passes('list_jobs', { own: false });
    expect((data.jobs as { job_id: string }[]).map(({ job_id }) => job_id)).toContain(sides.ours.job);
    expect(text).not.toContain(sides.theirs.job);
    expect(cloud.requests()[0]?.query).toMatchObject({ WorkspaceId: sides.ours.workspace });
    expect((await passes('list_jobs', { display_name: FOREIGN_NAME })).text).not.toMatch(/all_workspaces|dlc/);
    cloud.clearRequests();
    expect((await refused('list_jobs', { all_workspaces: true })).text).toContain('all_workspaces reaches beyond');
  });

  it('list_workspaces shows the locked one only', async () => {
    const { data } = await passes('list_workspaces');
    expect(data).toMatchObject({ total: 1, workspaces: [{ workspace_id: sides.ours.workspace }] });
    expect((await passes('list_workspaces', { name_contains: 'recsys' })).data.total).toBe(0);
  });

  it('datasets and code sources are those of the workspace', async () => {
    expect((await passes('list_datasets')).text).toContain(sides.finds.dataset_id);
    expect((await passes('list_code_sources')).text).toContain(sides.finds.code_source_id);
  });

  it('images are official ones and those of the workspace', async () => {
    const official = await passes('list_images', { page_size: 1 });
    const [image] = official.data.images as { image_id: string }[];
    await passes('get_image', { image_id: image?.image_id });
    const { text } = await passes('list_images', { official: false, page_size: 100 });
    expect(text).toContain(sides.ours.image_id);
    expect(text).not.toContain(sides.theirs.image_id);
  });

  it('list_quotas shows those that serve the workspace', async () => {
    const names = (answer: { data: Args }) => (answer.data.quotas as Args[]).map(({ name }) => name);
    expect(names(await passes('list_quotas')).sort()).toEqual([
      'llm-lingjun',
      'llm-next',
      'llm-starved',
      'shared-a10',
      'vision-v100',
    ]);
    const theirs = cloud.world.quotas.find(({ QuotaName }) => QuotaName === 'recsys-cpu')?.QuotaId;
    expect(names(await passes('list_quotas', { quota_ids: [theirs] }))).toEqual([]);
    for (const { query } of cloud.requests()) expect(query.WorkspaceIds).toBe(sides.ours.workspace);
  });

  it('get_quota names no other workspace that the quota serves', async () => {
    const shared = cloud.world.quotas.find(({ QuotaName }) => QuotaName === 'shared-a10')?.QuotaId;
    expect((await passes('get_quota', { quota_id: shared })).data.workspaces).toEqual([sides.ours.workspace]);
  });

  it('create_job and the servers of logs take no quota that does not serve the workspace', async () => {
    const theirs = cloud.world.quotas.find(({ QuotaName }) => QuotaName === 'recsys-cpu')!.QuotaId;
    const { workspace_id: _, ...own } = jobArguments(sides.finds, { display_name: 'locked-quota' });
    const [task] = own.task_specs as Args[];
    const { ecs_spec: _e, ...bare } = task!;
    const calls: [string, Args][] = [
      [
        'create_job',
        { ...own, resource_id: theirs, task_specs: [{ ...bare, resource_config: { cpu: '1', memory: '1Gi' } }] },
      ],
      [
        'create_ray_history_server',
        {
          display_name: 'past',
          storage_path: 'oss://b.oss-cn-hangzhou-internal.aliyuncs.com/x/',
          max_runtime_minutes: 60,
          resource_id: theirs,
        },
      ],
    ];
    for (const [name, args] of [...calls, ['create_job', { ...calls[0]?.[1], dry_run: true }] as const]) {
      const answer = await call(name, args);
      if (args.dry_run) expect(answer.data, answer.text).toMatchObject({ verdict: 'would_refuse' });
      else expect(errorOf(answer).kind, answer.text).toBe('refused');
      expect(answer.text).toContain(`Quota ${theirs} is not in workspace`);
    }
    expect(writes(cloud)).toEqual([]);
  });

  it('create_job tells what the lock refuses together with all else that is wrong', async () => {
    const theirs = cloud.world.quotas.find(({ QuotaName }) => QuotaName === 'recsys-cpu')!.QuotaId;
    const { workspace_id: _, ...own } = jobArguments(sides.finds, { display_name: 'locked-several' });
    const [task] = own.task_specs as Args[];
    const { ecs_spec: _e, ...bare } = task!;
    const wrong = {
      ...own,
      resource_id: theirs,
      task_specs: [{ ...bare, image: 'pytorch-of-nowhere', resource_config: { cpu: '1', memory: '1Gi' } }],
      data_sources: [{ data_source_id: sides.theirs.dataset_id, mount_path: '/mnt/data', mount_access: 'RO' }],
    };
    // What the draft alone has wrong is found before anything is read, and must not hide the rest either.
    for (const more of [{}, { display_name: 'two words' }, { dry_run: true }, { priority: 'high' }]) {
      const answer = await call('create_job', { ...wrong, ...more });
      const { text } = answer;
      expect(text).toContain(`Quota ${theirs} is not in workspace`);
      expect(text).toContain(`Dataset ${sides.theirs.dataset_id} is not in workspace`);
      expect(text).toContain('pytorch-of-nowhere');
      if ('display_name' in more) expect(text).toContain('two words');
      if ('priority' in more) expect(text).toContain('priority');
      if (!('dry_run' in more)) expect(['refused', 'invalid_input']).toContain(errorOf(answer).kind);
    }
    expect(writes(cloud)).toEqual([]);
  });

  it('create_job creates in the workspace, from nothing of another one', async () => {
    const { workspace_id: _, ...own } = jobArguments(sides.finds, { display_name: 'locked' });
    const reads = [
      'ListEcsSpecs',
      'ListImages',
      'GetImage',
      'ListJobs',
      'ListDatasets',
      'GetDataset',
      'GetCodeSource',
      'ListCodeSources',
    ];
    const theirImage = cloud.world.images.find(({ ImageId }) => ImageId === sides.theirs.image_id)?.ImageUri;
    const { ecs_spec } = sides.finds;
    const tries: Args[] = [
      { task_specs: [{ type: 'Worker', pod_count: 1, image: theirImage, ecs_spec }] },
      { data_sources: [{ data_source_id: sides.theirs.dataset_id, mount_path: '/mnt/data', mount_access: 'RO' }] },
      { code_source: { code_source_id: sides.theirs.code_source_id, mount_path: '/mnt/code' } },
    ];
    for (const change of tries) {
      const answer = await call('create_job', { ...own, ...change });
      expect(errorOf(answer).kind, answer.text).toBe('refused');
      expect(writes(cloud)).toEqual([]);
      expect(
        cloud
          .requests()
          .map(({ action }) => action)
          .filter((action) => !reads.includes(action)),
      ).toEqual([]);
    }
    const { data } = await passes('create_job', {
      ...own,
      data_sources: [{ data_source_id: sides.finds.dataset_id, mount_path: '/mnt/data', mount_access: 'RO' }],
    });
    expect(writes(cloud)).toMatchObject([{ action: 'CreateJob', body: { WorkspaceId: sides.ours.workspace } }]);
    await passes('get_job', { job_id: data.job_id });
  });

  it('create_jobs varies a job of the workspace, and none of another one', async () => {
    const variations = [{ envs: { LR: '1' } }, { envs: { LR: '2' } }];
    const answer = await call('create_jobs', { from_job: sides.theirs.job, variations });
    expect(errorOf(answer).kind, answer.text).toBe('refused');
    expect(answer.text).not.toContain(FOREIGN_NAME);
    expect(writes(cloud)).toEqual([]);
    await passes('create_jobs', { from_job: sides.ours.job, variations });
    expect(writes(cloud)).toMatchObject([
      { action: 'CreateJob', body: { WorkspaceId: sides.ours.workspace } },
      { action: 'CreateJob', body: { WorkspaceId: sides.ours.workspace } },
    ]);
  });

  it('resources and completions stay inside as well', async () => {
    const { client } = session;
    const read = (path: string) => client.readResource({ uri: `pai-dlc://${path}` });
    for (const path of ['', '/logs', '/events', `/pods/${sides.theirs.job}-master-0/logs`])
      await expect(read(`cn-hangzhou/jobs/${sides.theirs.job}${path}`)).rejects.toMatchObject({
        code: -32602,
        message: expect.stringMatching(/^\[refused\] .* not in workspace/),
      });
    await expect(read(`cn-beijing/jobs/${sides.ours.job}`)).rejects.toMatchObject({
      data: { kind: 'refused' },
    });
    await expect(read(`cn-hangzhou/workspaces/${sides.theirs.workspace}/jobs`)).rejects.toMatchObject({ code: -32602 });
    expect(JSON.stringify(await read(`cn-hangzhou/jobs/${sides.ours.job}`))).toContain(sides.ours.job);
    const ref = { type: 'ref/resource', uri: 'pai-dlc://{region}/jobs/{job_id}' } as const;
    const { completion } = await client.complete({ ref, argument: { name: 'job_id', value: '' } });
    expect(completion.values).toContain(sides.ours.job);
    expect(completion.values).not.toContain(sides.theirs.job);
  });

  it.each(allTools.filter((tool) => tool.effect === 'destructive' && !isShared(tool)))(
    '$name asks and acts inside, and does neither outside',
    async (tool) => {
      // What ends a job needs one that no other has ended.
      const fresh = putJob({ cloud, finds: sides.finds });
      cloud.clock.advance(300);
      cloud.clearRequests();
      const [own, foreign] = [callOf(tool, { ...sides.ours, ...namesOfJob(fresh) }), callOf(tool, sides.theirs)];
      await refused(tool.name, foreign, LOOK_UPS);
      await passes(tool.name, own);
      for (const id of Object.values(own).flat()) expect(session.asked.at(-1)).toContain(id);
      expect(writes(cloud)).toHaveLength(1);
    },
  );
});

describe.each(ERAS)('--lock-scope on the %s era', (era) => {
  const newFile = auditFiles();

  it('takes a scope that is repeated, whatever its form, and the audit line names what was changed', async () => {
    const { ours } = sides;
    const file = newFile();
    const session = await connectInProcess({
      era,
      env: serverEnv(cloud),
      args: ['--lock-scope', '--workspace-id', ours.workspace, '--audit-log', file],
    });
    const repeated: Args[] = [
      {},
      { region: 'cn-hangzhou', workspace_id: ours.workspace },
      { region: '', workspace_id: Number(ours.workspace) },
      { region: null, workspace_id: '' },
    ];
    for (const [index, scope] of repeated.entries()) {
      const args = { job_id: ours.job, description: `changed ${index}` };
      expect((await session.call('update_job', { ...args, ...scope })).isError).toBe(false);
    }
    const widened = { all_workspaces: 'false', workspace_id: Number(ours.workspace) };
    expect((await session.call('list_jobs', widened)).isError).toBe(false);
    expect(errorOf(await session.call('update_job', { job_id: ours.job, region: 'cn-beijing' })).kind).toBe('refused');
    const inside = { region: 'cn-hangzhou', workspace_id: ours.workspace, target: ours.job, outcome: 'ok' };
    expect(outcomesOf(file)).toMatchObject([
      ...repeated.map(() => inside),
      { region: 'cn-beijing', outcome: 'refused' },
    ]);
    await session.close();
  });

  it('holds without elicitation', async () => {
    const env = serverEnv(cloud, { PAI_DLC_MCP_LOCK_SCOPE: '1', PAI_DLC_MCP_WORKSPACE_ID: sides.ours.workspace });
    const session = await connectInProcess({ era, env });
    for (const name of ['get_job', 'update_job', 'get_token']) {
      const tool = allTools.find((each) => each.name === name)!;
      expect(errorOf(await session.call(name, callOf(tool, sides.theirs))).kind).toBe('refused');
    }
    expect(writes(cloud)).toEqual([]);
    expect((await session.call('get_job', { job_id: sides.ours.job })).isError).toBe(false);
    await session.close();
  });
});
