import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { membersOf } from '../../scripts/reference/simulator.ts';
import type { Story } from '../../src/simulator/api/simulator.ts';
import { toldPod, toldStory } from '../../src/simulator/told/schema.ts';
import { START, useCloud, type Wire } from './cloud.ts';

const cloud = useCloud();
afterEach(() => cloud.sim.controls.reset());

const tell = (story: Story): string => cloud.sim.controls.jobs.tell(story);
const ago = (seconds: number): string => new Date(START.getTime() - seconds * 1000).toISOString().replace('.000', '');
const logOf = async (id: string, pod: string, query = {}): Promise<unknown> =>
  (await cloud.of('GetPodLogs', id, `/pods/${pod}/logs`, { query })).Logs;
const eventsOf = async (id: string, path = ''): Promise<unknown> =>
  (await cloud.of(path === '' ? 'GetJobEvents' : 'GetPodEvents', id, `${path}/events`)).Events;

describe('the schema of a story', () => {
  it.each([
    ['Story', toldStory],
    ['StoryPod', toldPod],
  ])('takes the members that %s has, and asks for the same', (name, schema) => {
    const said = membersOf(readFileSync('src/simulator/api/story.ts', 'utf8'), name).map((member) => member.name);
    const taken = Object.entries(schema.shape).map(([key, value]) => {
      const optional = value.safeParse(undefined).success;
      return optional ? `${key}?` : key;
    });
    expect(said).toEqual(taken);
  });
});

describe('a story', () => {
  it('is what the API answers of the job: status, reason, times, pods', async () => {
    const id = tell({
      jobId: 'dlctold1',
      displayName: 'stale-handle',
      createdAt: -4000,
      startedAt: -3600,
      endedAt: -100,
      pods: [
        { exitCode: 143, endedAt: -90, ip: '10.1.2.3' },
        { exitCode: 1, subStatus: 'Evicted' },
        { role: 'worker', index: 7, status: 'Succeeded' },
      ],
    });
    expect(id).toBe('dlctold1');
    const job = await cloud.job(id);
    expect(job).toMatchObject({
      DisplayName: 'stale-handle',
      Status: 'Failed',
      ReasonCode: 'JobFailed',
      GmtCreateTime: ago(4000),
      GmtRunningTime: ago(3600),
      GmtFinishTime: ago(100),
    });
    const { content } = JSON.parse(String(job.ReasonMessage)) as { content: Wire[] };
    expect(content.map(({ pods, reason }) => [pods, reason])).toEqual([
      [{ Worker: [0] }, '1'],
      [{ Master: [0] }, '143'],
    ]);
    expect(
      (job.Pods as Wire[]).map(({ PodId, Status, SubStatus, Ip, GmtFinishTime }) => [
        PodId,
        Status,
        SubStatus,
        GmtFinishTime,
        Ip === '10.1.2.3',
      ]),
    ).toEqual([
      ['dlctold1-master-0', 'Failed', 'Normal', ago(90), true],
      ['dlctold1-worker-0', 'Failed', 'Evicted', ago(100), false],
      ['dlctold1-worker-7', 'Succeeded', 'Normal', ago(100), false],
    ]);
  });

  it('tells logs and events with the times it gives, and spreads the others', async () => {
    const id = tell({
      startedAt: -1000,
      endedAt: -100,
      events: 'Created pod\nGone',
      pods: [
        {
          exitCode: 1,
          log: ['one', { at: -900, text: 'two\nthree' }, 'four', 'five'],
          events: [{ at: ago(50), text: 'Stopping container' }],
        },
      ],
    });
    const pod = `${id}-master-0`;
    expect(await logOf(id, pod)).toEqual(['one', 'two', 'three', 'four', 'five']);
    expect(await logOf(id, pod, { StartTime: ago(900) })).toEqual(['one', 'two', 'three', 'four', 'five']);
    expect(await logOf(id, pod, { StartTime: ago(899) })).toEqual(['four', 'five']);
    expect(await logOf(id, pod, { StartTime: ago(499) })).toEqual(['five']);
    expect(await logOf(id, pod, { MaxLines: '2' })).toEqual(['four', 'five']);
    expect(await eventsOf(id, `/pods/${pod}`)).toEqual(['2026-03-05 12:04:28 Stopping container']);
    expect(await eventsOf(id)).toEqual([expect.stringMatching(/ Created pod$/), '2026-03-05 12:03:38 Gone']);
  });

  it('says in its events that the pods were created where it tells none', async () => {
    const id = tell({ pods: [{}, {}] });
    expect(await eventsOf(id)).toEqual([
      expect.stringContaining(`Created pod: ${id}-master-0`),
      expect.stringContaining(`Created pod: ${id}-worker-0`),
    ]);
  });

  it.each(['Creating', 'Queuing', 'Bidding', 'EnvPreparing', 'SanityChecking'] as const)(
    'of a job that has not run is %s, with pods that wait',
    async (status) => {
      const job = await cloud.job(tell({ status, createdAt: -600, pods: [{}] }));
      expect(job).toMatchObject({ Status: status, GmtCreateTime: ago(600) });
      expect(job.GmtRunningTime).toBeUndefined();
      expect((job.Pods as Wire[])[0]).toMatchObject({ Status: 'Pending' });
      expect((job.StatusHistory as Wire[]).at(-1)).toMatchObject({ Status: status, EndTime: '' });
    },
  );

  it.each(['Restarting', 'Stopping', 'Succeeded', 'Stopped', 'SucceededReserving', 'FailedReserving'] as const)(
    'of a job that is %s is answered by every read',
    async (status) => {
      const id = tell({ status, startedAt: -900, endedAt: -60, pods: [{ log: 'step 1' }] });
      const job = await cloud.job(id);
      expect(job).toMatchObject({ Status: status, GmtRunningTime: ago(900) });
      expect((job.StatusHistory as Wire[]).at(-1)).toMatchObject({ Status: status, StartTime: ago(60) });
      expect((await cloud.list()).Jobs[0]).toMatchObject({ JobId: id, Status: status });
      expect(await logOf(id, `${id}-master-0`)).toEqual(['step 1']);
    },
  );

  it('of a job that runs goes on until somebody stops it', async () => {
    const id = tell({ status: 'Running', pods: [{ log: 'step 1' }] });
    cloud.sim.clock.advance(7200);
    expect(await cloud.job(id)).toMatchObject({ Status: 'Running' });
    expect(await logOf(id, `${id}-master-0`)).toEqual(['step 1']);
    await cloud.send('StopJob', 'POST', `/jobs/${id}/stop`);
    cloud.sim.clock.advance(60);
    const job = await cloud.job(id);
    expect(job).toMatchObject({ Status: 'Stopped', ReasonCode: 'StoppedByUser' });
    expect((job.Pods as Wire[])[0]).toMatchObject({ Status: 'Stopped' });
  });

  it('can be on a quota or on preemptible machines, and can differ in its request', async () => {
    const id = tell({
      status: 'Queuing',
      quota: 'llm-lingjun',
      quotaDiagnosis: { SchedulingDiagnosis: { Status: 'Failed' } },
      request: { UserCommand: 'python mine.py' },
      pods: [{}],
    });
    const quota = cloud.quota('llm-lingjun');
    expect(await cloud.job(id)).toMatchObject({ ResourceId: quota, UserCommand: 'python mine.py' });
    const path = `/quotas/${quota}/workloads/${id}/diagnosis`;
    const asked = await cloud.send('GetQuotaWorkloadDiagnosis', 'GET', path, { product: 'paistudio' });
    expect(asked.Diagnosis).toEqual({ SchedulingDiagnosis: { Status: 'Failed' } });
    const [spec] = (await cloud.job(tell({ spot: true, pods: [{}] }))).JobSpecs as Wire[];
    expect(spec?.SpotSpec).toBeTruthy();
  });

  it('cannot be turned into a scenario', () => {
    const id = tell({ status: 'Running', pods: [{}] });
    const { setScenario } = cloud.sim.controls.jobs;
    expect(() => setScenario(id, { scenario: 'cuda_oom' })).toThrow('goes as its story tells');
  });

  it.each([
    [{ pods: [] }, 'pods'],
    [{ pods: [{}], statuss: 'Failed' }, 'statuss'],
    [{ status: 'Broken', pods: [{}] }, 'status'],
    [{ startedAt: 60, pods: [{}] }, 'startedAt'],
    [{ startedAt: 'yesterday', pods: [{}] }, 'startedAt: neither seconds before now'],
    [{ quota: 'llm-lingjum', pods: [{}] }, 'Nearest: llm-lingjun'],
    [
      {
        pods: [
          { role: 'worker', index: 1 },
          { role: 'Worker', index: 1 },
        ],
      },
      'pods.1: there is a pod worker-1 already',
    ],
    [{ jobId: 'job-1', pods: [{}] }, 'jobId: not a job id such as'],
    [{ startedAt: -60, endedAt: -600, pods: [{}] }, 'must follow each other'],
    [{ createdAt: -60, startedAt: -600, pods: [{}] }, 'must follow each other'],
    [{ endedAt: '2027-01-01T00:00:00Z', pods: [{}] }, 'none of them lies in the future'],
    [{ pods: [{ log: [{ text: 'x' }] }] }, 'pods.0.log: neither a text nor'],
  ])('that cannot be is refused with the member: %j', async (story, said) => {
    const before = cloud.sim.jobs().length;
    const response = await fetch(`${cloud.sim.controlUrl}/stories`, { method: 'POST', body: JSON.stringify(story) });
    const { message } = (await response.json()) as Wire;
    expect([response.status, message]).toEqual([400, expect.stringContaining(said)]);
    expect(cloud.sim.jobs()).toHaveLength(before);
  });

  it('is put in over HTTP too, once under one id', async () => {
    const body = JSON.stringify({ jobId: 'dlctwice', pods: [{ log: 'x' }] });
    const post = async (): Promise<Wire> =>
      (await (await fetch(`${cloud.sim.controlUrl}/stories`, { method: 'POST', body })).json()) as Wire;
    expect(await post()).toEqual({ jobId: 'dlctwice' });
    expect((await post()).message).toBe('Job dlctwice is there already.');
  });
});
