import { beforeAll, describe, expect, it } from 'vitest';
import { type Attack, attacksOn, textOf } from './attacks.ts';
import { madeByLoading, type Pattern, read, sources } from './patterns.ts';
import { type Counter, counterOf } from './steps.ts';

/** What sees no text of the cloud, of a client or of a model: the operator's own files and the simulated cloud. */
const OWN_TEXT = /^(?:simulator|cli|config)\/|^main\.ts$/;

/** Files whose patterns see no more than so many characters, with what cuts them. */
const CUT_BEFORE: readonly { file: string; why: string }[] = [];

/** What makes patterns from parts when it is loaded. The rules' are unions of literals, which are scanned one by one. */
const MAKERS = /^shaping\/|training-line\.ts$|causes\/signals\.ts$|^policy\/images\.ts$/;

/** Places that put a pattern together in a function, and why what it is put together from is ours. */
const MADE_IN_FUNCTIONS: Readonly<Record<string, string>> = {
  'shaping/own-secrets.ts': 'made of the credentials in use, each character of which is one step',
  'policy/images.ts': 'made once, when the module is loaded',
  'diagnosis/causes/cause.ts': 'joins literals of the causes, which are scanned as they are made',
  'diagnosis/causes/device-codes.ts': 'called with numbers of ours when the module is loaded',
  'diagnosis/causes/signals.ts': 'called with names of ours when the module is loaded, and scanned as it is',
  'diagnosis/causes/system-codes.ts': 'called with numbers and names of ours when the module is loaded',
  'diagnosis/health/training-line.ts': 'called with literals when the module is loaded',
};

/** Lengths that a text is pumped to: a quick look first, then what growth is told by. */
const LOOK = 160;
const LENGTHS = [500, 1000, 2000, 4000] as const;
/** Steps for each character: a quadratic pattern is above the first at `LOOK`, and passes the second soon. */
const WORTH_A_LOOK = 60;
const MOST_STEPS = 1500;
const MOST_GROWTH = 1.5;
/** Texts that are pumped further, the most expensive ones. */
const MOST_PUMPED = 2;

const name = ({ file, source, flags }: Pattern): string => `${file} /${source.slice(0, 120)}/${flags}`;

const costOf = (counter: Counter, text: string, most: number): number =>
  Math.round(counter.steps(text, most * text.length) / text.length);

/** Steps for each character at growing lengths, of the texts that cost most. */
function growths(pattern: Pattern): { growth: number[]; attack: Attack }[] {
  const counter = counterOf(pattern);
  return attacksOn(counter.pattern, pattern.flags)
    .map((attack) => ({ attack, cost: costOf(counter, textOf(attack, LOOK), 400) }))
    .filter(({ cost }) => cost > WORTH_A_LOOK)
    .sort((a, b) => b.cost - a.cost)
    .slice(0, MOST_PUMPED)
    .map(({ attack }) => ({
      attack,
      growth: LENGTHS.map((length) => costOf(counter, textOf(attack, length), MOST_STEPS + 1)),
    }));
}

const isSteep = ({ growth }: { growth: readonly number[] }): boolean =>
  growth.some((cost) => cost > MOST_STEPS) || (growth[3] ?? 0) > (growth[1] ?? 0) * MOST_GROWTH;

describe('R34 no pattern that sees foreign text backtracks', () => {
  const files = sources().filter((file) => !OWN_TEXT.test(file));
  const found = new Map(files.map((file) => [file, read(file)]));
  let patterns: Pattern[];
  beforeAll(async () => {
    const made = await madeByLoading(files.filter((file) => MAKERS.test(file)));
    patterns = [...[...found.values()].flatMap(({ literals }) => literals), ...made];
  });

  it('finds the patterns of the source', () => {
    expect(patterns.length).toBeGreaterThan(1000);
    for (const part of ['PRIVATE KEY', 'passphrase', 'Traceback'])
      expect(patterns.some(({ source }) => source.includes(part))).toBe(true);
  });

  it('knows every place that makes one from parts', () => {
    expect(files.filter((file) => (found.get(file)?.made ?? 0) > 0).sort()).toEqual(
      Object.keys(MADE_IN_FUNCTIONS).sort(),
    );
  });

  it('tells a quadratic pattern from a bounded one', () => {
    const steep = (source: string): boolean => growths({ file: '', source, flags: 'g' }).some(isSteep);
    for (const quadratic of ['[ \\t]*:?[ \\t]*x', 'a+$', '\\s+:', '^[0-9]*\\.?[0-9]+[a-z]$', 'x[^)]*y', '(a|b)+c'])
      expect(steep(quadratic), quadratic).toBe(true);
    for (const bounded of ['a{1,50}b', 'x.{0,80}y', '\\d+', '^\\s*a', '(?<=\\w)\\.'])
      expect(steep(bounded), bounded).toBe(false);
  });

  it('costs as much for each character of a long text as of a short one', () => {
    const distinct = new Map(patterns.map((pattern) => [`${pattern.source}/${pattern.flags}`, pattern]));
    const steep = [...distinct.values()]
      .filter((pattern) => !CUT_BEFORE.some(({ file }) => file === pattern.file))
      .flatMap((pattern) => {
        const found = growths(pattern).find(isSteep);
        return found === undefined ? [] : [`${found.growth} ${name(pattern)} ${JSON.stringify(found.attack)}`];
      });
    expect(steep).toEqual([]);
  }, 300_000);
});
