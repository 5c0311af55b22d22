import { count } from '../../../domain/count.ts';
import type { Shown } from '../../../domain/shown.ts';
import { fenced } from '../../kit/cloud-lines.ts';
import { cloudWindow } from '../../kit/fields.ts';
import { type Direction, MOST_PAGED, wayOf } from './cursor.ts';
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
/** Pods of a search that are named as having what was looked for. */
const MOST_FOUND = 12;

/** A pod as the tools take it beside its job: `worker-3`. */
export const nameInJob = (pod_id: string, job_id: string): string => pod_id.replace(`${job_id}-`, '');

/**
 * The pods of a search of many that have what was looked for; none where each has a part of the legend of its own.
 * A line that is shown of one can stand for others, so the lines do not tell.
 */
export const podsFound = (pods: readonly PodView[]): PodView[] =>
  pods.length <= MOST_PAGED ? [] : pods.filter(({ found = 0 }) => found > 0);

/** Which of many pods have what was looked for, with how many lines each. */
function foundIn(pods: readonly PodView[], job_id: string): string[] {
  const having = podsFound(pods);
  if (having.length === 0) return [];
  const named = having.slice(0, MOST_FOUND).map(({ pod_id, found }) => `${nameInJob(pod_id, job_id)} (${found})`);
  const more = having.length > MOST_FOUND ? ` and ${having.length - MOST_FOUND} more` : '';
  const of = having.length === pods.length ? `all ${pods.length} pods` : `${having.length} of ${pods.length} pods`;
  return [`Found in ${of}: ${named.join(', ')}${more}.`];
}

/** In which lines a search looked. */
function searched({ of, whole }: PodView, way: Direction | undefined, windowed: boolean): string {
  const lines = count(of, 'line');
  if (way === 'newer') return `${lines} behind the cursor`;
  if (way === 'older') return `${lines} before the cursor${whole ? ', back to the first line' : ''}`;
  if (whole) return `${lines}, ${windowed ? 'all of the window' : 'the whole log'}`;
  return `the newest ${lines}`;
}

/** What a search has not looked through: without it, nothing found would be taken for nothing there. */
function notSearched({ unsearched, whole }: PodView, way: Direction | undefined): string {
  if (unsearched !== undefined) return `; ${unsearched} lines are NOT SEARCHED YET`;
  return whole || way === 'newer' ? '' : '; there may be older ones, NOT SEARCHED';
}

/** Which lines these are, such as `newest 100 of 640 lines`. */
function extent(pod: PodView, { cursor, pattern, level, start_time, end_time }: Asked): string {
  const windowed = start_time !== undefined || end_time !== undefined;
  const of = `${pod.of}${pod.whole ? '' : '+'}`;
  const since = pod.since === undefined ? '' : `, since ${pod.since}`;
  const way = cursor === undefined ? undefined : wayOf(cursor);
  if (pod.found !== undefined) {
    const what = level === undefined ? 'matching line' : pattern === undefined ? 'error' : 'matching error';
    return `${count(pod.found, what)} in ${searched(pod, way, windowed)}${since}${notSearched(pod, way)}`;
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
  const plus = answer.lines.some((line) => /^\[\w+ \+\d/.test(line))
    ? ' [TAG +N] is a line that N more pods have, but for its time and counters.'
    : '';
  return [
    `${pods.length} pods of ${answer.job_id}, ${order}.${plus}${window}`,
    legend(pods, answer.job_id, asked),
    ...foundIn(pods, answer.job_id),
  ];
}

/** What is read and found of several pods together. */
function together(pods: readonly PodView[]): PodView {
  const first = pods[0] as PodView;
  if (pods.length === 1) return first;
  const total = (of: (pod: PodView) => number): number => pods.reduce((sum, pod) => sum + of(pod), 0);
  return {
    ...first,
    since: undefined,
    lines: total(({ lines }) => lines),
    of: total(({ of }) => of),
    ...(first.found === undefined ? {} : { found: total(({ found = 0 }) => found) }),
  };
}

/**
 * Each of a few pods; of many the first, which most likely tells what happened, and the others by what is alike of
 * them.
 */
function legend(pods: readonly PodView[], job_id: string, asked: Asked): string {
  const alike = (pod: PodView, at: number): string =>
    pods.length <= MOST_PAGED || at === 0
      ? String(at)
      : `${about(pod)} ${pod.error ?? `${pod.whole} ${pod.unsearched}`}`;
  const groups = new Map<string, PodView[]>();
  for (const [at, pod] of pods.entries()) groups.set(alike(pod, at), [...(groups.get(alike(pod, at)) ?? []), pod]);
  const name = ({ tag, pod_id }: PodView): string => `[${tag}] ${nameInJob(pod_id, job_id)}`;
  return [...groups.values()]
    .map((same) => {
      const [first, last] = [same[0] as PodView, same.at(-1) as PodView];
      const names = same.length === 1 ? name(first) : `${name(first)} to ${name(last)}, ${same.length} pods`;
      return `${names}${about(first)}: ${first.error ?? extent(together(same), asked)}`;
    })
    .join('; ');
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
