import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { statusFacts } from '../../../src/domain/job-status.ts';
import { frozenCloud, yes } from '../session.ts';
import { jobArguments } from '../world.ts';
import { type Bench, bench, expectRefused, ok, onlyWrite, putJob, quotaId, writes } from './bench.ts';

type Row = Record<string, unknown>;

const create = (at: Bench, changes: Row) => at.session.call('create_job', jobArguments(at.finds, changes));
// How many jobs the simulated account has alive before any test.
const fresh = await frozenCloud();
const ALIVE = fresh.jobs().filter(({ status }) => statusFacts(status).phase !== 'terminal').length;
await fresh.close();

const GPUS_4 = 'ecs.gn6e-c12g1.12xlarge';
const on = (at: Bench, pod_count: number, more: Row = {}): Row => ({
  job_max_running_time_minutes: 60,
  task_specs: [{ type: 'Worker', pod_count, image: at.finds.image, ecs_spec: GPUS_4, ...more }],
});

describe('R42 ceilings of one job', () => {
  const at = bench({
    era: 'modern',
    person: yes,
    args: [
      '--max-gpus',
      '8',
      '--max-pods',
      '4',
      '--max-running-minutes',
      '120',
      '--only-job-types',
      'PyTorchJob,RayJob',
    ],
    env: { PAI_DLC_MCP_ONLY_MACHINE_TYPES: 'ecs.gn6e-*,ecs.g6.*' },
  });

  it.each<[string, (at: Bench) => Row]>([
    ['more GPUs', () => on(at, 3)],
    ['more GPUs as spot', () => on(at, 3, { spot: { discount_limit: 0.5 } })],
    ['more GPUs when it grows', () => on(at, 1, { auto_scaling: { min_replicas: 1, max_replicas: 3 } })],
    [
      'more GPUs in a quota',
      () => ({
        job_max_running_time_minutes: 60,
        resource_id: quotaId(at, 'llm-lingjun'),
        task_specs: [
          {
            type: 'Worker',
            pod_count: 2,
            image: at.finds.image,
            resource_config: { cpu: '8', memory: '96Gi', gpu: '8' },
          },
        ],
      }),
    ],
    ['more pods', () => on(at, 5, { ecs_spec: 'ecs.g6.xlarge' })],
    ['more minutes', () => ({ ...on(at, 1), job_max_running_time_minutes: 121 })],
    ['no end', () => ({ ...on(at, 1), job_max_running_time_minutes: null })],
    ['more minutes after its end', () => ({ ...on(at, 1), settings: { job_reserved_minutes: 61 } })],
    ['another machine type', () => on(at, 1, { ecs_spec: 'ecs.gn7i-c8g1.2xlarge' })],
    ['another job type', () => ({ ...on(at, 1), job_type: 'XGBoostJob' })],
  ])('refuse %s, before anybody is asked and in a dry run', async (_what, changes) => {
    const asked = at.session.asked.length;
    const answer = await create(at, changes(at));
    expectRefused(at, answer, 'R42');
    expect(answer.text).toContain('operator');
    expect(at.session.asked).toHaveLength(asked);
    const dry = await ok(at, 'create_job', jobArguments(at.finds, { ...changes(at), dry_run: true }));
    expect(dry.data.verdict).toBe('would_refuse');
    expect(dry.text).toContain('Failed R42');
  });

  it('let what is within them through', async () => {
    await ok(at, 'create_job', jobArguments(at.finds, on(at, 2)));
    expect(onlyWrite(at.cloud, 'CreateJob').body.JobSpecs).toMatchObject([{ PodCount: 2, EcsSpec: GPUS_4 }]);
  });

  it('hold for a clone', async () => {
    const { data } = await ok(at, 'create_job', jobArguments(at.finds, on(at, 2)));
    const clone = (changes: Row) => ok(at, 'clone_job', { job_id: data.job_id, changes, dry_run: true });
    const larger = await clone({ job_max_running_time_minutes: 60, task_specs: [{ type: 'Worker', pod_count: 3 }] });
    expect(larger.data.verdict).toBe('would_refuse');
    expect(larger.text).toContain('Failed R42');
    const same = await clone({ job_max_running_time_minutes: 60 });
    expect(same.text).not.toContain('Failed');
  });

  it('hold for more pods of a job that was made elsewhere, and let fewer through', async () => {
    const scaling = { auto_scaling: { strategy: 'ScaleByAPI', min_replicas: 1, max_replicas: 9 } };
    const jobId = putJob(at, on(at, 2, scaling));
    at.cloud.clearRequests();
    const scaled = (pod_count: number) => ({ job_id: jobId, task_specs: [{ type: 'Worker', pod_count }] });
    const answer = await at.session.call('update_job', scaled(3));
    expectRefused(at, answer, 'R42');
    expect(answer.text).toContain('12 GPUs');
    await ok(at, 'update_job', scaled(1));
    expect(onlyWrite(at.cloud, 'UpdateJob').body.JobSpecs).toMatchObject([{ PodCount: 1 }]);
  });
});

describe('R42 a ceiling on the price', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'ceilings-')), 'prices.yaml');
  writeFileSync(
    file,
    `- {region: cn-hangzhou, currency: CNY, date: 2026-11-01, source: contract, machines: {${GPUS_4}: 88.5}}\n`,
  );
  afterAll(() => rmSync(dirname(file), { recursive: true }));
  const at = bench({
    args: ['--confirm-create', 'never', '--max-price-per-hour', '200', '--prices', file],
  });
  const scaling = { auto_scaling: { strategy: 'ScaleByAPI', min_replicas: 1, max_replicas: 2 } };

  it('refuses what costs more, and what has no price', async () => {
    const dear = await create(at, on(at, 3));
    expectRefused(at, dear, 'R42');
    expect(dear.text).toContain('265.5 per hour, and');
    expect(dear.text).toContain('200 per hour (--max-price-per-hour)');
    const unknown = await create(at, on(at, 1, { ecs_spec: 'ecs.g6.xlarge' }));
    expectRefused(at, unknown, 'R42');
    expect(unknown.text).toContain('not known');
  });

  it('lets what costs less through, and more pods of it', async () => {
    const { data } = await ok(at, 'create_job', jobArguments(at.finds, on(at, 1, scaling)));
    onlyWrite(at.cloud, 'CreateJob');
    at.cloud.clearRequests();
    await ok(at, 'update_job', { job_id: data.job_id, task_specs: [{ type: 'Worker', pod_count: 2 }] });
    onlyWrite(at.cloud, 'UpdateJob');
  });

  it('holds for more pods of a job that was made elsewhere', async () => {
    const grows = { auto_scaling: { ...scaling.auto_scaling, max_replicas: 9 } };
    const job_id = putJob(at, on(at, 2, grows));
    at.cloud.clearRequests();
    const answer = await at.session.call('update_job', { job_id, task_specs: [{ type: 'Worker', pod_count: 3 }] });
    expectRefused(at, answer, 'R42');
    expect(answer.text).toContain('265.5 per hour');
  });
});

describe('R42 a ceiling on live jobs', () => {
  // Lists that show nothing new: what counts then is what the server itself has made.
  const lags = { lag: { listJobsMs: 600_000 } };
  const bound = ['--confirm-create', 'never', '--max-live-jobs'];

  describe.each([
    ['as the lists show them', {}],
    ['where the lists lag behind', lags],
  ])('counts jobs %s', (_what, cloud) => {
    const at = bench({ args: [...bound, String(ALIVE + 2)], cloud });

    it('and lets no call of several at once through above it', async () => {
      const answers = await Promise.all(Array.from({ length: 5 }, () => create(at, on(at, 1))));
      expect(answers.filter(({ isError }) => !isError)).toHaveLength(2);
      const refused = answers.filter(({ isError }) => isError);
      for (const { text } of refused) expect(text).toContain('(--max-live-jobs)');
      expect(writes(at.cloud)).toHaveLength(2);
    });

    it('of every workspace, and room again once one is over', async () => {
      const other = at.cloud.world.workspaces.find(({ WorkspaceId }) => WorkspaceId !== at.finds.workspace_id);
      expectRefused(at, await create(at, { ...on(at, 1), workspace_id: other?.WorkspaceId }), 'R42');
      const counted = at.cloud.requests().filter(({ action }) => action === 'ListJobs');
      expect(counted.map(({ query }) => query.FromAllWorkspaces)).toContain('true');
      // By then the jobs of the test before are over.
      at.cloud.clock.advance(40_000);
      await ok(at, 'create_job', jobArguments(at.finds, on(at, 1)));
      onlyWrite(at.cloud, 'CreateJob');
    });
  });
});
