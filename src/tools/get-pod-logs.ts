import * as z from 'zod';
import { count, fenced, leftOut, shapeLog } from './shared/cloud-lines.ts';
import { cloudWindow, instant, jobId, podId, podUid } from './shared/fields.ts';
import { readPods, tellingPod } from './shared/pods.ts';
import { record, shown } from './shared/wire.ts';
import { defineTool, type ToolContext } from './tool.ts';

interface Target {
  pod_id?: string;
  /** Why this pod, and what is known of it. */
  chosen?: string;
  job_status?: string;
}

async function chooseTarget(ctx: ToolContext, job_id: string): Promise<Target> {
  const job = record(await ctx.call('GetJob', { JobId: job_id, NeedDetail: true }));
  const job_status = shown(job.Status, 40) ?? 'Unknown';
  const telling = tellingPod(readPods(job.Pods));
  if (telling === undefined) return { job_status };
  return { pod_id: telling.pod.pod_id, chosen: `${telling.why}, ${telling.pod.status}`, job_status };
}

/** What an empty log most likely means. */
function whyEmpty(job_status: string | undefined, windowGiven: boolean): string {
  if (job_status !== undefined && /^(Creating|Queuing|Bidding|EnvPreparing|SanityChecking)$/.test(job_status))
    return `the job is ${job_status}: the program has not started. Next: get_job_events.`;
  const window = windowGiven
    ? 'nothing was written in this window; widen start_time and end_time'
    : 'the cloud answers the last 7 days; for an older job pass start_time and end_time';
  return `${window}. A container that never started writes nothing either. Next: get_pod_events.`;
}

export const getPodLogs = defineTool({
  name: 'get_pod_logs',
  title: 'Get pod logs',
  description:
    'Newest log lines of one pod (stdout and stderr). Without pod_id: the failed pod, else the leader. For failures read get_job_events first.',
  toolset: 'logs',
  effect: 'read',
  scope: 'region',
  actions: ['GetPodLogs', 'GetJob'],
  input: z.strictObject({
    job_id: jobId,
    pod_id: podId.optional(),
    pod_uid: podUid.optional().describe('Earlier instance of a restarted pod'),
    max_lines: z.int().min(1).max(2000).default(100),
    start_time: instant.optional().describe('ISO 8601; default 7 days ago'),
    end_time: instant.optional(),
  }),
  output: z.object({
    job_id: z.string(),
    pod_id: z.string().optional(),
    chosen: z.string().optional(),
    lines: z.array(z.string()),
    omitted: z.int(),
    truncated_lines: z.int(),
    may_have_more: z.boolean(),
    note: z.string().optional(),
  }),
  check: null,
  async run(ctx, input) {
    const { job_id, max_lines } = input;
    const window = cloudWindow(input);
    const target: Target = input.pod_id === undefined ? await chooseTarget(ctx, job_id) : { pod_id: input.pod_id };
    const { pod_id, chosen, job_status } = target;
    if (pod_id === undefined)
      return {
        job_id,
        lines: [],
        omitted: 0,
        truncated_lines: 0,
        may_have_more: false,
        note: `The job has no pods (${job_status}), so there is no log. Next: get_job_events job_id=${job_id}.`,
      };
    const answer = record(
      await ctx.call('GetPodLogs', {
        JobId: job_id,
        PodId: pod_id,
        MaxLines: max_lines,
        ...(input.pod_uid ? { PodUid: input.pod_uid } : {}),
        ...window,
      }),
    );
    const { lines, omitted, truncatedLines } = shapeLog(answer.Logs, max_lines);
    return {
      job_id,
      pod_id,
      chosen,
      lines,
      omitted,
      truncated_lines: truncatedLines,
      may_have_more: omitted > 0 || (Array.isArray(answer.Logs) && answer.Logs.length >= max_lines),
      note: lines.length === 0 ? `Empty log: ${whyEmpty(job_status, Object.keys(window).length > 0)}` : undefined,
    };
  },
  render({ job_id, pod_id, chosen, lines, omitted, truncated_lines, may_have_more, note }, { max_lines, start_time }) {
    if (lines.length === 0)
      return [pod_id ? `${pod_id}${chosen ? ` (${chosen})` : ''}: no lines.` : job_id, note ?? ''].join('\n');
    const left = leftOut({ omitted, truncatedLines: truncated_lines }, 'line');
    const more =
      omitted > 0 || max_lines >= 2000
        ? 'end_time=<time of the first line shown> gets older lines; start_time narrows.'
        : `max_lines=${Math.min(2000, max_lines * 5)} gets older lines, or move end_time back.`;
    return [
      `${pod_id}${chosen ? ` (${chosen})` : ''}: newest ${count(lines.length, 'line')}${left ? `, ${left}` : ''}, ${start_time ? `from ${start_time}` : 'last 7 days'}.`,
      ...fenced(`log of ${pod_id}`, lines),
      ...(may_have_more ? [`Next: ${more}`] : []),
    ].join('\n');
  },
});
