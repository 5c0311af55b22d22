import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { REQUEST_TAG } from '../../../src/policy/create-once.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import { hidesJobs, keepsAnswer, type Line, losesAnswer, losesRequest, openLine, passes } from '../broken-line.ts';
import {
  type Answer,
  connect,
  ERAS,
  errorOf,
  frozenCloud,
  type Person,
  type Session,
  serverEnv,
  yes,
} from '../harness.ts';
import { discover, type Finds, jobArguments } from '../world.ts';
import { expectRefused } from './bench.ts';

const directory = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-once-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

let cloud: Simulator;
let line: Line;
let stateFile: string;
let finds: Finds;
const sessions: Session[] = [];

/** A server on the broken line; servers of one test share their state file. */
async function serve(options: { person?: Person; args?: string[]; searchMs?: number } = {}): Promise<Session> {
  const { person, args, searchMs = 0 } = options;
  const session = await connect({
    env: serverEnv(cloud, {
      PAI_DLC_MCP_ENDPOINT: line.endpoint,
      PAI_DLC_MCP_STATE_FILE: stateFile,
      PAI_DLC_MCP_CREATE_SEARCH_MS: String(searchMs),
    }),
    ...(person ? { person } : {}),
    ...(args ? { args } : {}),
  });
  sessions.push(session);
  return session;
}

beforeAll(async () => {
  const world = await frozenCloud();
  const session = await connect({ env: serverEnv(world) });
  finds = await discover(session);
  await session.close();
  await world.close();
});

beforeEach(async () => {
  cloud = await frozenCloud({ demoJobs: false });
  line = await openLine(cloud.endpoint);
  stateFile = join(directory, randomUUID(), 'creates.json');
});

afterEach(async () => {
  await line.close();
  await Promise.all(sessions.splice(0).map((session) => session.close()));
  await cloud.close();
});

const job = (changes: Record<string, unknown> = {}) => jobArguments(finds, { display_name: 'once', ...changes });
const create = (session: Session, changes: Record<string, unknown> = {}) => session.call('create_job', job(changes));
/** Creates that the cloud carried out. */
const jobs = () => cloud.requests().filter(({ action, status }) => action === 'CreateJob' && status === 200);
const ledger = (): Record<string, unknown>[] => JSON.parse(readFileSync(stateFile, 'utf8')).creates;
const editLedger = (change: (entry: Record<string, unknown>) => object): void =>
  writeFileSync(stateFile, JSON.stringify({ version: 1, creates: ledger().map(change) }));

const succeeded = ({ text, data, isError }: Answer): string => {
  expect(isError, text).toBe(false);
  return String(data.job_id);
};
const blocked = (answer: Answer): void => {
  expect(errorOf(answer), answer.text).toMatchObject({ kind: 'unknown_outcome', rule: 'R29', retryable: true });
};
/** That the cloud has this one job of the name, and no other. */
async function onlyJob(session: Session, jobId: string): Promise<void> {
  const { data } = await session.call('list_jobs', { workspace_id: finds.workspace_id, display_name: 'once' });
  expect((data.jobs as { job_id: string }[]).map(({ job_id }) => job_id)).toEqual([jobId]);
}

describe('R29 a create that goes well', () => {
  it('carries its request id as a tag beside the tags of the user, and leaves nothing open', async () => {
    const session = await serve();
    const jobId = succeeded(await create(session, { settings: { tags: { team: 'nlp' } } }));
    const [entry] = ledger();
    expect(jobs()[0]?.body).toMatchObject({ Settings: { Tags: { team: 'nlp', [REQUEST_TAG]: entry?.request_id } } });
    expect(ledger()).toEqual([
      {
        request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        region: 'cn-hangzhou',
        workspace_id: finds.workspace_id,
        display_name: 'once',
        at: expect.any(String),
        job_id: jobId,
      },
    ]);
    expect(statSync(stateFile).mode & 0o777).toBe(0o600);
  });

  it('refuses a tag of that name from the caller, and sends nothing', async () => {
    const session = await serve();
    const answer = await create(session, { settings: { tags: { [REQUEST_TAG]: 'mine' } } });
    expectRefused({ cloud }, answer, 'R29', { silent: true });
  });

  it('leaves the way free after a failure that was certainly none', async () => {
    const session = await serve();
    const wrong = { resource_id: 'quotaof0nobody0', task_specs: undefined };
    const task_specs = [
      { type: 'Worker', pod_count: 1, image: finds.image, resource_config: { cpu: '8', memory: '96Gi' } },
    ];
    expect(errorOf(await create(session, { ...wrong, task_specs })).kind).toBe('invalid_input');
    expect(line.count('CreateJob')).toBe(1);
    expect(ledger()).toEqual([]);
    succeeded(await create(session));
    expect(jobs()).toHaveLength(1);
  });
});

describe('R29 an answer that gets lost', () => {
  it('is made up for by a search: one job, and a success', async () => {
    line.set('CreateJob', losesAnswer);
    const session = await serve({ searchMs: 5000 });
    const answer = await create(session);
    const jobId = succeeded(answer);
    expect(answer.text).toContain('The answer to the create got lost; the job was found by its tag.');
    await onlyJob(session, jobId);
    expect(ledger()).toMatchObject([{ job_id: jobId }]);
  });

  it('is searched for until the list has caught up', async () => {
    line.set('CreateJob', losesAnswer);
    const session = await serve({ searchMs: 20_000 });
    const before = line.count('ListJobs');
    let hidden = 0;
    line.set('ListJobs', (exchange) => (jobs().length > 0 && hidden++ < 4 ? hidesJobs(exchange) : passes(exchange)));
    const jobId = succeeded(await create(session));
    expect(line.count('ListJobs') - before).toBeGreaterThan(5);
    line.set('ListJobs', passes);
    await onlyJob(session, jobId);
  });

  it('is an unknown outcome while a list hides the job, and the job itself in the next call', async () => {
    line.set('CreateJob', losesAnswer);
    line.set('ListJobs', hidesJobs);
    const session = await serve();
    blocked(await create(session));
    blocked(await create(session));
    line.set('ListJobs', passes);
    const answer = await create(session);
    const jobId = succeeded(answer);
    expect(answer.text).toContain('created by an earlier call');
    expect(line.count('CreateJob')).toBe(1);
    await onlyJob(session, jobId);
  });

  it('does not make its job the result of a call for another one', async () => {
    line.set('CreateJob', losesAnswer);
    line.set('ListJobs', hidesJobs);
    const session = await serve();
    blocked(await create(session));
    line.set('ListJobs', passes);
    line.set('CreateJob', passes);
    const [first] = jobs();
    const answer = await create(session, { command: 'python other.py' });
    const jobId = succeeded(answer);
    expect(answer.text).toContain('with another spec already');
    expect(jobs()).toHaveLength(2);
    expect(first?.body).toMatchObject({ UserCommand: 'python train.py' });
    expect(ledger()).toMatchObject([{ job_id: jobId }]);
  });
});

describe('R29 a request that gets lost', () => {
  it('is an unknown outcome that says what to look for, and stays blocked', async () => {
    line.set('CreateJob', losesRequest);
    const session = await serve();
    const answer = await create(session);
    blocked(answer);
    const [entry] = ledger();
    for (const part of [`${REQUEST_TAG}=${entry?.request_id}`, '"once"', String(entry?.at), 'another display_name'])
      expect(answer.text).toContain(part);
    line.set('CreateJob', passes);
    blocked(await create(session));
    blocked(await create(session, { command: 'python other.py' }));
    expect(line.count('CreateJob')).toBe(1);
    expect(jobs()).toEqual([]);
  });

  it('does not block another name', async () => {
    line.set('CreateJob', losesRequest);
    const session = await serve();
    blocked(await create(session));
    line.set('CreateJob', passes);
    succeeded(await create(session, { display_name: 'once-more' }));
    expect(jobs()).toHaveLength(1);
  });

  it('is found when it arrives late after all, and never made twice', async () => {
    let release = async (): Promise<unknown> => undefined;
    line.set('CreateJob', ({ forward, cut }) => {
      release = forward;
      cut();
    });
    const session = await serve();
    blocked(await create(session));
    line.set('CreateJob', passes);
    blocked(await create(session));
    await release();
    const jobId = succeeded(await create(session));
    await onlyJob(session, jobId);
    expect(line.count('CreateJob')).toBe(1);
  });

  it('is settled by a search once nothing of it can come any more', async () => {
    line.set('CreateJob', losesRequest);
    const session = await serve();
    blocked(await create(session));
    line.set('CreateJob', passes);
    const [open] = ledger();
    editLedger((entry) => ({ ...entry, at: new Date(Date.now() - 29 * 60_000).toISOString() }));
    blocked(await create(session));
    editLedger((entry) => ({ ...entry, at: new Date(Date.now() - 31 * 60_000).toISOString() }));
    line.set('ListJobs', losesRequest);
    expect(errorOf(await create(session)).kind).toBe('unavailable');
    expect(ledger()).toMatchObject([{ request_id: open?.request_id }]);
    line.set('ListJobs', passes);
    const jobId = succeeded(await create(session));
    await onlyJob(session, jobId);
    expect(ledger()).toMatchObject([{ job_id: jobId }]);
  });
});

describe('R29 a process that dies', () => {
  it('after the cloud has made the job: the next one returns that job', async () => {
    line.set('CreateJob', keepsAnswer);
    const first = await serve();
    const dying = create(first).catch(() => 'died');
    await line.saw('CreateJob');
    process.kill(first.pid(), 'SIGKILL');
    expect(await dying).toBe('died');
    expect(ledger()).toMatchObject([{ display_name: 'once' }]);
    expect(ledger()[0]).not.toHaveProperty('job_id');
    line.set('CreateJob', passes);
    const second = await serve();
    const answer = await create(second);
    const jobId = succeeded(answer);
    expect(answer.text).toContain('created by an earlier call');
    expect(jobs()).toHaveLength(1);
    await onlyJob(second, jobId);
    expect(ledger()).toMatchObject([{ job_id: jobId }]);
  });

  it('before the cloud has seen the request: the next one does not guess', async () => {
    line.set('CreateJob', () => {});
    const first = await serve();
    const dying = create(first).catch(() => 'died');
    await line.saw('CreateJob');
    process.kill(first.pid(), 'SIGKILL');
    await dying;
    line.set('CreateJob', passes);
    blocked(await create(await serve()));
    expect(line.count('CreateJob')).toBe(1);
  });

  it('asks nobody about a job that an earlier call has made', async () => {
    line.set('CreateJob', losesAnswer);
    line.set('ListJobs', hidesJobs);
    blocked(await create(await serve()));
    line.set('ListJobs', passes);
    const asking = await serve({ person: yes });
    succeeded(await create(asking));
    expect(asking.asked).toEqual([]);
    expect(jobs()).toHaveLength(1);
  });

  it('by SIGTERM ends cleanly, its lock and hooks included', async () => {
    const session = await serve();
    succeeded(await create(session));
    process.kill(session.pid(), 'SIGTERM');
    await expect.poll(() => session.stderr()).toContain('shutting down');
    expect(session.stderr()).toContain('"reason":"SIGTERM"');
    expect(existsSync(`${stateFile}.lock`)).toBe(false);
  });
});

describe('R29 a call that is cancelled after it was sent', () => {
  it('claims nothing, and the next call returns its job', async () => {
    line.set('CreateJob', keepsAnswer);
    const session = await serve();
    const stop = new AbortController();
    const call = session.client.callTool({ name: 'create_job', arguments: job() }, { signal: stop.signal });
    const rejected = expect(call).rejects.toThrow();
    await line.saw('CreateJob');
    stop.abort('changed my mind');
    await rejected;
    await expect.poll(() => session.stderr()).toContain('"outcome":"cancelled"');
    const jobId = succeeded(await create(session));
    await onlyJob(session, jobId);
    expect(line.count('CreateJob')).toBe(1);
  });
});

describe.each(ERAS)('R29 an active twin, on the %s era', (era) => {
  it('is refused by id, and another name is allowed', async () => {
    const session = await serve();
    const jobId = succeeded(await create(session));
    rmSync(stateFile);
    cloud.clearRequests();
    const answer = await create(session);
    expectRefused({ cloud }, answer, 'R29');
    for (const part of [jobId, 'Creating', 'ago', 'another display_name']) expect(answer.text).toContain(part);
    succeeded(await create(session, { display_name: 'once-more' }));
  });

  it('is told to the person where its spec is another', async () => {
    const session = await connect({
      era,
      person: yes,
      env: serverEnv(cloud, { PAI_DLC_MCP_ENDPOINT: line.endpoint, PAI_DLC_MCP_STATE_FILE: stateFile }),
    });
    sessions.push(session);
    const jobId = succeeded(await create(session));
    succeeded(await create(session, { command: 'python other.py' }));
    expect(session.asked[1]).toContain(`another spec already: ${jobId}`);
    expect(jobs()).toHaveLength(2);
  });
});

describe('R29 what is no twin', () => {
  it('is a job that is over, or whose name merely contains this one', async () => {
    const session = await serve();
    succeeded(await create(session, { display_name: 'not-once' }));
    succeeded(await create(session, { envs: { PAI_SIM_RUN_SECONDS: '60' } }));
    cloud.clock.advance(36_000);
    succeeded(await create(session));
    expect(jobs()).toHaveLength(3);
  });
});

describe('R29 a job that no list shows yet', () => {
  it('is not made twice: the ledger knows it', async () => {
    const session = await serve();
    const jobId = succeeded(await create(session));
    line.set('ListJobs', hidesJobs);
    expect((await create(session)).text).toContain(jobId);
    line.set('GetJob', ({ reply }) => reply({ status: 404, body: '{"Code":"NotFound","Message":"no such job"}' }));
    const answer = await create(session);
    expect(errorOf(answer)).toMatchObject({ kind: 'refused', rule: 'R29' });
    expect(answer.text).toContain(jobId);
    expect(line.count('CreateJob')).toBe(1);
  });
});

describe('R29 creates at the same time', () => {
  it('in one process make one job', async () => {
    const session = await serve();
    const answers = await Promise.all(Array.from({ length: 4 }, () => create(session)));
    expect(answers.filter(({ isError }) => !isError)).toHaveLength(1);
    for (const answer of answers.filter(({ isError }) => isError))
      expect(errorOf(answer), answer.text).toMatchObject({ kind: 'refused', rule: 'R29' });
    expect(line.count('CreateJob')).toBe(1);
  });

  it('in two processes make one job, also where no list shows it', async () => {
    line.set('ListJobs', hidesJobs);
    const both = await Promise.all([serve(), serve()]);
    const answers = await Promise.all([...both, ...both].map((session) => create(session)));
    expect(answers.filter(({ isError }) => !isError).length).toBe(1);
    for (const answer of answers.filter(({ isError }) => isError))
      expect(['refused', 'unknown_outcome'], answer.text).toContain(errorOf(answer).kind);
    expect(line.count('CreateJob')).toBe(1);
    expect(jobs()).toHaveLength(1);
  });
});

describe('R29 fails closed', () => {
  it('sends nothing where the search for a twin fails', async () => {
    line.set('ListJobs', losesRequest);
    const session = await serve();
    expect(errorOf(await create(session)).kind).toBe('unavailable');
    expect(line.count('CreateJob')).toBe(0);
    line.set('ListJobs', passes);
    succeeded(await create(session));
  });

  it.each<[string, () => void]>([
    ['others may read', () => chmodSync(stateFile, 0o644)],
    ['does not hold what was written', () => writeFileSync(stateFile, 'spoilt')],
  ])('creates nothing with a state file that %s; reads go on', async (_, spoil) => {
    mkdirSync(join(stateFile, '..'), { mode: 0o700 });
    writeFileSync(stateFile, '{"version":1,"creates":[]}', { mode: 0o600 });
    const session = await serve();
    spoil();
    const answer = await create(session);
    expectRefused({ cloud }, answer, 'R29');
    expect(answer.text).toContain('--state-file');
    expect((await session.call('list_jobs', { workspace_id: finds.workspace_id })).isError).toBe(false);
    expect(line.count('CreateJob')).toBe(0);
  });

  it('reports a job as created whose entry cannot be closed', async () => {
    line.set('CreateJob', async ({ forward, reply }) => {
      const answer = await forward();
      chmodSync(stateFile, 0o644);
      reply(answer);
    });
    const session = await serve();
    const answer = await create(session);
    succeeded(answer);
    expect(answer.text).toMatch(/The state file .* cannot be used: .* stays marked as open/);
    chmodSync(stateFile, 0o600);
    expect((await create(session)).text).toContain('created by an earlier call');
    expect(line.count('CreateJob')).toBe(1);
  });

  it('needs no file with the embedded simulator', async () => {
    const session = await connect({
      args: ['--simulate'],
      env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent' },
    });
    sessions.push(session);
    const found = await discover(session);
    const args = jobArguments(found);
    succeeded(await session.call('create_job', args));
    expect(errorOf(await session.call('create_job', args))).toMatchObject({ kind: 'refused', rule: 'R29' });
  });
});
