import { signatureOf } from '../../shaping/errors/signatures.ts';
import { barStateOf } from '../../shaping/progress.ts';
import { CAUSES } from '../causes/all.ts';
import { type Cause, firstMatch } from '../causes/cause.ts';
import { isNoise, type LogLine } from '../lines.ts';
import { fewWaits, LEAST, largestGap, namingReason, PACE, span, waitsAfter } from './few-waits.ts';
import { form, isNoWork, nothingMoves } from './no-work.ts';

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

const LONG_SECONDS = 30 * 60;
/** Different lines that a log which only repeats itself may have, and the share of its lines that they make. */
const MOST_FORMS = 12;
const REPEATED_SHARE = 0.8;

/** A server that answers the probes of a monitor: it is there, which is no progress. */
const PROBE = /\b(?:GET|HEAD) \/\S{0,60}\b(?:health\w{0,6}|livez|readyz|metrics|ping|alive|get_load|status)\b/i;

/** A share that is told in words. */
const DONE = /(?<![\d.])(\d{1,3}(?:\.\d{1,3})?) ?% (?:done|complete[d]?|finished)\b/i;

/** What was done so far, as a count; what is tried or waited for is counted too, and is none. */
const COUNTED =
  /\b(?:processed|converted|encoded|tokenized|wrote|written|completed|finished) ([\d,]{1,15})\b|^\W{0,3}(\d{1,9}) ?(?:\/|of) ?\d{1,9}\b(?=.{0,200}\b(?:ok|done|written|saved|converted|processed|resized|copied|extracted|decoded|downloaded|indexed|filtered)\b)|\u5df2(?:\u5904\u7406|\u5b8c\u6210)\s{0,3}(\d{1,12})|\b(?:rows|records|documents|docs)[=:] ?(\d{1,12})\b|\bskipp\w{2,3} (?:batch|step)(?:es|s)? (\d{1,9})(?=.{0,40}\bresum)/i;
const TRIED = /\b(?:wait\w{0,3}|re-?tr(?:y|ies)\w{0,3}|attempts?|try\w{0,3}|tries|timed? ?out)\b/i;

function countOf(body: string): number | undefined {
  const told = COUNTED.exec(body.slice(0, 500))
    ?.slice(1)
    .find((count) => count !== undefined);
  return told === undefined || TRIED.test(body) ? undefined : Number(told.replaceAll(',', ''));
}

/**
 * Indices of lines with which the job got further: a step or epoch beyond all before, a loss without either, a bar that
 * grew.
 */
function advances(lines: readonly LogLine[]): number[] {
  const shares = new Map<string, number>();
  const counts = new Map<string, number>();
  let top = -1;
  return lines.flatMap(({ body, index, progress }) => {
    const bar = barStateOf(body);
    if (bar?.share !== undefined) {
      const before = shares.get(bar.label);
      shares.set(bar.label, bar.share);
      return before === undefined || bar.share > before || bar.share === 1 ? [index] : [];
    }
    const done = Number(DONE.exec(body)?.[1] ?? Number.NaN);
    if (!Number.isNaN(done)) {
      const before = shares.get(form(body)) ?? -1;
      shares.set(form(body), done);
      return done > before ? [index] : [];
    }
    const counted = progress === undefined ? countOf(body) : undefined;
    if (counted !== undefined) {
      const before = counts.get(form(body)) ?? 0;
      counts.set(form(body), Math.max(counted, before));
      return counted > before ? [index] : [];
    }
    if (progress === undefined) return [];
    const at = progress.step ?? progress.epoch;
    if (at === undefined) return progress.loss === undefined ? [] : [index];
    const further = at > top || progress.epoch !== undefined;
    top = Math.max(top, at);
    return further ? [index] : [];
  });
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
  const waits = newest.filter(({ body, level }) => level === 'error' || isNoWork(body) || PROBE.test(body));
  const idle = waits.find(({ body }) => !/:\s*$/.test(body)) ?? waits[0];
  const line = idle ?? newest[0];
  return line && { line, idle: idle !== undefined };
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
  const few = last === undefined ? fewWaits(since, texts, quiet) : waitsAfter(steps, since, texts);
  const after = few.length > 0 ? few : since;
  if (after.length < LEAST && few.length === 0) return undefined;
  // What was only prepared until then, such as files that were loaded, says nothing of a pace, and where so many lines
  // in a row name the reason, fewer will do.
  const trained = lines.some(({ progress }) => progress !== undefined);
  const sure = (!trained && namingReason(since).length >= LEAST) || after.every(({ body }) => nothingMoves(body));
  const pace = trained ? PACE * largestGap(steps) : 0;
  if (last !== undefined && few.length === 0 && after.length < Math.max(sure ? LEAST : 2 * LEAST, pace))
    return undefined;
  const counts = new Map<string, number>();
  for (const { body } of after) counts.set(form(body), (counts.get(form(body)) ?? 0) + 1);
  const repeated = [...counts].sort((a, b) => b[1] - a[1]).filter(([, times]) => few.length > 0 || times > 2);
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
