import { existsSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { REQUEST_TAG } from '../../../src/domain/create-ledger.ts';
import { hidesJobs, keepsAnswer, losesAnswer, losesRequest, passes } from '../broken-line.ts';
import { errorOf, yes } from '../session.ts';
import { expectRefused } from './bench.ts';
import { blocked, onceBench, succeeded } from './once-bench.ts';

const at = onceBench();

describe('R29 a create that goes well', () => {
  it('carries its request id as a tag beside the tags of the user, and leaves nothing open', async () => {
    const session = await at.serve();
    const jobId = succeeded(await at.create(session, { settings: { tags: { team: 'nlp' } } }));
    const [entry] = at.ledger();
    expect(at.jobs()[0]?.body).toMatchObject({ Settings: { Tags: { team: 'nlp', [REQUEST_TAG]: entry?.request_id } } });
    expect(at.ledger()).toEqual([
      {
        request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        region: 'cn-hangzhou',
        workspace_id: at.finds.workspace_id,
        display_name: 'once',
        at: expect.any(String),
        job_id: jobId,
      },
    ]);
    expect(statSync(at.stateFile).mode & 0o777).toBe(0o600);
  });

  it('refuses a tag of that name from the caller, and sends nothing', async () => {
    const session = await at.serve();
    const answer = await at.create(session, { settings: { tags: { [REQUEST_TAG]: 'mine' } } });
    expectRefused(at, answer, 'R29', { silent: true });
  });

  it('leaves the way free after a failure that was certainly none', async () => {
    const session = await at.serve();
    const wrong = { resource_id: 'quotaof0nobody0', task_specs: undefined };
    const task_specs = [
      { type: 'Worker', pod_count: 1, image: at.finds.image, resource_config: { cpu: '8', memory: '96Gi' } },
    ];
    expect(errorOf(await at.create(session, { ...wrong, task_specs })).kind).toBe('invalid_input');
    expect(at.line.count('CreateJob')).toBe(1);
    expect(at.ledger()).toEqual([]);
    succeeded(await at.create(session));
    expect(at.jobs()).toHaveLength(1);
  });
});

describe('R29 an answer that gets lost', () => {
  it('is made up for by a search: one job, and a success', async () => {
    at.line.set('CreateJob', losesAnswer);
    const session = await at.serve({ searchMs: 5000 });
    const answer = await at.create(session);
    const jobId = succeeded(answer);
    expect(answer.text).toMatch(new RegExp(`^Created ${jobId} `));
    expect(answer.data.created).toBe(true);
    expect(answer.text).toContain('The answer to the create got lost; the job was found by its tag.');
    await at.onlyJob(session, jobId);
    expect(at.ledger()).toMatchObject([{ job_id: jobId }]);
  });

  it('is searched for until the list has caught up', async () => {
    at.line.set('CreateJob', losesAnswer);
    const session = await at.serve({ searchMs: 20_000 });
    const before = at.line.count('ListJobs');
    let hidden = 0;
    at.line.set('ListJobs', (exchange) =>
      at.jobs().length > 0 && hidden++ < 4 ? hidesJobs(exchange) : passes(exchange),
    );
    const jobId = succeeded(await at.create(session));
    expect(at.line.count('ListJobs') - before).toBeGreaterThan(5);
    at.line.set('ListJobs', passes);
    await at.onlyJob(session, jobId);
  });

  it('is an unknown outcome while a list hides the job, and the job itself in the next call', async () => {
    at.line.set('CreateJob', losesAnswer);
    at.line.set('ListJobs', hidesJobs);
    const session = await at.serve();
    blocked(await at.create(session));
    blocked(await at.create(session));
    at.line.set('ListJobs', passes);
    const answer = await at.create(session);
    const jobId = succeeded(answer);
    expect(answer.text).toMatch(
      new RegExp(`^${jobId} "once" exists already, from an earlier call for the same job; no second one was made\\.`),
    );
    expect(answer.text).not.toContain('Created');
    expect(answer.text).toContain('created by an earlier call');
    expect(answer.data).toMatchObject({ created: false, total: { pods: 1, complete: true } });
    expect(at.line.count('CreateJob')).toBe(1);
    await at.onlyJob(session, jobId);
  });

  it('does not make its job the result of a call for another one', async () => {
    at.line.set('CreateJob', losesAnswer);
    at.line.set('ListJobs', hidesJobs);
    const session = await at.serve();
    blocked(await at.create(session));
    at.line.set('ListJobs', passes);
    at.line.set('CreateJob', passes);
    const [first] = at.jobs();
    const answer = await at.create(session, { command: 'python other.py' });
    const jobId = succeeded(answer);
    expect(answer.text).toContain('with another spec already');
    expect(at.jobs()).toHaveLength(2);
    expect(first?.body).toMatchObject({ UserCommand: 'python train.py' });
    expect(at.ledger()).toMatchObject([{ job_id: jobId }]);
  });
});

describe('R29 a request that gets lost', () => {
  it('is an unknown outcome that says what to look for, and stays blocked', async () => {
    at.line.set('CreateJob', losesRequest);
    const session = await at.serve();
    const answer = await at.create(session);
    blocked(answer);
    const [entry] = at.ledger();
    for (const part of [`${REQUEST_TAG}=${entry?.request_id}`, '"once"', String(entry?.at), 'another display_name'])
      expect(answer.text).toContain(part);
    at.line.set('CreateJob', passes);
    blocked(await at.create(session));
    blocked(await at.create(session, { command: 'python other.py' }));
    expect(at.line.count('CreateJob')).toBe(1);
    expect(at.jobs()).toEqual([]);
  });

  it('does not block another name', async () => {
    at.line.set('CreateJob', losesRequest);
    const session = await at.serve();
    blocked(await at.create(session));
    at.line.set('CreateJob', passes);
    succeeded(await at.create(session, { display_name: 'once-more' }));
    expect(at.jobs()).toHaveLength(1);
  });

  it('is found when it arrives late after all, and never made twice', async () => {
    let release = async (): Promise<unknown> => undefined;
    at.line.set('CreateJob', ({ forward, cut }) => {
      release = forward;
      cut();
    });
    const session = await at.serve();
    blocked(await at.create(session));
    at.line.set('CreateJob', passes);
    blocked(await at.create(session));
    await release();
    const jobId = succeeded(await at.create(session));
    await at.onlyJob(session, jobId);
    expect(at.line.count('CreateJob')).toBe(1);
  });

  it('is settled by a search once nothing of it can come any more', async () => {
    at.line.set('CreateJob', losesRequest);
    const session = await at.serve();
    blocked(await at.create(session));
    at.line.set('CreateJob', passes);
    const [open] = at.ledger();
    at.editLedger((entry) => ({ ...entry, at: new Date(Date.now() - 29 * 60_000).toISOString() }));
    blocked(await at.create(session));
    at.editLedger((entry) => ({ ...entry, at: new Date(Date.now() - 31 * 60_000).toISOString() }));
    at.line.set('ListJobs', losesRequest);
    expect(errorOf(await at.create(session)).kind).toBe('unavailable');
    expect(at.ledger()).toMatchObject([{ request_id: open?.request_id }]);
    at.line.set('ListJobs', passes);
    const jobId = succeeded(await at.create(session));
    await at.onlyJob(session, jobId);
    expect(at.ledger()).toMatchObject([{ job_id: jobId }]);
  });
});

describe('R29 a process that dies', () => {
  it('after the cloud has made the job: the next one returns that job', async () => {
    at.line.set('CreateJob', keepsAnswer);
    const first = await at.serve({ started: 'alone' });
    const dying = at.create(first).catch(() => 'died');
    await at.line.saw('CreateJob');
    process.kill(first.pid(), 'SIGKILL');
    expect(await dying).toBe('died');
    expect(at.ledger()).toMatchObject([{ display_name: 'once' }]);
    expect(at.ledger()[0]).not.toHaveProperty('job_id');
    at.line.set('CreateJob', passes);
    const second = await at.serve();
    const answer = await at.create(second);
    const jobId = succeeded(answer);
    expect(answer.text).toContain('created by an earlier call');
    expect(at.jobs()).toHaveLength(1);
    await at.onlyJob(second, jobId);
    expect(at.ledger()).toMatchObject([{ job_id: jobId }]);
  });

  it('before the cloud has seen the request: the next one does not guess', async () => {
    at.line.set('CreateJob', () => {});
    const first = await at.serve({ started: 'alone' });
    const dying = at.create(first).catch(() => 'died');
    await at.line.saw('CreateJob');
    process.kill(first.pid(), 'SIGKILL');
    await dying;
    at.line.set('CreateJob', passes);
    blocked(await at.create(await at.serve()));
    expect(at.line.count('CreateJob')).toBe(1);
  });

  it('asks nobody about a job that an earlier call has made', async () => {
    at.line.set('CreateJob', losesAnswer);
    at.line.set('ListJobs', hidesJobs);
    blocked(await at.create(await at.serve()));
    at.line.set('ListJobs', passes);
    const asking = await at.serve({ person: yes });
    succeeded(await at.create(asking));
    expect(asking.asked).toEqual([]);
    expect(at.jobs()).toHaveLength(1);
  });

  it('by SIGTERM ends cleanly, its lock and hooks included', async () => {
    const session = await at.serve({ started: 'alone' });
    succeeded(await at.create(session));
    process.kill(session.pid(), 'SIGTERM');
    await expect.poll(() => session.stderr()).toContain('shutting down');
    expect(session.stderr()).toContain('"reason":"SIGTERM"');
    expect(existsSync(`${at.stateFile}.lock`)).toBe(false);
  });
});

describe('R29 a call that is cancelled after it was sent', () => {
  it('claims nothing, and the next call returns its job', async () => {
    at.line.set('CreateJob', keepsAnswer);
    const session = await at.serve();
    const stop = new AbortController();
    const call = session.client.callTool({ name: 'create_job', arguments: at.job() }, { signal: stop.signal });
    const rejected = expect(call).rejects.toThrow();
    await at.line.saw('CreateJob');
    stop.abort('changed my mind');
    await rejected;
    await expect.poll(() => session.stderr()).toContain('"outcome":"unknown_outcome"');
    const jobId = succeeded(await at.create(session));
    await at.onlyJob(session, jobId);
    expect(at.line.count('CreateJob')).toBe(1);
  });
});
