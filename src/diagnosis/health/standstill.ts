import { signatureOf } from '../../shaping/errors/signatures.ts';
import { lineTime } from '../../shaping/line-time.ts';
import { barStateOf } from '../../shaping/progress.ts';
import { CAUSES } from '../causes/all.ts';
import { anyOf, type Cause, firstMatch } from '../causes/cause.ts';
import { isNoise, type LogLine } from '../lines.ts';

/** A job that writes and gets no further. */
export interface Standstill {
  /** The known reason that a line names. */
  cause?: Cause | undefined;
  /** The lines that say most of it: at most two of different form, the telling one first. */
  shown: number[];
  /** Lines since the last progress. */
  lines: number;
  /** How often the line came, in whatever numbers. */
  repeated: number;
  /** Seconds since the last progress, or since the first line where there was none, as far as the lines tell. */
  seconds?: number | undefined;
  /** There was progress before. */
  progressed: boolean;
  /** Nothing but answers to a monitor: others may do the work. */
  probed: boolean;
}

/** Lines that have to come without progress; twice as many after some. */
const LEAST = 20;
/** As many do where the log has been quiet for long since, nothing came before, and all of them name a known reason. */
const FEW = 3;
/** Where it still writes, more of them, over a while that shows that it is no start which takes its time. */
const SOME = { lines: 6, seconds: 90 };
/** Fewer do where they come as slowly as this. */
const SLOW = { lines: 3, seconds: 300 };
/** How many times longer than ever before it has to take, in lines or in seconds. */
const PACE = 5;
const LONG_SECONDS = 30 * 60;
/** Different lines that a log which only repeats itself may have, and the share of its lines that they make. */
const MOST_FORMS = 12;
const REPEATED_SHARE = 0.8;

/**
 * Words of waiting and failing, and rates of nothing. Without them lines that repeat may be the program's own way to
 * say that it works.
 */
const NO_WORK = anyOf(
  /\b(wait(ing|s)?|re-?try(ing)?|retries|re-?join(ing)?|not renewed|incomplete|not (be )?(up|ready|available|found|scheduled|reachable|running|started|connected|registered|responding)|cannot|can't|could not|couldn't|unable|refused|timed? ?out|failed|fail(s|ing)?|unreachable|out of memory|skip(s|ped|ping)?|pending|stalled|blocked|resum(e|ing)|attempts? left|unavailable|closed by|still|back(ing|ed)?.?off|rate.?limit\w{0,5}|throttl\w{1,4}|sleeping)\b/i,
  /\b(no (available|free|idle|suitable|matching|eligible|such)|no (?!errors?\b|issues?\b|problems?\b)(\w{2,20} )?\w{2,20} (is |are )?(available|free|found)|(try|tries|trying|tried) (it )?again|not (enough|sufficient)|insufficient|lack(s|ing)? (of )?|missing|exhausted|rejected|declined|denied|(is|was) (shut ?down|closed|lost|broken|gone))\b/i,
  /\b(HTTP\S{0,6}|status|code|error|response|returned|got)\W{0,4}(429|50[0234])\b|\b(429|50[0234])\b:? (too many|internal|bad|service|gateway|server|client)/i,
  /\b(?:not|non)[- ](?:finite|correct)\b|\b(?:is|are|was|found|got|detected|encountered)\b.{0,12}\bnans?\b|\bnans?\W{0,3} (?:is|are|was|found|detected|encountered|in)\b/i,
  /(?<![\d.])0(?:\.0{1,3})? ?(?:[KMGT]?i?B|it|tok(?:en)?s?|samples|examples|images)\/s(?:ec)?\b/i,
);

/** A server that answers the probes of a monitor: it is there, which is no progress. */
const PROBE = /\b(?:GET|HEAD) \/\S{0,60}\b(?:health\w{0,6}|livez|readyz|metrics|ping|alive|get_load|status)\b/i;

/** A line without its numbers, which are what lines that come again differ in. */
export const form = (body: string): string => body.replace(/\d+/g, '#').slice(0, 300);

/**
 * Indices of lines with which the job got further: a step or epoch beyond all before, a loss without either, a bar that
 * grew.
 */
function advances(lines: readonly LogLine[]): number[] {
  const shares = new Map<string, number>();
  let top = -1;
  return lines.flatMap(({ body, index, progress }) => {
    const bar = barStateOf(body);
    if (bar?.share !== undefined) {
      const before = shares.get(bar.label);
      shares.set(bar.label, bar.share);
      return before === undefined || bar.share > before || bar.share === 1 ? [index] : [];
    }
    if (progress === undefined) return [];
    const at = progress.step ?? progress.epoch;
    if (at === undefined) return progress.loss === undefined ? [] : [index];
    const further = at > top || progress.epoch !== undefined;
    top = Math.max(top, at);
    return further ? [index] : [];
  });
}

const largestGap = (values: readonly number[]): number =>
  values.slice(1).reduce((most, value, index) => Math.max(most, value - (values[index] ?? value)), 0);

const timeOf = (line: string | undefined): number | undefined =>
  line === undefined ? undefined : lineTime(line, 0)?.at;

/** Seconds between the first and the last of some lines that say their time. */
function span(texts: readonly string[]): number | undefined {
  const [first, last] = [
    texts.find((text) => timeOf(text) !== undefined),
    texts.findLast((text) => timeOf(text) !== undefined),
  ];
  const [from, to] = [timeOf(first), timeOf(last)];
  return from === undefined || to === undefined ? undefined : (to - from) / 1000;
}

/**
 * The line among those that repeat which names a known reason, else one that is an error or speaks of waiting or
 * failing, else the last.
 */
function tellingLine(
  repeating: readonly LogLine[],
): { line: LogLine; cause?: Cause | undefined; idle: boolean } | undefined {
  const newest = repeating.toReversed();
  // Of lines that come again by turns, what failed says more than that it is tried again: causes go from the one to the
  // other.
  const known = newest.flatMap((line) => {
    const cause = firstMatch(CAUSES, 'standstill', line.body);
    return cause === undefined ? [] : [{ line, cause, idle: true }];
  });
  const [told] = known.sort((a, b) => CAUSES.indexOf(a.cause) - CAUSES.indexOf(b.cause));
  if (told !== undefined) return told;
  // The head of a list says less than what stands below it.
  const waits = newest.filter(({ body, level }) => level === 'error' || NO_WORK.test(body) || PROBE.test(body));
  const idle = waits.find(({ body }) => !/:\s*$/.test(body)) ?? waits[0];
  const line = idle ?? newest[0];
  return line && { line, idle: idle !== undefined };
}

/** The lines at the end of a log that name a known reason why a job stands. */
const namingReason = (lines: readonly LogLine[]): LogLine[] =>
  lines.slice(1 + lines.findLastIndex(({ body }) => firstMatch(CAUSES, 'standstill', body) === undefined));

/** The lines of one form with which a log ends, where they speak of waiting and came slowly. */
function slowWait(since: readonly LogLine[], texts: readonly string[]): LogLine[] {
  const last = since.at(-1);
  if (last === undefined || !NO_WORK.test(last.body)) return [];
  const run = since.slice(1 + since.findLastIndex(({ body }) => form(body) !== form(last.body)));
  const seconds = span(run.map(({ index }) => texts[index] ?? '')) ?? 0;
  return [SOME, SLOW].some((least) => run.length >= least.lines && seconds >= least.seconds) ? run : [];
}

/** The lines that name a reason, where they are enough for a log that has been quiet since, or is still written. */
function lastKnown(lines: readonly LogLine[], texts: readonly string[], quiet: boolean): LogLine[] {
  const known = namingReason(lines);
  const lasts = (): boolean =>
    known.length >= SOME.lines && (span(known.map(({ index }) => texts[index] ?? '')) ?? 0) >= SOME.seconds;
  return (quiet && known.length >= FEW) || lasts() ? known : [];
}

/**
 * Whether a log goes on while its job does not: since its last progress it only repeats itself, for much longer than it
 * ever took.
 *
 * @param lines oldest first
 * @param texts the same lines with their times
 * @param quiet nothing has been written for some minutes
 */
export function readStandstill(
  lines: readonly LogLine[],
  texts: readonly string[],
  quiet: boolean,
): Standstill | undefined {
  const steps = advances(lines);
  const last = steps.at(-1);
  // A rule of dashes and its like says nothing.
  const since = lines.filter(({ index, body }) => index > (last ?? -1) && /[\p{L}\d]/u.test(body) && !isNoise(body));
  const early = last === undefined && since.length < LEAST;
  const known = early ? lastKnown(since, texts, quiet) : [];
  const few = known.length > 0 || !early ? known : slowWait(since, texts);
  const after = few.length > 0 ? few : since;
  if (after.length < LEAST && few.length === 0) return undefined;
  // What was only prepared until then, such as files that were loaded, says nothing of a pace, and where so many lines
  // in a row name the reason, fewer will do.
  const trained = lines.some(({ progress }) => progress !== undefined);
  const least = !trained && namingReason(since).length >= LEAST ? LEAST : 2 * LEAST;
  const pace = trained ? PACE * largestGap(steps) : 0;
  if (last !== undefined && after.length < Math.max(least, pace)) return undefined;
  const counts = new Map<string, number>();
  for (const { body } of after) counts.set(form(body), (counts.get(form(body)) ?? 0) + 1);
  const repeated = [...counts].sort((a, b) => b[1] - a[1]).filter(([, times]) => times > 2);
  const common = repeated.slice(0, MOST_FORMS);
  const covered = common.reduce((sum, [, times]) => sum + times, 0);
  if (after === since && covered < REPEATED_SHARE * after.length) return undefined;
  const forms = new Set(repeated.map(([text]) => text));
  const telling = tellingLine(after.filter(({ body }) => forms.has(form(body))));
  if (telling === undefined || !(telling.idle || steps.length > 1)) return undefined;
  const other = common
    .flatMap(([text]) =>
      text === form(telling.line.body) ? [] : (after.findLast(({ body }) => form(body) === text) ?? []),
    )
    .sort((a, b) => Number(signatureOf(b.body) === 'error') - Number(signatureOf(a.body) === 'error'))
    .map(({ index }) => index);
  return {
    cause: telling.cause,
    shown: [telling.line.index, ...other.slice(0, 1)],
    lines: after.length,
    repeated: counts.get(form(telling.line.body)) ?? 1,
    seconds: span(texts.slice(last ?? 0)),
    progressed: last !== undefined,
    probed: PROBE.test(telling.line.body),
  };
}

/**
 * Whether it has lasted so long that it will hardly go on by itself. Without times only a line of known meaning shows
 * that.
 */
export const isLong = ({ seconds, lines, cause, probed }: Standstill): boolean =>
  !probed && (seconds === undefined ? cause !== undefined && lines >= 10 * LEAST : seconds >= LONG_SECONDS);
