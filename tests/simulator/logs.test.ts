import { beforeAll, describe, expect, it } from 'vitest';
import { useCloud, type Wire } from './cloud.ts';
import { refusal } from './sdk-client.ts';

const cloud = useCloud();
const HOURS = 10;
let id = '';
let runningAt = 0;

beforeAll(async () => {
  id = await cloud.create({ Envs: { PAI_SIM_LOG_MB: '100', PAI_SIM_RUN_SECONDS: String(HOURS * 3600) } });
  cloud.sim.clock.advance(HOURS * 3600);
  runningAt = Date.parse(String((await cloud.job(id)).GmtRunningTime));
});

const time = (seconds: number): string => new Date(runningAt + seconds * 1000).toISOString();
const logs = async (query: Record<string, string>): Promise<string[]> =>
  (await cloud.of('GetPodLogs', id, `/pods/${id}-master-0/logs`, { query })).Logs as string[];
const between = (from: number, to: number, MaxLines = 100_000): Promise<string[]> =>
  logs({ StartTime: time(from), EndTime: time(to - 0.001), MaxLines: String(MaxLines) });

describe('a log of 100 MB', () => {
  it('is as large as it should be, as a part of it shows', async () => {
    const minutes = 10;
    const lines = await between(7200, 7200 + minutes * 60);
    const megabytes = lines.reduce((sum, line) => sum + line.length + 1, 0) / 1_000_000;
    const share = minutes / (HOURS * 60);
    expect(megabytes).toBeGreaterThan(90 * share);
    expect(megabytes).toBeLessThan(115 * share);
  });

  it('can be paged by time without loss or overlap', async () => {
    const whole = await between(3600, 3660);
    const parts = await Promise.all([3600, 3615, 3630, 3645].map((from) => between(from, from + 15)));
    expect(parts.flat()).toEqual(whole);
    expect(whole.length).toBeGreaterThan(1000);
  });

  it('gives the newest lines of a window, 2000 where nothing else is asked for', async () => {
    const window = await between(3600, 4200);
    expect(await between(3600, 4200, 50)).toEqual(window.slice(-50));
    const usual = await logs({});
    expect(usual).toHaveLength(2000);
    expect(await logs({ MaxLines: '7' })).toEqual(usual.slice(-7));
  });

  it('does not change as time goes by', async () => {
    const before = await between(600, 660);
    cloud.sim.clock.advance(1800);
    expect(await between(600, 660)).toEqual(before);
  });

  it('only grows, noise and all', async () => {
    const run = { PAI_SIM_SCENARIO: 'healthy_running', PAI_SIM_RUN_SECONDS: '36000' };
    const ids = await Promise.all(
      ['0', '1', '2', '3', '4'].map((PAI_SIM_VARIANT) => cloud.create({ Envs: { ...run, PAI_SIM_VARIANT } })),
    );
    const read = () =>
      Promise.all(
        ids.map(async (one) => {
          const query = { MaxLines: '100000' };
          return (await cloud.of('GetPodLogs', one, `/pods/${one}-master-0/logs`, { query })).Logs as string[];
        }),
      );
    cloud.sim.clock.advance(4000);
    const early = await read();
    cloud.sim.clock.advance(9000);
    const later = await read();
    for (const [index, lines] of early.entries()) expect(later[index]?.slice(0, lines.length)).toEqual(lines);
  });

  it('is refused in a wrong size', async () => {
    const error = await refusal(cloud.create({ Envs: { PAI_SIM_LOG_MB: '1e9' } }));
    expect(error).toMatchObject({ code: 'InvalidParameter' });
  });
});

describe('metrics', () => {
  const metric = async (job: string, query: Record<string, string>): Promise<Wire[]> =>
    (await cloud.of('GetJobMetrics', job, '/metrics', { query })).PodMetrics as Wire[];

  it('are percentages of a job on public resources, every five minutes of the last hour', async () => {
    const gpu = await cloud.create({
      JobSpecs: [{ Type: 'Worker', PodCount: 2, Image: 'registry/some:image', EcsSpec: 'ecs.gn7i-c8g1.2xlarge' }],
      Envs: { PAI_SIM_RUN_SECONDS: '36000' },
    });
    cloud.sim.clock.advance(7200);
    const pods = await metric(gpu, { MetricType: 'GpuCoreUsage' });
    expect(pods.map((pod) => pod.PodId)).toEqual([`${gpu}-master-0`, `${gpu}-worker-0`]);
    for (const pod of pods) {
      const points = pod.Metrics as { Time: number; Value: number }[];
      expect(points).toHaveLength(12);
      for (const { Time, Value } of points) {
        expect(Time % 300_000).toBe(0);
        expect(Value).toBeGreaterThan(50);
        expect(Value).toBeLessThanOrEqual(100);
      }
    }
    const fine = await metric(gpu, { MetricType: 'MemoryUsage', TimeStep: '1m' });
    expect(fine[0]?.Metrics).toHaveLength(60);
    expect(await refusal(metric(gpu, { MetricType: 'Heat' }))).toMatchObject({ code: 'InvalidParameter' });
    expect(await refusal(metric(gpu, { MetricType: 'MemoryUsage', TimeStep: '0m' }))).toMatchObject({
      code: 'InvalidParameter',
    });
  });

  it('are empty for a job in a quota', async () => {
    const ResourceConfig = { CPU: '8', Memory: '64Gi', GPU: '1' };
    const JobSpecs = [{ Type: 'Worker', PodCount: 1, Image: 'registry/some:image', ResourceConfig }];
    const inQuota = await cloud.create({ ResourceId: cloud.quota('llm-lingjun'), JobSpecs });
    cloud.sim.clock.advance(300);
    expect(await metric(inQuota, { MetricType: 'GpuCoreUsage' })).toEqual([]);
  });
});
