import { describe, expect, it } from 'vitest';
import { onQuota, podsOf, START, useCloud, type Wire } from './cloud.ts';
import { refusal } from './sdk-client.ts';

const cloud = useCloud();
const advance = (seconds: number): void => cloud.sim.clock.advance(seconds);
const statusOf = async (id: string): Promise<unknown> => (await cloud.job(id)).Status;
const reason = (job: Wire): Wire => JSON.parse(String(job.ReasonMessage));

describe('the life of a job', () => {
  it('goes from Creating to Succeeded, with the times of what it has reached', async () => {
    const id = await cloud.create();
    const created = await cloud.job(id);
    expect(created).toMatchObject({
      Status: 'Creating',
      GmtCreateTime: START.toISOString().replace('.000', ''),
      Pods: [],
    });
    expect(Object.keys(created).filter((key) => key.startsWith('Gmt'))).toEqual(['GmtCreateTime']);

    advance(4);
    expect(await cloud.job(id)).toMatchObject({ Status: 'Queuing', ReasonCode: 'JobEnqueue', Pods: [] });
    advance(12);
    const preparing = await cloud.job(id);
    expect(preparing).toMatchObject({
      Status: 'EnvPreparing',
      ReasonCode: 'JobPreparing',
      ReasonMessage: `PyTorchJob ${id} has been successfully scheduled and is now entering the preparation phase.`,
      GmtSubmittedTime: '2026-03-05T04:05:22Z',
    });
    const [pending] = podsOf(preparing);
    expect(pending).toMatchObject({ PodId: `${id}-master-0`, Type: 'master', Status: 'Pending', HistoryPods: [] });
    expect(pending?.PodUid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(pending?.NodeName).toBe(`cn-hangzhou.${pending?.Ip}`);
    expect(pending).not.toHaveProperty('GmtStartTime');

    advance(60);
    expect(podsOf(await cloud.job(id))[0]).toMatchObject({ Status: 'Running', GmtStartTime: '2026-03-05T04:06:34Z' });
    advance(600);
    const done = await cloud.job(id);
    expect(done).toMatchObject({
      Status: 'Succeeded',
      ReasonCode: 'JobSucceeded',
      ReasonMessage: `PyTorchJob ${id} is successfully completed.`,
      Duration: 676,
      ResourceId: '',
      Priority: 0,
    });
    expect(done.GmtSuccessedTime).toBe(done.GmtFinishTime);
    expect(done).not.toHaveProperty('GmtFailedTime');
    expect((done.StatusHistory as Wire[]).map((entry) => entry.Status)).toEqual([
      'Creating',
      'Queuing',
      'EnvPreparing',
      'Running',
      'Succeeded',
    ]);
  });

  it.each([
    ['python_traceback', '1', "KeyError: 'labels'"],
    ['oom', '137', 'signal 9 (SIGKILL)'],
    ['cuda_oom', '1', 'CUDA out of memory'],
  ])('fails as %s', async (scenario, exitCode, inLog) => {
    const id = await cloud.create({
      Envs: { PAI_SIM_SCENARIO: scenario, PAI_SIM_RUN_SECONDS: '120' },
      ResourceId: cloud.quota('llm-lingjun'),
      JobSpecs: onQuota(3, 1),
    });
    advance(4 + 60 + 120);
    const job = await cloud.job(id);
    expect(job).toMatchObject({ Status: 'Failed', ReasonCode: 'JobFailed', Duration: 184 });
    expect(job.GmtFailedTime).toBe(job.GmtFinishTime);
    const { overview, content } = reason(job) as { overview: string; content: Wire[] };
    expect(content[0]).toMatchObject({
      time: String(Date.parse(String(job.GmtFailedTime)) / 1000),
      reason: exitCode,
    });
    const [[role = '', [index = 0] = []] = []] = Object.entries(content[0]?.pods as Record<string, number[]>);
    expect(overview).toBe(`PyTorchJob ${id} failed because 1 ${role} replica(s) failed.`);
    const failed = `${id}-${role.toLowerCase()}-${index}`;
    const first = podsOf(job).reduce((a, b) => (String(a.GmtFinishTime) <= String(b.GmtFinishTime) ? a : b));
    expect(first.PodId).toBe(failed);
    const { Logs } = await cloud.of('GetPodLogs', id, `/pods/${failed}/logs`);
    expect((Logs as string[]).slice(-20).join('\n')).toContain(inLog);
  });

  it('takes the scenario from a tag or a custom variable too, and refuses an unknown one', async () => {
    const tagged = await cloud.create({ Settings: { Tags: { 'pai-sim-scenario': 'quota_starvation' } } });
    const custom = await cloud.create({ CustomEnvs: [{ Key: 'PAI_SIM_SCENARIO', Value: 'quota_starvation' }] });
    advance(100_000);
    expect([await statusOf(tagged), await statusOf(custom)]).toEqual(['Queuing', 'Queuing']);
    expect(podsOf(await cloud.job(tagged))).toEqual([]);
    expect(await refusal(cloud.create({ Envs: { PAI_SIM_SCENARIO: 'magic' } }))).toMatchObject({ statusCode: 400 });
  });

  it('names pods by role, the first worker of a PyTorchJob promoted', async () => {
    const id = await cloud.create({ ResourceId: cloud.quota('llm-lingjun'), JobSpecs: onQuota(3, 1) });
    const tf = await cloud.create({ JobType: 'TFJob' });
    advance(20);
    const names = podsOf(await cloud.job(id)).map((pod) => pod.PodId);
    expect(names).toEqual([`${id}-master-0`, `${id}-worker-0`, `${id}-worker-1`]);
    expect(podsOf(await cloud.job(tf)).map((pod) => pod.PodId)).toEqual([`${tf}-worker-0`]);
  });

  it('ends what runs longer than it may', async () => {
    const id = await cloud.create({ JobMaxRunningTimeMinutes: 2 });
    advance(4 + 12 + 60 + 119);
    expect(await statusOf(id)).toBe('Running');
    advance(1 + 8);
    expect(await cloud.job(id)).toMatchObject({ Status: 'Stopped', ReasonCode: 'StoppedByMaxRunningTime' });
  });

  it('holds the pods of a job with reserved minutes', async () => {
    const id = await cloud.create({ Settings: { JobReservedMinutes: 5, JobReservedPolicy: 'OnSucceed' } });
    advance(676);
    expect(await statusOf(id)).toBe('SucceededReserving');
    advance(300);
    expect(await statusOf(id)).toBe('Succeeded');
  });

  it('fails on a machine type that is sold out, or waits with the stock check off', async () => {
    const soldOut = cloud.sim.world.ecsSpecs.find((spec) => !spec.IsAvailable)!;
    const JobSpecs = [{ ...onQuota(1, 0)[0], ResourceConfig: undefined, EcsSpec: soldOut.InstanceType }];
    const failing = await cloud.create({ JobSpecs });
    const waiting = await cloud.create({ JobSpecs, Settings: { DisableEcsStockCheck: true } });
    advance(4 + 120);
    expect(await cloud.job(failing)).toMatchObject({ Status: 'Failed', ReasonCode: 'ResourceAllocateFailed' });
    expect(await statusOf(waiting)).toBe('Queuing');
  });
});

describe('stopping', () => {
  it.each([
    ['Creating', 0],
    ['Queuing', 10],
    ['EnvPreparing', 20],
    ['Running', 100],
  ])('ends a job that is %s', async (before, seconds) => {
    const id = await cloud.create();
    advance(seconds);
    expect(await statusOf(id)).toBe(before);
    expect(await cloud.send('StopJob', 'POST', `/jobs/${id}/stop`)).toMatchObject({ JobId: id });
    expect(await statusOf(id)).toBe('Stopping');
    advance(8);
    const job = await cloud.job(id);
    expect(job).toMatchObject({ Status: 'Stopped', ReasonCode: 'StoppedByUser', Duration: seconds + 8 });
    expect(job.GmtStoppedTime).toBe(job.GmtFinishTime);
    expect(podsOf(job).every((pod) => pod.Status === 'Stopped')).toBe(true);
    const again = await refusal(cloud.send('StopJob', 'POST', `/jobs/${id}/stop`));
    expect(again).toMatchObject({ statusCode: 400, code: 'BadRequest' });
  });

  it('is for the owner', async () => {
    const id = await cloud.create({ Accessibility: 'PUBLIC' });
    const error = await refusal(cloud.other('StopJob', 'POST', `/jobs/${id}/stop`));
    expect(error).toMatchObject({ statusCode: 403, code: 'OperationForbidden' });
    expect(await statusOf(id)).toBe('Creating');
  });
});

describe('a quota', () => {
  const eight = (more: Wire = {}): Wire => ({
    ResourceId: cloud.quota('llm-starved'),
    JobSpecs: onQuota(1, 8),
    ...more,
  });

  it('makes a job wait until another one ends, the higher priority first', async () => {
    const holder = await cloud.create(eight());
    advance(4);
    const low = await cloud.create(eight({ Priority: 2 }));
    const high = await cloud.create(eight({ Priority: 7 }));
    advance(60);
    expect(await cloud.job(low)).toMatchObject({ Status: 'Queuing', ReasonCode: 'JobEnqueue', Pods: [] });
    await cloud.send('StopJob', 'POST', `/jobs/${holder}/stop`);
    advance(8);
    expect([await statusOf(low), await statusOf(high)]).toEqual(['Queuing', 'EnvPreparing']);
    await cloud.send('StopJob', 'POST', `/jobs/${low}/stop`);
    advance(8);
    expect(await statusOf(low)).toBe('Stopped');
    advance(1000);
    expect(await statusOf(high)).toBe('Succeeded');
  });

  it('lets a changed priority decide who is next', async () => {
    const holder = await cloud.create(eight());
    advance(4);
    const first = await cloud.create(eight());
    const second = await cloud.create(eight());
    advance(4);
    await cloud.send('UpdateJob', 'PUT', `/jobs/${second}`, { body: { Priority: 9 } });
    expect((await cloud.job(second)).Priority).toBe(9);
    await cloud.send('StopJob', 'POST', `/jobs/${holder}/stop`);
    advance(8);
    expect([await statusOf(first), await statusOf(second)]).toEqual(['Queuing', 'EnvPreparing']);
    for (const id of [first, second]) await cloud.send('StopJob', 'POST', `/jobs/${id}/stop`);
    advance(8);
  });

  it('never runs what is larger than itself', async () => {
    const id = await cloud.create(eight({ JobSpecs: onQuota(2, 8) }));
    advance(10_000);
    expect(await statusOf(id)).toBe('Queuing');
    await cloud.send('StopJob', 'POST', `/jobs/${id}/stop`);
  });
});

describe('updating', () => {
  const update = (id: string, body: Wire) => cloud.send('UpdateJob', 'PUT', `/jobs/${id}`, { body });

  it('answers 200 to a priority that has no effect', async () => {
    const quotaJob = await cloud.create({ ResourceId: cloud.quota('llm-lingjun'), JobSpecs: onQuota(1, 1) });
    const publicJob = await cloud.create();
    await update(publicJob, { Priority: 8 });
    expect((await cloud.job(publicJob)).Priority).toBe(0);
    advance(64);
    expect(await update(quotaJob, { Priority: 8 })).toMatchObject({ JobId: quotaJob });
    expect(await cloud.job(quotaJob)).toMatchObject({ Status: 'Running', Priority: 1 });
  });

  it('widens the visibility only', async () => {
    const id = await cloud.create();
    expect(await refusal(cloud.other('GetJob', 'GET', `/jobs/${id}`))).toMatchObject({ statusCode: 403 });
    await update(id, { Accessibility: 'PUBLIC', Description: 'shown' });
    expect(await cloud.other('GetJob', 'GET', `/jobs/${id}`)).toMatchObject({ Description: 'shown' });
    expect(await refusal(update(id, { Accessibility: 'PRIVATE' }))).toMatchObject({ code: 'BadRequest' });
  });

  it('scales an elastic job and no other', async () => {
    const rigid = await cloud.create({ ResourceId: cloud.quota('llm-lingjun'), JobSpecs: onQuota(1, 1) });
    const AutoScalingSpec = { ScalingStrategy: 'ScaleByAPI', MinReplicas: 1, MaxReplicas: 4 };
    const elastic = await cloud.create({
      ResourceId: cloud.quota('llm-lingjun'),
      JobSpecs: onQuota(1, 1, { AutoScalingSpec }),
    });
    advance(100);
    expect(await refusal(update(rigid, { JobSpecs: onQuota(2, 1) }))).toMatchObject({ statusCode: 400 });
    expect(await refusal(update(elastic, { JobSpecs: onQuota(5, 1) }))).toMatchObject({ code: 'InvalidParameter' });
    const quota = cloud.quota('llm-lingjun');
    const studio = (action: string, path: string): Promise<Wire> =>
      cloud.send(action, 'GET', `/quotas/${quota}${path}`, { product: 'paistudio' });
    const taken = async () => {
      const { QuotaDetails } = (await studio('GetQuota', '')) as { QuotaDetails: { UsedQuota: Wire } };
      const { Workloads } = await cloud.send('ListQuotaWorkloads', 'GET', `/quotas/${quota}/workloads`, {
        product: 'paistudio',
        query: { Status: 'Dequeued' },
      });
      const listed = (Workloads as { WorkloadId: string; Resource: Wire }[]).find(
        ({ WorkloadId }) => WorkloadId === elastic,
      );
      return [QuotaDetails.UsedQuota.GPU, String(listed?.Resource.GPU)];
    };
    expect(await taken()).toEqual(['3', '1']);
    await update(elastic, { JobSpecs: onQuota(3, 1) });
    expect(await taken()).toEqual(['5', '3']);
    const pods = podsOf(await cloud.job(elastic));
    expect(pods).toHaveLength(3);
    expect(Date.parse(String(pods[2]?.GmtCreateTime))).toBe(cloud.sim.clock.now().getTime());
  });
});
