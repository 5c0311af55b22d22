import { describe, expect, it } from 'vitest';
import { ERAS, yes } from '../session.ts';
import { jobArguments } from '../world.ts';
import { type Bench, bench, expectRefused, ok, onlyWrite, quotaId } from './bench.ts';

const draft = (at: Bench, quota: string, pods: number, gpu: number, name = 'room') => {
  const { task_specs: _, ...rest } = jobArguments(at.finds);
  return {
    ...rest,
    display_name: name,
    resource_id: quotaId(at, quota),
    task_specs: [
      {
        type: 'Worker',
        pod_count: pods,
        image: at.finds.image,
        resource_config: { cpu: '8', memory: '64Gi', gpu: String(gpu) },
      },
    ],
  };
};

describe.each(ERAS)('R43 a quota job against its quota, on the %s era', (era) => {
  const at = bench({ era, person: yes, cloud: { demoJobs: false } });

  it.each([
    [1, 16, 'A pod of Worker takes 16 GPUs', 'its largest has 8 GPUs'],
    [2, 8, 'in all: 16 GPUs of 8'],
  ])('refuses %d pods of %d GPUs on one machine of 8, and creates nothing', async (pods, gpu, ...words) => {
    const answer = await at.session.call('create_job', draft(at, 'llm-starved', pods, gpu));
    expectRefused(at, answer, 'R43');
    for (const each of words) expect(answer.text).toContain(each);
  });

  it('refuses several together where one of them could never run', async () => {
    const whole = draft(at, 'llm-starved', 1, 8, 'sweep');
    const [task] = whole.task_specs;
    const { workspace_id, ...job }: Record<string, unknown> = whole;
    const large = { task_specs: [{ ...task, pod_count: 2 }] };
    const answer = await at.session.call('create_jobs', { workspace_id, job, variations: [{}, large] });
    expectRefused(at, answer, 'R43');
    expect(answer.text).toContain('variations[1]: ');
    expect(answer.text).toContain('16 GPUs of 8');
  });

  it('refuses a quota that does not serve the workspace, with those that do, and asks nobody', async () => {
    at.session.asked.length = 0;
    const answer = await at.session.call('create_job', draft(at, 'recsys-cpu', 1, 0));
    expectRefused(at, answer, 'R43');
    expect(answer.text).toMatch(/Quota quota\w+ serves workspace \d+, and not \d+, in which it would be used/);
    const { workspace_id } = at.finds;
    const own = at.cloud.world.quotas.filter(({ WorkspaceIds }) => WorkspaceIds.includes(workspace_id));
    for (const { QuotaId } of own) expect(answer.text).toContain(QuotaId);
    expect(answer.text).not.toContain(quotaId(at, 'red-team'));
    expect(at.session.asked).toEqual([]);
  });

  it('warns of a quota that is not ready, and asks about a job in one that is', async () => {
    const { text } = await ok(at, 'create_job', { ...draft(at, 'llm-next', 1, 8), dry_run: true });
    expect(text).toContain('is Creating, not Ready');
    expect(text).not.toContain('R43 free room');
    const ready = await ok(at, 'create_job', { ...draft(at, 'llm-lingjun', 1, 8), dry_run: true });
    expect(ready.text).toContain('R43 free room');
    expect(ready.text).not.toContain('not Ready');
  });

  it('warns once of several jobs that fit alone and not all at once', async () => {
    const { workspace_id, ...job }: Record<string, unknown> = draft(at, 'llm-lingjun', 4, 8, 'many');
    const seeds = (many: number) => Array.from({ length: many }, (_, SEED) => ({ envs: { SEED: String(SEED) } }));
    const answer = await at.session.call('create_jobs', { workspace_id, job, variations: seeds(3), dry_run: true });
    expect(answer.text).toContain('The 3 jobs together take more than quota');
    expect(answer.text).toContain('in all: 96 GPUs of 64. They will never all run at once');
    const two = await at.session.call('create_jobs', { workspace_id, job, variations: seeds(2), dry_run: true });
    expect(two.text).not.toContain('together take more than quota');
  });

  it('takes what fits, and warns of what has to wait, with the queue', async () => {
    await ok(at, 'create_job', draft(at, 'llm-starved', 1, 8, 'first'));
    expect(onlyWrite(at.cloud, 'CreateJob')).toBeDefined();
    expect(at.session.asked.at(-1)).not.toContain('will wait');
    at.cloud.clock.advance(120);
    await ok(at, 'create_job', draft(at, 'llm-starved', 1, 8, 'second'));
    expect(at.session.asked.at(-1)).toContain('The job will wait: it takes 8 GPUs of 0 free; 0 workloads wait already');
    at.cloud.clock.advance(60);
    const { text } = await ok(at, 'create_job', { ...draft(at, 'llm-starved', 1, 8, 'third'), dry_run: true });
    expect(text).toMatch(/Warning R43: The job will wait: .*; 1 workload waits already; order: PaiStrategyIntelligent/);
  });

  it('lets a part of a quota be lent the rest, and refuses what all of the tree has not got', async () => {
    const part = (pods: number, name: string) => {
      const [workspace_id] = at.cloud.world.quotas.find(({ QuotaName }) => QuotaName === 'evals')?.WorkspaceIds ?? [];
      return { ...draft(at, 'evals', pods, 8, name), workspace_id };
    };
    const never = await at.session.call('create_job', part(5, 'never'));
    expectRefused(at, never, 'R43');
    expect(never.text).toContain(
      `more than quota ${quotaId(at, 'security')}, of which ${quotaId(at, 'evals')} is a part, has in all: 40 GPUs of 32`,
    );
    const { data } = await ok(at, 'create_job', part(3, 'lent'));
    expect(at.session.asked.at(-1)).toContain('24 GPUs of 8. It starts only if it is lent the rest.');
    at.cloud.clock.advance(120);
    expect((await ok(at, 'get_job', { job_id: data.job_id })).data.status).not.toBe('Queuing');
    const quota_id = quotaId(at, 'evals');
    expect((await ok(at, 'get_quota', { quota_id })).data.quota).toMatchObject({ gpus: { allocated: 24, free: 0 } });
    await ok(at, 'create_job', part(2, 'next'));
    expect(at.session.asked.at(-1)).toContain('16 GPUs of 8. It starts only if it is lent the rest.');
    await ok(at, 'create_job', part(1, 'own'));
    expect(at.session.asked.at(-1)).toContain(
      'The job will wait unless it is lent the rest: it takes 8 GPUs of 0 free',
    );
  });

  it('says what fits, who holds the quota and who waits', async () => {
    const quota_id = quotaId(at, 'llm-starved');
    const room = await ok(at, 'get_quota', { quota_id, gpu: 8 });
    expect(room.text).toContain('Fits now: 0 pods of 8 GPUs');
    expect(room.text).toMatch(/gpus +0\/8\/8\/8/);
    expect(room.text).toContain('0 GPUs, 120 CPUs, 960 GiB free');
    const free = await ok(at, 'get_quota', { quota_id: quotaId(at, 'vision-v100'), gpu: 4, memory: 300 });
    expect(free.text).toContain('Fits now: 16 pods of 4 GPUs, 300 GiB each.');
    expect(free.text).toContain('8 machines of ecs.sim-c96g8: up to 8 GPUs, 96 CPUs, 736 GiB free');
    const { text } = await ok(at, 'list_quota_workloads', { quota_id });
    expect(text).toMatch(
      /1 of 1 workloads waiting[\s\S]*\n1 .* second .* Queuing [\s\S]*Order of the queue: PaiStrategyIntelligent/,
    );
    expect(text).toMatch(/1 of 1 workloads holding resources[\s\S]*first/);
  });

  it('does not refuse a job for a quota that is not ready, whatever that has so far', async () => {
    const { text } = await ok(at, 'create_job', { ...draft(at, 'llm-next', 2, 8, 'early'), dry_run: true });
    const id = quotaId(at, 'llm-next');
    expect(text).toContain(`Warning R43: Quota ${id} is Creating, not Ready: what it will have is not known`);
    await ok(at, 'create_job', draft(at, 'llm-next', 2, 8, 'early'));
    expect(onlyWrite(at.cloud, 'CreateJob')).toBeDefined();
  });

  it('does not refuse what it cannot compare', async () => {
    at.cloud.faults.add({
      action: 'GetQuota',
      times: 'always',
      stage: 'before_commit',
      effect: { kind: 'error', status: 403, code: 'OperationForbidden' },
    });
    await ok(at, 'create_job', draft(at, 'llm-starved', 2, 8, 'unread'));
    expect(at.session.asked.at(-1)).toContain('Whether its quota has room is not known');
  });
});
