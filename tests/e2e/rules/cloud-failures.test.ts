import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { NAMED } from '../../../evals/scorecard/hostile-cloud.ts';
import { operations } from '../../../src/api/operations.ts';
import { allTools } from '../../../src/tools/all.ts';
import { createJob } from '../../../src/tools/jobs/create-job.ts';
import type { Tool } from '../../../src/tools/tool.ts';
import { answer, refusal, reset, type Step } from '../../api/harness.ts';
import { soundCall } from '../../server/full-calls.ts';
import { ERAS, errorOf } from '../harness.ts';
import { JOB_ID, job, starter } from '../scripted.ts';

const start = starter();

const jobOf = (request: IncomingMessage): string => /\/jobs\/([^/?]+)/.exec(request.url ?? '')?.[1] ?? '';
const FLOW = 'Request was denied due to user flow control.';

/** Failures that pass, by the id of the job they happen to. */
const PASSING: Readonly<Record<string, Step>> = {
  dlcreset: reset,
  dlc500: refusal(500, 'InternalError', 'boom'),
  dlc503: refusal(503, 'ServiceUnavailable', 'busy'),
  dlc429: refusal(429, 'TooManyRequests', 'slow down'),
  dlcflow: refusal(400, 'Throttling.User', FLOW),
  dlcgateway: refusal(503, 'Throttling.Api', FLOW, {}, { 'x-acs-retry-after': '5' }),
};
const IDS = Object.keys(PASSING);

/** Fails as the job's id says, for so many requests per job and method; then answers. */
function failing(times: number, body: (id: string) => Record<string, unknown>) {
  const counts = new Map<string, number>();
  const step: Step = (response, request) => {
    const id = jobOf(request);
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    (count <= times ? (PASSING[id] ?? reset) : answer(200, body(id)))(response, request);
  };
  return { step, counts };
}

describe('R21 a failure that may pass', () => {
  it('is tried again at most twice for a read', async () => {
    const { step, counts } = failing(Number.POSITIVE_INFINITY, () => ({}));
    const { session } = await start({ GetJob: step });
    const answers = await Promise.all(IDS.map((job_id) => session.call('get_job', { job_id })));
    for (const failed of answers)
      expect(errorOf(failed), failed.text).toMatchObject({
        kind: expect.stringMatching(/unavailable|throttled/),
        fix: expect.stringMatching(/call again/i),
      });
    expect(Object.fromEntries(counts)).toEqual(Object.fromEntries(IDS.map((id) => [id, 3])));
  });

  it('does not show where the third try succeeds', async () => {
    const { step, counts } = failing(2, (JobId) => job({ JobId }));
    const { session } = await start({ GetJob: step });
    const answers = await Promise.all(IDS.map((job_id) => session.call('get_job', { job_id })));
    for (const { data, text } of answers) expect(data.status, text).toBe('Running');
    expect([...counts.values()]).toEqual(IDS.map(() => 3));
  });

  it('is never tried again for a write, and what may have happened is said to be unknown', async () => {
    const { step, counts } = failing(Number.POSITIVE_INFINITY, () => ({}));
    const { cloud, session } = await start({
      GetJob: (response, request) => answer(200, job({ JobId: jobOf(request) }))(response, request),
      UpdateJob: step,
      StopJob: step,
    });
    const kinds = async (tool: string, more: object) =>
      Object.fromEntries(
        await Promise.all(
          IDS.map(async (job_id) => [job_id, errorOf(await session.call(tool, { job_id, ...more })).kind]),
        ),
      );
    const expected = {
      dlcreset: 'unknown_outcome',
      dlc500: 'unknown_outcome',
      dlc503: 'unknown_outcome',
      dlc429: 'throttled',
      dlcflow: 'throttled',
      dlcgateway: 'throttled',
    };
    expect(await kinds('update_job', { description: 'new' })).toEqual(expected);
    expect(await kinds('stop_job', {})).toEqual(expected);
    expect([...counts.values()]).toEqual(IDS.map(() => 2));
    for (const action of ['UpdateJob', 'StopJob'])
      expect(cloud.seen().filter((seen) => seen === action)).toHaveLength(IDS.length);
  });

  it('says when to come back where the cloud asks for a longer wait, and does not come back before', async () => {
    const throttle = refusal(400, 'Throttling.User', FLOW, {}, { 'x-acs-retry-after': '60000' });
    const { cloud, session } = await start({ GetJob: throttle });
    const error = errorOf(await session.call('get_job', { job_id: JOB_ID }));
    expect(error).toMatchObject({ kind: 'throttled', fix: expect.stringContaining('Wait 60 s') });
    expect(cloud.seen()).toEqual(['GetJob']);
  });

  it('is told from one that does not pass, which is asked once', async () => {
    const { cloud, session } = await start({ GetJob: refusal(404, 'NotFound', 'no such job') });
    expect(errorOf(await session.call('get_job', { job_id: JOB_ID }))).toMatchObject({ kind: 'not_found' });
    expect(cloud.seen()).toEqual(['GetJob']);
  });
});

/** Where the small call of a tool reads several things at once: one that is refused at the first request. */
const SMALLEST: Readonly<Record<string, Record<string, unknown>>> = {
  create_jobs: { from_job: JOB_ID, variations: [{ envs: { LR: '1' } }] },
};
const argumentsOf = (tool: Tool): Record<string, unknown> => SMALLEST[tool.name] ?? soundCall(tool, NAMED);

describe('R23 a missing permission', () => {
  const DENIED = refusal(403, 'NoPermission', 'User not authorized to operate on the specified resource.');
  const everything = Object.fromEntries(Object.keys(operations).map((action) => [action, DENIED]));
  const ramOf = new Map(Object.values(operations).map(({ action, ram }) => [action as string, ram]));

  it('ends the call of every tool at the first refusal, which names the RAM action and the policy that is missing', async () => {
    const { cloud, session } = await start(everything);
    // A create reads several lists, and reads them again after the question.
    for (const tool of allTools.filter(({ name }) => name !== 'create_job')) {
      const { name } = tool;
      const before = cloud.seen().length;
      const denied = await session.call(name, argumentsOf(tool));
      const { text } = denied;
      expect(errorOf(denied).kind, `${name}: ${text}`).toBe('permission_denied');
      const seen = cloud.seen().slice(before);
      expect(seen, name).toHaveLength(1);
      const [official = '', skill = ''] = ramOf.get(seen[0] ?? '') ?? [];
      expect(text, name).toContain(`${official} (also written ${skill})`);
      const policy = { Version: '1', Statement: [{ Effect: 'Allow', Action: [official, skill], Resource: '*' }] };
      expect(text, name).toContain(JSON.stringify(policy));
      expect(text, name).toContain('Do not retry and do not try another route');
    }
  });

  it('ends a create without a second try', async () => {
    const { cloud, session } = await start(everything);
    const denied = await session.call('create_job', soundCall(createJob, NAMED));
    expect(errorOf(denied).kind, denied.text).toBe('permission_denied');
    expect(cloud.seen().filter((action) => action === 'CreateJob').length).toBeLessThanOrEqual(1);
  });

  it.each(ERAS)('of a write ends it after one request; with the permission it passes, on the %s era', async (era) => {
    const { cloud, session } = await start({ GetJob: answer(200, job()), StopJob: DENIED, UpdateJob: DENIED }, { era });
    for (const [tool, action, more] of [
      ['stop_job', 'StopJob', {}],
      ['update_job', 'UpdateJob', { accessibility: 'PUBLIC' }],
    ] as const) {
      const refused = await session.call(tool, { job_id: JOB_ID, ...more });
      expect(errorOf(refused).kind, refused.text).toBe('permission_denied');
      expect(cloud.seen().filter((seen) => seen === action)).toHaveLength(1);
      expect(cloud.seen().at(-1)).toBe(action);
    }
    const allowed = answer(200, { JobId: JOB_ID, RequestId: 'R' });
    cloud.set('StopJob', allowed);
    cloud.set('UpdateJob', allowed);
    for (const [tool, more] of [
      ['stop_job', {}],
      ['update_job', { accessibility: 'PUBLIC' }],
    ] as const)
      expect((await session.call(tool, { job_id: JOB_ID, ...more })).isError).toBe(false);
  });

  it('that an explicit Deny takes says so', async () => {
    const AccessDeniedDetail = { AuthAction: 'paidlc:GetJob', NoPermissionType: 'ExplicitDeny' };
    const { session } = await start({ GetJob: refusal(403, 'Forbidden.RAM', 'denied', { AccessDeniedDetail }) });
    const { text } = await session.call('get_job', { job_id: JOB_ID });
    expect(text).toContain('An explicit Deny covers it');
    expect(text).toContain('adding an Allow is not enough');
  });
});
