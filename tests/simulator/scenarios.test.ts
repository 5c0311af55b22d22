import { describe, expect, it } from 'vitest';
import { ALL_SCENARIOS } from '../../src/simulator/jobs/scenarios/all.ts';
import type { Scenario } from '../../src/simulator/jobs/scenarios/types.ts';
import { onQuota, podsOf, useCloud, type Wire } from './cloud.ts';
import { refusal } from './sdk-client.ts';

const two = {
  JobSpecs: [{ Type: 'Worker', PodCount: 2, Image: 'registry/some:image', EcsSpec: 'ecs.gn7i-c8g1.2xlarge' }],
};

const cloud = useCloud();
const advance = (seconds: number): void => cloud.sim.clock.advance(seconds);
const envs = (scenario: string, more: Record<string, string> = {}): Wire => ({ PAI_SIM_SCENARIO: scenario, ...more });
const logOf = async (id: string, query: Record<string, string> = {}, pod = `${id}-master-0`): Promise<string[]> =>
  (await cloud.of('GetPodLogs', id, `/pods/${pod}/logs`, { query })).Logs as string[];
const statuses = (job: Wire): unknown[] => (job.StatusHistory as Wire[]).map((entry) => entry.Status);

/** Where a job of the scenario can be: on public machines, on preemptible ones, or in a quota. */
function place({ job = {} }: Scenario): Wire {
  const spec = { Type: 'Worker', PodCount: 2, Image: 'registry/some:image' };
  if (job.on?.includes('queue')) return { ResourceId: cloud.quota('llm-lingjun'), JobSpecs: onQuota(2, 1) };
  if (job.on?.includes('spot')) {
    const SpotSpec = { SpotStrategy: 'SpotWithPriceLimit', SpotDiscountLimit: 0.5 };
    return { JobSpecs: [{ ...spec, EcsSpec: 'ml.gu8tf.8.46xlarge', SpotSpec }] };
  }
  return { JobSpecs: [{ ...spec, EcsSpec: 'ecs.gn7i-c8g1.2xlarge' }] };
}

describe('a job that asks for a scenario', () => {
  const cases = ALL_SCENARIOS.flatMap((scenario) =>
    scenario.wordings.map((_, variant) => [`${scenario.name} ${variant}`, scenario, String(variant)] as const),
  );

  it('lives through it in each of its variants', { tags: 'sweep' }, async () => {
    const made = await Promise.all(
      cases.map(async ([label, scenario, PAI_SIM_VARIANT]) => {
        const Envs = envs(scenario.name, { PAI_SIM_VARIANT, PAI_SIM_RUN_SECONDS: '1200' });
        return { label, scenario, id: await cloud.create({ ...place(scenario), Envs }) };
      }),
    );
    advance(6 * 3600);
    for (const { label, scenario, id } of made) expect(statuses(await cloud.job(id)), label).toContain(scenario.rests);
  });

  it('gets the plain wording without a variant, always the same with one, and is refused a wrong one', async () => {
    const job = (PAI_SIM_VARIANT?: string) =>
      cloud.create({
        Envs: envs('python_traceback', { PAI_SIM_RUN_SECONDS: '60', ...(PAI_SIM_VARIANT ? { PAI_SIM_VARIANT } : {}) }),
      });
    const { wordings } = ALL_SCENARIOS.find(({ name }) => name === 'python_traceback')!;
    const [plain, second, again, round] = await Promise.all([
      job(),
      job('2'),
      job('2'),
      job(String(2 + wordings.length)),
    ]);
    advance(300);
    expect((await logOf(plain)).join('\n')).toContain("KeyError: 'labels'");
    const told = async (id: string): Promise<string> => (await logOf(id)).join('\n').replaceAll(id, 'ID');
    const cause = async (id: string): Promise<string> => /[A-Z]\w+Error: '\w+' object/.exec(await told(id))?.[0] ?? '';
    expect(await told(second)).toBe(await told(again));
    expect(await told(second)).not.toBe(await told(round));
    expect(await cause(second)).toBe(await cause(round));
    expect(await cause(second)).not.toBe(await cause(plain));
    expect(await refusal(cloud.create({ Envs: { PAI_SIM_VARIANT: 'x' } }))).toMatchObject({ code: 'InvalidParameter' });
  });

  it('is told in the words of its own job type where there are some', async () => {
    const Envs = envs('cuda_oom_after_retries', { PAI_SIM_RUN_SECONDS: '60' });
    const oom = await cloud.create({ JobType: 'TFJob', Envs: envs('module_missing', { PAI_SIM_RUN_SECONDS: '60' }) });
    const other = await cloud.create({ JobType: 'TFJob', Envs });
    advance(300);
    expect((await logOf(oom, {}, `${oom}-worker-0`)).join('\n')).toContain('tensorflow');
    expect((await logOf(other, {}, `${other}-worker-0`)).length).toBeGreaterThan(0);
  });
});

describe('what has its own way', () => {
  it('falls silent and stays Running', async () => {
    const Envs = envs('silent_hang', { PAI_SIM_RUN_SECONDS: '600' });
    const id = await cloud.create({ Envs });
    advance(76 + 590);
    const before = await logOf(id);
    advance(3600);
    const after = await logOf(id);
    expect((await cloud.job(id)).Status).toBe('Running');
    expect(after.length - before.length).toBeLessThan(4);
    const StartTime = new Date(cloud.sim.clock.now().getTime() - 3000_000).toISOString();
    expect(await logOf(id, { StartTime })).toEqual([]);
  });

  it('pulls its image for long, pods Pending, and only their events tell', async () => {
    const id = await cloud.create({ Envs: envs('image_not_found') });
    advance(1000);
    const waiting = await cloud.job(id);
    expect(waiting).toMatchObject({ Status: 'EnvPreparing' });
    expect(podsOf(waiting)[0]).toMatchObject({ Status: 'Pending' });
    advance(3000);
    const failed = await cloud.job(id);
    expect(failed.Status).toBe('Failed');
    expect(podsOf(failed)[0]).toMatchObject({ Status: 'Failed' });
    expect(podsOf(failed)[0]).not.toHaveProperty('GmtStartTime');
    expect(await logOf(id)).toEqual([]);
    const { Events } = await cloud.of('GetPodEvents', id, `/pods/${id}-master-0/events`);
    const pulls = (Events as string[]).filter((event) => event.includes('Failed to pull image'));
    expect(pulls.length).toBeGreaterThan(5);
    expect(pulls.length).toBeLessThan(15);
    expect(Events).not.toContainEqual(expect.stringContaining('Started container pytorch'));
  });

  it('bids for preemptible Lingjun machines before it gets them', async () => {
    const SpotSpec = { SpotStrategy: 'SpotWithPriceLimit', SpotDiscountLimit: 0.5 };
    const JobSpecs = [
      { Type: 'Worker', PodCount: 1, Image: 'registry/some:image', EcsSpec: 'ml.gu8tf.8.46xlarge', SpotSpec },
    ];
    const id = await cloud.create({ JobSpecs });
    advance(20);
    expect(await cloud.job(id)).toMatchObject({ Status: 'Bidding', Pods: [] });
    advance(60 + 60);
    expect((await cloud.job(id)).Status).toBe('Running');
  });

  it('evicts pods whose machines are taken away', async () => {
    const id = await cloud.create({ Envs: envs('spot_reclaimed', { PAI_SIM_RUN_SECONDS: '600' }), ...two });
    advance(1000);
    const job = await cloud.job(id);
    expect(job.Status).toBe('Failed');
    expect(
      podsOf(job)
        .map((pod) => pod.SubStatus)
        .sort(),
    ).toEqual(['Evicted', 'Normal']);
  });

  it('fails a sanity check on one node, after the phases that passed', async () => {
    const id = await cloud.create({
      Envs: envs('sanity_network_failed', { PAI_SIM_VARIANT: '0' }),
      ResourceId: cloud.quota('llm-lingjun'),
      JobSpecs: onQuota(3, 8),
      Settings: { EnableSanityCheck: true },
    });
    advance(4 + 60 + 44);
    expect((await cloud.job(id)).Status).toBe('SanityChecking');
    advance(60);
    expect((await cloud.job(id)).Status).toBe('Failed');
    const { SanityCheckResults } = await cloud.of('ListJobSanityCheckResults', id, '/sanitycheckresults');
    const [round = []] = SanityCheckResults as Wire[][];
    expect(round.map((phase) => phase.Status)).toEqual(['Succeeded', 'Succeeded', 'Succeeded', 'Failed']);
    const failed = JSON.parse(String(round[3]?.Message)) as {
      simulated: boolean;
      node: string;
      nodes: { node: string; value: number }[];
    };
    expect(failed.simulated).toBe(true);
    const worst = failed.nodes.reduce((a, b) => (a.value < b.value ? a : b));
    expect(worst.node).toBe(failed.node);
  });

  it('is stopped by a person of the story, whoever calls the API', async () => {
    const id = await cloud.create({ Envs: envs('stopped_by_user', { PAI_SIM_RUN_SECONDS: '600' }) });
    advance(1000);
    expect(await cloud.job(id)).toMatchObject({ Status: 'Stopped', ReasonCode: 'StoppedByUser' });
  });
});

describe('a restart', () => {
  it('replaces the pods, which stay readable by their uid, and is recorded', async () => {
    const Envs = envs('node_fault_restarting', { PAI_SIM_RUN_SECONDS: '1000', PAI_SIM_VARIANT: '1' });
    const id = await cloud.create({ Envs, ...two });
    advance(76 + 199);
    expect(await cloud.job(id)).toMatchObject({ Status: 'Running', SubStatus: '', RestartTimes: '0/10' });
    advance(21);
    const first = await cloud.job(id);
    expect(first).toMatchObject({ Status: 'Restarting', SubStatus: 'Restarting', RestartTimes: '1/10' });
    expect(podsOf(first).every((pod) => pod.Status === 'Failed')).toBe(true);
    advance(70);
    expect(await cloud.job(id)).toMatchObject({ Status: 'EnvPreparing', SubStatus: 'Restarting' });
    advance(60);
    expect(await cloud.job(id)).toMatchObject({ Status: 'Running', SubStatus: '' });
    advance(400);
    const job = await cloud.job(id);
    expect(job).toMatchObject({ Status: 'Restarting', RestartTimes: '2/10' });
    const [once, again] = job.RestartRecord as Wire[];
    expect(once).toMatchObject({ JobRestartCount: 1, RestartStatus: 'Succeeded', OccurPhase: 'Running' });
    expect(again).toMatchObject({ JobRestartCount: 2, RestartStatus: 'Restarting' });
    const [detail] = once!.DetailErrorInfoList as Wire[];
    const [pod] = podsOf(job);
    const history = pod?.HistoryPods as Wire[];
    expect(podsOf(job).map(({ PodId }) => PodId)).toContain(detail?.Pod);
    expect(history).toHaveLength(1);
    expect(history[0]).toMatchObject({ PodId: pod?.PodId, Status: 'Failed' });
    expect(history[0]?.PodUid).not.toBe(pod?.PodUid);
    const [latest, earlier] = await Promise.all(
      [pod, history[0]].map((one) => logOf(id, { PodUid: String(one?.PodUid) })),
    );
    expect(earlier?.length).toBeGreaterThan(0);
    expect(latest).not.toEqual(earlier);
    expect(await logOf(id)).toEqual(latest);
    const { Events } = await cloud.of('GetPodEvents', id, `/pods/${pod?.PodId}/events`, {
      query: { PodUid: String(history[0]?.PodUid) },
    });
    expect((Events as string[]).length).toBeGreaterThan(10);
    advance(10_000);
    expect((await cloud.job(id)).Status).toBe('Succeeded');
  });

  it('ends with the budget', async () => {
    const Envs = envs('crash_loop', { PAI_SIM_RUN_SECONDS: '300' });
    const id = await cloud.create({ Envs });
    advance(3000);
    expect(await cloud.job(id)).toMatchObject({ Status: 'Failed', RestartTimes: '3/3' });
    const [listed] = (await cloud.list({ JobId: id })).Jobs;
    expect(listed).toMatchObject({ RestartTimes: '3' });
  });

  it('has a budget from the job itself where nothing goes wrong', async () => {
    const tolerant = (ErrorMonitoringArgs: string): Promise<string> =>
      cloud.create({ Settings: { EnableErrorMonitoringInAIMaster: true, ErrorMonitoringArgs } });
    const [five, usual] = [await tolerant('--enable-job-restart True --max-num-of-job-restart 5'), await tolerant('')];
    expect(await cloud.job(five)).toMatchObject({ RestartTimes: '0/5', RestartRecord: [] });
    expect(await cloud.job(usual)).toMatchObject({ RestartTimes: '0/3' });
    expect(await cloud.job(await cloud.create())).toMatchObject({ RestartTimes: '0/0' });
  });
});

describe('changing the fate of a job', () => {
  const change = async (id: string, scenario: string) =>
    (await fetch(`${cloud.sim.controlUrl}/jobs/${id}/scenario`, { method: 'POST', body: JSON.stringify({ scenario }) }))
      .status;

  it('is refused where it would rewrite what has happened', async () => {
    const id = await cloud.create();
    advance(100);
    const before = statuses(await cloud.job(id));
    expect(await change(id, 'image_not_found')).toBe(400);
    expect(await change(id, 'stock_waiting')).toBe(400);
    expect(statuses(await cloud.job(id))).toEqual(before);
    expect(await change(id, 'device_assert')).toBe(200);
    advance(1000);
    expect((await cloud.job(id)).Status).toBe('Failed');
  });
});
