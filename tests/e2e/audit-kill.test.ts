import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../src/api/operations.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { allTools } from '../../src/tools/all.ts';
import type { Tool } from '../../src/tools/tool.ts';
import { soundCall } from '../server/full-calls.ts';
import { type Line as AuditLine, auditFiles, linesOf } from './audit-lines.ts';
import { type Line, openLine, passes } from './broken-line.ts';
import { connect, frozenCloud, type Session, serverEnv, yes } from './harness.ts';
import { inOrder } from './in-order.ts';
import { connectInProcess } from './in-process.ts';
import { createJob, discover, type Finds, namesIn, rayJobArguments } from './world.ts';

const writing = allTools.filter(({ effect }) => effect !== 'read');
const ending = writing.filter(({ effect }) => effect === 'destructive');
/** One of each effect: how a process ends does not hang on the tool. */
const ONE_EACH = [...new Map(writing.map((tool) => [tool.effect, tool])).values()];
/** The operation of a tool that does what the log is for; there are links in what reads. */
const actionOf = ({ actions }: Tool): string =>
  String(actions.find((action) => operations[action].effect !== 'read') ?? actions[0]);
const newFile = auditFiles();

let cloud: Simulator;
let finds: Finds;
let jobId: string;
/** For what ends a job, one of its own. */
const jobs = new Map<Tool, string>();
let line: Line;

type Open = (options: Parameters<typeof connect>[0]) => Promise<Session>;
const serve = (open: Open, file: string): Promise<Session> =>
  open({
    era: 'modern',
    person: yes,
    env: serverEnv(cloud, { PAI_DLC_MCP_ENDPOINT: line.endpoint }),
    args: ['--audit-log', file],
  });

beforeAll(async () => {
  cloud = await frozenCloud();
  const first = await connectInProcess({ env: serverEnv(cloud) });
  finds = await discover(first);
  jobId = await createJob(first, finds);
  for (const tool of ending) jobs.set(tool, await createJob(first, finds));
  await createJob(first, finds, rayJobArguments(finds));
  await first.close();
  cloud.clock.advance(300);
  line = await openLine(cloud.endpoint);
});
afterAll(async () => {
  await line.close();
  await cloud.close();
});

const argsOf = (tool: Tool) => soundCall(tool, { ...namesIn(cloud, jobs.get(tool) ?? jobId), ...finds });

/** A write that asks for more minutes of a TensorBoard of which the cloud does not tell what it costs. */
const UNTOLD = 'update_tensorboard';

/** The log of a call that was about to be made, and of which nothing more is known. */
function expectIntent(lines: readonly AuditLine[], { name, effect }: Tool): void {
  expect(lines).toEqual([
    expect.objectContaining({
      time: expect.any(String),
      session: expect.any(String),
      call: expect.stringMatching(/^[0-9a-f-]{36}$/),
      phase: 'intent',
      tool: name,
      region: 'cn-hangzhou',
      target: expect.anything(),
      arguments: expect.stringMatching(/^hmac-sha256:/),
      confirmation:
        effect === 'write' && name !== UNTOLD
          ? { channel: 'none', action: 'not asked' }
          : expect.objectContaining({ action: 'yes' }),
    }),
  ]);
  expect(lines[0]).not.toHaveProperty('outcome');
}

describe('a server that is killed while its request is on the wire', () => {
  it.each(ONE_EACH.map((tool) => [tool.name, tool] as const))(
    'has left the intent of %s in the log, and no outcome',
    async (name, tool) => {
      const file = newFile();
      const session = await serve(connect, file);
      const { pid } = session;
      const action = actionOf(tool);
      const before = line.count(action);
      line.set(action, ({ cut }) => {
        process.kill(pid(), 'SIGKILL');
        cut();
      });
      await expect(session.call(name, argsOf(tool))).rejects.toThrow();
      await session.close();
      expectIntent(linesOf(file), tool);
      expect(line.count(action)).toBeGreaterThan(before);
    },
  );
});

describe('the log, when a request arrives', () => {
  let session: Session;
  const file = newFile();
  beforeAll(async () => {
    session = await serve(connectInProcess, file);
  });
  afterAll(() => session.close());

  it.each(inOrder.filter(({ effect }) => effect !== 'read').map((tool) => [tool.name, tool] as const))(
    'has the intent of %s',
    async (name, tool) => {
      const before = existsSync(file) ? linesOf(file).length : 0;
      let lines: readonly AuditLine[] | undefined;
      line.set(actionOf(tool), async (exchange) => {
        const own = linesOf(file).slice(before);
        // The same operation may be read before, to decide.
        if (own.length > 0) lines ??= own;
        await passes(exchange);
      });
      const { text } = await session.call(name, argsOf(tool));
      line.set(actionOf(tool), passes);
      expect(lines, text).toBeDefined();
      expectIntent(lines ?? [], tool);
    },
  );
});
