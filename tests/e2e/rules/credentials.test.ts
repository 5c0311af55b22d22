import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { answer, refusal, reset, SECRET, type Step } from '../../api/harness.ts';
import { connect } from '../harness.ts';
import { connectInProcess } from '../in-process.ts';
import { JOB_ID, job, starter } from '../scripted.ts';
import { ERAS, errorOf } from '../session.ts';

// What a process writes is at stake.
const start = starter(connect);

describe('R22 credentials', () => {
  const DIR = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-secrets-'));
  afterAll(() => rmSync(DIR, { recursive: true, force: true }));
  const echo = `key ${SECRET.accessKeyId} secret ${SECRET.accessKeySecret}`;

  /** Failures of each kind, all of them repeating the credentials. */
  const FAILURES: readonly (readonly [kind: string, Step])[] = [
    ['credentials', refusal(404, 'InvalidAccessKeyId.NotFound', `Specified access key is not found: ${echo}`)],
    ['credentials', refusal(400, 'SignatureDoesNotMatch', `no match; server StringToSign is: ${echo}`)],
    ['permission_denied', refusal(403, 'Forbidden.RAM', echo, { AccessDeniedDetail: { AuthAction: echo } })],
    ['not_found', refusal(404, 'NotFound', echo)],
    ['invalid_input', refusal(400, 'BadRequest', echo, { RequestId: SECRET.accessKeyId })],
    ['throttled', refusal(429, 'Throttling', echo, {}, { 'x-acs-retry-after': '60000' })],
    ['unavailable', refusal(500, SECRET.accessKeyId, echo)],
    ['unavailable', answer(200, { JobId: { [echo]: echo } })],
    ['unavailable', answer(200, echo)],
    ['unavailable', reset],
  ];

  it.each(ERAS)('are in no output and no file, whatever happens, on the %s era', async (era) => {
    const [audit, state] = [join(DIR, `${era}.jsonl`), join(DIR, `${era}.json`)];
    const { cloud, session } = await start(
      { GetJob: answer(200, job()), ListJobs: answer(200, { Jobs: [job()], TotalCount: 1 }) },
      { era, args: ['--log-level', 'debug', '--audit-log', audit, '--state-file', state] },
    );
    const allowed = { UpdateJob: { JobId: JOB_ID }, StopJob: { JobId: JOB_ID }, GetToken: { Token: 'a.b.c' } };
    const attempt = async () => [
      await session.call('update_job', { job_id: JOB_ID, accessibility: 'PUBLIC' }),
      await session.call('stop_job', { job_id: JOB_ID }),
      await session.call('get_token', { job_id: JOB_ID, expire_seconds: 60 }),
    ];
    for (const [action, body] of Object.entries(allowed)) cloud.set(action, answer(200, body));
    for (const { isError, text } of await attempt()) expect(isError, text).toBe(false);
    expect((await session.call('list_jobs')).isError).toBe(false);

    for (const [kind, step] of FAILURES) {
      for (const action of Object.keys(allowed)) cloud.set(action, step);
      const answers = await attempt();
      const expected = kind === 'unavailable' ? /unavailable|unknown_outcome/ : new RegExp(`^${kind}$`);
      for (const failed of answers) expect(errorOf(failed).kind, failed.text).toMatch(expected);
    }
    for (const [, step] of FAILURES.slice(0, 6)) {
      cloud.set('GetJob', step);
      expect((await session.call('get_job', { job_id: JOB_ID, detail: true })).isError).toBe(true);
    }

    const outputs = {
      stdout: session.stdout(),
      stderr: session.stderr(),
      audit: readFileSync(audit, 'utf8'),
      state: existsSync(state) ? readFileSync(state, 'utf8') : '',
    };
    expect(outputs.stdout).toContain(JOB_ID);
    expect(outputs.stderr).toContain('stop_job');
    expect(outputs.audit).toContain('permission_denied');
    for (const [name, text] of Object.entries(outputs))
      for (const secret of [SECRET.accessKeyId, SECRET.accessKeySecret]) expect(text, name).not.toContain(secret);
  });

  it('that are missing stop the call before anything is sent, with how to set them up outside the conversation', async () => {
    const none = { ALIBABA_CLOUD_ACCESS_KEY_ID: '', ALIBABA_CLOUD_ACCESS_KEY_SECRET: '' };
    const { cloud, session } = await start({ GetJob: answer(200, job()) }, { env: none });
    const missing = await session.call('get_job', { job_id: JOB_ID });
    expect(errorOf(missing).kind).toBe('credentials');
    expect(missing.text).toMatch(/outside this conversation.*ALIBABA_CLOUD_ACCESS_KEY_ID.*aliyun configure/s);
    expect(cloud.seen()).toEqual([]);
  });

  it('cannot be passed to any tool', async () => {
    const { cloud, session } = await starter(connectInProcess)({ GetJob: answer(200, job()) });
    for (const key of ['access_key_id', 'access_key_secret', 'security_token', 'profile', 'endpoint', 'role_arn']) {
      const refused = await session.call('get_job', { job_id: JOB_ID, [key]: SECRET.accessKeySecret });
      expect(errorOf(refused).kind).toBe('invalid_input');
      expect(refused.text).not.toContain(SECRET.accessKeySecret);
    }
    expect(cloud.seen()).toEqual([]);
    expect((await session.call('get_job', { job_id: JOB_ID })).isError).toBe(false);
    expect(cloud.seen()).toEqual(['GetJob']);
  });
});
