import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { onQuota, START, useCloud, type Wire } from './cloud.ts';
import { refusal, sdkClient } from './sdk-client.ts';

const cloud = useCloud();
let id = '';
let pod = '';

beforeAll(async () => {
  id = await cloud.create({
    ResourceId: cloud.quota('llm-lingjun'),
    JobSpecs: onQuota(2, 8),
    Settings: { EnableSanityCheck: true },
    Envs: { PAI_SIM_RUN_SECONDS: '36000' },
  });
  pod = `${id}-master-0`;
});

const logs = async (query: Record<string, string> = {}): Promise<string[]> =>
  (await cloud.of('GetPodLogs', id, `/pods/${pod}/logs`, { query })).Logs as string[];
const events = async (query: Record<string, string> = {}): Promise<string[]> =>
  (await cloud.of('GetPodEvents', id, `/pods/${pod}/events`, { query })).Events as string[];
const rounds = async (): Promise<Wire> => cloud.of('ListJobSanityCheckResults', id, '/sanitycheckresults');

describe('what a job and its pods tell, as time goes by', () => {
  it('is nothing before there are pods', async () => {
    expect(await refusal(cloud.of('GetPodLogs', id, `/pods/${pod}/logs`))).toMatchObject({ statusCode: 404 });
    expect((await cloud.of('GetJobEvents', id, '/events')).Events).toEqual([]);
    expect(await rounds()).toMatchObject({ SanityCheckResults: [], TotalCount: 0 });
    cloud.sim.clock.advance(4);
    expect((await cloud.of('GetJobEvents', id, '/events')).Events).toEqual([
      `2026-03-05 12:05:22 Created pod: ${id}-master-0`,
      `2026-03-05 12:05:22 Created pod: ${id}-worker-0`,
    ]);
    expect(await logs()).toEqual([]);
    expect((await events())[0]).toMatch(/^2026-03-05 12:05:22 Successfully assigned t1000000000000001\/dlc.+ to lingj/);
    expect(await refusal(cloud.of('GetWebTerminal', id, `/pods/${pod}/webterminal`))).toMatchObject({
      code: 'BadRequest',
    });
  });

  it('is the checks, phase by phase, under the odd key', async () => {
    cloud.sim.clock.advance(60 + 20);
    expect((await cloud.job(id)).Status).toBe('SanityChecking');
    const answer = await rounds();
    expect(Object.keys(answer)).toContain('RequestID');
    expect(answer).not.toHaveProperty('RequestId');
    const [[first, , third] = []] = answer.SanityCheckResults as Wire[][];
    expect(first).toMatchObject({ CheckNumber: 1, Phase: 'CheckInit', Status: 'Succeeded' });
    expect(first?.StartedAt).toMatch(/^2026-03-05T12:06:22\.\d{6}\+08:00$/);
    expect(third).toMatchObject({ Status: 'Running', FinishedAt: '' });
    const query = { SanityCheckNumber: '1', SanityCheckPhase: 'CheckInit' };
    const one = await cloud.of('GetJobSanityCheckResult', id, '/sanitycheckresult', { query });
    expect(one.SanityCheckResult).toEqual([first]);
    const missing = await refusal(cloud.of('GetJobSanityCheckResult', id, '/sanitycheckresult'));
    expect(missing.code).toBe('MissingParameter');
  });

  it('is a log that grows, raw', async () => {
    cloud.sim.clock.advance(25 + 60);
    const early = await logs();
    expect(early.join('\n')).toContain('NCCL INFO');
    expect(early.some((line) => /^\[INFO\] epoch 1 step \d+ loss [\d.]+/.test(line))).toBe(true);
    cloud.sim.clock.advance(600);
    const later = await logs();
    expect(later.length).toBeGreaterThan(early.length);
    expect(later.slice(0, early.length)).toEqual(early);
    expect((await events()).at(-1)).toBe('2026-03-05 12:07:07 Started container pytorch');
    expect(await events({ MaxEventsNum: '1' })).toHaveLength(1);
  });

  it('has a window, a most and a default most', async () => {
    cloud.sim.clock.advance(30_000);
    expect(await logs()).toHaveLength(2000);
    const all = await logs({ MaxLines: '100000' });
    expect(all.length).toBeGreaterThan(2000);
    expect(await logs({ MaxLines: '3' })).toEqual(all.slice(-3));
    const StartTime = cloud.sim.clock.now().toISOString();
    expect((await logs({ StartTime })).length).toBeLessThan(3);
    expect(await logs({ EndTime: START.toISOString() })).toEqual([]);
    const [first] = (await cloud.job(id)).Pods as Wire[];
    expect(await logs({ PodUid: String(first?.PodUid), MaxLines: '1' })).toHaveLength(1);
    await expect(logs({ PodUid: 'another' })).rejects.toMatchObject({ statusCode: 404 });
  });

  it('is access for the owner of a running pod, to a host that is nowhere', async () => {
    const { WebTerminalUrl } = await cloud.of('GetWebTerminal', id, `/pods/${pod}/webterminal`);
    expect(new URL(String(WebTerminalUrl))).toMatchObject({ protocol: 'wss:' });
    expect(new URL(String(WebTerminalUrl)).hostname).toMatch(/\.simulated\.invalid$/);
    const query = { TargetType: 'job', TargetId: id, ExpireTime: '60' };
    const { Token } = await cloud.send('GetToken', 'GET', '/tokens', { query });
    const [head = '', claims = '', signature] = String(Token).split('.');
    const decoded = (part: string): Wire => JSON.parse(Buffer.from(part, 'base64url').toString());
    expect(decoded(head)).toEqual({ alg: 'HS256', typ: 'JWT' });
    const iat = Math.floor(cloud.sim.clock.now().getTime() / 1000);
    expect(decoded(claims)).toEqual({
      iat,
      exp: iat + 60,
      user_id: '1000000000000001',
      target_id: id,
      target_type: 'job',
    });
    expect(signature).toHaveLength(createHmac('sha256', 'x').digest('base64url').length);
  });
});

describe('the demo jobs', () => {
  it('show every kind of end, and one job of somebody else', async () => {
    const sim = await startSimulator({ speed: 0, seed: 3 });
    const send = sdkClient(sim);
    const list = async (query: Record<string, string>): Promise<Wire[]> =>
      (await send('ListJobs', 'GET', '/jobs', { query })).Jobs as Wire[];
    const recent = await list({});
    expect(recent.map((job) => job.Status).sort()).toEqual(
      ['Failed', 'Failed', 'Queuing', 'Running', 'Stopped', 'Succeeded'].sort(),
    );
    expect(await list({ StartTime: '2000-01-01T00:00:00Z' })).toHaveLength(7);
    const all = await list({ ShowOwn: 'false' });
    expect(all.filter((job) => job.UserId !== sim.users[0]!.userId).map((job) => job.Username)).toEqual(['colleague']);
    const images = new Set(sim.world.images.map((image) => image.ImageUri));
    const used = all.flatMap((job) => (job.JobSpecs as Wire[]).map((spec) => String(spec.Image)));
    expect(used.filter((image) => !images.has(image))).toEqual([]);
    expect(all.some((job) => String(job.ReasonMessage).includes('"reason":"137"'))).toBe(true);
    await sim.close();
  });

  it('are the same for the same seed and start', async () => {
    const ids = async (): Promise<unknown[]> => {
      const sim = await startSimulator({ speed: 0, seed: 3, startTime: START });
      const answer = await sdkClient(sim)('ListJobs', 'GET', '/jobs');
      await sim.close();
      return (answer.Jobs as Wire[]).map(({ UserId, ...job }) => job);
    };
    expect(await ids()).toEqual(await ids());
  });
});
