import pTimeout from 'p-timeout';
import * as z from 'zod';
import { nextSteps } from '../../../advice/next-steps.ts';
import { ifOffered } from '../../../advice/offered.ts';
import { Fault } from '../../../domain/fault.ts';
import { statusFacts } from '../../../domain/job-status.ts';
import { JOB_STATUSES } from '../../../domain/lists.ts';
import { durationWords } from '../../../shaping/times.ts';
import { fenced } from '../../kit/cloud-lines.ts';
import { cloudTime, foreignTexts, instant, jobId, shapeless } from '../../kit/fields.ts';
import { compilePattern, MOST_PATTERN } from '../../kit/pattern.ts';
import { defineTool, type ToolContext } from '../../tool.ts';
import { isOpen, type Passed, STANDINGS, waitPauses } from './judge.ts';
import { Watch } from './watch.ts';

/** Seconds. A client that gets no progress messages gives up a call after a minute. */
const MOST_SECONDS_SILENT = 45;

/** Milliseconds that a look has even where the time of the wait is over, and of them what is left for its last read. */
const LEAST_LOOK_MS = 5_000;
const ANSWER_MS = 1_000;

/** How long a wait lasts that no call has to hold open. */
const DAY_SECONDS = 86_400;

const input = z.strictObject({
  job_ids: z.array(jobId).min(1).max(20),
  until: z.enum(['all', 'any']).default('all'),
  statuses: z.array(z.enum(JOB_STATUSES)).min(1).optional().describe('Default: finished'),
  log_pattern: z.string().min(1).max(MOST_PATTERN).optional().describe('RE2, on the lines of the telling pod; one job'),
  log_since: instant.optional(),
  timeout_seconds: z.int().min(1).max(600).default(25).describe('Above 45 only with a progress token'),
});

type Input = z.output<typeof input>;

const text = z.string();
const row = shapeless({
  job_id: text,
  standing: z.enum(STANDINGS),
  status: text,
  seen: z.array(text),
  was: text.optional(),
});
const match = shapeless({ pod_id: text, lines: foreignTexts });

/** @throws Fault `invalid_input` for a pattern with several jobs */
async function watchOf(ctx: ToolContext, ask: Input): Promise<Watch> {
  const jobIds = [...new Set(ask.job_ids)];
  if (ask.log_pattern !== undefined && jobIds.length > 1)
    throw new Fault({
      kind: 'invalid_input',
      message: `log_pattern watches the log of one job, and job_ids has ${jobIds.length}.`,
      fix: 'Pass one job id with log_pattern, or wait for the statuses of several.',
    });
  const goal = {
    jobIds,
    until: ask.until,
    statuses: ask.statuses,
    matches: ask.log_pattern === undefined ? undefined : await compilePattern('log_pattern', ask.log_pattern),
    logSince: cloudTime('log_since', ask.log_since),
  };
  return new Watch(ctx, goal, ctx.look?.seen);
}

/**
 * Ends a look when its time is over, so that a cloud that hangs does not hold the call. Resolves to `false` where it
 * was late.
 */
const within = (ms: number, look: () => Promise<void>): Promise<boolean> =>
  pTimeout(
    look().then(() => true),
    { milliseconds: ms, fallback: () => false },
  );

/** When it was in a wanted status that it has left: `Running from A to B`. */
const wasWords = (passed: Passed | undefined): string | undefined =>
  passed &&
  [passed.status, passed.start && `from ${passed.start}`, passed.end && `to ${passed.end}`].filter(Boolean).join(' ');

/** Looks until the wait is decided or its time is over. */
async function follow(ctx: ToolContext, watch: Watch, seconds: number): Promise<void> {
  const started = performance.now();
  const left = () => seconds * 1000 - (performance.now() - started);
  const pauses = waitPauses(seconds);
  let waited = 0;
  // A log that is not searched to its end is read on without a pause.
  for (let pause: number | undefined = 0; pause !== undefined; pause = watch.isBehind ? 0 : pauses.next().value) {
    if (pause > 0) await ctx.sleep(pause);
    waited += pause / 1000;
    const ms = Math.max(left(), LEAST_LOOK_MS);
    const looked = await within(ms, async () => {
      const changes = await watch.look(ms - ANSWER_MS);
      const same = `no change: ${watch.jobs.map(({ status }) => status ?? 'not read yet').join(', ')}`;
      await ctx.progress(changes.length > 0 ? changes.join('; ') : same, waited, seconds);
    });
    if (!looked) watch.failedLooks++;
    // Where a log is read on, nothing is won by a look that has no time for it.
    if (!looked || watch.outcome() !== 'waiting' || left() <= (watch.isBehind ? LEAST_LOOK_MS : 0)) return;
  }
}

function headline(outcome: string, ask: Input, spent: string, over: boolean): string {
  const goal = [
    ...(ask.log_pattern === undefined ? [] : ['the pattern in its log']),
    ...(ask.statuses === undefined ? [] : [ask.statuses.join(' or ')]),
  ].join(' or ');
  if (outcome === 'reached') return `Reached after ${spent}.`;
  if (outcome === 'impossible') return `Not reached, and it cannot be any more (${goal || 'finished'}): see below.`;
  if (outcome === 'unknown') return `Not known, and it cannot be any more (${goal}): see below.`;
  const how = over ? ': the job is over, and its log is not searched through' : '; that is no failure of the job';
  return `Not yet after ${spent} (${goal || 'finished'})${how}.`;
}

export const waitForJob = defineTool({
  name: 'wait_for_job',
  title: 'Wait for jobs',
  description: `Waits until all (or any) jobs finish, reach one of statuses, or log log_pattern${ifOffered('; instead of repeated get_job')}. A timeout is no error: it says how to resume.`,
  inChinese: '等待任务完成',
  toolset: 'workflows',
  core: true,
  effect: 'read',
  scope: 'region',
  actions: ['GetJob', 'ListJobs', 'GetPodLogs'],
  input,
  output: z.object({
    outcome: z.enum(['reached', 'timeout', 'impossible', 'unknown']),
    waited_seconds: z.int(),
    jobs: z.array(row),
    match: match.optional(),
    /** Arguments with which a call goes on. */
    resume: shapeless(input.shape).optional(),
    notes: z.array(z.string()),
  }),
  foreign: ['match.lines'],
  check: null,
  async run(ctx, ask) {
    const { look } = ctx;
    const watch = await watchOf(ctx, ask);
    const capped = !look && !ctx.hasProgress && ask.timeout_seconds > MOST_SECONDS_SILENT;
    const seconds = capped ? MOST_SECONDS_SILENT : ask.timeout_seconds;
    const started = performance.now();
    await follow(ctx, watch, look ? 0 : seconds);
    watch.assertSomethingSeen();
    const outcome = watch.outcome();
    const pending = watch.jobs.filter(({ standing }) => isOpen(standing)).map(({ jobId }) => jobId);
    return {
      outcome: outcome === 'waiting' ? ('timeout' as const) : outcome,
      waited_seconds: Math.round((look ? Date.now() - look.since : performance.now() - started) / 1000),
      jobs: watch.jobs.map(({ jobId, status, seen, standing, passed }) => ({
        job_id: jobId,
        standing,
        status: status ?? (standing === 'not_found' ? 'not found' : 'not read'),
        seen,
        was: wasWords(passed),
      })),
      match: watch.match && { pod_id: watch.match.podId, lines: watch.match.lines },
      resume:
        outcome === 'waiting'
          ? { ...ask, job_ids: pending, ...(watch.since === undefined ? {} : { log_since: watch.since }) }
          : undefined,
      notes: [
        ...(capped && outcome === 'waiting'
          ? [`Waited at most ${MOST_SECONDS_SILENT} s: a longer call needs a progress token of the client.`]
          : []),
        ...watch.notes(),
      ],
    };
  },
  follow: {
    lasts: { parameter: 'timeout_seconds', seconds: DAY_SECONDS },
    way({ outcome, jobs, resume }) {
      if (outcome !== 'timeout') return undefined;
      const { log_since } = resume ?? {};
      return {
        says: jobs.map(({ job_id, status }) => `${job_id}: ${status}`).join(', '),
        seen: Object.fromEntries(jobs.map(({ job_id, status }) => [job_id, status])),
        args: log_since === undefined ? {} : { log_since },
      };
    },
  },
  render({ outcome, waited_seconds, jobs, match, notes }, ask) {
    const lines = jobs.map(({ job_id, status, seen, standing, was }) => {
      const path = seen.length > 1 ? ` (${seen.join(' -> ')})` : '';
      const why =
        standing === 'ended' ? ', so it will not get there' : standing === 'not_found' ? ', no such job here' : '';
      const unknown = standing === 'waiting' && !statusFacts(status).documented ? ', an unknown status: live' : '';
      return `${job_id} is ${status}${path}${was ? `; it was ${was}` : ''}${why}${unknown}.`;
    });
    return [
      headline(
        outcome,
        ask,
        durationWords(waited_seconds),
        jobs.some(({ standing }) => standing === 'searching'),
      ),
      ...lines,
      ...(match ? fenced(`log of ${match.pod_id}`, match.lines) : []),
      ...notes.map((note) => `Note: ${note}`),
    ].join('\n');
  },
  next({ jobs, match, resume }, _ask, offers) {
    if (resume) return [`wait_for_job ${JSON.stringify(resume)} goes on.`];
    const over = jobs.find(({ standing }) => !isOpen(standing) && standing !== 'not_found');
    return over && !match ? nextSteps(over.status, over.job_id, undefined, offers) : [];
  },
});
