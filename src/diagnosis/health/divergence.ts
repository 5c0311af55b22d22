import type { LogLine } from '../lines.ts';
import { median } from './trend.ts';

/** A loss that has grown far beyond what it was, and does not come back. */
interface Divergence {
  from: number;
  to: number;
  line: number;
}

/**
 * How many of the newest readings have to stand so many times above the first ones, and above what a loss may be
 * that is scaled small: two where it explodes, more where it only has left.
 */
const TIERS = [
  { newest: 2, times: 10, least: 10 },
  { newest: 3, times: 3, least: 4 },
] as const;
/** Readings that stand for how it began: as many, and no fewer than. */
const FIRST = 3;
const LEAST_FIRST = 2;

/** Losses that may grow while all is well: of a policy, of networks against each other, and of runs that search. */
const MAY_GROW =
  /reward|advantage|\bkl\b|completion|polic(?:y|ies)|episode|return|value|critic|actor|ep_len|\b(?:loss|err)[_ ]?[DG]\b|\b[DG][_ ]?loss|\b(?:gen\w{0,6}|disc\w{0,10}|adv\w{0,9})[_ /]?loss|\bwdist\b|\btrial\b|\bfold\b|\blr_?find|range test|\bsweep\b/i;

/** @returns where the loss went; `undefined` where it came back, is not a number, or too few readings say so */
export function divergence(lines: readonly LogLine[]): Divergence | undefined {
  const told = lines.flatMap(({ progress, body, index }) =>
    progress?.loss === undefined || progress.beside || Number.isNaN(progress.loss)
      ? []
      : [{ loss: progress.loss, body, index }],
  );
  const end = told.at(-1);
  if (end === undefined || told.some(({ body }) => MAY_GROW.test(body))) return undefined;
  for (const { newest, times, least } of TIERS) {
    if (told.length < newest + LEAST_FIRST) continue;
    const from = median(told.slice(0, Math.min(FIRST, told.length - newest)).map(({ loss }) => loss)) ?? 0;
    if (from > 0 && told.slice(-newest).every(({ loss }) => loss >= Math.max(least, times * from)))
      return { from, to: end.loss, line: end.index };
  }
  return undefined;
}
