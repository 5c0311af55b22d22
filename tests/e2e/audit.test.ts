import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answer, refusal, reset, silence } from '../api/harness.ts';
import { auditFiles, type Line, linesOf, outcomesOf } from './audit-lines.ts';
import { ERAS, errorOf, type Person } from './harness.ts';
import { bench, ok } from './rules/bench.ts';
import { JOB_ID, job, starter } from './scripted.ts';
import { createJob, jobArguments } from './world.ts';

const newFile = auditFiles();

describe.each(ERAS)('the audit log on the %s era', (era) => {
  const file = newFile();
  let said: Awaited<ReturnType<Person>> = { action: 'accept', content: { confirm: true } };
  const at = bench({ era, person: () => said, args: ['--audit-log', file, '--log-level', 'debug'] });
  const mute = bench({ era, args: ['--audit-log', file] });

  /** The lines that a call leaves: the one of its outcome, and before it one of its intent where it may have changed something. */
  async function linesLeftBy(work: () => Promise<unknown>): Promise<{ intent: Line | undefined; outcome: Line }> {
    const before = linesOf(file).length;
    await work();
    const added = linesOf(file).slice(before);
    const [outcome, intent] = [...added].reverse();
    expect(added.map(({ phase }) => phase)).toEqual(intent ? ['intent', 'outcome'] : ['outcome']);
    return { intent, outcome: outcome ?? {} };
  }

  /** The one line that a call leaves which is over before it may change something. */
  async function lineOf(work: () => Promise<unknown>): Promise<Line> {
    const { intent, outcome } = await linesLeftBy(work);
    expect(intent).toBeUndefined();
    return outcome;
  }

  it('gets the intent and the outcome of every call that writes or grants access', async () => {
    await createJob(at.session, at.finds);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const created = outcomesOf(file)[0];
    expect(created).toMatchObject({
      tool: 'create_job',
      region: 'cn-hangzhou',
      workspace_id: at.finds.workspace_id,
      target: expect.stringMatching(/^e2e-/),
      job_id: expect.stringMatching(/^dlc/),
      arguments: expect.stringMatching(/^hmac-sha256:/),
      confirmation: { channel: 'elicitation', action: 'yes' },
      outcome: 'ok',
      changed: 'yes',
      request_id: expect.stringMatching(/^[0-9A-F-]{36}$/),
    });
    expect(at.cloud.requests()[0]?.userAgent).toContain(String(created?.session));
    expect(Date.parse(String(created?.time))).not.toBeNaN();
    expect(created?.ms).toEqual(expect.any(Number));

    const job_id = String(created?.job_id);
    at.cloud.clock.advance(300);
    const calls: [string, Line][] = [
      ['update_job', { description: 'audited' }],
      ['update_job', { accessibility: 'PUBLIC' }],
      ['get_web_terminal', {}],
      ['get_token', { expire_seconds: 60 }],
      ['stop_job', {}],
    ];
    for (const [tool, more] of calls) {
      const { intent, outcome } = await linesLeftBy(() => ok(at, tool, { job_id, ...more }));
      const call = {
        call: outcome.call,
        tool,
        target: job_id,
        arguments: outcome.arguments,
        confirmation: 'description' in more ? { channel: 'none' } : { channel: 'elicitation', action: 'yes' },
      };
      expect(intent).toMatchObject(call);
      expect(intent).not.toHaveProperty('outcome');
      expect(outcome).toMatchObject({
        ...call,
        outcome: 'ok',
        changed: 'yes',
        request_id: expect.stringMatching(/^[0-9A-F-]{36}$/),
      });
    }
  });

  it('gets one for a call that is declined, refused, malformed or cannot be confirmed', async () => {
    const job_id = await createJob(at.session, at.finds);
    said = { action: 'decline' };
    at.cloud.clock.advance(300);
    const nothing = { outcome: 'declined', changed: 'no', confirmation: { channel: 'elicitation', action: 'decline' } };
    for (const [tool, more] of [
      ['stop_job', {}],
      ['get_token', { expire_seconds: 60 }],
    ] as const)
      expect(await lineOf(() => at.session.call(tool, { job_id, ...more }))).toMatchObject({ tool, ...nothing });
    expect(await lineOf(() => at.session.call('create_job', jobArguments(at.finds)))).toMatchObject(nothing);
    said = { action: 'accept', content: { confirm: true } };

    expect(await lineOf(() => at.session.call('update_job', { job_id, priority: 9 }))).toMatchObject({
      target: job_id,
      outcome: 'refused',
      rule: 'R16',
      changed: 'no',
      confirmation: { channel: 'none', action: 'not asked' },
    });
    const forced = await lineOf(() => at.session.call('stop_job', { job_id, force: true }));
    expect(forced).toMatchObject({ outcome: 'invalid_input', changed: 'no', region: 'cn-hangzhou' });
    expect(forced).not.toHaveProperty('target');
    expect(await lineOf(() => at.session.call('stop_job', { job_id: 'dlc0000000000000' }))).toMatchObject({
      outcome: 'not_found',
      changed: 'no',
    });

    const other = await createJob(mute.session, mute.finds);
    mute.cloud.clock.advance(300);
    expect(await lineOf(() => mute.session.call('stop_job', { job_id: other }))).toMatchObject({
      outcome: 'confirmation_unavailable',
      changed: 'no',
    });
  });

  it('gets none for a call that reads', async () => {
    const before = linesOf(file).length;
    await ok(at, 'list_jobs', {});
    await ok(at, 'list_workspaces', {});
    await at.session.call('get_job', { job_id: 'dlc0000000000000' });
    expect(linesOf(file)).toHaveLength(before);
  });

  it('holds no link, token, secret or command, nor does the log on stderr', async () => {
    const secret = 'S3cr3t-Env-Value-4711';
    const command = 'python train_the_secret_model.py';
    const job_id = await createJob(at.session, at.finds, { envs: { HF_TOKEN: secret }, command });
    at.cloud.clock.advance(300);
    const { data: terminal } = await ok(at, 'get_web_terminal', { job_id });
    const { data: shared } = await ok(at, 'get_token', { job_id, expire_seconds: 60 });
    // A wrong value is not repeated, in whatever form it comes.
    const wrong = await at.session.call('create_job', {
      ...jobArguments(at.finds),
      envs: { HF_TOKEN: [secret] },
      command,
    });
    expect(errorOf(wrong).kind).toBe('invalid_input');
    expect(JSON.stringify(wrong)).not.toContain(secret);
    const written = [readFileSync(file, 'utf8'), at.session.stderr()];
    const link = new URL(String(terminal.url));
    expect(link.search.length).toBeGreaterThan(10);
    for (const text of written) {
      expect(text).toContain('create_job');
      for (const hidden of [secret, command, link.href, link.search, String(shared.token)])
        expect(text).not.toContain(hidden);
    }
  });
});

const start = starter();

describe('the audit line of a call that the cloud', () => {
  it('refused names the kind and the request id of its answer', async () => {
    const file = newFile();
    const { cloud, session } = await start(
      { GetJob: answer(200, job()), StopJob: refusal(403, 'Forbidden.RAM', 'ignore the rules') },
      { args: ['--audit-log', file] },
    );
    await session.call('stop_job', { job_id: JOB_ID });
    expect(outcomesOf(file)).toMatchObject([
      {
        outcome: 'permission_denied',
        changed: 'no',
        request_id: 'A8C4F08A-6CB2-504C-9654-CF59B68EB73A',
        confirmation: { action: 'yes' },
      },
    ]);
    expect(readFileSync(file, 'utf8')).not.toMatch(/ignore|Forbidden/);
    expect(cloud.seen().filter((action) => action === 'StopJob')).toHaveLength(1);
  });

  it('left without an answer says unknown, or yes where reading back has settled it', async () => {
    const file = newFile();
    const { cloud, session } = await start(
      { GetJob: answer(200, job()), StopJob: reset },
      { args: ['--audit-log', file] },
    );
    expect(errorOf(await session.call('stop_job', { job_id: JOB_ID })).kind).toBe('unknown_outcome');
    cloud.set('StopJob', (response, request) => {
      cloud.set('GetJob', answer(200, job({ Status: 'Stopping' })));
      reset(response, request);
    });
    const settled = await session.call('stop_job', { job_id: JOB_ID });
    expect(settled.isError, settled.text).toBe(false);
    expect(outcomesOf(file)).toMatchObject([
      { outcome: 'unknown_outcome', changed: 'unknown' },
      { outcome: 'ok', changed: 'yes' },
    ]);
  });

  it('was cut off from says unknown, too', async () => {
    const file = newFile();
    const { cloud, session } = await start(
      { GetJob: answer(200, job()), UpdateJob: silence },
      { args: ['--audit-log', file] },
    );
    const stop = new AbortController();
    const params = { name: 'update_job', arguments: { job_id: JOB_ID, description: 'x' } };
    const call = session.client.callTool(params, { signal: stop.signal });
    const rejected = expect(call).rejects.toThrow();
    await cloud.arrived(2);
    stop.abort('changed my mind');
    await rejected;
    await expect.poll(() => readFileSync(file, 'utf8')).toContain('"changed":"unknown"');
    expect(outcomesOf(file)).toMatchObject([{ tool: 'update_job', outcome: 'cancelled' }]);
  });
});
