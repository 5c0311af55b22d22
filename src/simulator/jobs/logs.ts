import { drawFrom, scatter, seedOf } from './draw.ts';
import { endLines, startLines } from './log-parts.ts';
import { DECOYS } from './noise/decoys.ts';
import { type Dress, dressed, dressOf, PLAIN_DRESS } from './noise/dress.ts';
import { HEAD_NOISE, MID_NOISE } from './noise/pools.ts';
import type { Pod } from './pods.ts';
import type { Step } from './programs/types.ts';
import type { JobView } from './store.ts';
import { type Story, shareBefore, storyOf } from './story.ts';
import { type Fill, fill, linesOf, type MarkedText, type TimedLine } from './text.ts';
import { fillOf } from './values.ts';

/** A log has at most that many progress marks, however long the job runs. */
const MOST_MARKS = 6000;
const START_MS = 10_000;
/** Only the first rank reports each step; the others now and then. */
const OTHERS_STRIDE = 10;
/** How often a mark is followed by noise. */
const NOISE_SHARE = 0.04;
/** Bytes of a line that only makes a log large. */
const BULK_BYTES = 118;

/** What one pod prints: its start and end, and between them marks that are made when they are asked for. */
interface Log {
  head: readonly TimedLine[];
  tail: readonly TimedLine[];
  /** Numbers of the first and the last mark, and the distance between two; none where `last` < `first`. */
  marks: { first: number; last: number; stride: number };
  markAt(n: number): number;
  lines(n: number): readonly TimedLine[];
  dress: Dress;
}

/**
 * What a pod printed from `from` to `to` (milliseconds, both included): the newest `most` lines, oldest first, stdout and stderr
 * together. Costs what the window holds, not what the log does. Empty before the pod runs.
 */
export function logWindow(
  view: JobView,
  pod: Pod,
  region: string,
  window: { from: number; to: number; most: number },
): TimedLine[] {
  const log = logOf(view, pod, region);
  if (!log) return [];
  const { from, to, most } = window;
  const newest: TimedLine[] = [];
  const take = (lines: readonly TimedLine[]): boolean => {
    for (const line of lines.toReversed()) {
      if (newest.length >= most) return false;
      if (line.at >= from && line.at <= to) newest.push({ ...line, text: dressed(line, line.at, log.dress) });
    }
    return true;
  };
  take(log.tail);
  const { first, stride } = log.marks;
  let n = log.marks.last;
  if (log.markAt(n) > to) n -= Math.floor((log.markAt(n) - to) / (log.markAt(stride) - log.markAt(0))) * stride;
  // A mark's own lines reach up to the next one, hence one mark more than begins in the window.
  while (n >= first && log.markAt(n + stride) >= from && take(log.lines(n))) n -= stride;
  take(log.head);
  return newest.reverse();
}

/** The lines of a pod's log that are marked: those of its end. */
export function markedLines(view: JobView, pod: Pod, region: string): TimedLine[] {
  return (logOf(view, pod, region)?.tail ?? []).filter((line) => line.mark !== undefined && line.at <= view.now);
}

function logOf(view: JobView, pod: Pod, region: string): Log | undefined {
  const { startAt } = pod;
  const story = storyOf(view.record);
  if (startAt === undefined || story.wording.mute) return undefined;
  const { record } = view;
  const noisy = record.wording !== undefined;
  const values = fillOf(view, pod, story, region);
  const key = `${record.key}/${pod.rank}/${pod.attempt}`;
  const attempt = story.attempts[pod.attempt];
  const runMs = Math.max(1, Math.round((attempt?.share ?? 1) * record.runSeconds)) * 1000;
  const hangs = attempt?.end?.exit === 'hangs';
  const until = Math.min(pod.finishAt ?? view.now, hangs ? startAt + runMs : Number.POSITIVE_INFINITY, view.now);
  const head = [
    ...(noisy ? headNoise(key, values, startAt) : []),
    ...startLines(view, pod, story, values, startAt, START_MS),
  ];

  const everyMs = Math.max(5, Math.ceil(record.runSeconds / MOST_MARKS), story.wording.pace ?? 0) * 1000;
  const stride = pod.rank === 0 ? 1 : OTHERS_STRIDE;
  const before = Math.floor((shareBefore(story, pod.attempt) * record.runSeconds * 1000) / everyMs);
  const markAt = (n: number): number => startAt + START_MS + (n - before) * everyMs;
  const passed = story.wording.early ? 0 : Math.ceil((until - startAt - START_MS) / everyMs) - 1;
  const first = before + stride;
  const last = before + Math.floor(Math.max(0, passed) / stride) * stride;
  const planned = before + Math.floor((runMs - START_MS) / everyMs / stride) * stride;
  const asides = asidesOf(story, key, noisy, { first, last: planned, stride });
  const seeds = { step: seedOf(`${record.key}/loss`), noise: seedOf(`${key}/mid`) };
  const lines = (n: number): TimedLine[] => {
    const at = markAt(n);
    const step = stepOf(seeds.step, n, everyMs / 1000, at, story);
    const own: TimedLine[] = story.program.progress(step).map((text) => ({ at, text }));
    const aside = asides.get(n) ?? (noisy ? noiseAt(seeds.noise, n) : undefined);
    if (aside !== undefined) own.push(...filled(linesOf(aside), values, at));
    if (record.logMegabytes > 0 && pod.rank === 0) own.push(...bulk(view, n, at, everyMs, Math.ceil(runMs / everyMs)));
    return own.filter((line) => line.at <= until);
  };
  const ended = pod.finishAt ?? (hangs && startAt + runMs <= view.now ? startAt + runMs : undefined);
  const tail = ended === undefined ? [] : endLines(view, pod, story, values, ended);
  return {
    head: head.filter((line) => line.at <= until),
    tail,
    marks: { first, last, stride },
    markAt,
    lines,
    dress: noisy ? dressOf(record.key) : PLAIN_DRESS,
  };
}

const filled = (lines: readonly MarkedText[], values: Fill, at: number): TimedLine[] =>
  lines.map((line) => ({ ...line, at, text: fill(line.text, values, at) }));

function stepOf(seed: number, n: number, every: number, at: number, story: Story): Step {
  const luck = scatter(seed, n);
  const fallen = story.wording.flat ? 1.1 : 2.4 / (1 + n / 12);
  const loss = 0.35 + fallen + (luck - 0.5) / 10;
  return { n, every, loss, rate: 0.0003 * Math.max(0.1, 1 - n / 4000), at, luck };
}

function headNoise(key: string, values: Fill, at: number): TimedLine[] {
  const draw = drawFrom(`${key}/head`);
  const blocks = draw.shuffled(HEAD_NOISE).slice(0, draw.between(1, 5));
  return blocks.flatMap((block) => filled(linesOf(block), values, at));
}

function noiseAt(seed: number, n: number): string | undefined {
  if (scatter(seed, n) >= NOISE_SHARE) return undefined;
  return MID_NOISE[Math.floor(scatter(seed, n + 500_000) * MID_NOISE.length)];
}

/** What else is told in the middle of a run, by mark: what the scenario has to say there, and what only looks like a cause. */
function asidesOf(
  story: Story,
  key: string,
  noisy: boolean,
  { first, last, stride }: Log['marks'],
): Map<number, string> {
  const asides = new Map<number, string>();
  const count = Math.floor((last - first) / stride) + 1;
  if (count < 8) return asides;
  const draw = drawFrom(`${key}/asides`);
  const place = (text: string): void => {
    asides.set(first + draw.between(2, count - 5) * stride, text);
  };
  const decoys = DECOYS.filter(({ programs }) => programs?.includes(story.wording.program) ?? true);
  if (noisy) for (const decoy of draw.shuffled(decoys).slice(0, draw.between(0, 2))) place(decoy.text);
  const { mid } = story.wording;
  if (mid !== undefined) for (let times = draw.between(2, 4); times > 0; times -= 1) place(mid);
  return asides;
}

/** Lines that only make the log as large as it was asked to be. */
function bulk(view: JobView, n: number, at: number, everyMs: number, marks: number): TimedLine[] {
  const seed = seedOf(`${view.record.key}/bulk/${n}`);
  const count = Math.ceil((view.record.logMegabytes * 1_000_000) / BULK_BYTES / marks);
  return Array.from({ length: count }, (_, index) => {
    const hash = Math.floor(scatter(seed, index) * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
    return {
      at: at + Math.floor((index * everyMs) / count),
      text: `DEBUG loader worker ${index % 16} shard ${n} batch ${index} sha ${hash}${hash} fetched 4096 tokens from cache, queue depth ${index % 64} ok`,
    };
  });
}
