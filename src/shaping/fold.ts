import { lineTime } from './line-time.ts';
import { barStateOf } from './progress.ts';

/** One line that stands for the lines `from` up to, not including, `to`. */
export interface Fold<T extends string = string> {
  text: T;
  from: number;
  to: number;
  /** Of the lines it stands for, how many repeat another one, and how many are earlier states of a progress bar. */
  repeated: number;
  progress: number;
}

/** A number that stands alone: not part of a word, a decimal or a time. */
const COUNTER = /(?<![\w.:-])\d{1,15}(?![\w:-]|\.\d)/g;

const LEAST_SERIES = 3;
/** Longest line in which a counter is looked for: a log of megabytes in long lines is compared as it is. */
const MOST_COUNTED = 400;

interface Bare {
  /** The line without its time. */
  text: string;
  stamp: string;
  at: number | undefined;
}

function bare(line: string, near: number): Bare {
  const time = lineTime(line, near);
  if (time === undefined) return { text: line, stamp: '', at: undefined };
  // A level or rank before the time is part of what the line says.
  const stamp = line.slice(time.start, time.end).replace(/[\])\s:|"-]{1,8}$/, '');
  return { text: `${line.slice(0, time.start)}\u0000${line.slice(time.end)}`, stamp, at: time.at };
}

/** Whether a line may join the one before it in a fold that tells only the first and the last time. */
const follows = (line: Bare | undefined, before: Bare | undefined): line is Bare =>
  line !== undefined &&
  before !== undefined &&
  (line.at === undefined) === (before.at === undefined) &&
  (line.at ?? 0) >= (before.at ?? 0);

/** The one counter in which two texts differ, as its place among the counters and the two values. */
function counted(a: string, b: string): { place: number; from: number; to: number } | undefined {
  if (Math.max(a.length, b.length) > MOST_COUNTED) return undefined;
  if (a.replace(COUNTER, '#') !== b.replace(COUNTER, '#')) return undefined;
  const [left, right] = [a.match(COUNTER) ?? [], b.match(COUNTER) ?? []];
  const places = left.flatMap((value, place) => (value === right[place] ? [] : [place]));
  const [place] = places;
  return place === undefined || places.length > 1
    ? undefined
    : { place, from: Number(left[place]), to: Number(right[place]) };
}

/** How many lines from the first on say the same, but for a time, or for a counter that goes on in even steps. */
function repeats(lines: readonly Bare[], from: number): { length: number; last?: number } {
  const first = lines[from];
  const second = lines[from + 1];
  if (first === undefined || !follows(second, first)) return { length: 1 };
  if (first.text === second.text) {
    let end = from + 2;
    while (lines[end]?.text === first.text && follows(lines[end], lines[end - 1])) end++;
    return { length: end - from };
  }
  const step = counted(first.text, second.text);
  if (step === undefined) return { length: 1 };
  let end = from + 2;
  let last = step.to;
  for (;;) {
    const next = counted(lines[end - 1]?.text ?? '', lines[end]?.text ?? '');
    if (next?.place !== step.place || next.to - next.from !== step.to - step.from) break;
    if (!follows(lines[end], lines[end - 1])) break;
    last = next.to;
    end++;
  }
  return end - from < LEAST_SERIES ? { length: 1 } : { length: end - from, last };
}

function foldRun<T extends string>(
  line: T,
  { length, last }: { length: number; last?: number },
  final: Bare,
  own: Bare,
): T {
  if (length === 1) return line;
  const notes = [`x ${length}`, ...(last === undefined ? [] : [`to ${last}`])];
  if (own.stamp !== final.stamp) notes.push(`last ${final.stamp}`);
  // Of the line itself and of numbers: a text of the same kind.
  return `${line}${line === '' ? '' : ' '}(${notes.join(', ')})` as T;
}

/** A run of states of progress bars: the last state of each bar, in the order in which they came to it. */
function foldBars<T extends string>(lines: readonly T[], from: number): Fold<T>[] {
  const kept: { at: number }[] = [];
  const open = new Map<string, { at: number; share: number | undefined }>();
  let end = from;
  for (let bar = barStateOf(lines[end] ?? ''); bar !== undefined; bar = barStateOf(lines[end] ?? '')) {
    const before = open.get(bar.label);
    // A bar that goes back has begun anew: how the one before it ended is kept.
    if (before?.share !== undefined && bar.share !== undefined && bar.share < before.share)
      kept.push({ at: before.at });
    open.set(bar.label, { at: end, share: bar.share });
    if (++end >= lines.length) break;
  }
  const last = [...kept, ...open.values()].map(({ at }) => at).sort((a, b) => a - b);
  return last.map((at, index) => {
    const start = index === 0 ? from : (last[index - 1] ?? from) + 1;
    return { text: lines[at] as T, from: start, to: at + 1, repeated: 0, progress: at - start };
  });
}

/**
 * Cleaned lines with what says nothing new folded: equal lines, also where only the time differs or one counter
 * goes on in even steps, become one with their count; a progress bar that was written line by line becomes its last
 * state. The folds cover all lines, in order.
 *
 * @param near milliseconds, as for `lineTime`
 */
export function foldLines<T extends string>(lines: readonly T[], near: number): Fold<T>[] {
  const folds: Fold<T>[] = [];
  const bares = lines.map((line) => bare(line, near));
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as T;
    if (barStateOf(line) !== undefined) {
      folds.push(...foldBars(lines, at));
      at = folds.at(-1)?.to ?? lines.length;
      continue;
    }
    const run = repeats(bares, at);
    const to = at + run.length;
    const own = bares[at];
    const final = bares[to - 1];
    const text = own && final ? foldRun(line, run, final, own) : line;
    folds.push({ text, from: at, to, repeated: run.length - 1, progress: 0 });
    at = to;
  }
  return folds;
}
