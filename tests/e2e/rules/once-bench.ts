import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { CreateEntry } from '../../../src/domain/create-ledger.ts';
import type { RequestLogEntry, Simulator } from '../../../src/simulator/simulator.ts';
import { type Line, openLine } from '../broken-line.ts';
import { connect } from '../harness.ts';
import { connectInProcess } from '../in-process.ts';
import { type Answer, type Era, errorOf, frozenCloud, type Person, type Session, serverEnv } from '../session.ts';
import { discover, type Finds, jobArguments } from '../world.ts';

type Wire = Record<string, unknown>;

/** A fresh simulated cloud, a line to it that can break, and a state file, for each test of a file. */
export interface OnceBench {
  readonly cloud: Simulator;
  readonly line: Line;
  readonly stateFile: string;
  readonly finds: Finds;
  /** A server on the line; all of one test share the state file. A lost create is searched for `searchMs`, by default once; `alone`: in a process. */
  serve(options?: { era?: Era; person?: Person; searchMs?: number; started?: 'here' | 'alone' }): Promise<Session>;
  /** Arguments of a create that is the same each time, but for the changes. */
  job(changes?: Wire): Wire;
  create(session: Session, changes?: Wire): Promise<Answer>;
  /** The creates that the cloud carried out. */
  jobs(): RequestLogEntry[];
  ledger(): CreateEntry[];
  editLedger(change: (entry: CreateEntry) => CreateEntry): void;
  /** That the cloud has this one job of the name, and no other. */
  onlyJob(session: Session, jobId: string): Promise<void>;
}

export function onceBench(): OnceBench {
  const directory = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-once-'));
  const sessions: Session[] = [];
  let finds: Finds;
  let now: { cloud: Simulator; line: Line; stateFile: string };

  beforeAll(async () => {
    const world = await frozenCloud();
    const session = await connectInProcess({ env: serverEnv(world) });
    finds = await discover(session);
    await session.close();
    await world.close();
  });
  beforeEach(async () => {
    const cloud = await frozenCloud({ demoJobs: false });
    now = { cloud, line: await openLine(cloud.endpoint), stateFile: join(directory, randomUUID(), 'creates.json') };
  });
  afterEach(async () => {
    await now.line.close();
    await Promise.all(sessions.splice(0).map((session) => session.close()));
    await now.cloud.close();
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const job = (changes: Wire = {}): Wire => jobArguments(finds, { display_name: 'once', ...changes });
  const ledger = (): CreateEntry[] => JSON.parse(readFileSync(now.stateFile, 'utf8')).creates;
  return {
    get cloud() {
      return now.cloud;
    },
    get line() {
      return now.line;
    },
    get stateFile() {
      return now.stateFile;
    },
    get finds() {
      return finds;
    },
    async serve({ era, person, searchMs = 0, started = 'here' } = {}) {
      const session = await (started === 'here' ? connectInProcess : connect)({
        env: serverEnv(now.cloud, {
          PAI_DLC_MCP_ENDPOINT: now.line.endpoint,
          PAI_DLC_MCP_STATE_FILE: now.stateFile,
          PAI_DLC_MCP_CREATE_SEARCH_MS: String(searchMs),
        }),
        ...(era ? { era } : {}),
        ...(person ? { person } : {}),
      });
      sessions.push(session);
      return session;
    },
    job,
    create: (session, changes) => session.call('create_job', job(changes)),
    jobs: () => now.cloud.requests().filter(({ action, status }) => action === 'CreateJob' && status === 200),
    ledger,
    editLedger: (change) => writeFileSync(now.stateFile, JSON.stringify({ version: 1, creates: ledger().map(change) })),
    async onlyJob(session, jobId) {
      const { data } = await session.call('list_jobs', { workspace_id: finds.workspace_id, display_name: 'once' });
      expect((data.jobs as { job_id: string }[]).map(({ job_id }) => job_id)).toEqual([jobId]);
    },
  };
}

/** The id of the job that a call says there is. */
export function succeeded({ text, data, isError }: Answer): string {
  expect(isError, text).toBe(false);
  return String(data.job_id);
}

/** That a call says that the outcome of a create is not known. */
export function blocked(answer: Answer): void {
  expect(errorOf(answer), answer.text).toMatchObject({ kind: 'unknown_outcome', rule: 'R29' });
}
