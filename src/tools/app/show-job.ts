import * as z from 'zod';
import { nextSteps } from '../../advice/next-steps.ts';
import { RESTART_WORDS } from '../../diagnosis/remedy.ts';
import { quoted } from '../../domain/brief.ts';
import { statusFacts } from '../../domain/job-status.ts';
import { shownLinesOf } from '../../shaping/shown.ts';
import { attempt } from '../kit/attempt.ts';
import { fenced } from '../kit/cloud-lines.ts';
import { consoleLine } from '../kit/console-url.ts';
import { jobId } from '../kit/fields.ts';
import { defineTool } from '../tool.ts';
import { actionsOf, type DiagnosisPart, diagnosisPart, type JobPart, jobPart, lacksOf, partOf } from './page-parts.ts';

const MOST_EVIDENCE = 5;

function headline(job: JobPart): string {
  const spans = [
    job.run_time === undefined ? [] : [`ran ${job.run_time}`],
    job.queue_time === undefined ? [] : [`waited ${job.queue_time}`],
    job.cost === undefined ? [] : [`cost so far ${job.cost}`],
  ].flat();
  const said = spans.length === 0 ? '' : `: ${spans.join(', ')}`;
  return `${job.job_id} ${quoted(job.display_name, 256)} (${job.job_type}) is ${job.status}${said}.`;
}

function podsLine({ pod_count, pod_statuses, pods }: JobPart): string {
  if (pod_count === 0) return 'Pods: none yet, or none any more.';
  const counted = new Map<string, number>();
  for (const { status } of pods) counted.set(status, (counted.get(status) ?? 0) + 1);
  const statuses = Object.entries(pod_statuses ?? Object.fromEntries(counted));
  return `Pods: ${pod_count}, ${statuses.map(([status, of]) => `${of} ${status}`).join(', ')}.`;
}

const taskLine = ({ role, pods, resource, image }: JobPart['tasks'][number]): string =>
  `Task: ${role} x ${pods}${resource ? `, ${resource} each` : ''}${image ? `, image ${image}` : ''}`;

function diagnosisLines({ category, confidence, summary, remedy, evidence }: DiagnosisPart): string[] {
  const restart = remedy ? ` Restart: ${RESTART_WORDS[remedy.restart]}.` : '';
  return [
    `Diagnosis: ${category}, evidence ${confidence}. ${summary}${restart}`,
    ...fenced(
      'evidence',
      evidence.slice(0, MOST_EVIDENCE).flatMap((each) => shownLinesOf(each.text)),
    ),
  ];
}

export const showJob = defineTool({
  name: 'show_job',
  title: 'Show a job',
  description:
    'Opens the page of a job for the user: status, curves, pods, events, log, diagnosis, cost. Where no page can be shown, the answer says the same in short.',
  inChinese: '打开任务页面',
  toolset: 'app',
  app: 'job',
  effect: 'read',
  scope: 'region',
  actions: actionsOf(jobPart.tool, diagnosisPart.tool),
  input: z.strictObject({ job_id: jobId }),
  output: z.object({ job: jobPart.shape, diagnosis: diagnosisPart.shape.optional(), lacks: z.string().optional() }),
  foreign: ['job.reason', 'job.detail.command', 'diagnosis.evidence[].text'],
  check: null,
  async run(ctx, { job_id }) {
    const job = await partOf(ctx, jobPart, { job_id });
    const { phase } = statusFacts(job.status);
    if (phase === 'terminal' && job.status !== 'Failed') return { job };
    const found = await attempt(() => partOf(ctx, diagnosisPart, { job_id }));
    return 'cause' in found ? { job, lacks: lacksOf(found.cause) } : { job, diagnosis: found.answer };
  },
  render: ({ job, diagnosis, lacks }) =>
    [
      headline(job),
      ...(job.reason_code ? [`Reason: ${job.reason_code}`] : []),
      ...fenced('reason message', job.reason ? shownLinesOf(job.reason) : []),
      ...(diagnosis ? diagnosisLines(diagnosis) : []),
      ...(lacks ? [`Diagnosis: not made, ${lacks}`] : []),
      `Times: ${Object.entries(job.times)
        .map(([name, at]) => `${name}=${at}`)
        .join(' ')}`,
      ...job.tasks.map(taskLine),
      podsLine(job),
      ...consoleLine(job.console_url),
    ].join('\n'),
  next: ({ job, diagnosis }, _input, offers) => {
    const pod = diagnosis?.evidence.find((each) => each.pod)?.pod ?? job.pods[0]?.pod_id;
    const steps = nextSteps(job.status, job.job_id, pod, offers);
    return diagnosis === undefined ? steps : steps.filter((step) => !step.startsWith('diagnose_job'));
  },
});
