import { describe, expect, it } from 'vitest';
import { ERAS, no, type Person, yes } from '../session.ts';
import { type Bench, bench, expectRefused, ok, onlyWrite, putJob, starved, writes } from './bench.ts';

type Row = Record<string, unknown>;

const yesses = { legacy: bench({ era: 'legacy', person: yes }), modern: bench({ era: 'modern', person: yes }) };

/** A new job after so many seconds, with an empty request log behind it. */
function jobAt(at: Bench, seconds: number, changes: Row = {}): string {
  const jobId = putJob(at, changes);
  at.cloud.clock.advance(seconds);
  at.cloud.clearRequests();
  at.session.asked.length = 0;
  return jobId;
}

/** Says yes to everything, after something happened while the person was thinking about the second question. */
function thinking(what: () => void, title: string): Person {
  return (message) => {
    if (message.startsWith(title)) what();
    return { action: 'accept', content: { confirm: true } };
  };
}

describe.each(ERAS)('R15 stop_job on the %s era', (era) => {
  describe('with a yes', () => {
    const at = yesses[era];

    it.each<[string, number, boolean]>([
      ['Running', 300, false],
      ['Queuing', 10, true],
    ])('stops a %s job once, and verifies', async (status, seconds, quota) => {
      const jobId = jobAt(at, seconds, quota ? starved(at) : {});
      const { data } = await ok(at, 'stop_job', { job_id: jobId });
      expect(at.session.asked).toHaveLength(1);
      expect(at.session.asked[0]).toContain(`in status ${status}`);
      expect(onlyWrite(at.cloud, 'StopJob').path).toBe(`/api/v1/jobs/${jobId}/stop`);
      expect(at.cloud.requests().at(-1)?.action).toBe('GetJob');
      expect(data.outcome).toBe('stopping');
    });

    it.each([
      ['Creating', 1],
      ['EnvPreparing', 30],
      ['Succeeded', 200],
    ])('refuses a job that is %s without asking', async (status, seconds) => {
      const jobId = jobAt(at, seconds, { envs: { PAI_SIM_RUN_SECONDS: '60' } });
      const answer = await at.session.call('stop_job', { job_id: jobId });
      expectRefused(at, answer, 'R15');
      expect(answer.text).toContain(`is ${status}`);
      expect(at.session.asked).toEqual([]);
    });

    it('refuses a second stop while the first is under way', async () => {
      const jobId = jobAt(at, 300);
      await ok(at, 'stop_job', { job_id: jobId });
      at.cloud.clearRequests();
      expectRefused(at, await at.session.call('stop_job', { job_id: jobId }), 'R15');
    });
  });

  describe('with a yes to what is no longer so', () => {
    const at: Bench = bench({ era, person: thinking(() => at.cloud.clock.advance(300), 'Stop a job?') });

    it('does not stop a job that was Queuing when the person was asked and is Running now', async () => {
      const jobId = jobAt(at, 6);
      const answer = await at.session.call('stop_job', { job_id: jobId });
      expect(at.session.asked[0]).toContain('in status Queuing');
      expectRefused(at, answer, 'R15');
      expect(answer.text).toContain('has changed');
      expect((await ok(at, 'get_job', { job_id: jobId })).data.status).toBe('Running');
    });

    it('stops one that is Running before and after', async () => {
      const jobId = jobAt(at, 300);
      await ok(at, 'stop_job', { job_id: jobId });
      onlyWrite(at.cloud, 'StopJob');
    });
  });

  describe('with --stoppable live', () => {
    const at = bench({ era, person: yes, args: ['--stoppable', 'live'] });

    it('stops a job that is EnvPreparing, still after a yes', async () => {
      const jobId = jobAt(at, 30);
      await ok(at, 'stop_job', { job_id: jobId });
      expect(at.session.asked[0]).toContain('in status EnvPreparing');
      onlyWrite(at.cloud, 'StopJob');
    });

    it('refuses one that is over', async () => {
      const jobId = jobAt(at, 200, { envs: { PAI_SIM_RUN_SECONDS: '60' } });
      expectRefused(at, await at.session.call('stop_job', { job_id: jobId }), 'R15');
    });
  });
});

describe.each(ERAS)('R30 get_web_terminal on the %s era', (era) => {
  const at = yesses[era];

  it.each([
    ['Queuing', 10],
    ['EnvPreparing', 30],
    ['Succeeded', 200],
  ])('is refused for a job that is %s without asking', async (status, seconds) => {
    const jobId = jobAt(at, seconds, {
      ...(status === 'Queuing' ? starved(at) : {}),
      envs: { PAI_SIM_RUN_SECONDS: '60' },
    });
    const answer = await at.session.call('get_web_terminal', { job_id: jobId });
    expectRefused(at, answer, 'R30');
    expect(answer.text).toContain(`is ${status}`);
    expect(at.session.asked).toEqual([]);
  });

  it('is not told to be waited for where the job will not run by itself, as stop_job is not', async () => {
    const jobId = jobAt(at, 1800, { envs: { PAI_SIM_SCENARIO: 'image_pull_backoff' } });
    const answer = await at.session.call('get_web_terminal', { job_id: jobId });
    expectRefused(at, answer, 'R30');
    expect(answer.text).toContain('as it stands it will not run by itself');
    expect(answer.text).toContain('diagnose_job');
    expect(answer.text).not.toContain('wait_for_job');
    expect((await at.session.call('stop_job', { job_id: jobId })).text).toContain('will not run by itself');
  });

  it('is refused for a pod the job does not have', async () => {
    const jobId = jobAt(at, 300);
    const answer = await at.session.call('get_web_terminal', { job_id: jobId, pod_id: `${jobId}-worker-9` });
    expectRefused(at, answer, 'R30');
  });

  it.each([
    [{}, 'false'],
    [{ shared: false }, 'false'],
    [{ shared: true }, 'true'],
  ])('is allowed for a running job with %j, and shared only then', async (more, IsShared) => {
    const jobId = jobAt(at, 300);
    const { data, text } = await ok(at, 'get_web_terminal', { job_id: jobId, ...more });
    const entry = onlyWrite(at.cloud, 'GetWebTerminal');
    expect(entry.path).toBe(`/api/v1/jobs/${jobId}/pods/${jobId}-master-0/webterminal`);
    expect(entry.query).toMatchObject({ IsShared });
    expect(data.url).toMatch(/^wss:/);
    expect(text).toMatch(/within 30 s[\s\S]*wscat -c LINK[\s\S]*"operation":"stdin"/);
    expect(text).toContain(`workspaceId=${at.finds.workspace_id}#/dlc/jobs/${jobId}/overview`);
    expect(at.session.asked[0]).toContain(IsShared === 'true' ? 'without a login' : 'asks for an Alibaba Cloud login');
  });
});

describe.each(ERAS)('R31 get_token on the %s era', (era) => {
  describe('with a yes', () => {
    const at = yesses[era];

    it.each([undefined, 59, 0, -1, 86_401, 604_800, 90.5, '1h'])(
      'refuses a lifetime of %j, and sends nothing',
      async (expire_seconds) => {
        const jobId = jobAt(at, 0);
        const answer = await at.session.call('get_token', { job_id: jobId, expire_seconds });
        expectRefused(at, answer, undefined, { kind: 'invalid_input', silent: true });
      },
    );

    it.each([
      [60, '60', '1 min'],
      [900, '900', '15 min'],
      ['900', '900', '15 min'],
      [86_400, '86400', '1 d'],
    ])('asks for %j and sends %s', async (expire_seconds, ExpireTime, words) => {
      const jobId = jobAt(at, 0);
      const { data, text } = await ok(at, 'get_token', { job_id: jobId, expire_seconds });
      expect(text).toMatch(/parameter Token .*GetJobMetrics/);
      expect(at.session.asked[0]).toContain(words);
      expect(onlyWrite(at.cloud, 'GetToken').query).toEqual({ TargetType: 'job', TargetId: jobId, ExpireTime });
      const claims = JSON.parse(Buffer.from(String(data.token).split('.')[1] ?? '', 'base64url').toString());
      expect(claims.exp - claims.iat).toBe(Number(ExpireTime));
      expect(claims).not.toHaveProperty('settings');
    });

    it('says what a token is asked to open besides, and sends that alone', async () => {
      const job_id = jobAt(at, 0);
      const asks = { job_id, expire_seconds: 60, token_settings: { enable_log_download_job: true } };
      const { data } = await ok(at, 'get_token', asks);
      expect(at.session.asked[0]).toContain('the logs of the job can be downloaded');
      expect(at.session.asked[0]).not.toContain('other accounts');
      const { query } = onlyWrite(at.cloud, 'GetToken');
      expect(query).toMatchObject({ 'TokenSettings.EnableLogDownloadJob': 'true' });
      expect(Object.keys(query ?? {})).not.toContain('TokenSettings.EnableCrossAccountAccess');
      const claims = JSON.parse(Buffer.from(String(data.token).split('.')[1] ?? '', 'base64url').toString());
      expect(claims.settings).toEqual({ EnableLogDownloadJob: 'true' });
    });
  });

  describe('without one', () => {
    const at = bench({ era, person: no, args: ['--confirm-create', 'never'] });

    it('hands out neither token nor terminal', async () => {
      const jobId = jobAt(at, 300);
      for (const tool of ['get_token', 'get_web_terminal'])
        expectRefused(
          at,
          await at.session.call(tool, { job_id: jobId, ...(tool === 'get_token' ? { expire_seconds: 900 } : {}) }),
          undefined,
          { kind: 'declined' },
        );
      expect(at.session.asked).toHaveLength(2);
      expect(writes(at.cloud)).toEqual([]);
    });
  });
});
