import { count } from '../../../domain/count.ts';
import type { Shown } from '../../../domain/shown.ts';
import { fenced } from '../../kit/cloud-lines.ts';
import { cloudWindow } from '../../kit/fields.ts';
import type { InstanceView, PodView } from './view.ts';

interface Answer {
  job_id: string;
  pods: PodView[];
  order?: 'time' | 'pod' | undefined;
  lines: Shown[];
  left_out?: string | undefined;
  earlier_instances?: InstanceView[] | undefined;
  older?: string | undefined;
  newer?: string | undefined;
  note?: string | undefined;
}

interface Asked {
  cursor?: string | undefined;
  pattern?: string | undefined;
  level?: 'error' | undefined;
  start_time?: string | undefined;
  end_time?: string | undefined;
}

const MOST_NAMED = 3;

/** Which lines these are, such as `newest 100 of 640 lines`. */
function extent(pod: PodView, { cursor, pattern, level }: Asked): string {
  const of = `${pod.of}${pod.whole ? '' : '+'}`;
  const since = pod.since === undefined ? '' : `, since ${pod.since}`;
  const way = cursor?.split('~')[0];
  if (pod.found !== undefined) {
    const what = level === undefined ? 'matching line' : pattern === undefined ? 'error' : 'matching error';
    const where = pod.whole ? ', the whole log' : way === undefined ? ', the end of the log' : '';
    return `${count(pod.found, what)} in ${count(pod.of, 'line')} read${where}${since}`;
  }
  if (way !== undefined)
    return `${count(pod.lines, 'line')} ${way === 'older' ? 'before' : 'behind'} the cursor${since}`;
  if (pod.lines === pod.of && pod.whole) return `all ${count(pod.lines, 'line')}${since}`;
  return `newest ${pod.lines} of ${of} lines${since}`;
}

const about = ({ chosen, status, earlier_instance }: PodView): string => {
  const parts = [chosen, earlier_instance ? 'earlier instance' : undefined, status].filter(Boolean);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
};

function head(pods: readonly PodView[], answer: Answer, asked: Asked): string[] {
  const { from, to } = cloudWindow(asked);
  const window = from || to ? ` Window ${from ?? 'start'} to ${to ?? 'now'}.` : '';
  const [only] = pods;
  if (pods.length === 1 && only !== undefined)
    return [`${only.pod_id}${about(only)}: ${extent(only, asked)}.${window}`];
  const order =
    answer.order === 'time'
      ? 'merged by the times in the lines; one without a time follows the line before it'
      : 'pod by pod, as their lines have no times that can be compared';
  const legend = pods.map(
    (pod) =>
      `[${pod.tag}] ${pod.pod_id.replace(`${answer.job_id}-`, '')}${about(pod)}: ${pod.error ?? extent(pod, asked)}`,
  );
  return [`${pods.length} pods of ${answer.job_id}, ${order}.${window}`, legend.join('; ')];
}

function instances(rows: readonly InstanceView[], several: boolean): string {
  const named = rows.slice(0, MOST_NAMED).map(({ pod_id, pod_uid, status, finished }) => {
    const when = finished === undefined ? status : `${status}, ended ${finished}`;
    return `${several ? `${pod_id} ` : ''}pod_uid=${pod_uid} (${when})`;
  });
  const more = rows.length > MOST_NAMED ? ` and ${rows.length - MOST_NAMED} more` : '';
  return `Earlier instances: ${named.join(', ')}${more}.`;
}

/** Logs for a model: which lines of which pods, the fenced lines, what is missing. */
export function renderLogs(answer: Answer, asked: Asked): string {
  const { pods } = answer;
  if (pods.length === 0) return [answer.job_id, answer.note ?? ''].join('\n');
  const source = pods.length === 1 ? `log of ${pods[0]?.pod_id}` : `logs of ${pods.length} pods`;
  return [
    ...head(pods, answer, asked),
    ...fenced(source, answer.lines),
    ...(answer.note === undefined ? [] : [answer.note]),
    ...(answer.left_out === undefined ? [] : [`Left out: ${answer.left_out}.`]),
    ...(answer.earlier_instances === undefined ? [] : [instances(answer.earlier_instances, pods.length > 1)]),
  ].join('\n');
}
