import { setTimeout as sleep } from 'node:timers/promises';
import { REQUEST_TAG } from '../../src/domain/create-ledger.ts';
import type { RequestLogEntry } from '../../src/simulator/simulator.ts';
import { errorOf } from '../e2e/session.ts';
import { jobArguments } from '../e2e/world.ts';
import type { Lane } from './lane.ts';
import { isSettled, judge, type Told, type Violation } from './oracle.ts';
import type { KillPoint, Process, Round, Scenario } from './scenario.ts';

/** A scenario that was run. */
export interface Report {
  scenario: Scenario;
  told: readonly Told[];
  /** How many calls each rule changed, by its name. */
  applied: Readonly<Record<string, number>>;
  /** Where the process was killed; absent where that point was never reached. */
  killed: KillPoint | undefined;
  requests: readonly RequestLogEntry[];
  violations: readonly Violation[];
}

const SOUND: Round = { calls: ['first'], faults: false };

type Args = Record<string, unknown>;

/** What can be seen of a create from outside. */
interface Sight {
  requests: readonly RequestLogEntry[];
  /** Whether the state file holds it. */
  entered(): boolean;
}

const any = (action: string, requests: readonly RequestLogEntry[]): boolean =>
  requests.some((entry) => entry.action === action);

const REACHED: Readonly<Record<KillPoint, (sight: Sight) => boolean>> = {
  'checking the machine': ({ requests }) => any('ListEcsSpecs', requests),
  'looking for a twin': ({ requests }) => any('ListJobs', requests),
  'entered in the ledger': ({ entered }) => entered(),
  'request arrived': ({ requests }) => any('CreateJob', requests),
  committed: ({ requests }) => requests.some(({ action, committed }) => action === 'CreateJob' && committed),
  answered: ({ requests }) => requests.some(({ action, status }) => action === 'CreateJob' && status === 200),
  searching: ({ requests }) =>
    any('ListJobs', requests.slice(requests.findIndex(({ action }) => action === 'CreateJob') + 1)) &&
    any('CreateJob', requests),
  'reading back': ({ requests }) => any('GetJob', requests),
};

const idsOf = ({ cloud }: Lane, { displayName }: Scenario): string[] =>
  cloud
    .jobs()
    .filter((job) => job.displayName === displayName)
    .map(({ id }) => id);

/** What requests of creates carried, and what the state file holds. */
function requestIdsOf({ cloud, ledger }: Lane, { displayName }: Scenario): string[] {
  const sent = cloud.requests().flatMap(({ action, body }) => {
    const { Settings } = (body ?? {}) as { Settings?: { Tags?: Record<string, string> } };
    const tag = Settings?.Tags?.[REQUEST_TAG];
    return action === 'CreateJob' && tag !== undefined ? [tag] : [];
  });
  const entered = ledger().filter((entry) => entry.display_name === displayName);
  return [...sent, ...entered.map(({ request_id }) => request_id)];
}

/** Calls once and keeps what was said, and what there was then. */
async function call(lane: Lane, scenario: Scenario, round: number, process: Process, args: Args): Promise<Told> {
  const session = await lane.session(process);
  const told = (outcome: string, text: string, more: Pick<Partial<Told>, 'rule' | 'jobId'> = {}): Told => {
    const known = { existing: idsOf(lane, scenario), requestIds: requestIdsOf(lane, scenario) };
    return { round, process, outcome, text, ...known, rule: undefined, jobId: undefined, ...more };
  };
  try {
    const answer = await session.call('create_job', args);
    const { kind, rule } = errorOf(answer);
    return answer.isError
      ? told(String(kind), answer.text, { rule: rule === undefined ? undefined : String(rule) })
      : told('job', answer.text, { jobId: String(answer.data.job_id) });
  } catch (thrown) {
    if (!lane.wasKilled(session)) throw thrown;
    return told('died', String(thrown));
  }
}

/** Watches a round until the point is reached, and kills; `undefined` where the round is over before. */
async function killAt(lane: Lane, { displayName }: Scenario, point: KillPoint, over: AbortSignal) {
  while (!over.aborted) {
    const entered = () => lane.ledger().some((entry) => entry.display_name === displayName);
    if (REACHED[point]({ requests: lane.cloud.requests(), entered })) {
      await lane.kill('first');
      return point;
    }
    await sleep(2);
  }
  return undefined;
}

async function runRound(lane: Lane, scenario: Scenario, at: number, { calls }: Round, args: Args) {
  // Its servers are there before anything begins: a start takes longer than all the rest.
  const kill = at === 0 ? scenario.kill : undefined;
  await Promise.all(calls.map((process) => lane.session(process, kill !== undefined && process === 'first')));
  const over = new AbortController();
  const killing = kill === undefined ? undefined : killAt(lane, scenario, kill, over.signal);
  const told = await Promise.all(calls.map((process) => call(lane, scenario, at, process, args)));
  over.abort();
  return { told, killed: await killing };
}

/** Runs a scenario on a lane on which nothing else goes on, and judges it. */
export async function runScenario(lane: Lane, scenario: Scenario): Promise<Report> {
  const { cloud, finds } = lane;
  const checksImage = scenario.rules.some(({ action }) => action === 'ListImages');
  const job = checksImage ? { ...finds, image: lane.freshImage() } : finds;
  const args = jobArguments(job, { display_name: scenario.displayName });
  cloud.clearRequests();
  cloud.lag.set(scenario.lag);
  cloud.faults.add(...scenario.rules);

  const told: Told[] = [];
  /** Where in the request log each round begins. */
  const begins: number[] = [];
  const applied: Record<string, number> = {};
  let killed: KillPoint | undefined;
  const mend = (): void => {
    for (const rule of cloud.faults.list()) applied[rule.name] = rule.applied;
    cloud.faults.clear();
    cloud.lag.clear();
  };
  const play = async (round: Round): Promise<void> => {
    if (!round.faults) mend();
    const at = begins.push(cloud.requests().length) - 1;
    const result = await runRound(lane, scenario, at, round, args);
    killed ??= result.killed;
    told.push(...result.told);
  };
  for (const round of scenario.rounds) await play(round);
  mend();
  await cloud.settled();
  // Two busy cores can make a call fail that nothing was done to; what it says is judged all the same.
  for (let tries = 0; tries === 0 || (tries < 8 && !isSettled(told.at(-1))); tries++) {
    // Nothing of a request is under way any more: once its entry is old enough, the next call may create.
    if (tries > 0 && idsOf(lane, scenario).length === 0) lane.age(scenario.displayName);
    await play(SOUND);
  }
  await cloud.settled();

  const requests = cloud.requests();
  const madeBetween = (from: number, to?: number): string[] =>
    requests.slice(from, to).flatMap(({ action, jobId }) => (action === 'CreateJob' && jobId ? [jobId] : []));
  const violations = judge({
    scenario,
    told,
    madeIn: begins.map((from, at) => madeBetween(from, begins[at + 1])),
    jobs: idsOf(lane, scenario),
  });
  return { scenario, told, applied, killed, requests, violations };
}
