import * as z from 'zod';
import { nextSteps } from '../../advice/next-steps.ts';
import { statusFacts } from '../../domain/job-status.ts';
import { jobDetail, jobView } from '../../jobs/job-view.ts';
import { tellingPod } from '../../jobs/pods.ts';
import { exitWords } from '../../jobs/reason.ts';
import { record } from '../../jobs/wire.ts';
import { table } from '../../shaping/table.ts';
import { fenced } from '../kit/cloud-lines.ts';
import { consoleUrl } from '../kit/console-url.ts';
import { jobId, looseRows } from '../kit/fields.ts';
import { defineTool } from '../tool.ts';

const text = z.string();
const opt = text.optional();
const map = z.record(text, text);

const output = z.object({
  job_id: text,
  display_name: text,
  job_type: text,
  status: text,
  sub_status: opt,
  workspace_id: opt,
  reason_code: opt,
  reason: opt,
  failures: looseRows.optional(),
  times: map,
  queue_time: opt,
  run_time: opt,
  priority: z.number().optional(),
  resource_id: opt,
  tasks: z.array(z.object({ role: text, pods: z.number(), resource: opt, image: opt })),
  pod_count: z.number(),
  pods: z.array(map),
  data_sources: z.array(map),
  code_source: map.optional(),
  restarts: opt,
  max_running_minutes: z.number().optional(),
  tags: map.optional(),
  left_out: opt,
  console_url: text,
  detail: z.record(text, z.unknown()).optional(),
});

const failures = z.array(z.object({ pods: z.array(text), exit_code: z.number().optional(), time: opt }));

const details = z.object({
  command: opt,
  envs: map.optional(),
  settings: map.optional(),
  status_history: z.array(map),
  history_pods: z.array(map),
});

type Output = z.output<typeof output>;

const defined = (value: object): Record<string, string> =>
  Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

const pairs = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');

function headline(job: Output): string {
  const sub = job.sub_status && job.sub_status !== job.status ? ` (${job.sub_status})` : '';
  const spans = [
    job.run_time === undefined ? undefined : `ran ${job.run_time}`,
    job.queue_time === undefined ? undefined : `waited ${job.queue_time}`,
  ].filter((span) => span !== undefined);
  return `${job.job_id} "${job.display_name}" (${job.job_type}) is ${job.status}${sub}${spans.length ? `: ${spans.join(', ')}` : ''}.`;
}

function reasonLines({ reason_code, reason, failures: rows = [] }: Output): string[] {
  const code = reason_code ? [`Reason: ${reason_code}`] : [];
  const failed = failures
    .parse(rows)
    .map(
      ({ pods, exit_code, time }) =>
        `Failed: ${pods.join(', ') || 'a pod'}${exit_code === undefined ? '' : `, exit code ${exitWords(exit_code)}`}${time ? `, at ${time}` : ''}`,
    );
  return [...code, ...failed, ...fenced('reason message', reason?.split('\n') ?? [])];
}

const comesNext = (status: string): string[] => {
  const { phase, next } = statusFacts(status);
  return phase === 'terminal' ? [] : [`Normally next: ${next}.`];
};

const taskLine = ({ role, pods, resource, image }: Output['tasks'][number]): string =>
  `Task: ${role} x ${pods}${resource ? `, ${resource} each` : ''}${image ? `, image ${image}` : ''}`;

function podLines({ pods, pod_count }: Output): string[] {
  if (pod_count === 0) return ['Pods: none yet, or none any more.'];
  const more = pod_count > pods.length ? [`${pods.length} of ${pod_count} pods shown.`] : [];
  const rows = pods.map((pod) =>
    [pod.pod_id, pod.status, pod.node, pod.ip, pod.started, pod.finished].map((cell) => cell ?? ''),
  );
  return [table(['pod', 'status', 'node', 'ip', 'started', 'finished'], rows), ...more];
}

function settingLines(job: Output): string[] {
  const line = (name: string, value: string | undefined): string[] => (value ? [`${name}: ${value}`] : []);
  return [
    ...line('Quota', job.resource_id && `${job.resource_id}${job.priority ? `, priority ${job.priority}` : ''}`),
    ...job.data_sources.map((source) => `Data: ${pairs(source)}`),
    ...line('Code', job.code_source && pairs(job.code_source)),
    ...line('Restarts', job.restarts),
    ...line('Stops after', job.max_running_minutes ? `${job.max_running_minutes} min` : undefined),
    ...line('Tags', job.tags && pairs(job.tags)),
  ];
}

function detailLines({ detail }: Output): string[] {
  if (detail === undefined) return [];
  const job = details.parse(detail);
  const line = (name: string, values: Record<string, string> | undefined): string[] =>
    values ? [`${name}: ${pairs(values)}`] : [];
  return [
    ...fenced('command', job.command?.split('\n') ?? []),
    ...line('Envs (values masked)', job.envs),
    ...line('Settings', job.settings),
    ...job.status_history.map((step) => `History: ${pairs(step)}`),
    ...job.history_pods.map((pod) => `Earlier pod: ${pairs(pod)}`),
  ];
}

export const getJob = defineTool({
  name: 'get_job',
  title: 'Get a job',
  description:
    'One job: status and why, times, tasks, pods, data. detail adds command, envs (values masked), settings, history and earlier pods.',
  inChinese: '任务状态、详情',
  alwaysLoad: true,
  toolset: 'jobs',
  effect: 'read',
  scope: 'region',
  actions: ['GetJob'],
  input: z.strictObject({ job_id: jobId, detail: z.boolean().default(false) }),
  output,
  foreign: ['reason', 'detail.command'],
  check: null,
  async run(ctx, { job_id, detail }) {
    // Which fields NeedDetail=false drops is not documented, and pods may be among them.
    const job = record(await ctx.call('GetJob', { JobId: job_id, NeedDetail: true }));
    const view = jobView(job, ctx.now());
    const more = detail ? jobDetail(job, ctx.operator.showEnvs) : undefined;
    return {
      ...view,
      job_id,
      pods: view.pods.map(defined),
      detail: more && { ...more, history_pods: more.history_pods.map(defined) },
      console_url: consoleUrl(ctx.region, view.workspace_id, job_id),
    };
  },
  render: (job) =>
    [
      headline(job),
      ...comesNext(job.status),
      ...reasonLines(job),
      `Times: ${pairs(job.times) || 'none yet'}`,
      ...job.tasks.map(taskLine),
      ...settingLines(job),
      ...podLines(job),
      ...detailLines(job),
      ...(job.left_out === undefined ? [] : [`Left out: ${job.left_out}.`]),
      `Console: ${job.console_url}`,
    ].join('\n'),
  next(job, _input, offers) {
    const pods = job.pods.map((pod) => ({ ...pod, pod_id: pod.pod_id ?? '', status: pod.status ?? '' }));
    return nextSteps(job.status, job.job_id, tellingPod(pods)?.pod.pod_id, offers);
  },
});
