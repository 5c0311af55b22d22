import { beforeEach, describe, expect, it } from 'vitest';
import { type FaultRule, type RequestLogEntry, type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { PUBLIC_JOB, useCloud } from './cloud.ts';
import { refusal, sdkClient, signedGet } from './sdk-client.ts';

const cloud = useCloud();
beforeEach(() => {
  cloud.sim.faults.clear();
  cloud.sim.clearRequests();
});

type Rule = Pick<FaultRule, 'stage' | 'effect'>;
const onCreate = (rule: Rule) => cloud.sim.faults.add({ action: 'CreateJob', ...rule } as FaultRule);
const jobCount = () => cloud.sim.jobs().length;
const lastRequest = (): RequestLogEntry => cloud.sim.requests().at(-1)!;

/** What a call ends with, without caring how. */
const ending = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    (value) => ({ value }),
    (error: unknown) => error,
  );

/** Creates a job under one fault and says how many jobs more there are, what the client got, and what the log has. */
async function createUnder(rule: Rule): Promise<{ made: number; got: unknown; logged: RequestLogEntry }> {
  const [fault] = onCreate(rule);
  const before = jobCount();
  const got = await ending(cloud.create());
  await cloud.sim.settled();
  const [state] = cloud.sim.faults.list();
  expect(state).toMatchObject({ id: fault!.id, matched: 1, applied: 1 });
  const logged = lastRequest();
  expect(logged.fault).toBe(fault!.name);
  return { made: jobCount() - before, got, logged };
}

/** Looks at a cloud of its own whose only call, a `CreateJob`, has met a fault that leaves it open for as long as the look takes. */
async function whilePending(rule: Rule, look: (sim: Simulator, isOver: () => boolean) => Promise<void>): Promise<void> {
  const faults = [{ action: 'CreateJob', ...rule } as FaultRule];
  const sim = await startSimulator({ speed: 0, demoJobs: false, faults });
  let over = false;
  const pending = ending(sdkClient(sim)('CreateJob', 'POST', '/jobs', { body: PUBLIC_JOB })).then((got) => {
    over = true;
    return got;
  });
  try {
    await expect.poll(() => sim.faults.list()[0]?.applied).toBe(1);
    await look(sim, () => over);
  } finally {
    await sim.close();
  }
  expect(await pending).toBeInstanceOf(Error);
}

/** What the commit left behind is what its stage says, in the account and in the log. */
function expectCommit(outcome: { made: number; logged: RequestLogEntry }, stage: Rule['stage']): void {
  const after = stage === 'after_commit';
  expect(outcome.made).toBe(after ? 1 : 0);
  expect(outcome.logged.committed).toBe(after);
  expect(outcome.logged.jobId).toBe(after ? cloud.sim.jobs().at(-1)!.id : undefined);
}

const STAGES = ['before_commit', 'after_commit'] as const;

describe.each(STAGES)('%s', (stage) => {
  it('resets the connection', async () => {
    const outcome = await createUnder({ stage, effect: { kind: 'reset' } });
    expect(outcome.got).toMatchObject({ code: 'ECONNRESET' });
    expect(outcome.logged.status).toBe(0);
    expectCommit(outcome, stage);
  });

  it.each([
    ['ServiceUnavailable', 503],
    ['InternalError', 500],
    ['Throttling.User', 400],
    ['InvalidSecurityToken.Expired', 403],
    ['Some.NewCode', 418],
  ])('answers %s', async (code, status) => {
    const outcome = await createUnder({ stage, effect: { kind: 'error', code, status } });
    expect(outcome.got).toMatchObject({ statusCode: status, code, requestId: outcome.logged.requestId });
    expect(outcome.logged.status).toBe(status);
    expectCommit(outcome, stage);
  });

  it.each(['not_json', 'empty', 'array', 'html'] as const)('answers a body that is %s', async (body) => {
    const outcome = await createUnder({ stage, effect: { kind: 'malformed', body } });
    expect(outcome.got).not.toMatchObject({ value: expect.stringMatching(/^dlc/) });
    expect(outcome.logged.status).toBe(body === 'html' ? 502 : 200);
    expectCommit(outcome, stage);
  });

  it('answers a success without the id', async () => {
    const outcome = await createUnder({ stage, effect: { kind: 'malformed', body: 'no_job_id' } });
    expect(outcome.got).toEqual({ value: 'undefined' });
    expectCommit(outcome, stage);
  });

  it('hangs', () =>
    whilePending({ stage, effect: { kind: 'hang' } }, async (sim, isOver) => {
      await sdkClient(sim)('ListJobs', 'GET', '/jobs');
      expect(isOver()).toBe(false);
      await sim.settled();
      expect(sim.requests()[0]).toMatchObject({ action: 'CreateJob', status: 0, committed: stage === 'after_commit' });
      expect(sim.jobs()).toHaveLength(stage === 'after_commit' ? 1 : 0);
    }));

  it('waits, and then goes on as if nothing had been', async () => {
    const outcome = await createUnder({ stage, effect: { kind: 'latency', ms: 30 } });
    expect(outcome.got).toEqual({ value: cloud.sim.jobs().at(-1)!.id });
    expect(outcome.logged).toMatchObject({ status: 200, committed: true });
  });

  it('has committed, or not, while it waits', () =>
    whilePending({ stage, effect: { kind: 'latency', ms: 600_000 } }, async (sim) => {
      expect(sim.requests()[0]).toMatchObject({ status: 0, committed: stage === 'after_commit' });
      expect(sim.jobs()).toHaveLength(stage === 'after_commit' ? 1 : 0);
    }));
});

describe('before the commit', () => {
  it('throttles with the time to wait', async () => {
    const { got } = await createUnder({
      stage: 'before_commit',
      effect: { kind: 'error', code: 'Throttling.User', retryAfterMs: 1500 },
    });
    expect(got).toMatchObject({ statusCode: 400, code: 'Throttling.User', retryAfter: 1500 });
    expect(String((got as Error).message)).toContain('Request was denied due to user flow control.');
  });

  it.each([
    ['InvalidTimeStamp.Expired', 400, 'Specified time stamp or date value is expired.'],
    ['InvalidSecurityToken.Expired', 403, 'Specified SecurityToken is expired.'],
  ])('refuses as the gateway does: %s', async (code, statusCode, message) => {
    const { got } = await createUnder({ stage: 'before_commit', effect: { kind: 'error', code } });
    expect(got).toMatchObject({ statusCode, code, data: { Message: message } });
  });
});

describe('after the commit', () => {
  it('breaks off in the middle of the answer', async () => {
    const outcome = await createUnder({ stage: 'after_commit', effect: { kind: 'cut' } });
    expect(outcome.got).toBeInstanceOf(Error);
    expect(outcome.logged.status).toBe(200);
    expectCommit(outcome, 'after_commit');
  });

  it('sends headers and half of the body before it breaks off', async () => {
    cloud.sim.faults.add({ action: 'ListJobs', stage: 'after_commit', effect: { kind: 'cut' }, times: 'always' });
    const { response, read, error } = await overFetch();
    expect(response.status).toBe(200);
    expect(response.headers.get('x-simulated')).toBe('true');
    const length = Number(response.headers.get('content-length'));
    expect([read.length, read.startsWith('{')]).toEqual([Math.floor(length / 2), true]);
    expect(error).toBeInstanceOf(Error);
  });

  it('sends a whole answer whose JSON ends half way', async () => {
    const outcome = await createUnder({ stage: 'after_commit', effect: { kind: 'truncated' } });
    expect(outcome.got).toBeInstanceOf(Error);
    expectCommit(outcome, 'after_commit');
    cloud.sim.faults.add({ action: 'ListJobs', stage: 'after_commit', effect: { kind: 'truncated' } });
    const { response, read, error } = await overFetch();
    expect(error).toBeUndefined();
    expect([response.status, Number(response.headers.get('content-length'))]).toEqual([200, read.length]);
    expect(() => JSON.parse(read)).toThrow(SyntaxError);
  });

  it('sends the page of a proxy with its status', async () => {
    const effect = { kind: 'malformed', body: 'html', status: 504 } as const;
    cloud.sim.faults.add({ action: 'ListJobs', stage: 'after_commit', effect });
    const { response, read } = await overFetch();
    expect([response.status, response.headers.get('content-type')]).toEqual([504, 'text/html']);
    expect(read).toContain('simulated');
  });

  it('loses a refusal as well, which commits nothing', async () => {
    onCreate({ stage: 'after_commit', effect: { kind: 'reset' } });
    const before = jobCount();
    expect(await ending(cloud.create({ Priority: 99 }))).toMatchObject({ code: 'ECONNRESET' });
    expect(jobCount()).toBe(before);
    expect(lastRequest()).toMatchObject({ committed: false, fault: 'reset after_commit' });
  });
});

describe('at the commit', () => {
  it('resets at once, long before it commits', () =>
    whilePending({ stage: 'at_commit', effect: { kind: 'late', ms: 600_000 } }, async (sim, isOver) => {
      await expect.poll(isOver).toBe(true);
      expect(sim.requests()[0]).toMatchObject({ status: 0, committed: false, fault: 'late at_commit' });
      expect(sim.jobs()).toEqual([]);
    }));

  it('has the late commit in the account and the log when it came', async () => {
    onCreate({ stage: 'at_commit', effect: { kind: 'late', ms: 50 } });
    const before = jobCount();
    expect(await ending(cloud.create())).toMatchObject({ code: 'ECONNRESET' });
    await cloud.sim.settled();
    expect(jobCount()).toBe(before + 1);
    expect(lastRequest()).toMatchObject({ committed: true, status: 0, jobId: cloud.sim.jobs().at(-1)!.id });
  });

  it('answers a stop that it ignores', async () => {
    const id = await cloud.create();
    cloud.sim.faults.add({ action: 'StopJob', stage: 'at_commit', effect: { kind: 'ignored' } });
    const stop = () => cloud.send('StopJob', 'POST', `/jobs/${id}/stop`);
    expect(await stop()).toMatchObject({ JobId: id });
    expect(lastRequest()).toMatchObject({ status: 200, committed: false });
    expect((await cloud.job(id)).Status).toBe('Creating');
    await stop();
    expect(lastRequest()).toMatchObject({ status: 200, committed: true });
    expect((await cloud.job(id)).Status).toBe('Stopping');
  });

  it('ignores an update by field', async () => {
    const id = await cloud.create();
    const update = (body: object) => cloud.send('UpdateJob', 'PUT', `/jobs/${id}`, { body });
    const ignoring = (fields?: ['Accessibility']) =>
      cloud.sim.faults.add({ action: 'UpdateJob', stage: 'at_commit', effect: { kind: 'ignored', fields } });
    ignoring(['Accessibility']);
    await update({ Accessibility: 'PUBLIC', Description: 'first' });
    expect(await cloud.job(id)).toMatchObject({ Accessibility: 'PRIVATE', Description: 'first' });
    expect(cloud.sim.requests().find((entry) => entry.action === 'UpdateJob')).toMatchObject({ committed: true });
    ignoring();
    await update({ Accessibility: 'PUBLIC', Description: 'second' });
    expect(lastRequest()).toMatchObject({ status: 200, committed: false });
    expect(await cloud.job(id)).toMatchObject({ Accessibility: 'PRIVATE', Description: 'first' });
    await update({ Accessibility: 'PUBLIC' });
    expect(await cloud.job(id)).toMatchObject({ Accessibility: 'PUBLIC' });
  });

  it('puts another job under the name', async () => {
    const id = await cloud.create({ DisplayName: 'swapped-by-name' });
    cloud.sim.faults.add({ action: 'GetJob', stage: 'at_commit', effect: { kind: 'swapped' }, match: { jobId: id } });
    expect(await cloud.job(id)).toMatchObject({ JobId: id, Status: 'Stopping' });
    const named = cloud.sim.jobs().filter((job) => job.displayName === 'swapped-by-name');
    expect(named).toMatchObject([
      { id, status: 'Stopping' },
      { id: expect.stringMatching(/^dlc[0-9a-z]{13}$/), status: 'Creating', owner: 'dev-user' },
    ]);
    expect(cloud.sim.requests().at(-1)).toMatchObject({ committed: false });
  });

  it('puts another job under the id', async () => {
    const id = await cloud.create({ DisplayName: 'swapped-by-id' });
    const before = await cloud.job(id);
    cloud.sim.faults.add({ action: 'GetJob', stage: 'at_commit', effect: { kind: 'swapped', keepId: true } });
    const after = await cloud.job(id);
    expect(after).toMatchObject({ JobId: id, DisplayName: 'swapped-by-id', Status: 'Creating' });
    expect(after.GmtCreateTime).not.toBe(before.GmtCreateTime);
    expect(await refusal(cloud.job('dlcnone'))).toMatchObject({ code: 'NotFound' });
  });
});

/** A `ListJobs` through fetch: the answer as far as it came. */
async function overFetch(): Promise<{ response: Response; read: string; error?: unknown }> {
  const response = await signedGet(cloud.sim, 'ListJobs', '/jobs');
  let read = '';
  try {
    for await (const chunk of response.body!) read += Buffer.from(chunk).toString();
    return { response, read };
  } catch (error) {
    return { response, read, error };
  }
}
