import { type Findings, findingsOf } from './corpus/label.ts';
import { type QuotaMaker, quotaMaker } from './corpus/quotas.ts';
import { requestOf, shapeOf } from './corpus/request.ts';
import { admit } from './jobs/admit.ts';
import { type Draw, drawFrom } from './jobs/draw.ts';
import { submitAt } from './jobs/plan.ts';
import { PROGRAMS } from './jobs/programs/all.ts';
import type { JobRecord } from './jobs/record.ts';
import { parseJobRequest } from './jobs/request.ts';
import { scenarioOf } from './jobs/scenario.ts';
import { ALL_SCENARIOS } from './jobs/scenarios/all.ts';
import type { AlsoRight, Category, Scenario } from './jobs/scenarios/types.ts';
import { type Status, TERMINAL } from './jobs/status.ts';
import { storyOf } from './jobs/story.ts';
import { allocatedAt, isServed, phasesOf } from './jobs/timeline.ts';
import { wholeSecond } from './jobs/times.ts';
import type { SimUser } from './route.ts';
import type { JobContext } from './routes/pai-dlc-shared.ts';

export type { Evidence, Source } from './corpus/label.ts';
export { CATEGORIES, type Category } from './jobs/scenarios/types.ts';

/** A job of the corpus and what is right to say of it. */
export interface LabelledJob extends Findings {
  jobId: string;
  displayName: string;
  scenario: string;
  /** Index of the scenario's wording. */
  wording: number;
  /** What runs in its pods. */
  program: string;
  jobType: string;
  /** Id of its quota; empty on public resources. */
  quotaId: string;
  category: Category;
  /** Categories that count as right besides. */
  alsoRight: readonly AlsoRight[];
  /** Its status when it was put in, which it keeps for at least some minutes. */
  status: Status;
}

export interface CorpusOptions {
  /** Wordings, sizes, noise and order are drawn from it. */
  seed: number;
  /** How many; default: every scenario twice. */
  jobs?: number;
  /** Names of the scenarios it is made of; default: all. */
  scenarios?: readonly string[];
}

/** How old a job that has ended can be, in minutes: within the windows the API looks back by default. */
const AGE_MINUTES = [5, 8000] as const;
/** How long a job is in a status without an end, in minutes, where its scenario does not say. */
const REST_MINUTES = [15, 240] as const;

/**
 * Puts labelled jobs of the default user into a simulator, and the quotas and neighbours they need. The same seed,
 * start time and order of calls give the same jobs. Every scenario comes before one comes again, and then in another
 * wording.
 */
export function addCorpus(
  simulator: { context: JobContext; users: readonly SimUser[] },
  { seed, jobs, scenarios }: CorpusOptions,
): LabelledJob[] {
  const [owner, neighbour = owner] = simulator.users;
  if (!owner || !neighbour) throw new Error('the simulator has no user');
  const { context } = simulator;
  const chosen = scenarios?.map(scenarioOf);
  const quotas = quotaMaker(context, freshPrefix(`team-${seed}`, context), neighbour);
  const draw = drawFrom(`corpus/${seed}`);
  const order = draw.shuffled(ALL_SCENARIOS.filter(({ name }) => chosen?.includes(name) ?? true));
  const count = jobs ?? order.length * 2;
  const records = Array.from({ length: count }, (_, index): JobRecord => {
    const scenario = order[index % order.length] as Scenario;
    const round = Math.floor(index / order.length);
    const record = corpusJob(context, quotas, owner, scenario, { seed, index, round });
    context.store.add(record);
    return record;
  });
  return records.map((record) => labelOf(record, context));
}

/** No two corpora share a quota: each is only as wide as its own jobs need. */
function freshPrefix(prefix: string, { world }: JobContext): string {
  const used = new Set(world.quotas.map(({ QuotaName }) => QuotaName.slice(0, QuotaName.lastIndexOf('-'))));
  for (let again = 1; ; again += 1) {
    const name = again === 1 ? prefix : `${prefix}.${again}`;
    if (!used.has(name)) return name;
  }
}

function corpusJob(
  context: JobContext,
  quotas: QuotaMaker,
  owner: SimUser,
  scenario: Scenario,
  { seed, index, round }: { seed: number; index: number; round: number },
): JobRecord {
  const key = `corpus/${seed}/${index}`;
  const draw = drawFrom(key);
  const wording = wordingAt(scenario, seed, round);
  const told = scenario.wordings[wording];
  if (!told) throw new Error(`scenario ${scenario.name} has no wording`);
  const shape = shapeOf(scenario, told, draw);
  const now = wholeSecond(context.store.now());
  const restMinutes = draw.between(...(scenario.job?.restMinutes ?? REST_MINUTES));
  const quota =
    shape.place === 'queue'
      ? quotas.crowded(`${index}`, shape.pods, scenario.course?.obstacle, draw, now - AGE_MINUTES[1] * 60_000)
      : quotas.wide(shape.place);
  const request = parseJobRequest(
    requestOf(scenario, told, { ...shape, gpus: shape.place === 'queue' ? 8 : shape.gpus }, draw, {
      world: context.world,
      quota,
    }),
  );
  const overrides = { scenario: scenario.name, wording, runSeconds: shape.runSeconds, key };
  const unborn = admit(request, owner, context, { ...overrides, createdAt: 0 });
  const createdAt = now - ageOf(unborn, scenario, context, draw, restMinutes);
  return admit(request, owner, context, { ...overrides, createdAt });
}

/**
 * Which wording a scenario has the `round`th time; those in which any job starts are for jobs that ask for nothing
 * else.
 */
function wordingAt(scenario: Scenario, seed: number, round: number): number {
  const told = scenario.wordings.flatMap(({ program }, index) => (program === 'basic' ? [] : [index]));
  const order = drawFrom(`corpus/${seed}/${scenario.name}`).shuffled(told);
  return order[round % order.length] ?? 0;
}

/** How long ago a job was created that is to be seen in its scenario's status now; milliseconds, whole seconds. */
function ageOf(record: JobRecord, { rests }: Scenario, context: JobContext, draw: Draw, restMinutes: number): number {
  const { durations } = context;
  // The quotas of a corpus have room for whom nothing holds back.
  const served = record.request.ResourceId ? submitAt(record, durations) : allocatedAt(record, durations);
  const startAt = isServed(record, storyOf(record)) ? served : undefined;
  const phase = phasesOf(record, startAt, durations).findLast((one) => one.status === rests);
  if (!phase) throw new Error(`${record.scenario} never is ${rests}`);
  if (TERMINAL.includes(rests)) return phase.from + draw.between(AGE_MINUTES[0] * 60, AGE_MINUTES[1] * 60) * 1000;
  if (!Number.isFinite(phase.to))
    return phase.from + record.runSeconds * 1000 * Number(rests === 'Running') + restMinutes * 60_000;
  const share = draw.between(30, 70) / 100;
  return wholeSecond(phase.from + (phase.to - phase.from) * share);
}

function labelOf(record: JobRecord, context: JobContext): LabelledJob {
  const view = context.store.view(record);
  const scenario = ALL_SCENARIOS.find(({ name }) => name === record.scenario) as Scenario;
  const wording = record.wording ?? 0;
  const program = scenario.wordings[wording]?.program ?? 'basic';
  return {
    jobId: record.id,
    displayName: record.request.DisplayName,
    scenario: scenario.name,
    wording,
    program,
    jobType: PROGRAMS[program].jobType ?? record.request.JobType,
    quotaId: record.request.ResourceId ?? '',
    category: scenario.category,
    alsoRight: scenario.alsoRight?.categories ?? [],
    status: view.current.status,
    ...findingsOf(view, context),
  };
}
