import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { allTools } from '../../src/tools/all.ts';
import { auditFiles, linesOf } from './audit-lines.ts';
import { type Line, openLine } from './broken-line.ts';
import { connect, frozenCloud, type Session, serverEnv, yes } from './harness.ts';
import { createJob, discover, type Finds, jobArguments } from './world.ts';

type Args = Record<string, unknown>;

/** One call of every tool that writes or grants access, by the job it is for. */
const CALLS: Readonly<Record<string, (jobId: string, finds: Finds) => Args>> = {
  create_job: (_, finds) => jobArguments(finds),
  update_job: (job_id) => ({ job_id, description: 'changed' }),
  stop_job: (job_id) => ({ job_id }),
  get_web_terminal: (job_id) => ({ job_id }),
  get_token: (job_id) => ({ job_id, expire_seconds: 60 }),
};

const effects = allTools.filter(({ effect }) => effect !== 'read');
const newFile = auditFiles();

describe('a server that is killed while its request is on the wire', () => {
  let cloud: Simulator;
  let finds: Finds;
  let jobId: string;
  let line: Line;
  let session: Session;

  const serve = async (args: readonly string[]): Promise<Session> =>
    connect({
      era: 'modern',
      person: yes,
      env: serverEnv(cloud, { PAI_DLC_MCP_ENDPOINT: line.endpoint }),
      args,
    });

  beforeAll(async () => {
    cloud = await frozenCloud();
    const first = await connect({ env: serverEnv(cloud) });
    finds = await discover(first);
    jobId = await createJob(first, finds);
    await first.close();
    cloud.clock.advance(300);
    line = await openLine(cloud.endpoint);
  });
  afterEach(() => session.close());
  afterAll(async () => {
    await line.close();
    await cloud.close();
  });

  it.each(effects.map(({ name, actions }) => [name, actions[0]] as const))(
    'has left the intent of %s in the log, and no outcome',
    async (name, action) => {
      const file = newFile();
      session = await serve(['--audit-log', file]);
      const { pid } = session;
      line.set(String(action), ({ cut }) => {
        process.kill(pid(), 'SIGKILL');
        cut();
      });
      const args = CALLS[name]?.(jobId, finds) ?? {};
      await expect(session.call(name, args)).rejects.toThrow();
      expect(linesOf(file)).toEqual([
        {
          time: expect.any(String),
          session: expect.any(String),
          call: expect.stringMatching(/^[0-9a-f-]{36}$/),
          phase: 'intent',
          tool: name,
          region: 'cn-hangzhou',
          ...(args.workspace_id ? { workspace_id: args.workspace_id } : {}),
          target: expect.stringMatching(/^(dlc|e2e-)/),
          arguments: expect.stringMatching(/^sha256:/),
          confirmation:
            name === 'update_job'
              ? { channel: 'none', action: 'not asked' }
              : expect.objectContaining({ action: 'yes' }),
        },
      ]);
      expect(line.count(String(action))).toBeGreaterThan(0);
    },
  );
});
