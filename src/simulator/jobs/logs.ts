import { drawFrom } from './draw.ts';
import { fitting, type Marks, marksOf } from './log-marks.ts';
import { endLines, startLines } from './log-parts.ts';
import { type Dress, dressed, dressOf, PLAIN_DRESS } from './noise/dress.ts';
import { HEAD_NOISE } from './noise/pools.ts';
import type { Pod } from './pods.ts';
import type { JobView } from './store.ts';
import { peersLastMs, type Story, storyOf } from './story.ts';
import { type Fill, filled, linesOf, type TimedLine } from './text.ts';
import { fillOf } from './values.ts';

/** How long a program takes from its start to its first step. */
const LEAD_MS = 10_000;

/** What one pod prints. */
interface Log {
  head: readonly TimedLine[];
  marks: Marks;
  tail: readonly TimedLine[];
  dress: Dress;
}

/** A part of a log: from and to in milliseconds, both included, and of that the newest `most` lines. */
export interface LogWindow {
  from: number;
  to: number;
  most: number;
}

/**
 * What a pod printed in a window, oldest first, stdout and stderr together. Costs what the window holds, not what the
 * log does. Empty before the pod runs.
 */
export function logLines(view: JobView, pod: Pod, region: string, { from, to, most }: LogWindow): TimedLine[] {
  const told = view.record.told?.pods[pod.rank];
  if (told) return told.log.filter(({ at }) => at >= from && at <= to).slice(-most);
  const log = logOf(view, pod, region);
  if (!log) return [];
  const { marks } = log;
  const newest: TimedLine[] = [];
  const take = (lines: readonly TimedLine[]): void => {
    for (const line of lines.toReversed())
      if (newest.length < most && line.at >= from && line.at <= to)
        newest.push({ ...line, text: dressed(line, line.at, log.dress) });
  };
  take(log.tail);
  const beyond = marks.at(marks.last) - to;
  const skipped = beyond > 0 ? Math.floor(beyond / (marks.at(marks.stride) - marks.at(0))) : 0;
  // A mark's lines reach up to the next one, so the one before the window counts, too.
  for (
    let n = marks.last - skipped * marks.stride;
    n >= marks.first && marks.at(n + marks.stride) >= from && newest.length < most;
    n -= marks.stride
  )
    take(marks.lines(n));
  take(log.head);
  return newest.reverse();
}

/** The lines of the end of a pod's log that are marked. */
export const markedLines = (view: JobView, pod: Pod, region: string): TimedLine[] =>
  (logOf(view, pod, region)?.tail ?? []).filter((line) => line.mark !== undefined);

function logOf(view: JobView, pod: Pod, region: string): Log | undefined {
  const { startAt, finishAt } = pod;
  const { record, now } = view;
  const story = storyOf(record);
  if (startAt === undefined || story.wording.mute) return undefined;
  const noisy = record.wording !== undefined;
  const values = fillOf(view, pod, story, region);
  const attempt = story.attempts[pod.attempt];
  const runMs = Math.max(1, Math.round((attempt?.share ?? 1) * record.runSeconds)) * 1000;
  const silentAt = attempt?.end?.exit === 'hangs' ? startAt + runMs : Number.POSITIVE_INFINITY;
  // Nobody gets on any more once the first pod has failed.
  const stuckAt = startAt + runMs - peersLastMs(story, pod.attempt);
  const until = Math.min(finishAt ?? now, silentAt, Math.max(stuckAt, startAt), now);
  const head = [
    ...(noisy ? headNoise(pod, story, values, startAt) : []),
    ...startLines(view, pod, story, values, startAt, LEAD_MS),
  ];
  const endedAt = finishAt ?? (silentAt <= now ? silentAt : undefined);
  return {
    head: head.filter((line) => line.at <= until),
    marks: marksOf(view, pod, story, values, { startAt, leadMs: LEAD_MS, until, runMs }),
    tail: endedAt === undefined ? [] : endLines(view, pod, story, values, endedAt),
    dress: noisy ? dressOf(record.key) : PLAIN_DRESS,
  };
}

function headNoise(pod: Pod, story: Story, values: Fill, at: number): TimedLine[] {
  const draw = drawFrom(`${values.key}/${pod.rank}/${pod.attempt}/head`);
  const blocks = draw.shuffled(fitting(HEAD_NOISE, story)).slice(0, draw.between(1, 5));
  return blocks.flatMap(({ text }) => filled(linesOf(text), values, at));
}
