import { lineTime } from '../../shaping/line-time.ts';
import { CAUSES } from '../causes/all.ts';
import { firstMatch } from '../causes/cause.ts';
import type { LogLine } from '../lines.ts';
import { form, isNoWork } from './no-work.ts';

/** Lines that have to come without progress; twice as many after some. */
export const LEAST = 20;
/** How many times longer than ever before it has to take, in lines or in seconds. */
export const PACE = 5;
/** As many do where the log has been quiet for long since, nothing came before, and all of them name a known reason. */
const FEW = 3;
/** How many lines of waiting over how long show that it is no start which takes its time, where nothing came before. */
const WAITED = [
  { lines: 6, seconds: 50 },
  { lines: 3, seconds: 300 },
];
/** The same of lines without times that all name a known reason, and of ones that only speak of waiting. */
const UNTIMED = { known: 8, words: 10 };
/** A line that says how long it lasts by itself, so that few of them will do. */
const LASTS = /\bstill (?:wait|try|not|no|block|stall|pending|hang)\w{0,3}\b|\battempts? left\b/i;
const LASTING = { lines: 4, seconds: 10 };
/** After some progress, the seconds of nothing but waiting, and how many times longer than ever before. */
const AFTER_PROGRESS = 60;

/** The largest step up from one value to the next. */
export const largestGap = (values: readonly number[]): number =>
  values.slice(1).reduce((most, value, index) => Math.max(most, value - (values[index] ?? value)), 0);

/** A clock without a date, as scripts write it; only differences count. */
const CLOCK = /^\[?(\d\d):(\d\d):(\d\d)(?!\d)/;

function timeOf(line: string | undefined): number | undefined {
  if (line === undefined) return undefined;
  const [, hour, minute, second] = CLOCK.exec(line) ?? [];
  return second === undefined
    ? lineTime(line, 0)?.at
    : ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
}

/** Seconds between the first and the last of some lines that say their time. */
export function span(texts: readonly string[]): number | undefined {
  const [first, last] = [
    texts.find((text) => timeOf(text) !== undefined),
    texts.findLast((text) => timeOf(text) !== undefined),
  ];
  const [from, to] = [timeOf(first), timeOf(last)];
  return from === undefined || to === undefined ? undefined : (to - from) / 1000;
}

/** The lines at the end of a log that name a known reason why a job stands. */
export const namingReason = (lines: readonly LogLine[]): LogLine[] =>
  lines.slice(1 + lines.findLastIndex(({ body }) => firstMatch(CAUSES, 'standstill', body) === undefined));

const spanOf = (lines: readonly LogLine[], texts: readonly string[]): number | undefined =>
  span(lines.map(({ index }) => texts[index] ?? ''));

/** Whether so many lines of waiting came over so long that it is no start which takes its time. */
function lasts(lines: readonly LogLine[], texts: readonly string[], untimed: number): boolean {
  const seconds = spanOf(lines, texts);
  if (seconds === undefined || seconds === 0) return lines.length >= untimed;
  const enough = lines.every(({ body }) => LASTS.test(body)) ? [...WAITED, LASTING] : WAITED;
  return enough.some((least) => lines.length >= least.lines && seconds >= least.seconds);
}

/** Forms that lines which come by turns have at most, as of what fails and what is tried again. */
const TURNS = 3;

/** The lines of few forms with which a log ends, each again and again. */
function lastTurns(since: readonly LogLine[]): readonly LogLine[] {
  const counts = new Map<string, number>();
  const other = since.findLastIndex(({ body }) => {
    const key = form(body);
    if (!counts.has(key) && counts.size === TURNS) return true;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return false;
  });
  // What came before the turns is one of the forms that were counted, and came once or twice.
  return since.slice(1 + other).filter(({ body }) => (counts.get(form(body)) ?? 0) > 2);
}

/** The lines with which a log ends, where they speak of waiting and came for long. */
function slowWait(since: readonly LogLine[], texts: readonly string[]): readonly LogLine[] {
  const last = since.at(-1);
  if (last === undefined) return [];
  const run = lastTurns(since);
  const waits = run.filter(({ body }) => isNoWork(body));
  const ends = run.at(-1) === last && 2 * waits.length >= run.length;
  return ends && lasts(waits, texts, UNTIMED.words) ? run : [];
}

/** Whether a line names what is being done, such as loading, which only stands where it does not go on. */
const works = ({ body }: LogLine): boolean => firstMatch(CAUSES, 'standstill', body)?.id.endsWith('_stands') === true;

/** The lines that name a reason, where they are enough for a log that has been quiet since, or is still written. */
function lastKnown(lines: readonly LogLine[], texts: readonly string[], quiet: boolean): LogLine[] {
  const known = namingReason(lines);
  const waits = known.slice(1 + known.findLastIndex(works));
  if (quiet && known.length >= FEW) return known;
  return lasts(waits, texts, UNTIMED.known) ? waits : [];
}

/** The lines of waiting at the end of a log without any progress, where they are few and enough. */
export function fewWaits(since: readonly LogLine[], texts: readonly string[], quiet: boolean): readonly LogLine[] {
  if (since.length >= LEAST) return [];
  const known = lastKnown(since, texts, quiet);
  return known.length > 0 ? known : slowWait(since, texts);
}

/** The same after some progress: they took longer than the job ever did from one step to the next. */
export function waitsAfter(
  steps: readonly number[],
  since: readonly LogLine[],
  texts: readonly string[],
): readonly LogLine[] {
  if (since.length >= 2 * LEAST) return [];
  const known = lastKnown(since, texts, false);
  const few = known.length > 0 ? known : slowWait(since, texts);
  const times = steps.flatMap((index) => timeOf(texts[index]) ?? []);
  const seconds = spanOf(few, texts) ?? 0;
  return seconds >= Math.max(AFTER_PROGRESS, (PACE * largestGap(times)) / 1000) ? few : [];
}
