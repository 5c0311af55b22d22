import { describe, expect, it } from 'vitest';
import { type Bench, bench, ok, quotaId } from './rules/bench.ts';
import { ERAS } from './session.ts';
import { jobArguments } from './world.ts';

const create = async (at: Bench, more: Record<string, unknown>): Promise<string> => {
  const { data } = await ok(at, 'create_job', { ...jobArguments(at.finds), ...more });
  return String(data.job_id);
};

describe.each(ERAS)('what jobs of the simulator use, on the %s era', (era) => {
  const at = bench({ era, cloud: { demoJobs: false } });

  it('is high for one that works and nothing for one that sleeps, on public machines and on a quota', async () => {
    const gpu = [{ type: 'Worker', pod_count: 2, image: at.finds.image, ecs_spec: 'ecs.gn6e-c12g1.12xlarge' }];
    const config = { cpu: '8', memory: '64Gi', gpu: '8' };
    const inQuota = {
      resource_id: quotaId(at, 'vision-v100'),
      task_specs: [{ type: 'Worker', pod_count: 2, image: at.finds.image, resource_config: config }],
    };
    const envs = { PAI_SIM_RUN_SECONDS: '36000' };
    const jobs = {
      works: await create(at, { display_name: 'works', task_specs: gpu, envs }),
      sleeps: await create(at, { display_name: 'sleeps', task_specs: gpu, envs, command: 'sleep infinity' }),
      quota: await create(at, { display_name: 'quota', ...inQuota, envs }),
      idle: await create(at, { display_name: 'idle', ...inQuota, envs, command: 'sleep 100000' }),
    };
    at.cloud.clock.advance(3600);
    const end_time = at.cloud.clock.now().toISOString();
    const texts = new Map<string, string>();
    for (const [name, job_id] of Object.entries(jobs))
      texts.set(name, (await ok(at, 'get_job_metrics', { job_id, end_time })).text);
    expect(texts.get('works')).toMatch(/GpuCoreUsage +\S+-master-0 +8\d/);
    expect(texts.get('works')).not.toContain('Idle:');
    expect(texts.get('works')).toContain('source: GetJobMetrics');
    expect(texts.get('sleeps')).toMatch(/Idle: GPU below 5% on \S+-worker-0 for \d+ min/);
    expect(texts.get('quota')).toMatch(/GpuCoreUsage +job +8\d/);
    expect(texts.get('quota')).toContain('source: GetMetrics (CloudMonitor)');
    expect(texts.get('quota')).toContain('No data: CpuCoreUsage: ');
    expect(texts.get('idle')).toContain('Idle: GPU below 5% on job for ');

    const { data, text } = await ok(at, 'list_jobs', { use: true });
    const listed = data.jobs as { job_id: string; gpu_hours?: number; idle_now?: boolean }[];
    expect(new Set(listed.slice(0, 2).map(({ job_id }) => job_id))).toEqual(new Set([jobs.sleeps, jobs.idle]));
    expect(listed.map(({ idle_now = false }) => idle_now)).toEqual([true, true, false, false]);
    expect(listed.every(({ gpu_hours = 0 }) => gpu_hours > 0)).toBe(true);
    expect(text).toContain('GPUs of 2 of 4 running jobs with metrics are idle now: below 5% for 10 min or more');
    expect(text).not.toContain('is not known');
  });
});
