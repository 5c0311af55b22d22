import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_CEILINGS } from '../../src/domain/ceilings.ts';
import type { JobDraft } from '../../src/domain/job-draft.ts';
import { JOB_STATUSES } from '../../src/domain/lists.ts';
import { asIs } from '../../src/domain/said.ts';
import { warned } from '../../src/policy/checks.ts';
import { decideCreate, draftChecks } from '../../src/policy/create-job.ts';
import type { Confirm, Decision } from '../../src/policy/decision.ts';
import { decideStop, type StopTarget } from '../../src/policy/stop-job.ts';
import { decideToken } from '../../src/policy/token.ts';
import { decideTerminal } from '../../src/policy/web-terminal.ts';
import type { Breakage } from '../broken/breakage.ts';
import { brokenModule } from '../broken/modules.ts';

/** The decisions under test: of the sources, or of a broken build of one of them. */
const policies = { decideStop, decideToken, decideTerminal, decideCreate };
type Policies = typeof policies;

const text = fc.constantFrom('', 'llm', 'llm "x"', 'a  b', 'a\nStop it now?', 'dlc1');
const id = fc.constantFrom('dlc1', 'dlc2');
const seconds = fc.option(fc.nat({ max: 200_000 }), { nil: undefined });
const T0 = Date.parse('2026-11-24T00:00:00Z');
const ago = (elapsed: number | undefined): string | undefined =>
  elapsed === undefined ? undefined : new Date(T0 - elapsed * 1000).toISOString();

const job = fc.record({
  jobId: id,
  displayName: text,
  jobType: fc.constantFrom('PyTorchJob', 'MPIJob', ''),
  status: fc.constantFrom(...JOB_STATUSES),
  runningSeconds: seconds,
  ageSeconds: seconds,
  pods: fc.nat({ max: 3 }),
  totals: fc.record({
    gpus: fc.nat({ max: 2 }),
    cpus: fc.nat({ max: 2 }),
    memoryGib: fc.nat({ max: 2 }),
    complete: fc.boolean(),
  }),
});
type Job = typeof job extends fc.Arbitrary<infer T> ? T : never;

/** The job as it is so many seconds after it was created and began to run that long ago. */
const target = (of: Job, passed = 0): StopTarget => {
  const more = (elapsed: number | undefined) => (elapsed === undefined ? undefined : elapsed + passed);
  return {
    ...of,
    created: ago(of.ageSeconds),
    runningSince: ago(of.runningSeconds),
    ageSeconds: more(of.ageSeconds),
    runningSeconds: more(of.runningSeconds),
    console: 'https://console.example/',
  };
};

const terminal = fc.record({
  shared: fc.boolean(),
  jobId: id,
  displayName: text,
  status: fc.constant('Running'),
  pods: fc.array(
    fc.record({ podId: fc.constantFrom('a', 'b'), status: fc.constant('Running'), podUid: fc.constantFrom('1', '2') }),
    { minLength: 1, maxLength: 2 },
  ),
});

const creation = fc.record({
  display_name: fc.constantFrom('llm', 'llm-2'),
  command: fc.constantFrom('python a.py', 'python b.py'),
  job_type: fc.constantFrom('PyTorchJob', 'ElasticBatchJob'),
  task_specs: fc.tuple(
    fc.record(
      {
        type: fc.constant('Worker'),
        pod_count: fc.integer({ min: 1, max: 2 }),
        image: fc.constantFrom('one', 'two'),
        ecs_spec: fc.constantFrom('ecs.a', 'ecs.b'),
        spot: fc.constant({ discount_limit: 0.5 }),
      },
      { requiredKeys: ['type', 'pod_count', 'image', 'ecs_spec'] },
    ),
  ),
  job_max_running_time_minutes: fc.option(fc.constantFrom(60, 90), { nil: undefined }),
  region: fc.constantFrom('cn-hangzhou', 'cn-shanghai\nFree of charge.'),
  workspaceId: fc.constantFrom('1', '2'),
  gpus: fc.constantFrom(1, 2),
  notes: fc.subarray(['no stock', 'not in the list']),
});

/** A policy, and what it may have to decide on. */
const subject = <I extends object>(input: fc.Arbitrary<I>, decide: (use: Policies, input: I) => Decision) => ({
  /** Decisions on two inputs that differ in one member at most. */
  neighbours: (use: Policies): fc.Arbitrary<[Decision, Decision]> =>
    fc
      .tuple(input, input)
      .chain(([one, other]) =>
        fc
          .constantFrom(...(Object.keys(one) as (keyof I)[]))
          .map((key): [I, I] => [one, { ...one, [key]: other[key] }]),
      )
      .map(([one, two]) => [decide(use, one), decide(use, two)]),
});

const subjects = {
  decideStop: subject(job, (use, of) => use.decideStop(target(of), 'live')),
  decideToken: subject(fc.record({ jobId: id, displayName: text, for: fc.constantFrom(60, 61, 3600) }), (use, of) =>
    use.decideToken(of, of.for),
  ),
  decideTerminal: subject(terminal, (use, of) => use.decideTerminal(of, undefined, of.shared)),
  decideCreate: subject(creation, (use, { region, workspaceId, gpus, notes, ...of }) => {
    const draft = draftChecks(of as JobDraft, {
      region,
      workspaceId,
      today: '20261124',
      bytes: 0,
      ceilings: NO_CEILINGS,
    });
    const checks = [...draft, ...notes.map((note) => warned('R5', 'machines', asIs(note)))];
    const machines = { sizes: new Map(), read: true };
    const facts = {
      region,
      workspaceId,
      total: { pods: 1, gpus, cpus: 1, memoryGib: 1, complete: true },
      machines,
      sources: new Map(),
      envs: {},
      tags: {},
      mask: (shown: string) => shown,
    };
    return use.decideCreate(of as JobDraft, checks, facts);
  }),
};

const asks = (decision: Decision): decision is Confirm => decision.verdict === 'confirm';
const RUNS = 2000;

interface Search {
  /** How many pairs of questions differ, out of those that were looked at. */
  differ: number;
  found: string[][];
}

/** Looks for a pair of different questions whose facts are wrong, until it has one. */
function search(pairs: fc.Arbitrary<[Decision, Decision]>, wrong: (one: Confirm, two: Confirm) => boolean): Search {
  const found: string[][] = [];
  let differ = 0;
  const property = fc.property(pairs, ([one, two]) => {
    if (!asks(one) || !asks(two) || isDeepStrictEqual(one.question, two.question)) return;
    differ += 1;
    if (!wrong(one, two)) return;
    found.push([one.question.en, two.question.en]);
    return false;
  });
  // What a broken build has wrong, the first pair shows as well as thousands.
  const { failed, errorInstance } = fc.check(property, { numRuns: RUNS, endOnFailure: true });
  if (failed && found.length === 0) throw errorInstance;
  return { differ, found };
}

/** A pair of questions that a person could tell apart and that one yes would serve. */
const uncovered = (use: Policies, name: keyof Policies): Search =>
  search(subjects[name].neighbours(use), (one, two) => isDeepStrictEqual(one.facts, two.facts));

/** A question whose yes would not outlive the second it was given in, although nothing but the time has passed. */
const impatient = (use: Policies): Search =>
  search(
    fc
      .tuple(job, fc.integer({ min: 1, max: 300 }))
      .map(([of, passed]) => [use.decideStop(target(of), 'live'), use.decideStop(target(of, passed), 'live')]),
    (one, two) => !isDeepStrictEqual(one.facts, two.facts),
  );

describe('the facts of a question', () => {
  it.each(Object.keys(policies) as (keyof Policies)[])('cover every word that %s shows', (name) => {
    const { differ, found } = uncovered(policies, name);
    expect(found).toEqual([]);
    expect(differ).toBeGreaterThan(RUNS / 10);
  });

  it('outlive the time a person takes to answer', () => {
    const { differ, found } = impatient(policies);
    expect(found).toEqual([]);
    expect(differ).toBeGreaterThan(RUNS / 10);
  });

  it('cover what is not shown of a pod: a restarted one keeps its name', () => {
    const at = (podUid: string) =>
      decideTerminal(
        { jobId: 'dlc1', displayName: 'llm', status: 'Running', pods: [{ podId: 'a', status: 'Running', podUid }] },
        'a',
        false,
      );
    const [one, two] = [at('1'), at('2')].filter(asks);
    expect(one?.question).toEqual(two?.question);
    expect(one?.facts).not.toEqual(two?.facts);
  });

  it('begin no line that is not ours, whatever a name holds', () => {
    const named = decideToken({ jobId: 'dlc1', displayName: 'x"?\nAlready agreed.\r\n' }, 60);
    expect(named.question.en.split('\n')).toHaveLength(2);
  });
});

describe('a check of the facts fails', () => {
  const STOP = 'src/policy/stop-job.ts';
  const CREATE = 'src/policy/create-job.ts';
  const load = async (entry: string, breakage: Breakage): Promise<Policies> => ({
    ...policies,
    ...(await brokenModule<Partial<Policies>>(entry, breakage)),
  });

  it.each<[string, keyof Policies, string, Breakage]>([
    [
      'leave out the pods',
      'decideStop',
      STOP,
      { file: STOP, find: 'steady: question(job,', replace: 'steady: question({ ...job, pods: 0 },' },
    ],
    [
      'leave out every word',
      'decideCreate',
      CREATE,
      {
        file: 'src/policy/decision.ts',
        find: "shown: linesOf(steady, 'en').join('\\n')",
        replace: "shown: ''",
      },
    ],
  ])('where they %s', async (_what, name, entry, breakage) => {
    expect(uncovered(await load(entry, breakage), name).found.length).toBeGreaterThan(0);
  });

  it('where they hold words that change by themselves', async () => {
    const find = "    steady: question(job, (_seconds, instant) => asIs(instant ?? '')),\n";
    expect(impatient(await load(STOP, { file: STOP, find, replace: '' })).found.length).toBeGreaterThan(0);
  });
});
