import * as z from 'zod';
import { ifOffered } from '../../../advice/offered.ts';
import { Fault } from '../../../domain/fault.ts';
import { cloudClock } from '../../../jobs/job.ts';
import { podIdOf, podIdsOf } from '../../../jobs/pods.ts';
import {
  type CloudWindow,
  cloudWindow,
  endTime,
  foreignTexts,
  instant,
  jobId,
  podId,
  podUid,
} from '../../kit/fields.ts';
import { compilePattern, MOST_PATTERN } from '../../kit/pattern.ts';
import { epochSecond, oldestOf } from '../../kit/pod-log/bounds.ts';
import { readJob } from '../../kit/read-job.ts';
import { defineTool } from '../../tool.ts';
import { type Cursor, type Direction, MOST_PAGED, MOST_PODS, readCursor } from './cursor.ts';
import type { Query } from './hits.ts';
import { type Reading, readLogs } from './read-logs.ts';
import { nameInJob, podsFound, renderLogs } from './render.ts';
import { chooseTargets, type LeftOut, NONE_LEFT_OUT, targetsOfCursor } from './targets.ts';
import { earlierInstances, instanceView, type PodView, podView, viewLogs } from './view.ts';

/** What an answer shows at most, in bytes; a search leaves room for the notes between what it found (R11). */
const MOST_BYTES = 32 * 1024;
const MOST_BYTES_FOUND = 30 * 1024;
/** Lines around a match, where the call says nothing. */
const CONTEXT = 2;

/** @throws Fault `invalid_input` where a call with a cursor asks for another window than the cursor is of */
function sameWindow(cursor: Cursor, { from, to }: CloudWindow): void {
  const other =
    (from !== undefined && epochSecond(from) !== cursor.from) || (to !== undefined && epochSecond(to) !== cursor.to);
  if (other)
    throw new Fault({
      kind: 'invalid_input',
      message: 'start_time or end_time differs from the window that the cursor is of.',
      fix: 'Leave them out with a cursor, or call without cursor for another window.',
    });
}

async function queryOf(input: {
  pattern?: string | undefined;
  level?: 'error' | undefined;
  context: number;
}): Promise<Query | undefined> {
  if (input.pattern === undefined && input.level === undefined) return undefined;
  const matches = input.pattern === undefined ? undefined : await compilePattern('pattern', input.pattern);
  return { errors: input.level === 'error', matches, context: input.context };
}

/** Why an answer has no lines, as far as it is known. */
const empty = z.enum(['no_pods', 'no_failed_pod', 'not_started', 'nothing_found', 'nothing_written']);
type Empty = z.output<typeof empty>;

function whyEmpty(status: string, searched: boolean): Empty {
  const waits = /^(?:Creating|Queuing|Bidding|EnvPreparing|SanityChecking)$/.test(status);
  if (waits) return 'not_started';
  return searched ? 'nothing_found' : 'nothing_written';
}

/** What an answer without lines most likely means. */
function emptyWords(why: Empty, status: string, pods: number, windowGiven: boolean): string {
  const window = windowGiven ? 'nothing was written in this window; widen start_time and end_time. ' : '';
  return {
    no_pods: `The job has no pods (${status}), so there is no log.`,
    no_failed_pod: `No pod has failed (${pods} pods, job ${status}).`,
    not_started: `Empty: the job is ${status}: the program has not started.`,
    nothing_found: 'Empty: nothing in it looks like this.',
    nothing_written: `Empty: ${window}A container that never started writes nothing.`,
  }[why];
}

/** Whether a pattern has letters and does not ignore their case, so that another spelling may be what is looked for. */
const distinguishesCase = (pattern: string): boolean =>
  pattern.toLowerCase() !== pattern.toUpperCase() && !/\(\?[a-z]*i/.test(pattern);

/** What to do about an answer without lines. */
function emptySteps(why: Empty, job_id: string, pods: readonly PodView[], pattern: string | undefined): string[] {
  const events = `get_pod_events job_id=${job_id} pod_id=${pods[0]?.pod_id}`;
  return {
    no_pods: [`get_job_events job_id=${job_id}.`],
    no_failed_pod: ['call without pods, or pods=["all"].'],
    not_started: [`diagnose_job job_id=${job_id} says what it waits for.`, `${events} shows what was tried.`],
    nothing_found: pattern && distinguishesCase(pattern) ? ['the same pattern behind (?i): it ignores case.'] : [],
    nothing_written: [`${events}.`],
  }[why];
}

/** How the pods are read that one call leaves out: it shows a line of each at least, and reads no more than it may. */
function unreadSteps(job_id: string, read: number, { count, first }: LeftOut, max_lines: number): string[] {
  const all = read + count;
  if (max_lines < MOST_PODS)
    return [
      all <= MOST_PODS
        ? `max_lines=${all} for all ${all} pods.`
        : `max_lines=${MOST_PODS} for ${MOST_PODS} of the ${all} pods.`,
    ];
  const names = JSON.stringify(first.map((id) => nameInJob(id, job_id)));
  return [`pods=${names} for ${count > first.length ? 'the first of ' : ''}those left out.`];
}

/** What a cursor leads to. */
const beyond = (way: Direction, pods: readonly PodView[]): string =>
  pods.some(({ unsearched }) => unsearched === way)
    ? `, with the same arguments, searches on in the ${way} lines.`
    : ` for ${way} lines.`;

/** What leads to lines that this answer has not: of the pods that a search found, or of all. */
function podSteps(job_id: string, pods: readonly PodView[]): string[] {
  const found = podsFound(pods).slice(0, MOST_PAGED);
  if (found.length > 0)
    return [`pods=${JSON.stringify(found.map(({ pod_id }) => nameInJob(pod_id, job_id)))} for what stands around it.`];
  return pods.length > MOST_PAGED && pods.some(({ whole }) => !whole)
    ? [`pods with up to ${MOST_PAGED} of them, or end_time, for older lines.`]
    : [];
}

export const logsOutput = z.object({
  job_id: z.string(),
  pods: z.array(podView),
  order: z.enum(['time', 'pod']).optional(),
  lines: foreignTexts,
  left_out: z.string().optional(),
  unread_pods: z.object({ count: z.int(), first: z.array(z.string()).readonly() }).optional(),
  earlier_instances: z.array(instanceView).optional(),
  older: z.string().optional(),
  newer: z.string().optional(),
  empty: empty.optional(),
  note: z.string().optional(),
});

export const getPodLogs = defineTool({
  name: 'get_pod_logs',
  title: 'Get pod logs',
  description: `Newest log lines (stdout, stderr) of one pod or several; without pod_id and pods of the pod that failed first, else the leader. cursor pages, pattern and level search.${ifOffered(' For failures read get_job_events first.')}`,
  inChinese: '查看日志',
  toolset: 'logs',
  core: true,
  effect: 'read',
  scope: 'region',
  actions: ['GetPodLogs', 'GetJob'],
  input: z.strictObject({
    job_id: jobId,
    pod_id: podId.optional(),
    pods: z
      .array(podId)
      .min(1)
      .optional()
      .describe(`Pod ids, or ["failed"] or ["all"]; merged by time, ${MOST_PODS} a call`),
    pod_uid: podUid.optional().describe('Earlier instance of a restarted pod'),
    max_lines: z.int().min(1).max(1000).default(100),
    start_time: instant.optional(),
    end_time: endTime,
    cursor: z.string().trim().optional().describe('older or newer of an answer; repeat the other arguments'),
    pattern: z.string().min(1).max(MOST_PATTERN).optional().describe('RE2 regex; only matching lines'),
    level: z.enum(['error']).optional().describe('Only what looks like an error, tracebacks whole'),
    context: z.int().min(0).max(20).optional().describe('Lines around each match; default 2, of many pods 0'),
  }),
  output: logsOutput.meta({ advertised: logsOutput.omit({ unread_pods: true }) }),
  foreign: ['lines'],
  check: null,
  async run(ctx, input) {
    const { job_id, max_lines } = input;
    const window = cloudWindow(input);
    // Before anything is read: a pattern can be none.
    const looked = await queryOf({ ...input, context: CONTEXT });
    const cursor = input.cursor === undefined ? undefined : readCursor(job_id, input.cursor);
    if (cursor) sameWindow(cursor, window);
    const job = await readJob(ctx, job_id);
    const { status, pods, times } = job;
    const asked = {
      pod_id: podIdOf(job_id, input.pod_id, pods),
      pod_uid: input.pod_uid,
      pods: input.pods && podIdsOf(job_id, input.pods, pods),
    };
    const most = Math.min(MOST_PODS, max_lines);
    const { targets, leftOut } = cursor
      ? { targets: targetsOfCursor(cursor, asked, pods), leftOut: NONE_LEFT_OUT }
      : chooseTargets(asked, pods, most);
    const without = (why: Empty, windowGiven = false) => ({
      empty: why,
      note: emptyWords(why, status, pods.length, windowGiven),
    });
    if (targets.length === 0)
      return { job_id, pods: [], lines: [], ...without(pods.length === 0 ? 'no_pods' : 'no_failed_pod') };
    const context = input.context ?? (targets.length > MOST_PAGED ? 0 : CONTEXT);
    const query = looked && { ...looked, context };
    const now = Math.floor(cloudClock(job, ctx.now()).getTime() / 1000);
    const from = cursor ? cursor.from : epochSecond(window.from);
    const reading: Reading = {
      job_id,
      now,
      oldest: oldestOf(times.created, from, now),
      from,
      to: cursor ? cursor.to : epochSecond(window.to),
      cursor,
      query,
      max_lines,
      max_bytes: query === undefined ? MOST_BYTES : MOST_BYTES_FOUND,
    };
    const view = viewLogs(await readLogs(ctx, reading, targets), reading, leftOut);
    const earlier = earlierInstances(pods, targets);
    const windowGiven = reading.from !== undefined || reading.to !== undefined;
    const rest = view.older !== undefined || view.pods.some(({ unsearched }) => unsearched !== undefined);
    const nothing = view.lines.length === 0 && cursor === undefined && !rest;
    return {
      job_id,
      ...view,
      ...(earlier.length > 0 ? { earlier_instances: earlier } : {}),
      ...(nothing ? without(whyEmpty(status, query !== undefined), windowGiven) : {}),
    };
  },
  render: renderLogs,
  next: ({ job_id, pods, unread_pods, older, newer, empty: why }, { pattern, max_lines }) => [
    ...(why === undefined ? [] : emptySteps(why, job_id, pods, pattern)),
    ...(unread_pods === undefined ? [] : unreadSteps(job_id, pods.length, unread_pods, max_lines)),
    ...(older === undefined ? [] : [`cursor=${older}${beyond('older', pods)}`]),
    ...podSteps(job_id, pods),
    ...(newer === undefined ? [] : [`cursor=${newer}${beyond('newer', pods)}`]),
  ],
});
