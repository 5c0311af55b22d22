import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CreateEntry } from '../../src/domain/create-ledger.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { connect, frozenCloud, type Session, serverEnv } from '../e2e/harness.ts';
import { connectInProcess } from '../e2e/in-process.ts';
import type { Serve } from '../e2e/serve-in-process.ts';
import { discover, type Finds } from '../e2e/world.ts';
import type { Process } from './scenario.ts';

/** Servers to start. */
export interface Servers {
  /** The entry of one that gets a process of its own, which can be killed. */
  main?: string;
  /** Serves in this process whatever is not to be killed: a start takes longer than all the rest of a scenario. */
  serve?: Serve;
}

/** A simulated cloud and the servers on it, which share a state file and nothing else. One scenario at a time. */
export interface Lane {
  readonly cloud: Simulator;
  readonly finds: Finds;
  /** A server, which can be killed where it is to be; started where there is none, and kept for the scenarios to come. */
  session(process: Process, mortal?: boolean): Promise<Session>;
  /** Kills a process without a warning. */
  kill(process: Process): Promise<void>;
  wasKilled(session: Session): boolean;
  /** An image for GPUs that no process has looked up yet: what was found is not read again for a while. */
  freshImage(): string;
  ledger(): CreateEntry[];
  /** Dates the open creates of a name back to when nothing of them can come any more. */
  age(displayName: string): void;
  close(): Promise<void>;
}

/** How long the server waits: long enough for two busy cores, short enough for hundreds of hangs. */
const TIMES = {
  PAI_DLC_MCP_READ_TIMEOUT_MS: '300',
  PAI_DLC_MCP_CONNECT_TIMEOUT_MS: '2000',
  PAI_DLC_MCP_CREATE_SEARCH_MS: '250',
  PAI_DLC_MCP_MAX_PER_SECOND: '1000',
  PAI_DLC_MCP_LOG_LEVEL: 'warn',
};
const AGE_MS = 31 * 60_000;

let found: Promise<Finds> | undefined;

/** What a job needs, the same in each of these clouds; looked up once, by a sound server that is in no hurry. */
export function findAll(): Promise<Finds> {
  found ??= (async () => {
    const cloud = await frozenCloud({ demoJobs: false });
    const session = await connectInProcess({ env: serverEnv(cloud) });
    try {
      return await discover(session);
    } finally {
      await session.close();
      await cloud.close();
    }
  })();
  return found;
}

export async function openLane({ main, serve }: Servers, finds: Finds): Promise<Lane> {
  const directory = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-faults-'));
  const stateFile = join(directory, 'creates.json');
  const cloud = await frozenCloud({ demoJobs: false });
  const env = serverEnv(cloud, { ...TIMES, PAI_DLC_MCP_STATE_FILE: stateFile });
  const sessions = new Map<Process, Promise<Session>>();
  const killed = new WeakSet<Session>();
  const open = (mortal: boolean): Promise<Session> => {
    if (serve !== undefined && !mortal) return connectInProcess({ env, serve });
    if (main === undefined) throw new Error('no server of this lane can be killed');
    return connect({ env, main });
  };
  const mortals = new WeakSet<Promise<Session>>();
  const session = async (process: Process, mortal = false): Promise<Session> => {
    const running = sessions.get(process);
    if (running !== undefined && (!mortal || mortals.has(running))) return running;
    const opened = open(mortal);
    if (mortal) mortals.add(opened);
    sessions.set(process, opened);
    await (await running)?.close();
    return opened;
  };
  const images = cloud.world.images
    .filter(({ ImageUri }) => ImageUri.includes('-gpu-') && ImageUri !== finds.image)
    .map(({ ImageUri }) => ImageUri);
  const ledger = (): CreateEntry[] =>
    existsSync(stateFile) ? JSON.parse(readFileSync(stateFile, 'utf8')).creates : [];
  return {
    cloud,
    finds,
    session,
    async kill(which) {
      const running = await session(which, true);
      killed.add(running);
      process.kill(running.pid(), 'SIGKILL');
      sessions.delete(which);
      await running.close();
    },
    wasKilled: (running) => killed.has(running),
    freshImage: () => images.shift() ?? `registry.example.com/none:${randomUUID()}`,
    ledger,
    age(displayName) {
      const at = new Date(Date.now() - AGE_MS).toISOString();
      const creates = ledger().map((entry) =>
        entry.display_name === displayName && entry.job_id === undefined ? { ...entry, at } : entry,
      );
      writeFileSync(stateFile, JSON.stringify({ version: 1, creates }), { mode: 0o600 });
    },
    async close() {
      for (const running of sessions.values()) await (await running).close();
      await cloud.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
