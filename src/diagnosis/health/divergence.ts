import type { LogLine } from '../lines.ts';
import { median } from './trend.ts';

/** A loss that has grown far beyond what it was, and does not come back. */
interface Divergence {
  of: 'loss' | 'perplexity' | 'gradient norm';
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
  /reward|advantage|\bkl\b|completion|polic(?:y|ies)|episode|return|value|critic|actor|ep_len|\b(?:loss|err)[_ ]?[DG]\b|\b[DG][_ ]?loss|\b(?:gen\w{0,6}|disc\w{0,10}|adv\w{0,9})[_ /]?loss|\bwdist\b|\btrial\b|\bfold\b|\btask[ _]?\d|\blr_?find|range test|\bsweep\b/i;

/** Norms of gradients vary by far more. */
const NORM_TIERS = [{ newest: 3, times: 1000, least: 1000 }] as const;

const PERPLEXITY =
  /(?<![\w/.-])(?:train[ _])?(?:ppl|perplexity)["']?\s{0,3}[:=]?\s{0,3}(\d{1,20}(?:\.\d{1,12})?(?:e\+?\d{1,3})?)/i;

interface Told {
  value: number;
  index: number;
}

function grown(
  told: readonly Told[],
  tiers: readonly { newest: number; times: number; least: number }[],
): Omit<Divergence, 'of'> | undefined {
  const end = told.at(-1);
  if (end === undefined) return undefined;
  for (const { newest, times, least } of tiers) {
    if (told.length < newest + LEAST_FIRST) continue;
    const from = median(told.slice(0, Math.min(FIRST, told.length - newest)).map(({ value }) => value)) ?? 0;
    if (from > 0 && told.slice(-newest).every(({ value }) => value >= Math.max(least, times * from)))
      return { from, to: end.value, line: end.index };
  }
  return undefined;
}

/** @returns where the loss went; `undefined` where it came back, is not a number, or too few readings say so */
export function divergence(lines: readonly LogLine[]): Divergence | undefined {
  const told = lines.filter(({ progress }) => progress !== undefined && !progress.beside);
  if (told.some(({ body }) => MAY_GROW.test(body))) return undefined;
  const read = (of: (line: LogLine) => number | undefined): Told[] =>
    told.flatMap((line) => {
      const value = of(line) ?? Number.NaN;
      return Number.isNaN(value) ? [] : [{ value, index: line.index }];
    });
  const losses = read(({ progress }) => progress?.loss);
  const perplexities = losses.length > 0 ? [] : read(({ body }) => Number(PERPLEXITY.exec(body)?.[1] ?? Number.NaN));
  const norms = read(({ progress }) => progress?.gradNorm);
  const [loss, perplexity, norm] = [grown(losses, TIERS), grown(perplexities, TIERS), grown(norms, NORM_TIERS)];
  if (loss) return { of: 'loss', ...loss };
  if (perplexity) return { of: 'perplexity', ...perplexity };
  return norm && { of: 'gradient norm', ...norm };
}
