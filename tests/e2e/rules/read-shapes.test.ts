import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectInProcess } from '../in-process.ts';
import { type Session, serverEnv } from '../session.ts';
import { type Bench, bench, expectRefused, ok, putJob, writes } from './bench.ts';

const reading = bench({ era: 'modern' });

/** A new job as it is so many seconds later, with an empty request log behind it. */
function jobAfter(at: Bench, seconds: number, changes: Record<string, unknown> = {}): string {
  const jobId = putJob(at, changes);
  at.cloud.clock.advance(seconds);
  at.cloud.clearRequests();
  return jobId;
}

const query = (at: Bench, action: string): Record<string, string> | undefined =>
  at.cloud.requests().find((entry) => entry.action === action)?.query;

describe('R11 caps of logs and events', () => {
  it('asks for no more than the default, and says what was left out', async () => {
    const jobId = jobAfter(reading, 20_000);
    const { data, text } = await ok(reading, 'get_pod_logs', { job_id: jobId });
    expect((data.lines as string[]).length).toBeLessThanOrEqual(100);
    expect(Number(query(reading, 'GetPodLogs')?.MaxLines)).toBeGreaterThan(0);
    expect(text).toMatch(/older|more|left out/);
    await ok(reading, 'get_job_events', { job_id: jobId });
    expect(query(reading, 'GetJobEvents')?.MaxEventsNum).toBe('50');
    await ok(reading, 'get_pod_events', { job_id: jobId, pod_id: `${jobId}-master-0` });
    expect(query(reading, 'GetPodEvents')?.MaxEventsNum).toBe('20');
  });

  it('refuses a cap beyond the bound, and sends nothing', async () => {
    for (const [name, args] of [
      ['get_pod_logs', { max_lines: 100_000 }],
      ['get_job_events', { max_events: 100_000 }],
    ] as const) {
      const answer = await reading.session.call(name, { job_id: 'dlc0000000000000', ...args });
      expectRefused(reading, answer, undefined, { kind: 'invalid_input', silent: true });
    }
  });
});

describe('R12 a failed job is looked into from the outside in', () => {
  const byHand = bench({ era: 'modern', args: ['--exclude-tools', 'diagnose_job'] });
  const failed = (at: Bench) =>
    jobAfter(at, 3000, { envs: { PAI_SIM_SCENARIO: 'python_traceback', PAI_SIM_RUN_SECONDS: '30' } });
  /** What `get_job` leads to, in its order. */
  async function ledTo(at: Bench, jobId: string): Promise<string[]> {
    const { text } = await ok(at, 'get_job', { job_id: jobId });
    return [...text.slice(text.indexOf('Next:')).matchAll(/diagnose_job|get_(?:job_events|pod_logs|pod_events)/g)].map(
      ([name]) => name,
    );
  }

  it('is led to the diagnosis, which goes that way in one call', async () => {
    expect(await ledTo(reading, await failed(reading))).toEqual(['diagnose_job', 'get_pod_logs', 'get_pod_events']);
  });

  it('is led from the job to its events, then to the log, then to the events of the pod', async () => {
    const jobId = await failed(byHand);
    expect(await ledTo(byHand, jobId)).toEqual(['get_job_events', 'get_pod_logs', 'get_pod_events']);
    const { text: events } = await ok(byHand, 'get_job_events', { job_id: jobId });
    expect(events.slice(events.lastIndexOf('Next:'))).toContain('get_pod_logs');
  });

  it('is not sent to a log that cannot be there yet', async () => {
    const jobId = jobAfter(reading, 6);
    const { text } = await ok(reading, 'get_job', { job_id: jobId });
    expect(text.slice(text.indexOf('Next:'))).not.toContain('get_pod_logs');
    expect((await ok(reading, 'get_pod_logs', { job_id: jobId })).text).toContain('get_job_events');
    expect(reading.cloud.requests().filter((entry) => entry.action === 'GetPodLogs')).toEqual([]);
  });
});

describe('R13 sanity checks that are empty', () => {
  it('says that they are switched off', async () => {
    const jobId = jobAfter(reading, 300);
    const { text, data } = await ok(reading, 'list_job_sanity_check_results', { job_id: jobId });
    expect(data.results).toEqual([]);
    expect(text).toContain('EnableSanityCheck is off');
  });

  it('shows them where they are on', async () => {
    const quota = reading.cloud.world.quotas.find(({ QuotaName }) => QuotaName === 'llm-lingjun');
    const resource_config = { cpu: '96', memory: '960Gi', gpu: '8' };
    const jobId = jobAfter(reading, 1000, {
      resource_id: quota?.QuotaId,
      settings: { enable_sanity_check: true },
      task_specs: [{ type: 'Worker', pod_count: 2, image: reading.finds.image, resource_config }],
    });
    const { text, data } = await ok(reading, 'list_job_sanity_check_results', { job_id: jobId });
    expect((data.results as unknown[]).length).toBeGreaterThan(0);
    expect(text).not.toContain('is off');
  });
});

describe('R28, R33 finished work that still holds its resources', () => {
  const at = bench({ era: 'legacy', person: () => ({ action: 'accept', content: { confirm: true } }) });

  it('counts it as holding, names its status as the API does, and does not stop it', async () => {
    const jobId = jobAfter(at, 400, {
      envs: { PAI_SIM_RUN_SECONDS: '60' },
      settings: { job_reserved_minutes: 600, job_reserved_policy: 'Always' },
    });
    const { data } = await ok(at, 'list_jobs', { status: 'SucceededReserving' });
    expect((data.jobs as { job_id: string }[]).map((job) => job.job_id)).toContain(jobId);
    expect(data.holding_resources).toBe((data.jobs as unknown[]).length);
    const answer = await at.session.call('stop_job', { job_id: jobId });
    expectRefused(at, answer, 'R15');
    expect(answer.text).toContain('reservation');
  });

  it('refuses a status that the API does not have, with the one that was meant, and sends nothing', async () => {
    const answer = await at.session.call('list_jobs', { status: 'running' });
    expectRefused(at, answer, undefined, { kind: 'invalid_input', silent: true });
    expect(answer.text).toContain('Did you mean "Running"');
  });

  it('never stops a job that is over, and says that it holds nothing', async () => {
    const jobId = jobAfter(at, 400, { envs: { PAI_SIM_RUN_SECONDS: '60' } });
    const answer = await at.session.call('stop_job', { job_id: jobId });
    expectRefused(at, answer, 'R15');
    expect(answer.text).toContain('holds no resources (R28)');
    expect(writes(at.cloud)).toEqual([]);
  });
});

describe('R36 filters that the API hides', () => {
  it('sends window and owner explicitly and tells them', async () => {
    const { text } = await ok(reading, 'list_jobs', { days: 3 });
    expect(query(reading, 'ListJobs')).toMatchObject({ ShowOwn: 'true', StartTime: expect.stringMatching(/Z$/) });
    expect(text).toMatch(/Covered: region cn-hangzhou, .* owner you, created \S+Z to now/);
  });

  it('says how to widen a list that is empty', async () => {
    const { text } = await ok(reading, 'list_jobs', { display_name: 'no-job-has-this-name' });
    expect(text).toMatch(
      /^No jobs\.\nCovered: .*\nText is searched as it is shown.*\nNote: older jobs are not in it.*\nNext: widen with days=30, or own=false/,
    );
  });
});

describe('R37 times have a zone', () => {
  it('gives one to every time of a job and of its events', async () => {
    const jobId = jobAfter(reading, 300);
    const { data } = await ok(reading, 'get_job', { job_id: jobId });
    for (const time of Object.values(data.times as Record<string, string>)) expect(time).toMatch(/(Z|[+-]\d\d:\d\d)$/);
    const { data: log } = await ok(reading, 'get_job_events', { job_id: jobId });
    for (const line of log.events as string[]) expect(line).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ /);
  });

  it('refuses a time without one, and sends nothing', async () => {
    const answer = await reading.session.call('list_jobs', { start_time: '2026-03-05 12:14:03' });
    expectRefused(reading, answer, undefined, { kind: 'invalid_input', silent: true });
    expect(answer.text).toContain('+08:00');
  });
});

/** Answers as the cloud has been seen to give, or might: odd, but no reason to fail. */
const ODD: Readonly<Record<string, unknown>> = {
  GetJob: {
    JobId: 'dlc0000000000000',
    Status: 'Dequeued',
    DisplayName: '',
    Duration: '186',
    JobSpecs: [{ Type: 'Worker', PodCount: '2', Image: 'x', ResourceConfig: null }],
    Pods: [],
    Priority: '0',
    ResourceId: '',
    WorkspaceId: '1',
    ReasonMessage: '{"overview":"half a json',
    JobReplicaStatuses: { Worker: {} },
    RestartTimes: 1,
  },
  ListJobs: { Jobs: [{ JobId: 'dlc0000000000000', Status: 'SubmitFailed', RequestGPU: '16' }], TotalCount: '1' },
  ListJobSanityCheckResults: {
    SanityCheckResults: [[{ CheckNumber: '1', Phase: 'CheckInit', Status: 'Succeeded', StartedAt: 'soon' }]],
    RequestID: 'A8C4F08A-6CB2-504C-9654-CF59B68EB73A',
  },
  GetPodLogs: { Logs: ['one', '', 'three\n'] },
};

describe('R38 odd shapes', () => {
  let server: Server;
  let session: Session;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const action = String(request.headers['x-acs-action']);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(ODD[action] ?? []));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    session = await connectInProcess({
      env: serverEnv(undefined, {
        PAI_DLC_MCP_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        PAI_DLC_MCP_REGION: 'cn-hangzhou',
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'TESTKEYID0123456789',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'test-secret-value-0123456789',
      }),
    });
  });
  afterAll(async () => {
    await session.close();
    server.close();
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['get_job', { job_id: 'dlc0000000000000', detail: true }, /Dequeued/],
    ['list_jobs', {}, /SubmitFailed.*16/],
    ['list_job_sanity_check_results', { job_id: 'dlc0000000000000' }, /1 phases of sanity checks, all succeeded/],
    ['get_pod_logs', { job_id: 'dlc0000000000000', pod_id: 'dlc0000000000000-worker-0' }, /three/],
  ])('%s reads what it can', async (name, args, shows) => {
    const answer = await session.call(name, args);
    expect(answer.isError, answer.text).toBe(false);
    expect(answer.text).toMatch(shows);
  });

  it('says which member it misses where nothing can be read, and does not crash', async () => {
    const answer = await session.call('list_datasets', { workspace_id: '1' });
    expect(answer.isError).toBe(true);
    expect(answer.text).toMatch(/^\[unavailable\] ListDatasets answered without a usable/);
    expect((await session.call('list_jobs', {})).isError).toBe(false);
  });
});
