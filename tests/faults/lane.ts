import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CreateEntry } from '../../src/domain/create-ledger.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { connect, frozenCloud, type Session, serverEnv } from '../e2e/harness.ts';
import { connectInProcess } from '../e2e/in-process.ts';
import { discover, type Finds } from '../e2e/world.ts';
import type { Process } from './scenario.ts';

/** A simulated cloud and the server processes on it, which share a state file. One scenario at a time. */
export interface Lane {
  readonly cloud: Simulator;
  readonly finds: Finds;
  /** A process; started where there is none, and kept for the scenarios to come. */
  session(process: Process): Promise<Session>;
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

/** @param main the server's entry */
export async function openLane(main: string, finds: Finds): Promise<Lane> {
  const directory = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-faults-'));
  const stateFile = join(directory, 'creates.json');
  const cloud = await frozenCloud({ demoJobs: false });
  const env = serverEnv(cloud, { ...TIMES, PAI_DLC_MCP_STATE_FILE: stateFile });
  const sessions = new Map<Process, Promise<Session>>();
  const killed = new WeakSet<Session>();
  const session = (process: Process): Promise<Session> => {
    const running = sessions.get(process) ?? connect({ env, main });
    sessions.set(process, running);
    return running;
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
      const running = await session(which);
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
