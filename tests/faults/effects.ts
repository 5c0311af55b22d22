import type { FaultRule } from '../../src/simulator/simulator.ts';

/** What the drawn effects take their sizes from. Times are milliseconds of real time. */
export interface Sizes {
  /** How many reads an effect hits: the server tries a read three times. */
  reads: 1 | 3 | 'always';
  /** How many creates it hits. */
  creates: 1 | 'always';
  /** Shorter than the server waits. */
  slow: number;
  /** Longer than the server waits. */
  tooSlow: number;
  /** Until a late create is carried out. */
  late: number;
  /** Status of a failing server. */
  broken: 500 | 502 | 503 | 504;
  /** Status of what something in front of the cloud answers. */
  page: 200 | 400 | 403 | 404 | 408 | 429 | 502 | 504;
  /** Status of the cloud's flow control. */
  flow: 400 | 429 | 503;
  refusal: 'InvalidParameter' | 'Forbidden.RAM' | 'OperationForbidden' | 'NotFound';
}

type EffectOf<S extends FaultRule['stage']> = Extract<FaultRule, { stage: S }>['effect'];
type Table<S extends FaultRule['stage']> = Readonly<Record<string, (sizes: Sizes) => EffectOf<S>>>;

const BOTH = {
  reset: () => ({ kind: 'reset' }),
  hang: () => ({ kind: 'hang' }),
  slow: ({ slow: ms }) => ({ kind: 'latency', ms }),
  'too slow': ({ tooSlow: ms }) => ({ kind: 'latency', ms }),
  'server error': ({ broken: status }) => ({ kind: 'error', code: 'ServiceUnavailable', status }),
  'no JSON': ({ page: status }) => ({ kind: 'malformed', body: 'not_json', status }),
  empty: ({ page: status }) => ({ kind: 'malformed', body: 'empty', status }),
  array: ({ page: status }) => ({ kind: 'malformed', body: 'array', status }),
  'proxy page': ({ page: status }) => ({ kind: 'malformed', body: 'html', status }),
} satisfies Table<'before_commit'> & Table<'after_commit'>;

/** The cloud did nothing, and says so. */
const DEFINITE = {
  throttled: ({ flow: status }) => ({ kind: 'error', code: 'Throttling.User', status }),
  refused: ({ refusal: code }) => ({ kind: 'error', code }),
} satisfies Table<'before_commit'>;

const WHILE_READ = {
  cut: () => ({ kind: 'cut' }),
  truncated: () => ({ kind: 'truncated' }),
} satisfies Table<'after_commit'>;

const BEFORE: Table<'before_commit'> = { ...BOTH, ...DEFINITE };
const AFTER: Table<'after_commit'> = {
  ...BOTH,
  ...WHILE_READ,
  'no job id': ({ page: status }) => ({ kind: 'malformed', body: 'no_job_id', status }),
};
const AT: Table<'at_commit'> = { late: ({ late: ms }) => ({ kind: 'late', ms }) };

/** A fault before, during or after the commit of a create; the cloud never says no to what it has done. */
const creating =
  <S extends FaultRule['stage']>(stage: S, table: Table<S>) =>
  (effect: string, sizes: Sizes): Omit<FaultRule, 'name'>[] => {
    const made = table[effect]?.(sizes);
    return made === undefined ? [] : [{ action: 'CreateJob', stage, effect: made, times: sizes.creates } as FaultRule];
  };

const READ_EFFECTS = { ...BEFORE, ...WHILE_READ };

/** A fault of a read; `after`: how many it lets pass first. */
const reading =
  (action: string, after = 0) =>
  (effect: string, sizes: Sizes): Omit<FaultRule, 'name'>[] => {
    const common = { action, after, times: sizes.reads };
    const [before, cut] = [BEFORE[effect]?.(sizes), (WHILE_READ as Table<'after_commit'>)[effect]?.(sizes)];
    if (before !== undefined) return [{ ...common, stage: 'before_commit', effect: before }];
    return cut === undefined ? [] : [{ ...common, stage: 'after_commit', effect: cut }];
  };

interface StageFaults {
  effects: readonly string[];
  rules(effect: string, sizes: Sizes): Omit<FaultRule, 'name'>[];
}

/** Every stage of a create, the effects it can have, and the rules of the simulator that bring them about. */
export const STAGES = {
  'image check': { effects: Object.keys(READ_EFFECTS), rules: reading('ListImages') },
  'machine check': { effects: Object.keys(READ_EFFECTS), rules: reading('ListEcsSpecs') },
  'twin search': { effects: Object.keys(READ_EFFECTS), rules: reading('ListJobs') },
  'before the commit': { effects: Object.keys(BEFORE), rules: creating('before_commit', BEFORE) },
  'after the commit': { effects: Object.keys(AFTER), rules: creating('after_commit', AFTER) },
  'late commit': { effects: Object.keys(AT), rules: creating('at_commit', AT) },
  // One search comes before the create.
  'search for a lost create': { effects: Object.keys(READ_EFFECTS), rules: reading('ListJobs', 1) },
  'read back': { effects: Object.keys(READ_EFFECTS), rules: reading('GetJob') },
} as const satisfies Record<string, StageFaults>;

export type Stage = keyof typeof STAGES;

/** The rules of one stage and effect, named `stage: effect`. */
export const rulesOf = (stage: Stage, effect: string, sizes: Sizes): FaultRule[] =>
  STAGES[stage].rules(effect, sizes).map((rule) => ({ ...rule, name: `${stage}: ${effect}` }) as FaultRule);
