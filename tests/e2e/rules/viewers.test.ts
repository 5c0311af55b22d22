import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { ERAS, errorOf, no, yes } from '../session.ts';
import { namesIn, rayJobArguments } from '../world.ts';
import { type Bench, bench, expectRefused, ok, onlyWrite, putJob, writes } from './bench.ts';

const folder = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-viewers-'));
const file = join(folder, 'prices.yaml');
const rows = { region: 'cn-hangzhou', currency: 'CNY', date: '2026-11-01', source: 'list' };
writeFileSync(file, JSON.stringify([{ ...rows, machines: { 'ecs.g6.large': 1.5 } }]));
afterAll(() => rmSync(folder, { recursive: true }));

const machine = { ecs_type: 'ecs.g6.large', vpc_id: 'vpc-1', switch_id: 'vsw-1', security_group_id: 'sg-1' };
const storage = 'oss://bucket.oss-cn-hangzhou-internal.aliyuncs.com/history/';

const names = (at: Bench) => namesIn(at.cloud, '');
const workspace = (at: Bench) => ({ workspace_id: at.finds.workspace_id });
const tensorboard = (at: Bench, more: object = {}) => ({
  ...workspace(at),
  display_name: 'curves',
  dataset_id: at.finds.dataset_id,
  max_running_time_minutes: 120,
  machine,
  ...more,
});
const historyServer = (at: Bench, more: object = {}) => ({
  ...workspace(at),
  display_name: 'ray-past',
  storage_path: storage,
  ecs_spec: 'ecs.g6.large',
  max_runtime_minutes: 90,
  ...more,
});

/** One that was made by another hand: billed, stopped, and without an end. */
function endless(at: Bench, kind: 'tensorboard' | 'history'): string {
  const { viewers } = at.cloud.context;
  const said = kind === 'tensorboard' ? { TensorboardSpec: { EcsType: 'ecs.g6.large' } } : { EcsSpec: 'ecs.g6.large' };
  const owner = at.cloud.users[0]!;
  const made = viewers.create(
    { kind, workspaceId: at.finds.workspace_id, accessibility: 'PRIVATE', minutes: undefined, said },
    owner,
  );
  viewers.stop(made);
  at.cloud.clock.advance(60);
  return made.id;
}

describe('R43 what runs in a quota is of a workspace that it serves, as a job is', () => {
  const at = bench({ era: 'modern', person: yes });
  const quotaNamed = (name: string) => at.cloud.world.quotas.find(({ QuotaName }) => QuotaName === name)!.QuotaId;
  const inQuota = (quota: string): [string, object][] => [
    ['create_tensorboard', tensorboard(at, { machine: undefined, quota_id: quota })],
    ['create_ray_history_server', historyServer(at, { ecs_spec: undefined, resource_id: quota })],
  ];

  it('and is refused with those that do, before anybody is asked', async () => {
    const theirs = quotaNamed('recsys-cpu');
    for (const [tool, args] of inQuota(theirs)) {
      const answer = await at.session.call(tool, args as Record<string, unknown>);
      expectRefused(at, answer, 'R43');
      expect(answer.text).toContain(`Quota ${theirs} serves workspace`);
      expect(answer.text).toContain(quotaNamed('vision-v100'));
    }
    expect(at.session.asked).toEqual([]);
  });

  it('and is made where it does', async () => {
    for (const [tool, args] of inQuota(quotaNamed('vision-v100'))) await ok(at, tool, args as Record<string, unknown>);
    expect(writes(at.cloud).map(({ action }) => action)).toEqual(['CreateTensorboard', 'CreateRayHistoryServer']);
  });

  it('and a person is told where that cannot be read', async () => {
    const effect = { kind: 'error', code: 'NoPermission', status: 403, message: 'no' } as const;
    at.cloud.faults.add({ action: 'GetQuota', stage: 'before_commit', effect });
    const [[tool, args] = ['', {}]] = inQuota(quotaNamed('vision-v100'));
    await at.session.call(tool, { ...args, display_name: 'unread' });
    expect(at.session.asked.at(-1)).toContain('could not be read (permission_denied)');
  });
});

describe.each(ERAS)('R52 what costs starts after a yes and has an end, on the %s era', (era) => {
  // What starts takes 20 simulated seconds, which pass while it is read back.
  const env = { PAI_DLC_MCP_READ_BACK_MS: '500' };
  const at = bench({ era, person: yes, args: ['--prices', file], env, cloud: { speed: 60 } });
  beforeEach(() => {
    at.session.asked.length = 0;
  });

  it('create_tensorboard says price, end and what there is already, and waits until it runs', async () => {
    const { data, text } = await ok(at, 'create_tensorboard', tensorboard(at));
    const [question = ''] = at.session.asked;
    expect(question.split('\n').slice(0, 2).join('\n')).toMatch(
      /^Create a TensorBoard\? It is billed, about 1\.50 CNY per hour .* on ecs\.g6\.large, .* 2 h at the latest\.\nAt most 3\.00 CNY in all\.$/,
    );
    // Those of the workspace that show the same dataset.
    expect(question).toContain(`and this would be another: ${names(at).tensorboard_id} (Running)`);
    expect(onlyWrite(at.cloud, 'CreateTensorboard').body).toEqual({
      WorkspaceId: at.finds.workspace_id,
      DisplayName: 'curves',
      Accessibility: 'PRIVATE',
      MaxRunningTimeMinutes: 120,
      DataSourceId: at.finds.dataset_id,
      TensorboardSpec: { EcsType: 'ecs.g6.large', VpcId: 'vpc-1', SwitchId: 'vsw-1', SecurityGroupId: 'sg-1' },
    });
    expect(data.status).toBe('Running');
    expect(text).toContain(`get_tensorboard_shared_url tensorboard_id=${data.tensorboard_id}`);
    expect(data.others).toContain(`${names(at).tensorboard_id} (Running)`);
  });

  it('create_tensorboard compares jobs, and says which of them can show nothing', async () => {
    const jobs = [putJob(at), putJob(at)];
    at.cloud.clearRequests();
    at.session.asked.length = 0;
    const { dataset_id: _, machine: _m, ...free } = tensorboard(at, { job_ids: jobs, summary_path: '/logs/' });
    const { data, text } = await ok(at, 'create_tensorboard', { ...free, display_name: 'compared' });
    expect(data.notes).toEqual([expect.stringContaining(`${jobs.join(', ')} mounts no data`)]);
    expect(text).toContain(`\nNote: ${jobs.join(', ')} mounts no data`);
    expect(at.session.asked[0]).toMatch(
      /^Create a TensorBoard\? It runs on free shared machines, .* 2 h at the latest\.$/m,
    );
    expect(at.session.asked[0]).toContain(`${jobs.join(', ')} mounts no data`);
    const { body } = onlyWrite(at.cloud, 'CreateTensorboard');
    expect(body).not.toHaveProperty('JobId');
    expect(body.TensorboardDataSources).toEqual(
      jobs.map((Id) => ({ SourceType: 'dlcjob', Id, DirectoryName: expect.any(String), SummaryPath: '/logs/' })),
    );
  });

  it('create_ray_history_server says the same of its machine, and runs', async () => {
    const { data } = await ok(at, 'create_ray_history_server', historyServer(at));
    expect(at.session.asked[0]).toMatch(
      /^Create a Ray history server\? It is billed, about 1\.50 CNY .* 1 h 30 min at the latest\./,
    );
    expect(onlyWrite(at.cloud, 'CreateRayHistoryServer').body).toMatchObject({ MaxRuntimeMinutes: 90 });
    expect(data.status).toBe('Running');
  });

  it.each([
    ['start_tensorboard', 'tensorboard_id', 'stopped_tensorboard_id'],
    ['start_ray_history_server', 'ray_history_server_id', 'stopped_ray_history_server_id'],
  ] as const)('%s starts one that is stopped, and none that runs', async (tool, param, which) => {
    const { data } = await ok(at, tool, { [param]: names(at)[which] });
    expect(at.session.asked).toHaveLength(1);
    expect(data).toMatchObject({ status: 'Running', outcome: 'done' });
    at.cloud.clearRequests();
    const again = await at.session.call(tool, { [param]: names(at)[which] });
    expectRefused(at, again, 'R52');
    expect(again.text).toContain('It runs already');
  });

  it.each([
    ['start_tensorboard', 'tensorboard_id', 'tensorboard'],
    ['start_ray_history_server', 'ray_history_server_id', 'history'],
  ] as const)('%s starts none that would be billed for ever', async (tool, param, kind) => {
    const answer = await at.session.call(tool, { [param]: endless(at, kind) });
    expectRefused(at, answer, 'R52');
    expect(answer.text).toContain('it has no longest running time');
  });

  it('update_tensorboard asks before a billed one may run longer, and not before it ends sooner', async () => {
    const { data } = await ok(at, 'create_tensorboard', tensorboard(at, { display_name: 'longer' }));
    const change = { tensorboard_id: data.tensorboard_id };
    at.session.asked.length = 0;
    const sooner = await ok(at, 'update_tensorboard', { ...change, max_running_time_minutes: 60 });
    expect(sooner.data.changes).toEqual({ max_running_time_minutes: 'applied' });
    expect(at.session.asked).toEqual([]);
    await ok(at, 'update_tensorboard', { ...change, max_running_time_minutes: 240 });
    expect(at.session.asked[0]).toMatch(
      /^Change a TensorBoard\? It is billed, .* 4 h at the latest\.\nAt most 6\.00 CNY/,
    );
  });

  it('a stop needs no yes and is read back', async () => {
    const { data } = await ok(at, 'create_ray_history_server', historyServer(at, { display_name: 'to-stop' }));
    at.session.asked.length = 0;
    const id = { ray_history_server_id: data.ray_history_server_id };
    expect((await ok(at, 'stop_ray_history_server', id)).data).toMatchObject({ status: 'Stopped', outcome: 'done' });
    expect(at.session.asked).toEqual([]);
    at.cloud.clearRequests();
    expectRefused(at, await at.session.call('stop_ray_history_server', id), 'R52');
  });
});

describe('R52 with --confirm-create never, which is about jobs', () => {
  const at = bench({ person: no, args: ['--confirm-create', 'never', '--prices', file] });

  it('asks before anything else is billed, and sends nothing after a no', async () => {
    const { stopped_tensorboard_id, tensorboard_id } = names(at);
    const calls: [string, Record<string, unknown>][] = [
      ['create_tensorboard', tensorboard(at, { accessibility: 'PUBLIC', max_running_time_minutes: 100_000 })],
      ['create_ray_history_server', historyServer(at)],
      ['start_tensorboard', { tensorboard_id: stopped_tensorboard_id }],
      ['update_tensorboard', { tensorboard_id, accessibility: 'PUBLIC' }],
    ];
    for (const [name, args] of calls) {
      at.session.asked.length = 0;
      expect(errorOf(await at.session.call(name, args)).kind, name).toBe('declined');
      expect(at.session.asked, name).toHaveLength(1);
    }
    expect(writes(at.cloud)).toEqual([]);
  });
});

describe('R52 on a cloud that stands still', () => {
  const at = bench({ person: yes });
  const refusing = bench({ person: no });

  it('says so where a start or a stop does not show', async () => {
    const { stopped_tensorboard_id, ray_history_server_id } = names(at);
    const started = await ok(at, 'start_tensorboard', { tensorboard_id: stopped_tensorboard_id });
    expect(started.data).toMatchObject({ status: 'Creating', outcome: 'under_way' });
    // A history server that is being stopped is still said to run.
    const stopped = await ok(at, 'stop_ray_history_server', { ray_history_server_id });
    expect(stopped.data).toMatchObject({ status: 'Running', outcome: 'pending' });
    expect(stopped.text).toContain('not known to be stopped so far');
  });

  it.each([
    ['delete_tensorboard', 'DeleteTensorboard', 'tensorboard_id', {}],
    ['delete_ray_history_server', 'DeleteRayHistoryServer', 'ray_history_server_id', {}],
    ['update_tensorboard', 'UpdateTensorboard', 'tensorboard_id', { priority: 9 }],
  ] as const)('says so where %s is answered as done and does not show', async (tool, action, param, more) => {
    at.cloud.faults.add({ action, stage: 'at_commit', effect: { kind: 'ignored' } });
    const { data } = await ok(at, tool, { [param]: names(at)[`spare_${param}`], ...more });
    expect(data).toMatchObject(
      tool === 'update_tensorboard' ? { changes: { priority: 'pending' } } : { outcome: 'pending' },
    );
    onlyWrite(at.cloud, action);
  });

  it.each(['create_tensorboard', 'create_ray_history_server'])('%s makes nothing after a no', async (tool) => {
    const args = tool === 'create_tensorboard' ? tensorboard(refusing) : historyServer(refusing);
    expect(errorOf(await refusing.session.call(tool, args)).kind).toBe('declined');
    expect(writes(refusing.cloud)).toEqual([]);
  });

  it('finds what a create made whose answer got lost, and makes no second one', async () => {
    at.cloud.faults.add({ action: 'CreateTensorboard', stage: 'after_commit', effect: { kind: 'reset' }, times: 1 });
    const { data } = await ok(at, 'create_tensorboard', tensorboard(at, { display_name: 'lost-answer' }));
    const { data: list } = await ok(at, 'list_tensorboards', { ...workspace(at), display_name: 'lost-answer' });
    expect(list.tensorboards).toEqual([expect.objectContaining({ id: data.tensorboard_id })]);
  });

  it.each([
    [{ dataset_id: undefined }, 'was not told what to show'],
    [{ uri: storage }, 'was given dataset_id and uri'],
    [{ quota_id: 'quota1a' }, 'two places to run'],
  ])('create_tensorboard takes one source and one place: %j', async (more, words) => {
    const answer = await at.session.call('create_tensorboard', tensorboard(at, more));
    expect(errorOf(answer).kind).toBe('invalid_input');
    expect(answer.text).toContain(words);
    expect(at.cloud.requests()).toEqual([]);
  });
});

describe('R36 those that there are already are told', () => {
  const refusing = bench({ person: no });

  it.each([
    ['create_tensorboard', tensorboard, 'tensorboard'],
    ['create_ray_history_server', historyServer, 'history'],
  ] as const)('by %s, whoever made them and however long ago', async (tool, args, kind) => {
    const { context, users, clock } = refusing.cloud;
    const said = { DisplayName: 'of-another' };
    const { id } = context.viewers.create(
      { kind, workspaceId: refusing.finds.workspace_id, accessibility: 'PUBLIC', minutes: 60, said },
      users[1]!,
    );
    clock.advance(8 * 86_400);
    const answer = await refusing.session.call(tool, args(refusing, { display_name: 'of-another' }));
    expect(errorOf(answer).kind).toBe('declined');
    expect(refusing.session.asked.at(-1)).toContain(`this would be another: ${id} (Stopped)`);
  });
});

describe('R42 for what runs beside the jobs', () => {
  const at = bench({ person: yes, args: ['--only-machine-types', 'ecs.g7*', '--max-running-minutes', '60'] });
  const priced = bench({ person: yes, args: ['--prices', file, '--max-price-per-hour', '1'] });

  it('a machine type, a time and a price above a ceiling are refused', async () => {
    expectRefused(at, await at.session.call('create_tensorboard', tensorboard(at)), 'R42');
    const longer = historyServer(at, { ecs_spec: 'ecs.g7.large', max_runtime_minutes: 61 });
    expectRefused(at, await at.session.call('create_ray_history_server', longer), 'R42');
    const dear = await priced.session.call('create_tensorboard', tensorboard(priced));
    expectRefused(priced, dear, 'R42');
    expect(dear.text).toContain('--max-price-per-hour');
  });
});

describe.each(ERAS)('R45 what is over is deleted after a yes, on the %s era', (era) => {
  const at = bench({ era, person: yes });
  const refusing = bench({ era, person: no });

  it.each([
    ['delete_tensorboard', 'tensorboard_id', 'DeleteTensorboard'],
    ['delete_ray_history_server', 'ray_history_server_id', 'DeleteRayHistoryServer'],
  ] as const)('%s', async (tool, param, action) => {
    const named = names(at);
    const running = await at.session.call(tool, { [param]: named[param] });
    expectRefused(at, running, 'R45');
    expect(running.text).toContain(`stop_${tool.slice('delete_'.length)} ${param}=${named[param]}`);

    const spare = named[`spare_${param}`];
    const { data } = await ok(at, tool, { [param]: spare });
    expect(at.session.asked.at(-1)).toMatch(/gone for good, with its settings\. The logs that it showed stay/);
    expect(at.session.asked.at(-1)).toContain(spare);
    expect(data.outcome).toBe('done');
    onlyWrite(at.cloud, action);

    expect(errorOf(await refusing.session.call(tool, { [param]: names(refusing)[`spare_${param}`] })).kind).toBe(
      'declined',
    );
    expect(writes(refusing.cloud)).toEqual([]);
  });
});

describe.each(ERAS)('R53 a link is handed out after a yes, on the %s era', (era) => {
  const at = bench({ era, person: yes });
  const refusing = bench({ era, person: no });

  it('to a TensorBoard that runs, for a time that is told', async () => {
    const { tensorboard_id, stopped_tensorboard_id } = names(at);
    const expire_seconds = 900;
    const { data, text } = await ok(at, 'get_tensorboard_shared_url', { tensorboard_id, expire_seconds });
    expect(at.session.asked.at(-1)).toMatch(/opens for anybody who holds it, without a login, for 15 min/);
    expect(onlyWrite(at.cloud, 'GetTensorboardSharedUrl').query).toEqual({ ExpireTimeSeconds: '900' });
    expect(text).toContain(data.url);
    expect(at.session.stderr()).not.toContain(data.url);
    at.cloud.clearRequests();
    const stopped = { tensorboard_id: stopped_tensorboard_id, expire_seconds };
    expectRefused(at, await at.session.call('get_tensorboard_shared_url', stopped), 'R53');
    const longer = await at.session.call('get_tensorboard_shared_url', { tensorboard_id, expire_seconds: 86_401 });
    expect(errorOf(longer).kind).toBe('invalid_input');
  });

  it('to a history server that runs, and no read shows it', async () => {
    const { ray_history_server_id: id, stopped_ray_history_server_id: over } = names(at);
    const asked = at.session.asked.length;
    const read = await ok(at, 'get_ray_history_server', { ray_history_server_id: id });
    expect(JSON.stringify(read)).not.toContain('https://');
    expect(at.session.asked).toHaveLength(asked);
    const { data } = await ok(at, 'get_ray_history_server_link', { ray_history_server_id: id });
    expect(data.url).toContain(`https://${id}-dashboard.`);
    expect(at.session.asked).toHaveLength(asked + 1);
    expectRefused(at, await at.session.call('get_ray_history_server_link', { ray_history_server_id: over }), 'R53');
  });

  it.each(['get_dashboard', 'get_ray_dashboard'])('%s, of a job that runs', async (tool) => {
    const job_id = putJob(at, rayJobArguments(at.finds));
    at.cloud.clearRequests();
    expectRefused(at, await at.session.call(tool, { job_id }), 'R53');
    at.cloud.clock.advance(300);
    const { data } = await ok(at, tool, { job_id });
    expect(data.url).toMatch(/^https:/);
    expect(at.session.asked.at(-1)).toContain(job_id);
  });

  it('asks nobody for the Ray dashboard of a job of another type, nor to wait for one that is over', async () => {
    const job_id = putJob(at);
    at.cloud.clock.advance(300);
    at.cloud.clearRequests();
    const asked = at.session.asked.length;
    const answer = await at.session.call('get_ray_dashboard', { job_id });
    expectRefused(at, answer, 'R53');
    expect(answer.text).toContain(`${job_id} is a PyTorchJob, and this dashboard is of a RayJob alone.`);
    expect(at.session.asked).toHaveLength(asked);
    // What else serves pages is not established: the cloud says.
    const other = await at.session.call('get_dashboard', { job_id });
    expect(other.text).toContain('Fix: There is no link to hand out');
    const over = putJob(at, { envs: { PAI_SIM_RUN_SECONDS: '60' } });
    at.cloud.clock.advance(600);
    const late = await at.session.call('get_dashboard', { job_id: over });
    expect(late.text).toContain('Fix: It is over');
  });

  it('of an address: a read says that the cloud does not tell it, and not that it shows /', async () => {
    const made = await ok(at, 'create_tensorboard', {
      workspace_id: at.finds.workspace_id,
      display_name: 'of-an-address',
      uri: 'oss://bucket.oss-cn-hangzhou-internal.aliyuncs.com/logs/',
      max_running_time_minutes: 60,
    });
    const { text } = await ok(at, 'get_tensorboard', { tensorboard_id: made.data.tensorboard_id });
    expect(text).toContain('an address in OSS, which the cloud does not tell, /');
  });

  it('nor is anybody asked about a new viewer of what there is not', async () => {
    const uri = 'oss://bucket.oss-cn-hangzhou-internal.aliyuncs.com/logs/';
    const asked = at.session.asked.length;
    for (const [tool, args, what] of [
      ['create_tensorboard', { dataset_id: 'd-none', max_running_time_minutes: 60 }, 'GetDataset'],
      ['create_tensorboard', { uri, quota_id: 'quotanone', max_running_time_minutes: 60 }, 'GetQuota'],
      [
        'create_ray_history_server',
        { storage_path: uri, resource_id: 'quotanone', max_runtime_minutes: 60 },
        'GetQuota',
      ],
    ] as const) {
      const draft = { workspace_id: at.finds.workspace_id, display_name: 'none', ...args };
      const answer = await at.session.call(tool, draft);
      expect(errorOf(answer).kind).toBe('not_found');
      expect(answer.text).toContain(`${what} found nothing by that id`);
    }
    expect(at.session.asked).toHaveLength(asked);
    expect(writes(at.cloud)).toEqual([]);
  });

  it('is not handed out after a no', async () => {
    const { tensorboard_id, ray_history_server_id } = names(refusing);
    for (const [tool, args] of [
      ['get_tensorboard_shared_url', { tensorboard_id, expire_seconds: 60 }],
      ['get_ray_history_server_link', { ray_history_server_id }],
    ] as const)
      expect(errorOf(await refusing.session.call(tool, args)).kind).toBe('declined');
    expect(writes(refusing.cloud)).toEqual([]);
  });
});
