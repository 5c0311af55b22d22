import type { Pod } from './pods.ts';
import { count } from './resources.ts';
import type { JobView } from './store.ts';
import { replicasOf } from './timeline.ts';
import { endLines, progressLines, startLines } from './training-lines.ts';

/** A line and the time it was printed at, in milliseconds. */
export interface TimedLine {
  at: number;
  text: string;
}

/** A log has at most that many progress marks, however long the job runs. */
const MOST_MARKS = 6000;
const START_SECONDS = 10;

/** What a pod has printed so far, oldest first: raw lines, stdout and stderr together. Empty before it runs. */
export function logOf(view: JobView, pod: Pod): TimedLine[] {
  const { startAt } = pod;
  if (startAt === undefined) return [];
  const { record, now } = view;
  const until = pod.finishAt ?? now;
  const spec = record.request.JobSpecs[pod.replica.spec];
  const gpus = count(spec?.ResourceConfig?.GPU ?? '') || record.demand.GPU / replicasOf(record).length;
  const start = startLines(view, pod, replicasOf(record).length, Math.floor(gpus));
  const lines = start.map((text, index) => ({
    at: startAt + Math.floor((index * START_SECONDS) / start.length) * 1000,
    text,
  }));
  const every = Math.max(5, Math.ceil(record.runSeconds / MOST_MARKS)) * 1000;
  // Only the first rank reports each step; the others now and then.
  const stride = pod.rank === 0 ? 1 : 10;
  for (let n = stride; startAt + START_SECONDS * 1000 + n * every < until; n += stride) {
    const at = startAt + START_SECONDS * 1000 + n * every;
    for (const text of progressLines(record.id, n, every / 1000)) lines.push({ at, text });
  }
  const printed = lines.filter((line) => line.at <= until);
  if (pod.finishAt === undefined) return printed;
  const { finishAt } = pod;
  return [...printed, ...endLines(view, pod).map((text) => ({ at: finishAt, text }))];
}
