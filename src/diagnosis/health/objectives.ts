import type { LogLine } from '../lines.ts';

/** What a training makes smaller, by the names that programs give it; of a metric only `nan` says that it is dead. */
const LOSS = /(?:loss|losses|cost|objf?|objective|objective function|elbo|nll|xent|avg)$/i;
const METRIC = /(?:ppl|perplexity|entropy|likelihood|rmse|mae|mse|learn|train[- ]err(?:or)?)$/i;
/** Of what is beside the training, and what a search begins with. */
const OTHER = /(?:^|[^a-z])(?:eval|val|valid|validation|test|dev|pred|best|min|lowest|prev|last|old)(?![a-z])/i;

/**
 * A name of at most three words and its value; as Darknet writes, the number may also come first: `nan, nan avg loss`.
 */
const READING =
  /(?<![\w./-])([a-z][\w./-]{0,40}(?: (?!nan\b|inf|is\b)[a-z][\w./-]{0,40}){0,2})["')\]]{0,2}\s{0,12}(?:[:=|]|is\b)?\s{0,12}["'([]{0,2}([-+]?(?:nan|inf(?:inity)?)\b|[-+]?\d)|(?<![\w.-])([-+]?(?:nan|inf)\b|[-+]?\d[\d.e+-]{0,20}),? (?:(?:avg|mean|total|train(?:ing)?) )?(loss\b|cost\b|avg(?=,))/gi;

/** Sentences about a single batch, and not the reading of a step. */
const SENTENCE = /\b(?:skip\w{0,5}|detected|encountered|found|warning|because|will|if)\b/i;
const BROKEN = /(?<![\w.])[-+]?(?:nan|inf(?:inity)?)\b/i;

/** Readings of an objective that came one after the other and were no numbers. */
export interface BrokenObjective {
  times: number;
  /** Index of the newest line. */
  line: number;
}

/** Whether a value says that its objective is dead, alive, or nothing of it. */
function verdictOf(name: string, value: string): 'dead' | 'alive' | undefined {
  if (OTHER.test(name) || !(LOSS.test(name) || METRIC.test(name))) return undefined;
  if (!BROKEN.test(value)) return 'alive';
  return LOSS.test(name) || /nan/i.test(value) ? 'dead' : undefined;
}

/** A tensor that is printed without a name and carries its gradient: nobody prints another one than the objective. */
const WITH_GRADIENT = /\btensor\((?:\[)?([-+]?(?:nan|inf)\b|[-+]?\d)[^)]{0,80}\bgrad_fn=</i;

/** A line that names no step, so that it is not read as progress, or an objective by another name than loss. */
function readings(body: string): [name: string, state: 'dead' | 'alive'][] {
  const bare = WITH_GRADIENT.exec(body.slice(0, 1000))?.[1];
  const named = [...body.slice(0, 1000).matchAll(READING)].flatMap(([, name, value, first, after]) => {
    const state = verdictOf(name ?? after ?? '', value ?? first ?? '');
    return state === undefined ? [] : [[(name ?? after ?? '').toLowerCase(), state] as [string, 'dead' | 'alive']];
  });
  return named.length > 0 || bare === undefined ? named : [['', BROKEN.test(bare) ? 'dead' : 'alive']];
}

/**
 * The objective of a training that is no number any more, in whatever form a program tells it: its newest readings, as
 * long as no loss is told that is one.
 *
 * @returns `undefined` where the newest reading of each is a number
 */
export function brokenObjective(lines: readonly LogLine[]): BrokenObjective | undefined {
  if (!lines.some(({ body }) => BROKEN.test(body))) return undefined;
  const dead = new Map<string, BrokenObjective>();
  const alive = new Set<string>();
  for (const { body, index, progress } of lines.toReversed()) {
    if (SENTENCE.test(body)) continue;
    if (progress?.loss !== undefined && !progress.beside && Number.isFinite(progress.loss)) break;
    for (const [name, state] of readings(body)) {
      if (state === 'alive') alive.add(name);
      else if (!alive.has(name)) {
        const before = dead.get(name);
        dead.set(name, { times: (before?.times ?? 0) + 1, line: before?.line ?? index });
      }
    }
  }
  return [...dead.values()].sort((a, b) => b.times - a.times)[0];
}
