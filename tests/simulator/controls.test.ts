import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { LabelledJob, Scenario } from '../../src/simulator/api/simulator.ts';
import { CONTROL_ROUTES, type ControlRoute } from '../../src/simulator/http/control-routes.ts';
import { SCENARIOS } from '../../src/simulator/jobs/scenario.ts';
import { nearestTo } from '../../src/simulator/nearest.ts';
import { useCloud, type Wire } from './cloud.ts';
import { refusal } from './sdk-client.ts';

const cloud = useCloud();
afterEach(() => cloud.sim.controls.reset());

async function control(method: string, path: string, body?: unknown): Promise<{ status: number; body: Wire }> {
  const response = await fetch(`${cloud.sim.controlUrl}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Wire };
}

describe('scenarios', () => {
  it('are listed with label, status and one line, all or those of a label', async () => {
    const all = cloud.sim.controls.scenarios.list();
    expect(all.map(({ name }) => name)).toEqual(SCENARIOS);
    expect((await control('GET', '/scenarios')).body).toEqual(all);
    expect(new Set(all.map(({ about }) => about)).size).toBe(all.length);
    for (const { name, about } of all) expect(about, name).toMatch(/^[ -~]{12,100}$/);
    const some = (await control('GET', '/scenarios?label=nccl_timeout')).body as unknown as Scenario[];
    expect(some.map(({ name }) => name)).toEqual(
      all.filter((one) => one.label === 'nccl_timeout').map((one) => one.name),
    );
    expect(some.length).toBeGreaterThan(2);
    expect((await control('GET', '/scenarios/oom')).body).toMatchObject({ name: 'oom', label: 'host_oom' });
  });

  it.each([
    ['/scenarios/cuda_out_of_memory', 'Nearest: cuda_oom, '],
    ['/scenarios/nccl-time-out', 'Nearest: nccl_timeout, '],
    ['/scenarios/Python_Traceback', 'Nearest: python_traceback, '],
    ['/scenarios?label=oom', 'The label is invalid.'],
  ])('GET %s is refused with what is near', async (path, said) => {
    const { status, body } = await control('GET', path);
    expect([status, body.code]).toEqual([400, 'InvalidParameter']);
    expect(body.message).toContain(said);
  });

  it('ranks by words first, then by edits', () => {
    expect(nearestTo('oom', ['cuda_oom', 'oomph', 'other'], 2)).toEqual(['cuda_oom', 'oomph']);
    expect(nearestTo('succes', ['failure', 'success'], 1)).toEqual(['success']);
  });
});

describe('jobs that are put in', () => {
  it('are at the end of each scenario, in its status, with its label', { tags: 'sweep', timeout: 60_000 }, async () => {
    for (const scenario of cloud.sim.controls.scenarios.list()) {
      const job = cloud.sim.controls.jobs.add(scenario.name);
      expect(job, scenario.name).toMatchObject({
        scenario: scenario.name,
        label: scenario.label,
        alsoRight: scenario.alsoRight,
        status: scenario.status,
      });
      expect((await cloud.job(job.jobId)).Status, scenario.name).toBe(scenario.status);
      expect(job.evidence.length, scenario.name).toBeGreaterThan(0);
    }
  });

  it('have evidence that the API answers', async () => {
    const { status, body } = await control('POST', '/jobs', { scenario: 'python_traceback', seed: 3 });
    const job = body as unknown as LabelledJob;
    expect([status, job.label, job.status]).toEqual([200, 'user_code_error', 'Failed']);
    const shown = job.evidence.find(({ source }) => source === 'pod_log');
    const log = await cloud.of('GetPodLogs', job.jobId, `/pods/${shown?.podId}/logs`, {
      query: { PodUid: String(shown?.podUid), StartTime: '2026-01-01T00:00:00Z' },
    });
    expect((log.Logs as string[]).join('\n')).toContain(shown?.text);
  });

  it('are told in other words for another seed', () => {
    const texts = [1, 2, 3, 4].map((seed) => cloud.sim.controls.jobs.add('module_missing', { seed }).evidence[0]?.text);
    expect(new Set(texts).size).toBeGreaterThan(1);
  });

  it('come as a corpus, of some scenarios or all, each with a quota of its own', async () => {
    const some = { seed: 2, jobs: 5, scenarios: ['oom', 'cuda_oom'] };
    const { body } = await control('POST', '/corpus', some);
    const jobs = body as unknown as LabelledJob[];
    expect(jobs.map((job) => job.scenario).sort()).toEqual(
      ['cuda_oom', 'cuda_oom', 'oom', 'oom', 'oom'].sort().slice(0, 5),
    );
    const again = cloud.sim.controls.jobs.addCorpus(some);
    const quotas = (list: readonly LabelledJob[]) => list.map((job) => job.quotaId).filter((id) => id !== '');
    expect(quotas(again).filter((id) => quotas(jobs).includes(id))).toEqual([]);
    expect(new Set([...jobs, ...again].map((job) => job.jobId)).size).toBe(10);
    expect(cloud.sim.controls.jobs.list()).toHaveLength(10);
  });

  it.each<[string, unknown, string]>([
    ['/jobs', {}, 'Give scenario, a name that GET /scenarios lists'],
    ['/jobs', { scenario: 'oomm' }, 'Nearest: oom'],
    ['/jobs', { scenario: 'oom', seed: 'one' }, 'seed: '],
    ['/jobs', { scenario: 'oom', name: 'x' }, 'Unrecognized key: "name"'],
    ['/corpus', { jobs: 0 }, 'jobs: '],
    ['/corpus', { scenarios: ['success', 'sucess'] }, 'Nearest: success'],
  ])('refuses %s %j and puts in none', async (path, body, said) => {
    const answer = await control('POST', path, body);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(said);
    expect(cloud.sim.controls.jobs.list()).toEqual([]);
  });
});

describe('the request log', () => {
  it('shows the requests that are meant', async () => {
    const { requests } = cloud.sim.controls;
    const id = await cloud.create();
    await cloud.job(id);
    await refusal(cloud.job('dlcnone'));
    await cloud.list({}, cloud.other);
    const actions = async (query: string) =>
      ((await control('GET', `/requests${query}`)).body as unknown as Wire[]).map((entry) => entry.action);
    expect(await actions('')).toEqual(['CreateJob', 'GetJob', 'GetJob', 'ListJobs']);
    expect(await actions(`?jobId=${id}`)).toEqual(['CreateJob', 'GetJob']);
    expect(await actions('?committed=true')).toEqual(['CreateJob']);
    expect(await actions('?status=404')).toEqual(['GetJob']);
    expect(await actions('?caller=colleague&method=GET')).toEqual(['ListJobs']);
    expect(await actions('?action=GetJob&limit=1')).toEqual(['GetJob']);
    expect(requests.list({ action: 'GetJob', limit: 1 })).toMatchObject([{ status: 404 }]);
    expect(requests.list({ committed: false })).toHaveLength(3);
  });

  it.each([
    ['?status=ok', 'status: '],
    ['?committed=yes', 'committed: '],
    ['?operation=CreateJob', 'Unrecognized key: "operation"'],
  ])('refuses %s', async (query, said) => {
    const { status, body } = await control('GET', `/requests${query}`);
    expect(status).toBe(400);
    expect(body.message).toContain(said);
  });
});

describe('the clock', () => {
  it('freezes, and goes on at any speed', () => {
    const { clock } = cloud.sim.controls;
    clock.setSpeed(10);
    expect(clock.speed()).toBe(10);
    clock.freeze();
    const at = clock.now();
    clock.advanceTo(new Date(at.getTime() + 1000));
    expect(clock.now().getTime() - at.getTime()).toBe(1000);
  });

  it.each([
    [{ speed: 1, advanceSeconds: 2 }, 'Give one of speed, advanceSeconds, advanceTo.'],
    [{ advance_seconds: 2 }, 'Give one of '],
    [{ speed: -1 }, 'The speed is invalid.'],
    [{ advanceSeconds: '60' }, 'The number of seconds is invalid.'],
    [{ advanceSeconds: 1e12 }, 'The number of seconds is invalid.'],
    [{ advanceTo: 'noon' }, 'not a time such as'],
    [{ advanceTo: '9999-01-01T00:00:00Z' }, 'The number of seconds until then is invalid.'],
  ])('refuses %j', async (body, said) => {
    const answer = await control('POST', '/clock', body);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(said);
  });
});

describe('a job underway', () => {
  it('goes on otherwise, which needs something to change', async () => {
    const id = await cloud.create();
    expect((await control('POST', `/jobs/${id}/scenario`, { scenario: 'oom', runSeconds: 30 })).body).toEqual({
      jobId: id,
      scenario: 'oom',
      runSeconds: 30,
    });
    expect((await control('POST', `/jobs/${id}/scenario`, {})).body.message).toContain('give scenario or runSeconds');
    expect((await control('POST', `/jobs/${id}/scenario`, { run_seconds: 3 })).body.message).toContain('run_seconds');
  });
});

interface Sent {
  route: ControlRoute;
  name: string;
  query: Record<string, string>;
  body: unknown;
}

describe('the interface over HTTP', () => {
  it('says that it is ready without a token, but not to a web page', async () => {
    const health = `http://${cloud.sim.endpoint}/_sim/v1/health`;
    const answer = await fetch(health);
    expect([answer.status, answer.headers.get('x-simulated')]).toEqual([200, 'true']);
    expect(await answer.json()).toEqual({ simulated: true, ready: true, control: 'v1' });
    expect((await fetch(health, { headers: { origin: 'http://example.com' } })).status).toBe(403);
    expect((await fetch(health.replace('health', 'healthy'))).status).toBe(403);
  });

  it('has no other version, and says what this one has', async () => {
    const url = cloud.sim.controlUrl.replace('/v1/', '/v2/');
    const { message } = (await (await fetch(`${url}/info`)).json()) as { message: string };
    expect(message).toContain('Below /_sim/v1/TOKEN it has GET /info, ');
  });

  it('has an answer for whatever is sent, and never a bug of its own', { tags: 'sweep', timeout: 60_000 }, async () => {
    const near = fc.constantFrom('scenario', 'seed', 'jobs', 'advanceSeconds', 'effect', 'kind', 'allow', '__proto__');
    const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('oom', 'success', 'dev-user', -1, 1.5, 2));
    const body = fc.oneof(fc.dictionary(near, value), fc.array(fc.dictionary(near, value), { maxLength: 2 }), value);
    const name = fc.oneof(fc.constantFrom('oom', 'dev-user', 'constructor', '__proto__', '%', '%00'), fc.string());
    const sent = fc.record({
      route: fc.constantFrom(...CONTROL_ROUTES),
      name,
      query: fc.dictionary(near, fc.string()),
      body,
    });
    const check = async ({ route, name: given, query, body: text }: Sent) => {
      const path = route.path.replace(/:\w+/, encodeURIComponent(given.toWellFormed()));
      const { status, body: answer } = await control(
        route.method,
        `${path}?${new URLSearchParams(query)}`,
        route.method === 'POST' ? text : undefined,
      );
      expect([200, 400, 403, 404], `${route.method} ${path} ${JSON.stringify(answer)}`).toContain(status);
      if (status !== 200) expect(answer).toEqual({ code: expect.any(String), message: expect.any(String) });
    };
    await fc.assert(fc.asyncProperty(sent, check), { numRuns: 300 });
  });

  it('has a line on every route, and no route twice', () => {
    const names = CONTROL_ROUTES.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { about, path } of CONTROL_ROUTES) expect(about, path).toMatch(/^[ -~]{10,140}$/);
  });
});
