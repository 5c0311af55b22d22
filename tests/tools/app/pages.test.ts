import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeJob } from '../../../evals/shared/place-job.ts';
import { Fault } from '../../../src/domain/fault.ts';
import { Job } from '../../../src/jobs/job.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import { allTools } from '../../../src/tools/all.ts';
import * as pageParts from '../../../src/tools/app/page-parts.ts';
import { readJobPage } from '../../../src/tools/app/read-job-page.ts';
import { showJob } from '../../../src/tools/app/show-job.ts';
import { jobAnswer, jobDetail, jobOutput } from '../../../src/tools/jobs/get-job/rows.ts';
import { connectInProcess } from '../../e2e/in-process.ts';
import { frozenCloud, type Session, serverEnv } from '../../e2e/session.ts';
import { contextOf, succeededJob } from '../read-fixtures.ts';

let cloud: Simulator;
let session: Session;
beforeAll(async () => {
  cloud = await frozenCloud({ seed: 21 });
  session = await connectInProcess({ era: 'modern', env: serverEnv(cloud, { PAI_DLC_MCP_ANSWERS: 'text' }) });
});
afterAll(async () => {
  await session.close();
  await cloud.close();
});

const on = { quota: 'llm-lingjun', ageMinutes: 90, runMinutes: 600 };
const read = async (args: object) => (await session.call('read_job_page', { ...args })).data as never as Page;
type Page = {
  status: string;
  live: boolean;
  can: Record<string, boolean>;
  pods: { status: string; count: number; names: string[] }[];
  job?: { display_name: string };
  gpu?: { series: number; lines: unknown[]; band?: number[][] };
  loss?: { x: string; points: number[][] };
  log?: { lines: string[] };
  lacks: Record<string, string>;
};

describe('tools that read through others', () => {
  /** By tool, those whose answers it shows. */
  const THROUGH: Readonly<Record<string, readonly string[]>> = {
    show_job: ['get_job', 'diagnose_job'],
    show_jobs: ['list_jobs'],
    read_job_page: ['get_job', 'diagnose_job', 'get_job_metrics', 'get_job_events', 'get_pod_logs', 'estimate_cost'],
    read_jobs_page: ['list_jobs'],
  };
  const actionsOf = (name: string) => allTools.find((tool) => tool.name === name)?.actions ?? [];

  it.each(Object.entries(THROUGH))('%s declares what those may call, for the RAM policies', (name, others) => {
    expect([...actionsOf(name)].sort()).toEqual([...new Set(others.flatMap(actionsOf))].sort());
  });
});

describe('a part of a page', () => {
  const { jobPart, diagnosisPart, eventsPart, logPart, costPart, jobsPart } = pageParts;

  it.each(Object.entries({ jobPart, diagnosisPart, eventsPart, logPart, costPart, jobsPart }))(
    '%s has members of the answer that it shows, and no words of its own',
    (_, part) => {
      const own: Record<string, unknown> = part.tool.output.shape;
      // Of the details of a job only two are shown.
      const { detail, ...same } = part.shape.shape as Record<string, unknown>;
      for (const [name, member] of Object.entries(same)) expect(member, name).toBe(own[name]);
    },
  );

  it('is every answer of get_job, as sparse as the cloud may make it', () => {
    const mounts = [{ DataSourceId: 'd-1' }, { Uri: 'oss://b/' }, { MountPath: '/mnt' }, {}];
    const code = [{ CodeSourceId: 'code-1' }, { Branch: 'dev' }, {}];
    for (const source of mounts)
      for (const CodeSource of code) {
        const job = new Job({ ...succeededJob, DataSources: [source], CodeSource, Pods: [{}], StatusHistory: [{}] });
        const answer = jobOutput.parse({
          ...jobAnswer(job, new Date()),
          detail: jobDetail(job, []),
          console_url: 'https://x',
        });
        expect(jobPart.shape.safeParse(answer).error?.issues).toBeUndefined();
      }
  });
});

describe('show_job', () => {
  it('says in short what the page shows: state, why, who acts, with the lines fenced', async () => {
    const job_id = placeJob(cloud, {
      ...on,
      name: 'sft-labels',
      scenario: 'worker_exception',
      wording: 0,
      pods: 8,
      runMinutes: 30,
    });
    const { text } = await session.call('show_job', { job_id });
    expect(text).toMatch(/^dlc\w+ "sft-labels" \(PyTorchJob\) is Failed: ran 30 min/);
    expect(text).toMatch(/Diagnosis: user_code_error, evidence direct\..*Restart: only after a change/);
    expect(text).toMatch(/\ndata-([0-9a-f]{16})\n[\s\S]*IndexError: .*\ndata-\1\n/);
    expect(text).toContain('Pods: 8, 8 Failed.');
    expect(text).not.toContain('Next: diagnose_job');
    expect(Buffer.byteLength(text)).toBeLessThan(3000);
  });

  it('is told why there is no diagnosis, and shows the rest', async () => {
    const { data } = await session.call('read_job_page', {
      job_id: placeJob(cloud, { ...on, name: 'a' }),
      parts: ['job'],
    });
    const fault = { kind: 'permission_denied', message: 'no right to GetJobEvents', fix: 'x' } as const;
    const ctx = contextOf(async () => undefined as never, {
      read: async (tool) => (tool === 'get_job' ? { data: data.job as Record<string, unknown> } : { fault }),
    });
    const output = showJob.output.parse(await showJob.run(ctx, { job_id: 'dlc1' }, undefined));
    expect(showJob.render(output, { job_id: 'dlc1' })).toContain(
      'Diagnosis: not made, permission_denied: no right to GetJobEvents',
    );
  });
});

describe('the loss on a page', () => {
  const pods = ['master-0', 'worker-0', 'worker-1'].map((name) => ({
    PodId: `${succeededJob.JobId}-${name}`,
    Type: name.split('-')[0],
    Status: 'Running',
  }));
  const lossOf = async (logs: (pod: string) => string[]) => {
    const asked: Record<string, unknown>[] = [];
    const ctx = contextOf((async (action: string, wire: { PodId?: string }) => {
      if (action === 'GetJob') return { ...succeededJob, Pods: pods };
      asked.push(wire);
      return { Logs: logs(String(wire.PodId)) };
    }) as never);
    const input = readJobPage.input.parse({ job_id: succeededJob.JobId, parts: ['loss'] });
    const { loss, lacks } = readJobPage.output.parse(await readJobPage.run(ctx, input, undefined)) as Page;
    return { loss, lacks, asked };
  };

  it('is that of the last worker where the leader prints none, from the begin of the log on', async () => {
    const { loss, asked } = await lossOf((pod) =>
      pod.endsWith('worker-1') ? ['step 10 loss 2.5', 'step 20 loss 1.25', 'step 30 loss nan'] : ['ready'],
    );
    expect(loss).toEqual({
      pod: `${succeededJob.JobId}-worker-1`,
      x: 'step',
      points: [
        [10, 2.5],
        [20, 1.25],
      ],
    });
    expect(asked.map(({ StartTime }) => StartTime)).toEqual(asked.map(() => succeededJob.GmtRunningTime));
  });

  it('counts the later of two readings of a step, as after a restart', async () => {
    const { loss } = await lossOf(() => ['step 10 loss 3', 'step 20 loss 9', 'step 20 loss 2', 'step 30 loss 1']);
    expect(loss).toMatchObject({
      x: 'step',
      points: [
        [10, 3],
        [20, 2],
        [30, 1],
      ],
    });
  });

  it('is over epochs where steps begin anew in each, and keeps them apart', async () => {
    const lines = [1, 2].flatMap((epoch) =>
      [0, 1, 2, 3].map((step) => `epoch ${epoch} step ${step * 10} loss ${(9 - epoch - step / 4).toFixed(2)}`),
    );
    const { loss } = await lossOf(() => lines);
    expect(loss?.x).toBe('epoch');
    expect(loss?.points.map(([at]) => at)).toEqual([1, 1.333, 1.667, 2, 2.333, 2.667, 3]);
  });

  it('is missing without a reason where no line tells it, and with one where no log could be read', async () => {
    expect(await lossOf(() => ['ready'])).toMatchObject({ lacks: {} });
    const refused = await lossOf(() => {
      throw new Fault({ kind: 'permission_denied', message: 'no right to GetPodLogs', fix: 'x' });
    });
    expect(refused.lacks).toEqual({ loss: 'permission_denied: no right to GetPodLogs' });
  });
});

describe('read_job_page', () => {
  it('has all parts of a running job, as data also where answers are text', async () => {
    const page = await read({ job_id: placeJob(cloud, { ...on, name: 'run', pods: 2 }) });
    expect(page).toMatchObject({ status: 'Running', live: true, can: { stop: true, clone: true }, lacks: {} });
    expect(Object.keys(page)).toEqual(
      expect.arrayContaining(['job', 'diagnosis', 'gpu', 'loss', 'events', 'log', 'cost']),
    );
    const steps = page.loss?.points.map(([step = 0]) => step) ?? [];
    expect(page.loss?.x).toBe('step');
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(steps.length).toBeLessThanOrEqual(121);
  });

  it('reads no more than it is asked for', async () => {
    const job_id = placeJob(cloud, { ...on, name: 'part', pods: 2 });
    const before = cloud.requests().length;
    const page = await read({ job_id, parts: ['events'] });
    expect(Object.keys(page)).not.toContain('job');
    const actions = cloud
      .requests()
      .slice(before)
      .map(({ action }) => action);
    expect(actions.sort()).toEqual(['GetJob', 'GetJobEvents']);
  });

  it('tells the status of each of 512 pods, and stays small', async () => {
    const job_id = placeJob(cloud, { ...on, name: 'big', pods: 512, gpus: 0, cpu: 1, memoryGib: 1 });
    const result = await session.client.callTool({ name: 'read_job_page', arguments: { job_id } });
    const page = await read({ job_id, parts: ['job'] });
    expect(page.pods.reduce((sum, { count }) => sum + count, 0)).toBe(512);
    expect(page.pods.flatMap(({ names }) => names)).toContain('worker-17');
    expect(JSON.stringify(result.structuredContent).length).toBeLessThan(60_000);
  });

  it('says by part what could not be read, and shows the others', async () => {
    const fault = { kind: 'permission_denied', message: 'no right to it', fix: 'x' } as const;
    const ctx = contextOf(async (action) => (action === 'GetJob' ? succeededJob : {}) as never, {
      read: async () => ({ fault }),
      offers: (word) => word !== 'stop_job',
    });
    const input = readJobPage.input.parse({ job_id: succeededJob.JobId, parts: ['job', 'events', 'gpu', 'loss'] });
    const page = readJobPage.output.parse(await readJobPage.run(ctx, input, undefined)) as Page;
    expect(page.lacks).toMatchObject({
      job: 'permission_denied: no right to it',
      events: 'permission_denied: no right to it',
    });
    expect(page.lacks.gpu).toMatch(/has nothing/);
    expect(page).toMatchObject({ status: 'Succeeded', live: false, can: { stop: false, clone: true } });
    expect(page.loss).toBeUndefined();
  });
});
