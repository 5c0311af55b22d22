import * as z from 'zod';
import type { Controls } from './api/control.ts';
import type { LabelledJob } from './api/jobs.ts';
import { checked } from './checked.ts';
import { addCorpus, type LabelledJob as CorpusJob } from './corpus.ts';
import { fail } from './errors.ts';
import { requestFilter, selectRequests } from './http/select-requests.ts';
import { census } from './jobs/census.ts';
import { describeScenario, SCENARIOS, scenarioOf } from './jobs/scenario.ts';
import { CATEGORIES } from './jobs/scenarios/types.ts';
import { setScenario } from './jobs/set-scenario.ts';
import { swapJob } from './jobs/swap.ts';
import type { SimUser } from './route.ts';
import type { State, StateOptions } from './state.ts';
import { tell } from './told/tell.ts';

const MOST_CORPUS_JOBS = 1000;
const SEED = z.int().min(0).max(2_147_483_647);
const SPEED = z.number().min(0).max(100_000);
/** Ten years at a time: what happens to jobs in longer ones is nobody's test. */
const STEP_SECONDS = z.number().min(0).max(315_360_000);
const TIME = z.union([z.iso.datetime({ offset: true }).transform((text) => new Date(text)), z.date()], {
  error: 'not a time such as 2026-01-31T08:00:00Z',
});

const addOptions = z.strictObject({ seed: SEED.optional() });
const corpusOptions = z.strictObject({
  seed: SEED.default(1),
  jobs: z.int().min(1).max(MOST_CORPUS_JOBS).optional(),
  scenarios: z.array(z.string()).min(1).optional(),
});
const fateChange = z
  .strictObject({ scenario: z.string().optional(), runSeconds: z.int().min(1).optional() })
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'give scenario or runSeconds');
const swapOptions = z.strictObject({ keepId: z.boolean().default(false) });
export const resetOptions = z.strictObject({
  seed: SEED.optional(),
  now: TIME.optional(),
  speed: SPEED.optional(),
  demoJobs: z.boolean().optional(),
});

/** Those of the options that are given, as a state is made from them. */
export function changesOf({ now: startTime, ...rest }: z.output<typeof resetOptions>): Partial<StateOptions> {
  const changes = Object.entries({ ...rest, startTime });
  return Object.fromEntries(changes.filter(([, value]) => value !== undefined));
}

const labelled = ({ category: label, program: _, wording: __, ...job }: CorpusJob): LabelledJob => ({ ...job, label });

/** What can be done to the simulated cloud that `state` gives. */
export function controlsOf(options: {
  state(): State;
  users: readonly SimUser[];
  /** Makes the state anew, with those changes to how it was made at first. */
  remake(changes: Partial<StateOptions>): void;
}): Controls {
  const { state, users } = options;
  const corpus = (given: { seed: number; jobs?: number; scenarios?: readonly string[] }): LabelledJob[] =>
    addCorpus({ context: state().context, users }, given).map(labelled);
  return {
    clock: {
      now: () => state().clock.now(),
      speed: () => state().clock.speed(),
      setSpeed: (speed) => state().clock.setSpeed(checked(SPEED, speed, 'speed')),
      freeze: () => state().clock.setSpeed(0),
      advance: (seconds) => state().clock.advance(checked(STEP_SECONDS, seconds, 'number of seconds')),
      advanceTo: (time) => {
        const { clock } = state();
        const [now, then] = [clock.now(), checked(TIME, time, 'time')];
        if (then < now)
          throw fail('InvalidParameter', `The time only goes forward: it is ${now.toISOString()} already.`);
        clock.advance(checked(STEP_SECONDS, (then.getTime() - now.getTime()) / 1000, 'number of seconds until then'));
      },
    },
    scenarios: {
      list: (label) => {
        const wanted = checked(z.enum(CATEGORIES).optional(), label, 'label');
        return SCENARIOS.map(describeScenario).filter((one) => wanted === undefined || one.label === wanted);
      },
      get: (name) => describeScenario(scenarioOf(name)),
    },
    jobs: {
      list: () => census(state().context.store),
      add: (scenario, given = {}) => {
        const { seed = state().context.store.ever() } = checked(addOptions, given, 'job');
        const [job] = corpus({ seed, jobs: 1, scenarios: [scenario] });
        if (!job) throw new Error('a corpus of one job is empty');
        return job;
      },
      tell: (story) => tell(state().context, users, story),
      tellJson: (story) => tell(state().context, users, story),
      addCorpus: (given = {}) => corpus(checked(corpusOptions, given, 'corpus')),
      setScenario: (jobId, given) => {
        const { scenario, runSeconds } = checked(fateChange, given, 'change');
        return setScenario(state().context.store, jobId, scenario, runSeconds);
      },
      swap: (jobId, given = {}) => swapJob(state().context, jobId, checked(swapOptions, given, 'swap').keepId),
    },
    faults: {
      add: (...rules) => state().faults.add(...rules),
      list: () => state().faults.list(),
      clear: (id) => state().faults.clear(id),
    },
    lag: {
      get: () => state().lag.get(),
      set: (lag) => state().lag.set(lag),
      clear: () => state().lag.clear(),
    },
    ram: {
      list: () => state().permissions.list(),
      set: (userName, policy) => state().permissions.set(userName, policy),
      clear: (userName) => state().permissions.clear(userName),
    },
    requests: {
      list: (filter = {}) => selectRequests(state().log.entries(), checked(requestFilter, filter, 'filter')),
      clear: () => state().log.clear(),
    },
    settled: () => state().activity.settled(),
    reset: (given = {}) => options.remake(changesOf(checked(resetOptions, given, 'reset'))),
  };
}
