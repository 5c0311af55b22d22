import { describe, expect, it } from 'vitest';
import { errorOf, no, yes } from '../session.ts';
import { bench, expectRefused, ok, onlyWrite, putJob, REGISTERING, registrar, writes } from './bench.ts';

const at = bench({ person: yes, ...REGISTERING });
const refusing = bench({ person: no, ...REGISTERING });

const URI = 'oss://bucket.oss-cn-hangzhou-internal.aliyuncs.com/experiments/';
const experiments = registrar(at, 'create_experiment', 'experiment_id', (count) => ({ name: `trial-${count}` }));
const world = () => at.cloud.world;
const seeded = () => world().experiments.find(({ WorkspaceId }) => WorkspaceId === at.finds.workspace_id)!.ExperimentId;
let made = 0;
const run = async (changes: Record<string, unknown> = {}) => {
  const experiment_id = await experiments.registered();
  const { data } = await ok(at, 'create_run', { experiment_id, name: `run-${made++}`, ...changes });
  at.cloud.clearRequests();
  return String(data.run_id);
};

describe('R50 R40 an experiment is made', () => {
  it('once under its name, listed and read from then on', async () => {
    const { data, text } = await experiments.register({ name: 'once', artifact_uri: URI, labels: { team: 'nlp' } });
    expect(onlyWrite(at.cloud, 'CreateExperiment').body).toEqual({
      Name: 'once',
      WorkspaceId: at.finds.workspace_id,
      Accessibility: 'PRIVATE',
      ArtifactUri: URI,
      Labels: [{ Key: 'team', Value: 'nlp' }],
    });
    expect(text).toContain('is made, PRIVATE');
    expect(at.session.asked).toEqual([]);
    at.cloud.clearRequests();
    const again = await experiments.register({ name: 'once' });
    expectRefused(at, again, 'R50');
    expect(again.text).toContain(`Use ${data.experiment_id}`);
    const list = await ok(at, 'list_experiments', { workspace_id: at.finds.workspace_id, name: 'onc' });
    expect(list.text).toContain(String(data.experiment_id));
    const one = await ok(at, 'get_experiment', { experiment_id: data.experiment_id });
    expect(one.data).toMatchObject({ artifact_uri: URI, labels: 'team=nlp' });
  });

  it.each([
    [{ name: '1st' }, 'R50'],
    [{ name: 'a b' }, 'R50'],
    [{ artifact_uri: 'nas://0a1b2c3d.cn-hangzhou/home/' }, 'R40'],
    [{ artifact_uri: '/home/me' }, 'R40'],
    [{ labels: { team: 'a,b' } }, 'R14'],
  ])('not as %j', async (changes, rule) => {
    expectRefused(at, await experiments.register(changes), rule, { silent: true });
  });

  it('and found by its name where the answer got lost', async () => {
    at.cloud.faults.add({ action: 'CreateExperiment', stage: 'after_commit', effect: { kind: 'reset' } });
    expect((await experiments.register({ name: 'lost' })).text).toContain('found by its name');
  });

  it('R17 PUBLIC after a yes only', async () => {
    const id = await experiments.registered({ accessibility: 'PUBLIC' });
    expect(world().experiments.find(({ ExperimentId }) => ExperimentId === id)?.Accessibility).toBe('PUBLIC');
    expect(errorOf(await experiments.register({ accessibility: 'PUBLIC' }, refusing)).kind).toBe('declined');
    expect(refusing.session.asked[0]).toMatch(/^Register a PUBLIC experiment\? Everybody/);
    expect(writes(refusing.cloud)).toEqual([]);
  });
});

describe('R50 a run is made', () => {
  it('of an experiment and a job, and found by either', async () => {
    const job_id = putJob(at);
    const experiment_id = await experiments.registered();
    const { data } = await ok(at, 'create_run', { experiment_id, name: 'first', job_id, params: { lr: '1e-4' } });
    expect(onlyWrite(at.cloud, 'CreateRun').body).toEqual({
      ExperimentId: experiment_id,
      Name: 'first',
      SourceType: 'DLC',
      SourceId: job_id,
      Params: [{ Key: 'lr', Value: '1e-4' }],
    });
    at.cloud.clearRequests();
    expectRefused(at, await at.session.call('create_run', { experiment_id, name: 'first' }), 'R50');
    for (const filter of [{ experiment_id }, { job_id }]) {
      const list = await ok(at, 'list_runs', { workspace_id: at.finds.workspace_id, ...filter });
      expect(list.data).toMatchObject({ total: 1, runs: [{ run_id: data.run_id, params: { lr: '1e-4' } }] });
    }
    expect((await ok(at, 'get_run', { run_id: data.run_id })).text).toContain('param lr=1e-4');
  });

  it('R58 with no secret among its parameters', async () => {
    const experiment_id = await experiments.registered();
    const params = { lr: '1e-4', api_key: 'sk-abcdefgh12345678abcdefgh' };
    const answer = await at.session.call('create_run', { experiment_id, name: 'secret', params });
    expectRefused(at, answer, 'R58');
    expect(answer.text).toContain('api_key');
    expect(answer.text).not.toContain('abcdefgh12345678');
  });

  it('of an experiment and a job that there are', async () => {
    const experiment_id = await experiments.registered();
    const job = await at.session.call('create_run', { experiment_id, name: 'x', job_id: 'dlcnothing' });
    expectRefused(at, job, undefined, { kind: 'not_found' });
    const experiment = await at.session.call('create_run', { experiment_id: 'exp-nothing', name: 'x' });
    expectRefused(at, experiment, undefined, { kind: 'not_found' });
  });

  it('and one that there is not is not found, although the cloud answers 200', async () => {
    const answer = await at.session.call('get_run', { run_id: 'run-nothing' });
    expect(errorOf(answer).kind).toBe('not_found');
    expect(at.cloud.requests().at(-1)).toMatchObject({ action: 'GetRun', status: 200 });
  });
});

describe('R58 metrics of a run', () => {
  const points = (...steps: number[]) => steps.map((step) => ({ key: 'loss', value: 1 / (step + 1), step }));

  it('are logged once, read back and summed up', async () => {
    const run_id = await run();
    const { text } = await ok(at, 'log_run_metrics', { run_id, metrics: points(0, 1, 3) });
    expect(text).toBe(`3 points logged to ${run_id} and read back.`);
    expect(onlyWrite(at.cloud, 'LogRunMetrics').body).toEqual({
      Metrics: points(0, 1, 3).map(({ key, value, step }) => ({ Key: key, Value: value, Step: step })),
    });
    at.cloud.clearRequests();
    const again = await at.session.call('log_run_metrics', { run_id, metrics: points(3, 4) });
    expectRefused(at, again, 'R58');
    expect(again.text).toContain('"loss" at step 3 already');
    await ok(at, 'log_run_metrics', { run_id, metrics: points(4) });
    const { data } = await ok(at, 'list_run_metrics', { run_id, key: 'loss' });
    expect(data).toMatchObject({ total_points: 4, complete: true, max: 1, last: 0.2 });
    const none = await ok(at, 'list_run_metrics', { run_id, key: 'accuracy' });
    expect(none.text).toContain('no points of accuracy; that is no zero');
  });

  it('are all read, page by page, and shown in part', async () => {
    const long = await run();
    const record = world().runs.find(({ RunId }) => RunId === long)!;
    record.Metrics = Array.from({ length: 250 }, (_, Step) => ({ Key: 'loss', Value: Step, Step, Timestamp: Step }));
    const { data, text } = await ok(at, 'list_run_metrics', { run_id: long, key: 'loss' });
    expect(data).toMatchObject({ total_points: 250, min: 0, max: 249, last: 249 });
    expect(data.points).toHaveLength(40);
    expect(text).toContain('40 of 250 points');
    expect(at.cloud.requests().map(({ query }) => query.PageToken)).toEqual(['0', '100', '200']);
  });

  it.each(['before_commit', 'after_commit'] as const)('and a lost answer is settled by reading, %s', async (stage) => {
    const run_id = await run();
    at.cloud.faults.add({ action: 'LogRunMetrics', stage, effect: { kind: 'reset' } });
    const answer = await at.session.call('log_run_metrics', { run_id, metrics: points(0) });
    if (stage === 'after_commit') expect(answer.data.outcome, answer.text).toBe('logged');
    else expect(errorOf(answer).kind, answer.text).toBe('unknown_outcome');
    expect(writes(at.cloud)).toHaveLength(1);
  });

  it('of a run that there is', async () => {
    const answer = await at.session.call('log_run_metrics', { run_id: 'run-nothing', metrics: points(0) });
    expectRefused(at, answer, undefined, { kind: 'not_found' });
  });

  it('are shown beside each other', async () => {
    const list = await ok(at, 'list_runs', { workspace_id: at.finds.workspace_id, experiment_id: seeded() });
    expect(list.data.total).toBe(2);
    expect(list.text).toMatch(/lr=3e-5, batch_size=64 .*loss=0\.\d+, accuracy=0\.\d+/);
  });
});

describe('R40 R50 a model is registered', () => {
  const models = registrar(at, 'create_model', 'model_id', (count) => ({ model_name: `sft-${count}` }));
  const CHECKPOINT = 'oss://bucket.oss-cn-hangzhou-internal.aliyuncs.com/models/sft/step-100/';

  it('with a version in OSS, of a job', async () => {
    const job_id = putJob(at);
    const model_id = await models.registered({ model_name: 'qwen-sft', model_type: 'Checkpoint', labels: { a: 'b' } });
    const version = { model_id, uri: CHECKPOINT, job_id, framework_type: 'Pytorch', metrics: { loss: 0.4 } };
    const { data, text } = await ok(at, 'create_model_version', version);
    expect(onlyWrite(at.cloud, 'CreateModelVersion').body).toEqual({
      Uri: CHECKPOINT,
      SourceType: 'Custom',
      SourceId: job_id,
      FrameworkType: 'Pytorch',
      Metrics: { loss: 0.4 },
    });
    expect(data.version).toBe('0.1.0');
    expect(text).toContain(CHECKPOINT);
    const one = await ok(at, 'get_model_version', { model_id, version: '0.1.0' });
    expect(one.data).toMatchObject({ uri: CHECKPOINT, source_id: job_id, framework: 'Pytorch' });
    expect(one.text).toContain('{"loss":0.4}');
    const list = await ok(at, 'list_model_versions', { model_id, job_id });
    expect(list.data).toMatchObject({ total: 1 });
    expect((await ok(at, 'get_model', { model_id })).data).toMatchObject({ labels: 'a=b', uri: CHECKPOINT });
    at.cloud.clearRequests();
    expectRefused(at, await models.register({ model_name: 'qwen-sft' }), 'R50');
  });

  it.each(['https://example.com/model.pt', '/mnt/model', 'oss://bucket/models/', 'nas://0a1b2c3d.cn-hangzhou/m/'])(
    'with no version at %s',
    async (uri) => {
      const model_id = await models.registered();
      expectRefused(at, await at.session.call('create_model_version', { model_id, uri }), 'R40');
    },
  );

  it('with each version once, and a lost answer is found by its address', async () => {
    const model_id = await models.registered();
    const version = { model_id, uri: CHECKPOINT, version: '1.0.0' };
    await ok(at, 'create_model_version', version);
    at.cloud.clearRequests();
    expectRefused(at, await at.session.call('create_model_version', version), 'R50');
    at.cloud.clock.advance(1);
    at.cloud.faults.add({ action: 'CreateModelVersion', stage: 'after_commit', effect: { kind: 'reset' } });
    const { data, text } = await ok(at, 'create_model_version', { model_id, uri: CHECKPOINT });
    expect(data.version).toBe('1.1.0');
    expect(text).toContain('Version 1.0.0 lies there, too.');
    expect(text).toContain('found by its address');
  });

  it('R17 PUBLIC after a yes only', async () => {
    await models.registered({ accessibility: 'PUBLIC' });
    expect(errorOf(await models.register({ accessibility: 'PUBLIC' }, refusing)).kind).toBe('declined');
    expect(writes(refusing.cloud)).toEqual([]);
  });

  it('and those of the public catalogue are listed apart', async () => {
    const { workspace_id } = at.finds;
    const [own, pub] = await Promise.all(
      [false, true].map((public_catalogue) => ok(at, 'list_models', { workspace_id, public_catalogue })),
    );
    expect(own!.text).not.toContain('simulated-7b');
    expect(pub!.text).toContain('qwen-simulated-7b');
    expect(pub!.text).not.toContain('qwen-sft');
  });
});
