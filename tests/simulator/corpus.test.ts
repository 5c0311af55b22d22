import { afterAll, describe, expect, it } from 'vitest';
import { addCorpus, CATEGORIES, type Evidence, type LabelledJob } from '../../src/simulator/corpus.ts';
import { ALL_SCENARIOS } from '../../src/simulator/jobs/scenarios/all.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { podsOf, START, useCloud, type Wire } from './cloud.ts';

const cloud = useCloud();
const corpus = once(() => addCorpus(cloud.sim, { seed: 11 }));
const SCENARIO_OF = new Map(ALL_SCENARIOS.map((scenario) => [scenario.name, scenario]));

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const instances = (job: Wire): Wire[] => podsOf(job).flatMap((pod) => [pod, ...(pod.HistoryPods as Wire[])]);
/** What the cloud has said of each instance's log: time stands still, and the simulator makes a log anew for each call. */
const logs = new Map<string, Promise<string[]>>();
const logOf = (jobId: string, { PodId, PodUid }: Wire): Promise<string[]> => {
  const key = `${jobId} ${PodId} ${PodUid}`;
  const query = { PodUid: String(PodUid), StartTime: '2026-01-01T00:00:00Z' };
  const read = async () => (await cloud.of('GetPodLogs', jobId, `/pods/${PodId}/logs`, { query })).Logs as string[];
  const log = logs.get(key) ?? read();
  logs.set(key, log);
  return log;
};

/** Everything the API answers about a job where the evidence says it is, as one text. */
async function answered(job: LabelledJob, { source, podId, podUid }: Evidence): Promise<string> {
  const window = { StartTime: '2026-01-01T00:00:00Z', MaxEventsNum: '10000' };
  if (source === 'pod_log') return (await logOf(job.jobId, { PodId: podId, PodUid: podUid })).join('\n');
  if (source === 'pod_event') {
    const query = { ...window, PodUid: String(podUid) };
    return String((await cloud.of('GetPodEvents', job.jobId, `/pods/${podId}/events`, { query })).Events);
  }
  if (source === 'job_event')
    return String((await cloud.of('GetJobEvents', job.jobId, '/events', { query: window })).Events);
  if (source === 'sanity_check') {
    const { SanityCheckResults } = await cloud.of('ListJobSanityCheckResults', job.jobId, '/sanitycheckresults');
    return JSON.stringify(
      (SanityCheckResults as Wire[][]).flat().map((one) => one.Message && JSON.parse(String(one.Message))),
    );
  }
  if (source === 'quota_diagnosis') {
    const path = `/quotas/${job.quotaId}/workloads/${job.jobId}/diagnosis`;
    const call = { product: 'paistudio' as const };
    return JSON.stringify(await cloud.send('GetQuotaWorkloadDiagnosis', 'GET', path, call));
  }
  const { Status, ReasonMessage, RestartRecord } = await cloud.job(job.jobId);
  return source === 'job_status'
    ? String(Status)
    : source === 'job_reason'
      ? String(ReasonMessage)
      : JSON.stringify(RestartRecord);
}

describe('a corpus', () => {
  afterAll(() => logs.clear());

  it('has at least 60 jobs of all categories, every scenario twice in different words', () => {
    const jobs = corpus();
    expect(jobs.length).toBeGreaterThanOrEqual(60);
    expect(new Set(jobs.map((job) => job.category))).toEqual(new Set(CATEGORIES));
    expect(new Set(jobs.map((job) => job.jobId)).size).toBe(jobs.length);
    for (const { name, wordings } of ALL_SCENARIOS) {
      const told = jobs.filter((job) => job.scenario === name).map((job) => job.wording);
      const fit = wordings.filter(({ program }) => program !== 'basic').length;
      expect(new Set(told).size, name).toBe(Math.min(2, fit));
      expect(fit, `${name} has several wordings`).toBeGreaterThanOrEqual(2);
    }
    const programs = [
      'plain',
      'torchrun',
      'deepspeed',
      'megatron',
      'huggingface',
      'tensorflow',
      'horovod',
      'ray',
      'xgboost',
      'shell',
    ];
    expect([...new Set(jobs.map((job) => job.program))].sort()).toEqual(programs.sort());
    expect(jobs.some((job) => job.quotaId === '') && jobs.some((job) => job.quotaId !== '')).toBe(true);
  });

  it('belongs to the default user, each job in the status its scenario says, which a listing confirms', async () => {
    const query = { PageSize: '100', StartTime: '2026-01-01T00:00:00Z' };
    const pages = await Promise.all(['1', '2'].map((PageNumber) => cloud.list({ ...query, PageNumber })));
    const listed = new Map(pages.flatMap(({ Jobs }) => Jobs).map((job) => [job.JobId, job]));
    for (const job of corpus()) {
      expect(listed.get(job.jobId), job.scenario).toMatchObject({
        Status: SCENARIO_OF.get(job.scenario)?.rests,
        DisplayName: job.displayName,
        JobType: job.jobType,
        ResourceId: job.quotaId,
        UserId: cloud.sim.users[0]!.userId,
      });
    }
    expect(listed.size).toBe(corpus().length);
  });

  it('has labels whose evidence is in what the API answers, where they say it is', async () => {
    for (const job of corpus()) {
      const label = `${job.scenario}/${job.wording}`;
      expect(job.evidence.length, label).toBeGreaterThan(0);
      const frames = job.frame ? [job.frame] : [];
      for (const evidence of [...job.evidence, ...frames]) {
        expect(evidence.text, label).not.toBe('');
        expect(await answered(job, evidence), `${label} ${evidence.source}`).toContain(evidence.text);
      }
      const said = job.evidence.every(({ source }) => source === 'job_status');
      expect(said, `${label} is only known by its status`).toBe(
        ['healthy', 'unknown'].includes(job.category) && !restarted(job),
      );
    }
  });

  it('names the pod that fails first, which ends before the others and often is not the first rank', async () => {
    const failed = corpus().filter((job) => job.failedPodId !== undefined && job.status === 'Failed');
    let several = 0;
    let notFirst = 0;
    for (const job of failed) {
      const pods = podsOf(await cloud.job(job.jobId)).filter((pod) => pod.GmtStartTime);
      if (pods.length < 2) continue;
      several += 1;
      const ends = pods.map((pod) => ({ id: pod.PodId, at: String(pod.GmtFinishTime) }));
      const first = ends.find(({ id }) => id === job.failedPodId)?.at ?? '';
      expect(
        ends.filter(({ id, at }) => id !== job.failedPodId && at <= first),
        job.scenario,
      ).toEqual([]);
      notFirst += Number(pods[0]?.PodId !== job.failedPodId);
    }
    expect(several).toBeGreaterThan(20);
    expect(notFirst).toBeGreaterThan(several / 4);
  });

  it('has the logs of pods that a restart replaced, and none of pods that never ran', async () => {
    let replaced = 0;
    for (const job of corpus()) {
      const detail = await cloud.job(job.jobId);
      for (const pod of instances(detail)) {
        if (!pod.GmtStartTime) expect(await logOf(job.jobId, pod), job.scenario).toEqual([]);
      }
      for (const pod of podsOf(detail).flatMap((one) => one.HistoryPods as Wire[])) {
        expect((await logOf(job.jobId, pod)).length, job.scenario).toBeGreaterThan(0);
        replaced += 1;
      }
    }
    expect(replaced).toBeGreaterThan(10);
  });

  it('is full of what real logs are full of', async () => {
    const all = await Promise.all(
      corpus().map(async (job) => {
        const [pod] = podsOf(await cloud.job(job.jobId));
        return pod?.GmtStartTime ? logOf(job.jobId, pod) : [];
      }),
    );
    const share = (test: (line: string) => boolean): number =>
      all.filter((lines) => lines.some(test)).length / all.length;
    expect(share((line) => line.includes('\r'))).toBeGreaterThan(0.1);
    expect(share((line) => line.includes('\u001b['))).toBeGreaterThan(0.1);
    expect(share((line) => /\p{Script=Han}/u.test(line))).toBeGreaterThan(0.1);
    expect(share((line) => line.length > 8000)).toBeGreaterThan(0.1);
    expect(share((line) => /^2026-\d\d-\d\d \d\d:\d\d:\d\d {2}/.test(line))).toBeGreaterThan(0.1);
    expect(share((line) => line.includes('NCCL INFO'))).toBeGreaterThan(0.1);
    const unfilled = all.flat().filter((line) => /\{[a-z]+\}/.test(line) && !line.includes('{sigval}'));
    expect(unfilled).toEqual([]);
    const healthy = corpus().flatMap((job, index) => (job.category === 'healthy' ? (all[index] ?? []) : []));
    expect(healthy.some((line) => /Error\b/.test(line))).toBe(true);
    expect(healthy.some((line) => /CUDA out of memory|Killed|No such file/.test(line))).toBe(true);
  });
});

const restarted = (job: LabelledJob): boolean => job.scenario === 'node_fault_recovered';

describe('the draw', () => {
  const told = async (corpusSeed: number, jobs?: number) => {
    const sim = await startSimulator({ seed: 7, speed: 0, startTime: START, demoJobs: false });
    const labels = addCorpus(sim, { seed: corpusSeed, jobs });
    await sim.close();
    return labels;
  };

  it('is the same for the same seed and another for another one', async () => {
    const [first, again, other] = await Promise.all([told(21), told(21), told(22)]);
    expect(again).toEqual(first);
    const texts = (labels: readonly LabelledJob[]): Set<string> =>
      new Set(
        labels.flatMap(({ evidence }) => evidence.filter(({ source }) => source === 'pod_log').map(({ text }) => text)),
      );
    const [ours, theirs] = [texts(first), texts(other)];
    const same = [...theirs].filter((text) => ours.has(text)).length;
    expect(same).toBeLessThan(theirs.size / 2);
    expect(other.map((job) => job.scenario)).not.toEqual(first.map((job) => job.scenario));
  });

  it('has every scenario once before one comes again', async () => {
    const labels = await told(23, ALL_SCENARIOS.length);
    expect(new Set(labels.map((job) => job.scenario)).size).toBe(ALL_SCENARIOS.length);
  });
});
