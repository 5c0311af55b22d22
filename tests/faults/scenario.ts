import fc from 'fast-check';
import type { FaultRule, LagKnobs } from '../../src/simulator/simulator.ts';
import { rulesOf, type Sizes, STAGES, type Stage } from './effects.ts';

/** Where the process is killed. */
export const KILL_POINTS = [
  'checking the machine',
  'looking for a twin',
  'entered in the ledger',
  'request arrived',
  'committed',
  'answered',
  'searching',
  'reading back',
] as const;
export type KillPoint = (typeof KILL_POINTS)[number];

/** The server processes of a scenario, which share the state file. */
export type Process = 'first' | 'second';

/** Identical calls that begin at once, in these processes. */
export interface Round {
  calls: readonly Process[];
  /** Whether what is left of the faults, and the lag, is still there. */
  faults: boolean;
}

/** One create and all that happens to it. */
export interface Scenario {
  seed: number;
  displayName: string;
  /** `stage: effect`, the ones of the rules. */
  hits: readonly string[];
  rules: readonly FaultRule[];
  lag: Partial<LagKnobs>;
  /** Kills the first process in the first round. */
  kill: KillPoint | undefined;
  rounds: readonly [Round, ...Round[]];
}

interface Class {
  hits: readonly (readonly [Stage, string])[];
  kill?: KillPoint;
}

const LOSES: readonly string[] = STAGES['after the commit'].effects.filter((effect) => effect !== 'slow');
const single = (stage: Stage): Class[] => STAGES[stage].effects.map((effect) => ({ hits: [[stage, effect]] }));
const times = <T>(count: number, list: readonly T[]): T[] => Array.from({ length: count }, () => list).flat();

const KILLS: Readonly<Record<KillPoint, readonly Class['hits'][]>> = {
  'checking the machine': [[['machine check', 'hang']], [['machine check', 'too slow']]],
  'looking for a twin': [[['twin search', 'hang']], [['twin search', 'too slow']]],
  'entered in the ledger': [[['before the commit', 'slow']]],
  'request arrived': [
    [['before the commit', 'hang']],
    [['before the commit', 'slow']],
    [['before the commit', 'too slow']],
    [['late commit', 'late']],
  ],
  committed: [[['after the commit', 'hang']], [['after the commit', 'slow']], [['after the commit', 'too slow']]],
  answered: [[['read back', 'slow']]],
  searching: [
    [
      ['after the commit', 'reset'],
      ['search for a lost create', 'hang'],
    ],
    [
      ['late commit', 'late'],
      ['search for a lost create', 'too slow'],
    ],
  ],
  'reading back': [[['read back', 'hang']], [['read back', 'too slow']]],
};

/** Each seed takes the next of these, so that none is left out; the rest of a scenario is drawn. */
const CLASSES: readonly Class[] = [
  ...single('image check'),
  ...single('machine check'),
  ...single('twin search'),
  ...times(2, single('before the commit')),
  ...times(2, single('after the commit')),
  ...times(5, single('late commit')),
  ...STAGES['search for a lost create'].effects.map(
    (effect, at): Class => ({
      hits: [
        ['after the commit', LOSES[at % LOSES.length] ?? 'reset'],
        ['search for a lost create', effect],
      ],
    }),
  ),
  ...single('read back'),
  ...times(8, [{ hits: [] }]),
  ...KILL_POINTS.flatMap((kill) => KILLS[kill].map((hits): Class => ({ hits, kill }))),
];

const sizes = fc.record<Sizes>({
  reads: fc.constantFrom<Sizes['reads']>(1, 1, 1, 1, 1, 3, 'always'),
  creates: fc.constantFrom<Sizes['creates']>(1, 1, 1, 'always'),
  slow: fc.integer({ min: 20, max: 150 }),
  tooSlow: fc.integer({ min: 350, max: 700 }),
  late: fc.integer({ min: 20, max: 900 }),
  broken: fc.constantFrom(500, 502, 503, 504),
  page: fc.constantFrom(200, 400, 403, 404, 408, 429, 502, 504),
  flow: fc.constantFrom(400, 429, 503),
  refusal: fc.constantFrom('InvalidParameter', 'Forbidden.RAM', 'OperationForbidden', 'NotFound'),
});

const stages = Object.keys(STAGES) as Stage[];
const anyHit: fc.Arbitrary<readonly [Stage, string]> = fc
  .constantFrom(...stages)
  .chain((stage) => fc.tuple(fc.constant(stage), fc.constantFrom<string>(...STAGES[stage].effects)));

const calls = (...each: Process[]): readonly Process[] => each;
const first: fc.Arbitrary<Round> = fc.record({
  calls: fc.constantFrom(calls('first'), calls('first'), calls('first', 'first'), calls('first', 'second')),
  faults: fc.constant(true),
});
const again: fc.Arbitrary<Round> = fc.record({
  calls: fc.constantFrom(calls('first'), calls('first'), calls('second'), calls('first', 'first')),
  faults: fc.boolean(),
});

const drawn = fc.noBias(
  fc.record({
    sizes,
    several: fc.uniqueArray(anyHit, { minLength: 2, maxLength: 4, selector: ([stage]) => stage }),
    lag: fc.record({ listJobsMs: fc.constantFrom(0, 0, 100, 500), getJobMs: fc.constantFrom(0, 0, 200) }),
    first,
    again: fc.array(again, { maxLength: 2 }),
  }),
);

/** The scenario of a seed, always the same; a seed is a whole number from 0. */
export function scenarioOf(seed: number): Scenario {
  const [draw] = fc.sample(drawn, { seed, numRuns: 1 });
  const { hits: fixed, kill } = CLASSES[seed % CLASSES.length] ?? { hits: [] };
  if (draw === undefined) throw new Error('nothing was drawn');
  const hits = fixed.length > 0 ? fixed : draw.several;
  const once = kill === undefined ? draw.sizes : { ...draw.sizes, reads: 1 as const, creates: 1 as const };
  return {
    seed,
    displayName: `fault-${seed}`,
    hits: hits.map(([stage, effect]) => `${stage}: ${effect}`),
    rules: hits.flatMap(([stage, effect]) => rulesOf(stage, effect, once)),
    lag: draw.lag,
    kill,
    rounds: [draw.first, ...draw.again],
  };
}

/** How many seeds in a row meet every class. */
export const CYCLE = CLASSES.length;

/** A scenario in words. */
export function inWords({ seed, rules, lag, kill, rounds }: Scenario): string {
  const faults = rules.map(({ name, times: most, effect }) => `${name} ${JSON.stringify(effect)} x ${most}`);
  const round = ({ calls: at, faults: on }: Round): string => `${at.join(' and ')}${on ? '' : ' (faults gone)'}`;
  return [
    `seed ${seed}: ${faults.join('; ')}`,
    `lag: list ${lag.listJobsMs ?? 0} ms, get ${lag.getJobMs ?? 0} ms`,
    `SIGKILL: ${kill ?? 'none'}`,
    `calls: ${rounds.map(round).join(', then ')}`,
  ].join('\n  ');
}
