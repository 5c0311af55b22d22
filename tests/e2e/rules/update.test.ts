import { describe, expect, it } from 'vitest';
import { ERAS, errorOf, yes } from '../session.ts';
import { type Bench, bench, expectRefused, ok, onlyWrite, putJob, quotaId, starved, writes } from './bench.ts';

type Row = Record<string, unknown>;

/** A job in the wanted status, with an empty request log behind it. */
function jobIn(at: Bench, seconds: number, changes: Row = {}): string {
  const jobId = putJob(at, changes);
  at.cloud.clock.advance(seconds);
  at.cloud.clearRequests();
  return jobId;
}

const update = (at: Bench, job_id: string, changes: Row) => at.session.call('update_job', { job_id, ...changes });

async function updated(at: Bench, job_id: string, changes: Row) {
  const { data } = await ok(at, 'update_job', { job_id, ...changes });
  const entry = onlyWrite(at.cloud, 'UpdateJob');
  expect(entry.path).toBe(`/api/v1/jobs/${job_id}`);
  return { data, body: entry.body };
}

const elasticJob = ({ finds }: Bench): Row => ({
  task_specs: [
    {
      type: 'Worker',
      pod_count: 2,
      image: finds.image,
      ecs_spec: finds.ecs_spec,
      auto_scaling: { strategy: 'ScaleByAPI', min_replicas: 1, max_replicas: 4 },
    },
  ],
});
const to = (pod_count: number, type = 'Worker') => ({ task_specs: [{ type, pod_count }] });

async function statusOf(at: Bench, job_id: string): Promise<unknown> {
  const { data } = await ok(at, 'get_job', { job_id });
  at.cloud.clearRequests();
  return data.status;
}

describe('R10 what cannot be updated', () => {
  const at = bench({ era: 'modern' });

  it.each([
    { display_name: 'another-name' },
    { job_type: 'TFJob' },
    { description: 'allowed by itself', display_name: 'another-name' },
  ])('refuses %j with the way out, and sends nothing', async (changes) => {
    const answer = await update(at, jobIn(at, 0), changes);
    expectRefused(at, answer, 'R10', { silent: true });
    expect(answer.text).toContain('clone_job');
  });

  it('takes an empty description for none, as of a form that was not filled in, and says so', async () => {
    const job_id = jobIn(at, 0, { description: 'what it is for' });
    const answer = await update(at, job_id, { description: '' });
    expectRefused(at, answer, undefined, { kind: 'invalid_input', silent: true });
    expect(answer.text).toContain('nothing to change');
    expect(answer.text).toContain('An empty text counts as left out: nothing is emptied, only replaced.');
    const { data, body } = await updated(at, job_id, { description: '', accessibility: 'PRIVATE' });
    expect(body).toEqual({ Accessibility: 'PRIVATE' });
    expect(data.changes).toEqual({ accessibility: 'already' });
  });

  it('sends a description alone', async () => {
    const { data, body } = await updated(at, jobIn(at, 0), { description: 'a better one' });
    expect(body).toEqual({ Description: 'a better one' });
    expect(data.changes).toEqual({ description: 'applied' });
  });
});

describe('R16 priority', () => {
  const at = bench({ era: 'legacy' });
  const roomy = () => ({ ...starved(at), resource_id: quotaId(at, 'llm-lingjun') });

  it.each([
    ['Creating', 1],
    ['Queuing', 10],
  ])('is applied to a quota job that is %s, and read back', async (status, seconds) => {
    const jobId = jobIn(at, seconds, starved(at));
    expect(await statusOf(at, jobId)).toBe(status);
    const { data, body } = await updated(at, jobId, { priority: 8 });
    expect(body).toEqual({ Priority: 8 });
    expect(data.changes).toEqual({ priority: 'applied' });
    const sent = at.cloud.requests().map((entry) => entry.action);
    expect(sent.slice(sent.indexOf('UpdateJob'))).toEqual(['UpdateJob', 'GetJob']);
    expect((await ok(at, 'get_job', { job_id: jobId })).data.priority).toBe(8);
  });

  it('is applied to a quota job that is EnvPreparing', async () => {
    const jobId = jobIn(at, 10, roomy());
    expect(await statusOf(at, jobId)).toBe('EnvPreparing');
    const { data } = await updated(at, jobId, { priority: 2 });
    expect(data.changes).toEqual({ priority: 'applied' });
  });

  it('is refused when the job is Running', async () => {
    const jobId = jobIn(at, 300, roomy());
    expect(await statusOf(at, jobId)).toBe('Running');
    expectRefused(at, await update(at, jobId, { priority: 8 }), 'R16');
  });

  it('is refused on public resources', async () => {
    const jobId = jobIn(at, 6);
    expect(await statusOf(at, jobId)).toBe('Queuing');
    expectRefused(at, await update(at, jobId, { priority: 8 }), 'R16');
  });

  it.each([0, 10, 1.5, 'five', '10'])('is refused as %j, and nothing is sent', async (priority) => {
    const jobId = jobIn(at, 10, starved(at));
    expectRefused(at, await update(at, jobId, { priority }), undefined, { kind: 'invalid_input', silent: true });
  });

  it('takes nothing else with it when it is refused', async () => {
    const jobId = jobIn(at, 6);
    expectRefused(at, await update(at, jobId, { priority: 8, description: 'not alone' }), 'R16');
  });
});

describe('R17 accessibility', () => {
  const at = bench({ era: 'modern', person: yes });

  it.each([
    ['Creating', 1],
    ['Running', 300],
    ['Succeeded', 400],
  ])('is widened when the job is %s', async (status, seconds) => {
    const jobId = jobIn(at, seconds, { envs: { PAI_SIM_RUN_SECONDS: '300' } });
    expect(await statusOf(at, jobId)).toBe(status);
    const { data, body } = await updated(at, jobId, { accessibility: 'PUBLIC' });
    expect(body).toEqual({ Accessibility: 'PUBLIC' });
    expect(data.changes).toEqual({ accessibility: 'applied' });
  });

  it('is not narrowed', async () => {
    const jobId = jobIn(at, 300, { accessibility: 'PUBLIC' });
    expectRefused(at, await update(at, jobId, { accessibility: 'PRIVATE' }), 'R17');
  });
});

describe('R18 pod counts', () => {
  const at = bench({ era: 'legacy' });
  const task = (more: Row) => ({
    task_specs: [{ type: 'Worker', pod_count: 2, image: at.finds.image, ecs_spec: at.finds.ecs_spec, ...more }],
  });
  const elastic = () => elasticJob(at);

  it('change for an elastic job', async () => {
    const { data, body } = await updated(at, jobIn(at, 300, elastic()), to(3));
    expect(body).toEqual({ JobSpecs: [{ Type: 'Worker', PodCount: 3 }] });
    expect(data.changes).toEqual({ 'pod_count of Worker': 'applied' });
  });

  it('do not change for another one', async () => {
    expectRefused(at, await update(at, jobIn(at, 300, task({})), to(3)), 'R18');
  });

  it.each<[string, Row]>([
    ['above its bounds', to(5)],
    ['in a role it does not have', to(2, 'Master')],
    ['twice', { task_specs: [...to(2).task_specs, ...to(3).task_specs] }],
  ])('do not change %s', async (_what, changes) => {
    expectRefused(at, await update(at, jobIn(at, 300, elastic()), changes), 'R18');
  });

  it('do not change for an elastic job that is over', async () => {
    const jobId = jobIn(at, 400, { ...elastic(), envs: { PAI_SIM_RUN_SECONDS: '60' } });
    expectRefused(at, await update(at, jobId, to(3)), 'R18');
  });
});

describe.each(ERAS)('R17 R18 what weighs in an update, on the %s era', (era) => {
  let says: 'accept' | 'decline' = 'accept';
  const at = bench({
    era,
    person: () => (says === 'accept' ? { action: 'accept', content: { confirm: true } } : { action: 'decline' }),
  });
  const elastic = () => elasticJob(at);
  it.each<[string, () => Row, Row, RegExp]>([
    [
      'more pods',
      elastic,
      to(3),
      /^Change a job\? More pods, .* costs .*: Worker 2 -> 3 \([^)]+ each\), 8 -> 12 GPUs in all\.\n/,
    ],
    ['fewer pods', elastic, to(1), /^Change a job\? Fewer pods, .* lost: Worker 2 -> 1, 8 -> 4 GPUs in all\.\n/],
    ['PUBLIC', () => ({}), { accessibility: 'PUBLIC' }, /cannot be taken back/],
  ])('%s: a person is asked, and a no changes nothing', async (_what, job, changes, words) => {
    const job_id = jobIn(at, 300, job());
    const before = at.session.asked.length;
    says = 'decline';
    expectRefused(at, await update(at, job_id, changes), undefined, { kind: 'declined' });
    says = 'accept';
    await updated(at, job_id, changes);
    const asked = at.session.asked.slice(before);
    expect(asked).toHaveLength(2);
    for (const question of asked) expect(question).toMatch(words);
  });

  it('a description changes without a question, and of a pod count that stays nothing is sent', async () => {
    const job_id = jobIn(at, 300, elastic());
    const before = at.session.asked.length;
    await updated(at, job_id, { description: 'only words' });
    at.cloud.clearRequests();
    const { data } = await ok(at, 'update_job', { job_id, ...to(2) });
    expect(data.changes).toEqual({ 'pod_count of Worker': 'already' });
    expect(writes(at.cloud)).toEqual([]);
    expect(at.session.asked).toHaveLength(before);
  });
});

describe.each(ERAS)('R18 --confirm-create always, where nobody can be asked, on the %s era', (era) => {
  const at = bench({ era, args: ['--confirm-create', 'always'] });

  it('refuses another pod count, asks about PUBLIC in the conversation and lets the rest through', async () => {
    const job_id = putJob(at, elasticJob(at));
    at.cloud.clock.advance(300);
    at.cloud.clearRequests();
    expectRefused(at, await update(at, job_id, to(3)), 'R18', { kind: 'confirmation_unavailable' });
    const wider = { description: 'only words', accessibility: 'PUBLIC' };
    const asked = await update(at, job_id, wider);
    expectRefused(at, asked, 'R17', { kind: 'confirmation_required' });
    const { confirmation_token } = errorOf(asked);
    const both = await update(at, job_id, { ...to(3), confirmation_token });
    expectRefused(at, both, 'R18', { kind: 'confirmation_unavailable' });
    await ok(at, 'update_job', { job_id, ...wider, confirmation_token });
    onlyWrite(at.cloud, 'UpdateJob');
    at.cloud.clearRequests();
    await updated(at, job_id, { description: 'other words' });
  });
});
