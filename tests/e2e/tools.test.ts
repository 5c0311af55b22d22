import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { soundCall } from '../server/full-calls.ts';
import { connect, ERAS, errorOf, frozenCloud, type Session, serverEnv, yes } from './harness.ts';
import { inOrder } from './in-order.ts';
import { connectInProcess } from './in-process.ts';
import { createJob, discover, type Finds, jobArguments, type Named, namesIn, rayJobArguments } from './world.ts';

// Over stdio with a person; what is another where nobody can be asked does not hang on the process.
const PEOPLE = [
  { name: 'with elicitation', person: yes, open: connect },
  { name: 'without elicitation', person: undefined, open: connectInProcess },
];
const variants = ERAS.flatMap((era) => PEOPLE.map((each) => ({ era, ...each })));

/** An id of the same form that nothing has. */
const nobodys = (id: string): string => id.slice(0, -10) + '0'.repeat(10);
/** What a sound call names by an id, apart from where it works. */
const idsOf = (args: Record<string, unknown>): string[] =>
  Object.keys(args).filter((key) => key.endsWith('_id') && key !== 'workspace_id');

describe.each(variants)('every tool on the $era era, $name', ({ era, person, open }) => {
  let cloud: Simulator;
  let session: Session;
  /** One in this process, for refusals: they are said of the arguments or of the cloud's answer, whatever carries them. */
  let here: Session;
  let finds: Finds;
  let running: string;

  beforeAll(async () => {
    cloud = await frozenCloud();
    const options = { era, env: serverEnv(cloud), ...(person ? { person } : {}) };
    session = await open(options);
    here = open === connectInProcess ? session : await connectInProcess(options);
    finds = await discover(session);
    running = await createJob(session, finds);
    await createJob(session, finds, rayJobArguments(finds));
    cloud.clock.advance(600);
  });
  afterAll(async () => {
    await session.close();
    if (here !== session) await here.close();
    await cloud.close();
  });

  /** A call that must succeed; its text begins with an answer and its data fits the output schema (checked by the client). */
  async function ok(name: string, args: Record<string, unknown> = {}) {
    const answer = await session.call(name, args);
    expect(answer.isError, answer.text).toBe(false);
    expect(answer.text.trim()).not.toBe('');
    return answer;
  }

  async function refusal(name: string, args: Record<string, unknown>, kind: string, by = session) {
    const answer = await by.call(name, args);
    expect(errorOf(answer).kind, answer.text).toBe(kind);
    expect(answer.text.split('\n')[0]).toMatch(new RegExp(`^\\[${kind}\\] `));
    expect(answer.text).toContain('\nFix: ');
    return answer;
  }

  it('list_workspaces', async () => {
    const { data } = await ok('list_workspaces');
    expect(data.total).toBeGreaterThanOrEqual(3);
    await refusal('list_workspaces', { page_number: 0 }, 'invalid_input');
  });

  it('list_image_labels and list_images', async () => {
    expect((await ok('list_image_labels')).text).toContain('system.');
    const { data } = await ok('list_images', { labels: 'system.chipType=GPU', page_size: 5 });
    expect(data.images).toHaveLength(5);
    expect(data.total).toBeGreaterThan(50);
    const before = cloud.requests().length;
    expect(errorOf(await refusal('list_images', { labels: 'system.chipType = GPU' }, 'refused')).rule).toBe('R14');
    expect(cloud.requests().length).toBe(before);
  });

  it('get_image', async () => {
    const { data } = await session.call('list_images', { page_size: 1 });
    const [image] = data.images as { image_id: string; image_uri: string }[];
    expect((await ok('get_image', { image_id: image?.image_id })).text).toContain(image?.image_uri);
    await refusal('get_image', { image_id: 'image-000000000000000000' }, 'not_found');
  });

  it('list_datasets and get_dataset', async () => {
    const { data } = await ok('list_datasets', { workspace_id: finds.workspace_id });
    expect(data.total).toBeGreaterThan(0);
    expect((await ok('get_dataset', { dataset_id: finds.dataset_id })).text).toContain(finds.dataset_id);
    await refusal('get_dataset', { dataset_id: 'd-000000000000000000' }, 'not_found');
    await refusal('list_datasets', {}, 'invalid_input');
  });

  it('list_code_sources and get_code_source never show a token', async () => {
    const list = await ok('list_code_sources', { workspace_id: finds.workspace_id });
    const one = await ok('get_code_source', { code_source_id: finds.code_source_id });
    expect(one.text).toContain(finds.code_source_id);
    for (const answer of [list, one]) expect(JSON.stringify(answer)).not.toMatch(/CodeRepoAccessToken|glpat-|ghp_/);
    await refusal('get_code_source', { code_source_id: 'code-20210111103721-000000000000' }, 'not_found');
  });

  it('R19 list_ecs_specs sorts by itself', async () => {
    cloud.clearRequests();
    const { data } = await ok('list_ecs_specs', { min_gpu: 1, sort_by: 'gpu', order: 'desc', page_size: 10 });
    const gpus = (data.specs as { gpu: number }[]).map((spec) => spec.gpu);
    expect(gpus).toEqual([...gpus].sort((a, b) => b - a));
    for (const { query } of cloud.requests()) expect(Object.keys(query)).not.toContain('SortBy');
  });

  it('list_quotas counts what is free, as jobs come and go', async () => {
    const free = async (): Promise<unknown> => {
      const { data, text } = await ok('list_quotas', { quota_name: 'shared-a10' });
      expect(text).toContain('1 of 1 quotas');
      return (data.quotas as { gpus: object }[])[0]?.gpus;
    };
    expect(await free()).toEqual({ free: 16, allocated: 0, allocatable: 16, total: 16 });
    const resource_id = cloud.world.quotas.find(({ QuotaName }) => QuotaName === 'shared-a10')?.QuotaId;
    const resource_config = { cpu: '8', memory: '64Gi', gpu: '3' };
    const held = await createJob(session, finds, {
      resource_id,
      task_specs: [{ type: 'Worker', pod_count: 2, image: finds.image, resource_config }],
    });
    cloud.clock.advance(30);
    expect(await free()).toEqual({ free: 10, allocated: 6, allocatable: 16, total: 16 });
    expect((await ok('get_job', { job_id: held })).text).toContain(resource_id);
    cloud.clearRequests();
    const wrong = await refusal('list_quotas', { quota_ids: ['my-quota'] }, 'invalid_input');
    expect(wrong.text).toContain('quota_ids[0] is "my-quota"');
    expect(cloud.requests()).toEqual([]);
  });

  it('create_job', async () => {
    const { data } = await ok('create_job', jobArguments(finds, { display_name: 'e2e-second' }));
    expect(data.job_id).toMatch(/^dlc[0-9a-z]{13}$/);
    cloud.clearRequests();
    const typo = await refusal('create_job', jobArguments(finds, { job_type: 'pytorch' }), 'invalid_input');
    expect(typo.text).toContain('"PyTorchJob"');
    await refusal('create_job', jobArguments(finds, { workspace_id: undefined }), 'invalid_input');
    expect(cloud.requests().filter((entry) => entry.action === 'CreateJob')).toEqual([]);
  });

  it('list_jobs', async () => {
    const { data, text } = await ok('list_jobs', { workspace_id: finds.workspace_id });
    expect((data.jobs as { job_id: string }[]).map((job) => job.job_id)).toContain(running);
    expect(text.split('\n').slice(0, 3).join(' ')).toMatch(/20\d\d-\d\d-\d\d/);
    await refusal('list_jobs', { status: 'running' }, 'invalid_input');
  });

  it('get_job', async () => {
    const { data, text } = await ok('get_job', { job_id: running });
    expect(data.status).toBe('Running');
    expect(text).toContain(running);
    expect(JSON.stringify((await ok('get_job', { job_id: running, detail: true })).data.detail)).toContain(
      'python train.py',
    );
    await refusal('get_job', { job_id: 'dlc0000000000000' }, 'not_found');
  });

  it('logs and events', async () => {
    const logs = await ok('get_pod_logs', { job_id: running, max_lines: 10 });
    expect(logs.data.pods).toMatchObject([{ pod_id: `${running}-master-0`, chosen: 'the leading pod' }]);
    expect((logs.data.lines as string[]).length).toBeGreaterThan(0);
    expect((logs.data.lines as string[]).length).toBeLessThanOrEqual(10);
    expect((await ok('get_pod_events', { job_id: running, pod_id: `${running}-master-0` })).text).toContain(
      'Successfully assigned',
    );
    expect((await ok('get_job_events', { job_id: running })).text).toContain('Created pod');
    await refusal('get_pod_logs', { job_id: running, max_lines: 100_000 }, 'invalid_input');
    await refusal('get_pod_logs', { job_id: running, pod_id: `${running}-worker-99` }, 'not_found');
  });

  it('diagnose_job', async () => {
    const { data, text } = await ok('diagnose_job', { job_id: running });
    expect(data.category, text).toBe('healthy');
    await refusal('diagnose_job', { job_id: 'dlc0000000000000' }, 'not_found');
  });

  it('sanity checks explain an empty result', async () => {
    expect((await ok('list_job_sanity_check_results', { job_id: running })).text).toMatch(
      /EnableSanityCheck|enable_sanity_check/,
    );
    expect((await ok('get_job_sanity_check_result', { job_id: running, check_number: 1 })).text).not.toBe('');
  });

  it('diagnose_job', async () => {
    const { data } = await ok('diagnose_job', { job_id: running });
    expect(data).toMatchObject({ status: 'Running', category: 'healthy', not_known: [] });
    await refusal('diagnose_job', { job_id: 'dlc0000000000000' }, 'not_found');
  });

  it('update_job', async () => {
    const { data } = await ok('update_job', { job_id: running, description: 'changed by a test' });
    expect(JSON.stringify(data)).toContain('applied');
    expect(errorOf(await refusal('update_job', { job_id: running, display_name: 'x' }, 'refused')).rule).toBe('R10');
    cloud.clearRequests();
    expect(errorOf(await refusal('update_job', { job_id: running, priority: 9 }, 'refused')).rule).toBe('R16');
    expect(cloud.requests().filter((entry) => entry.action === 'UpdateJob')).toEqual([]);
  });

  it('get_web_terminal and get_token', async () => {
    // Where no form can be shown, the first call returns a question and the token for the second.
    const allowed = async (name: string, args: Record<string, unknown>) => {
      if (person) return ok(name, args);
      const { confirmation_token } = errorOf(await refusal(name, args, 'confirmation_required'));
      return ok(name, { ...args, confirmation_token });
    };
    expect((await allowed('get_web_terminal', { job_id: running })).data.url).toMatch(/^wss:/);
    expect((await allowed('get_token', { job_id: running, expire_seconds: 600 })).data.token).toMatch(/^ey/);
    expect(session.stderr()).not.toMatch(/wss:|eyJ/);
  });

  it('wait_for_job, check_job_health and clone_job', async () => {
    const { data } = await ok('wait_for_job', { job_ids: [running], statuses: ['Running', 'Failed'] });
    expect(data.outcome).toBe('reached');
    await refusal('wait_for_job', { job_ids: [] }, 'invalid_input');
    await refusal('wait_for_job', { job_ids: ['dlc0000000000000'] }, 'not_found');
    expect((await ok('check_job_health', { job_id: running })).text).toContain(`${running} is Running`);
    await refusal('check_job_health', { job_id: 'dlc0000000000000' }, 'not_found');
    expect((await ok('clone_job', { job_id: running, dry_run: true })).text).toContain('Nothing was created');
    await refusal('clone_job', { job_id: 'dlc0000000000000' }, 'not_found');
  });

  const named = (): Named => ({ ...namesIn(cloud, running), ...finds });

  it.each(inOrder.filter(({ effect }) => effect !== 'destructive'))('$name is done as asked', async (tool) => {
    const args = soundCall(tool, named());
    const first = await session.call(tool.name, args);
    // Where no form can be shown, the first call returns a question and the token for the second.
    const { confirmation_token } = errorOf(first);
    if (confirmation_token) expect(person).toBeUndefined();
    const { isError, text } = confirmation_token
      ? await session.call(tool.name, { ...args, confirmation_token })
      : first;
    expect(isError, text).toBe(false);
    expect(text.trim()).not.toBe('');
  });

  it.each(inOrder)('$name says what is wrong with a call, and how it is repaired', async (tool) => {
    const args = soundCall(tool, named());
    cloud.clearRequests();
    const unknown = await refusal(tool.name, { ...args, no_such_parameter: 1 }, 'invalid_input', here);
    expect(unknown.text).toContain('no_such_parameter');
    // Where a tool looks for its other mistakes too, so that all are told in one turn, it reads.
    expect(cloud.requests().filter(({ method }) => tool.alsoWrong === undefined || method !== 'GET')).toEqual([]);
    for (const key of idsOf(args)) {
      const { text } = await refusal(tool.name, { ...args, [key]: nobodys(String(args[key])) }, 'not_found', here);
      // What there is can be listed, or the pods of a job be seen.
      expect(text, text).toMatch(/\nFix: .*\b(?:list_\w+|get_job) /);
    }
  });

  it.each(inOrder.filter(({ effect }) => effect === 'destructive'))('$name is done after a yes alone', async (tool) => {
    const ends = soundCall(tool, named());
    // What ends a job needs one that no other has ended.
    if ('job_id' in ends || 'job_ids' in ends) {
      running = await createJob(session, finds);
      cloud.clock.advance(300);
    }
    const args = soundCall(tool, named());
    if (person === undefined) {
      await refusal(tool.name, args, 'confirmation_unavailable');
      return;
    }
    await ok(tool.name, args);
    for (const key of idsOf(args)) expect(session.asked.at(-1)).toContain(args[key]);
  });
});
