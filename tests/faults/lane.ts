import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CreateEntry } from '../../src/domain/create-ledger.ts';
import type { RequestLogEntry, Simulator } from '../../src/simulator/simulator.ts';
import { connect, frozenCloud, type Session, serverEnv } from '../e2e/harness.ts';
import { type Finds, jobArguments } from '../e2e/world.ts';
import { misreports, outcomeOf, type Round, type Said } from './oracle.ts';
import { type Kill, READ_TIMEOUT_MS, type Scenario, type Stage } from './scenario.ts';

/** What came of one scenario. */
export interface Result {
  seed: number;
  /** Jobs of the one name there are in the end. */
  jobs: number;
  misreported: string[];
  /** Outcomes of the calls, round by round. */
  outcomes: string[][];
  /** Stages whose faults struck. */
  struck: Stage[];
  killed: Kill | undefined;
  requests: RequestLogEntry[];
  answers: string[];
}

/** Runs scenarios one after the other, on a cloud and with servers of its own. */
export interface Lane {
  run(scenario: Scenario): Promise<Result>;
  close(): Promise<void>;
}

const SEARCH_MS = 500;
/** Once nothing is wrong any more, a call may still find a busy machine too slow; more of them than this is a finding. */
const MOST_TRIES = 5;
const MOMENTARY = ['unavailable', 'throttled'];

/** Whether the cloud has seen what a kill waits for. */
const reached: Readonly<Record<Kill, (log: readonly RequestLogEntry[]) => boolean>> = {
  'at the twin search': (log) => log.some(({ action }) => action === 'ListJobs'),
  'when the create arrives': (log) => log.some(({ action }) => action === 'CreateJob'),
  'after the commit': (log) => log.some(({ action, committed }) => action === 'CreateJob' && committed),
  'while searching': (log) => {
    const created = log.findIndex(({ action }) => action === 'CreateJob');
    return created >= 0 && log.slice(created).some(({ action }) => action === 'ListJobs');
  },
};

export async function openLane(folder: string, finds: Finds, main?: string): Promise<Lane> {
  const cloud: Simulator = await frozenCloud({ demoJobs: false });
  const stateFile = join(folder, `${randomUUID()}.json`);
  const start = (): Promise<Session> =>
    connect({
      env: serverEnv(cloud, {
        PAI_DLC_MCP_LOG_LEVEL: 'silent',
        PAI_DLC_MCP_STATE_FILE: stateFile,
        PAI_DLC_MCP_READ_TIMEOUT_MS: String(READ_TIMEOUT_MS),
        PAI_DLC_MCP_CREATE_SEARCH_MS: String(SEARCH_MS),
      }),
      ...(main === undefined ? {} : { main }),
    });
  let server = await start();
  let other: Session | undefined;
  const second = async (): Promise<Session> => {
    other ??= await start();
    return other;
  };

  /** The call, on the given servers at once; `kill` ends the first of them as soon as the cloud has seen enough. */
  async function round(
    on: readonly Session[],
    args: Record<string, unknown>,
    kill?: Kill,
  ): Promise<Round & { killed: boolean }> {
    const before = cloud.requests().length;
    const since = (): RequestLogEntry[] => cloud.requests().slice(before);
    const victim = on[0];
    let [over, killed] = [false, false];
    const watch = async (): Promise<void> => {
      if (kill === undefined || victim === undefined) return;
      while (!over && !reached[kill](since())) await sleep(1);
      if (over) return;
      killed = true;
      process.kill(victim.pid(), 'SIGKILL');
    };
    const watching = watch();
    const call = (server: Session): Promise<Said> => server.call('create_job', args).catch((): Said => 'killed');
    const said = await Promise.all(on.map(call));
    over = true;
    await watching;
    if (killed) {
      await victim?.close();
      server = await start();
    }
    return { said, creates: since().filter(({ action }) => action === 'CreateJob'), killed };
  }

  /** The call again, with nothing wrong any more, until it ends for good. */
  async function healed(args: Record<string, unknown>): Promise<Round[]> {
    const rounds: Round[] = [];
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const made = await round([server], args);
      rounds.push(made);
      if (!made.said.some((said) => MOMENTARY.includes(outcomeOf(said)))) break;
    }
    return rounds;
  }

  /** As if half an hour had passed: what is open in the ledger then may be settled by a search. */
  function age(): void {
    if (!existsSync(stateFile)) return;
    const { creates, ...rest } = JSON.parse(readFileSync(stateFile, 'utf8')) as { creates: CreateEntry[] };
    const at = new Date(Date.now() - 31 * 60_000).toISOString();
    writeFileSync(stateFile, JSON.stringify({ ...rest, creates: creates.map((entry) => ({ ...entry, at })) }));
  }

  return {
    async run({ seed, faults, lag, kill, calls, twoServers, again }) {
      const args = jobArguments(finds, { display_name: `fault-${seed}` });
      const name = String(args.display_name);
      cloud.clearRequests();
      cloud.lag.set(lag);
      cloud.faults.add(...faults.map(({ rule }) => rule));
      const on = calls === 1 ? [server] : [server, twoServers ? await second() : server];
      const first = await round(on, args, kill);
      const rounds: Round[] = [first];
      if (again) rounds.push(await round([server], args));
      const struck = cloud.faults.list().flatMap((fault) => (fault.applied > 0 ? [fault.name as Stage] : []));
      cloud.faults.clear();
      await cloud.settled();
      await sleep(Math.max(lag.listJobsMs, lag.getJobMs));
      cloud.lag.clear();
      rounds.push(...(await healed(args)));
      age();
      rounds.push(...(await healed(args)));
      await cloud.settled();
      const jobs = cloud.jobs().filter((job) => job.displayName === name).length;
      const { said: last = [] } = rounds.at(-1) ?? {};
      return {
        seed,
        jobs,
        misreported: [
          ...misreports(cloud, name, rounds),
          ...(jobs === 0
            ? [`no job in the end, although nothing is wrong any more: ${last.map(outcomeOf).join()}`]
            : []),
        ],
        outcomes: rounds.map(({ said }) => said.map(outcomeOf)),
        struck: [...new Set(struck)],
        killed: first.killed ? kill : undefined,
        requests: cloud.requests(),
        answers: rounds.flatMap(({ said }) => said.map((each) => (each === 'killed' ? each : each.text))),
      };
    },
    async close() {
      await Promise.all([server.close(), other?.close()]);
      await cloud.close();
    },
  };
}
