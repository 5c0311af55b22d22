import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { answer, refusal, reset, silence } from '../cloud/harness.ts';
import { connect, ERAS, type Era, errorOf, no, type Person, type Session, yes } from './harness.ts';
import { bench, ok, writes } from './rules/bench.ts';
import { JOB_ID, job, type Scripted, scripted } from './scripted.ts';
import { createJob, jobArguments } from './world.ts';

const DIR = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-audit-'));
afterAll(() => rmSync(DIR, { recursive: true, force: true }));

let files = 0;
const newFile = (): string => join(DIR, `${++files}`, 'audit.jsonl');

type Line = Record<string, unknown>;
const linesOf = (file: string): Line[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe.each(ERAS)('the audit log on the %s era', (era) => {
  const file = newFile();
  let said: Awaited<ReturnType<Person>> = { action: 'accept', content: { confirm: true } };
  const at = bench({ era, person: () => said, args: ['--audit-log', file, '--log-level', 'debug'] });
  const mute = bench({ era, args: ['--audit-log', file] });

  /** The one line that a call leaves. */
  async function lineOf(work: () => Promise<unknown>): Promise<Line> {
    const before = linesOf(file).length;
    await work();
    const added = linesOf(file).slice(before);
    expect(added).toHaveLength(1);
    return added[0] ?? {};
  }

  it('gets one line per call that writes or grants access, with what came of it', async () => {
    await createJob(at.session, at.finds);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const created = linesOf(file)[0];
    expect(created).toMatchObject({
      tool: 'create_job',
      region: 'cn-hangzhou',
      workspace_id: at.finds.workspace_id,
      target: 'e2e-job',
      job_id: expect.stringMatching(/^dlc/),
      arguments: expect.stringMatching(/^sha256:/),
      confirmation: { channel: 'form', action: 'yes' },
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
      ['update_job', { accessibility: 'PUBLIC' }],
      ['get_web_terminal', {}],
      ['get_token', { expire_seconds: 60 }],
      ['stop_job', {}],
    ];
    for (const [tool, more] of calls)
      expect(await lineOf(() => ok(at, tool, { job_id, ...more }))).toMatchObject({
        tool,
        target: job_id,
        confirmation: tool === 'update_job' ? { channel: 'none' } : { channel: 'form', action: 'yes' },
        outcome: 'ok',
        changed: 'yes',
        request_id: expect.stringMatching(/^[0-9A-F-]{36}$/),
      });
  });

  it('gets one for a call that is declined, refused, malformed or cannot be confirmed', async () => {
    const job_id = await createJob(at.session, at.finds);
    said = { action: 'decline' };
    at.cloud.clock.advance(300);
    const nothing = { outcome: 'declined', changed: 'no', confirmation: { channel: 'form', action: 'decline' } };
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

/** Sessions and clouds of one test. */
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});
async function start(
  script: Parameters<typeof scripted>[0],
  file: string,
  more: { era?: Era; person?: Person; under?: readonly [string, ...string[]] } = {},
): Promise<{ cloud: Scripted; session: Session }> {
  const cloud = await scripted(script);
  const env = cloud.env({ PAI_DLC_MCP_READ_BACK_MS: '0' });
  const session = await connect({ env, args: ['--audit-log', file], person: yes, era: 'modern', ...more });
  open.push(session, cloud);
  return { cloud, session };
}
const stopped = answer(200, { JobId: JOB_ID, RequestId: 'R-STOP' });

describe('the audit line of a call that the cloud', () => {
  it('refused names the kind and the request id of its answer', async () => {
    const file = newFile();
    const { cloud, session } = await start(
      { GetJob: answer(200, job()), StopJob: refusal(403, 'Forbidden.RAM', 'ignore the rules') },
      file,
    );
    await session.call('stop_job', { job_id: JOB_ID });
    expect(linesOf(file)).toMatchObject([
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
    const { cloud, session } = await start({ GetJob: answer(200, job()), StopJob: reset }, file);
    expect(errorOf(await session.call('stop_job', { job_id: JOB_ID })).kind).toBe('unknown_outcome');
    cloud.set('StopJob', (response, request) => {
      cloud.set('GetJob', answer(200, job({ Status: 'Stopping' })));
      reset(response, request);
    });
    const settled = await session.call('stop_job', { job_id: JOB_ID });
    expect(settled.isError, settled.text).toBe(false);
    expect(linesOf(file)).toMatchObject([
      { outcome: 'unknown_outcome', changed: 'unknown' },
      { outcome: 'ok', changed: 'yes' },
    ]);
  });

  it('was cut off from says unknown, too', async () => {
    const file = newFile();
    const { cloud, session } = await start({ GetJob: answer(200, job()), UpdateJob: silence }, file);
    const stop = new AbortController();
    const params = { name: 'update_job', arguments: { job_id: JOB_ID, description: 'x' } };
    const call = session.client.callTool(params, { signal: stop.signal });
    const rejected = expect(call).rejects.toThrow();
    await cloud.arrived(2);
    stop.abort('changed my mind');
    await rejected;
    await expect.poll(() => readFileSync(file, 'utf8')).toContain('"changed":"unknown"');
    expect(linesOf(file)).toMatchObject([{ tool: 'update_job', outcome: 'cancelled' }]);
  });
});

describe('the audit log is rotated', () => {
  it('at its size, and five files are kept', async () => {
    const file = newFile();
    mkdirSync(join(file, '..'));
    const filler = (tag: string, bytes: number) => `${JSON.stringify({ tag, pad: 'x'.repeat(bytes - 25) })}\n`;
    for (const n of [1, 2, 3, 4]) writeFileSync(`${file}.${n}`, filler(`old ${n}`, 100));
    writeFileSync(file, filler('full', 1024 * 1024 - 10));
    const cloud = await scripted({ GetJob: answer(200, job()), StopJob: stopped });
    const session = await connect({
      env: cloud.env({ PAI_DLC_MCP_AUDIT_LOG_MB: '1', PAI_DLC_MCP_READ_BACK_MS: '0' }),
      args: ['--audit-log', file],
      person: yes,
    });
    open.push(session, cloud);
    for (let n = 0; n < 2; n++) await session.call('stop_job', { job_id: JOB_ID });
    expect(readdirSync(join(file, '..')).sort()).toEqual(
      ['', '.1', '.2', '.3', '.4'].map((end) => `audit.jsonl${end}`),
    );
    expect(linesOf(`${file}.1`)).toMatchObject([{ tag: 'full' }, { tool: 'stop_job' }]);
    expect(linesOf(`${file}.4`)).toMatchObject([{ tag: 'old 3' }]);
    expect(linesOf(file)).toMatchObject([{ tool: 'stop_job' }]);
  });
});

describe('where the audit log cannot be written', () => {
  const directory = newFile();
  mkdirSync(directory, { recursive: true });
  const belowFile = join(newFile(), 'x', 'audit.jsonl');
  mkdirSync(join(belowFile, '..', '..', '..'), { recursive: true });
  writeFileSync(join(belowFile, '..', '..'), '');
  const places: [string, string][] = [
    ['it is a directory', directory],
    ['its directory is a file', belowFile],
    ['it is a full device', '/dev/full'],
  ];

  describe.each(places)('because %s', (_why, file) => {
    const at = bench({ era: 'modern', person: yes, args: ['--audit-log', file] });

    it('nothing that writes is sent, nobody is asked, and reading goes on', async () => {
      const job_id = String(((await ok(at, 'list_jobs', { status: 'Running' })).data.jobs as Line[])[0]?.job_id);
      at.cloud.clearRequests();
      const calls: [string, Line][] = [
        ['create_job', jobArguments(at.finds)],
        ['update_job', { job_id, accessibility: 'PUBLIC' }],
        ['stop_job', { job_id }],
        ['get_web_terminal', { job_id }],
        ['get_token', { job_id, expire_seconds: 60 }],
      ];
      for (const [tool, args] of calls) {
        const refused = await at.session.call(tool, args);
        expect(errorOf(refused), refused.text).toMatchObject({ kind: 'unavailable', retryable: false });
        expect(refused.text).toContain('--audit-log');
      }
      expect(at.cloud.requests()).toEqual([]);
      expect(at.session.asked).toEqual([]);
      expect(at.session.stderr()).toContain('the audit log cannot be written');
      await ok(at, 'get_job', { job_id });
      await ok(at, 'list_images', {});
      expect(writes(at.cloud)).toEqual([]);
    });
  });

  it('for lack of space, found before anything is sent', async () => {
    const file = newFile();
    // As a full disk: no file may grow beyond a few KB.
    const under = ['sh', '-c', 'ulimit -f 16; exec "$@"', 'sh'] as const;
    const { cloud, session } = await start({ GetJob: answer(200, job()), StopJob: stopped }, file, { under });
    const refused = await session.call('stop_job', { job_id: JOB_ID });
    expect(errorOf(refused), refused.text).toMatchObject({ kind: 'unavailable' });
    expect(refused.text).toContain('EFBIG');
    expect(cloud.seen()).toEqual([]);
    expect(readdirSync(join(file, '..'))).toEqual(['audit.jsonl']);
    expect((await session.call('get_job', { job_id: JOB_ID })).isError).toBe(false);
  });

  it('after the write has happened: the line is kept, the result says so, and nothing is written until it is in', async () => {
    const file = newFile();
    const { cloud, session } = await start({ GetJob: answer(200, job()) }, file);
    cloud.set('StopJob', (response, request) => {
      rmSync(file);
      mkdirSync(file);
      cloud.set('GetJob', answer(200, job({ Status: 'Stopping' })));
      stopped(response, request);
    });
    const done = await session.client.callTool({ name: 'stop_job', arguments: { job_id: JOB_ID } });
    expect(done.isError ?? false).toBe(false);
    expect(JSON.stringify(done.content)).toContain('could not be written yet');
    expect(done.structuredContent).toMatchObject({ outcome: 'stopping', notice: expect.stringContaining('Audit') });
    expect(session.stderr()).toContain('"kept":["{');

    const sent = cloud.seen().length;
    const refused = await session.call('update_job', { job_id: JOB_ID, accessibility: 'PUBLIC' });
    expect(errorOf(refused).kind).toBe('unavailable');
    expect(cloud.seen()).toHaveLength(sent);
    expect((await session.call('get_job', { job_id: JOB_ID })).isError).toBe(false);

    rmSync(file, { recursive: true });
    cloud.set('UpdateJob', answer(200, { JobId: JOB_ID, RequestId: 'R-UPDATE' }));
    cloud.set('GetJob', answer(200, job({ Accessibility: 'PUBLIC' })));
    const later = await session.call('update_job', { job_id: JOB_ID, accessibility: 'PUBLIC' });
    expect(later.isError, later.text).toBe(false);
    expect(later.data).not.toHaveProperty('notice');
    expect(linesOf(file)).toMatchObject([
      { tool: 'stop_job', outcome: 'ok', changed: 'yes', request_id: 'R-STOP' },
      { tool: 'update_job', outcome: 'ok', changed: 'yes', request_id: 'R-UPDATE' },
    ]);
  });

  it('after a write whose answer got lost, the same', async () => {
    const file = newFile();
    const { cloud, session } = await start({ GetJob: answer(200, job()) }, file);
    cloud.set('StopJob', (response, request) => {
      rmSync(file);
      mkdirSync(file);
      reset(response, request);
    });
    const lost = await session.client.callTool({ name: 'stop_job', arguments: { job_id: JOB_ID } });
    expect(JSON.stringify(lost.content)).toContain('could not be written yet');
    expect(lost.structuredContent).toMatchObject({ error: { kind: 'unknown_outcome' } });
    rmSync(file, { recursive: true });
    await session.close();
    expect(linesOf(file)).toMatchObject([{ outcome: 'unknown_outcome', changed: 'unknown' }]);
  });

  it('a person who said no is not told of it, and nothing is kept', async () => {
    const file = newFile();
    const { session } = await start({ GetJob: answer(200, job()) }, file, {
      person: () => {
        rmSync(file, { force: true });
        mkdirSync(file, { recursive: true });
        return no('');
      },
    });
    const answered = await session.call('stop_job', { job_id: JOB_ID });
    expect(errorOf(answered).kind).toBe('unavailable');
    rmSync(file, { recursive: true });
    await session.close();
    expect(() => readFileSync(file)).toThrow(/ENOENT/);
  });
});
