import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverEnv } from '../../../tests/e2e/session.ts';
import { createRandom } from '../../../tests/shaping/corpus/random.ts';
import { frame, HANDSHAKE, openPipe, type Pipe } from '../pipe.ts';
import { many, type Row } from '../row.ts';

/** Where a server is when it is told to end. `silent`: with a cloud that takes connections and never answers. */
const PHASES: Readonly<Record<string, { silent: boolean; reach(pipe: Pipe): Promise<boolean> }>> = {
  'before a word': { silent: false, reach: (pipe) => pipe.until(() => pipe.stderr().includes('serving')) },
  'after the handshake': {
    silent: false,
    reach: async (pipe) => {
      await pipe.send(HANDSHAKE);
      return pipe.until(() => pipe.lines().length > 0);
    },
  },
  'in half a message': {
    silent: false,
    reach: async (pipe) => {
      await pipe.send(`${HANDSHAKE}{"jsonrpc":"2.0","id":3,"method":"tools/ca`);
      return pipe.until(() => pipe.lines().length > 0);
    },
  },
  'after answers': {
    silent: false,
    reach: async (pipe) => {
      await pipe.send(HANDSHAKE + call(1, 'list_workspaces', {}) + call(2, 'get_job', { job_id: 'dlc0000000000000' }));
      return pipe.until(() =>
        ['"id":1,', '"id":2,'].every((id) =>
          pipe.lines().some((line) => line.includes(id) || line.endsWith(id.replace(',', '}'))),
        ),
      );
    },
  },
  'in a call that hangs': { silent: true, reach: (pipe) => begun(pipe, [call(1, 'list_workspaces', {})]) },
  'in many calls that hang': {
    silent: true,
    reach: (pipe) =>
      begun(
        pipe,
        Array.from({ length: 40 }, (_, id) => call(id, 'get_job', { job_id: `dlc${id}` })),
      ),
  },
  'while it waits': {
    silent: true,
    reach: (pipe) => begun(pipe, [call(1, 'wait_for_job', { job_ids: ['dlc1'], timeout_seconds: 30 })]),
  },
};

const ENDS: Readonly<Record<string, (pipe: Pipe) => void>> = {
  'stdin ends': ({ child }) => void child.stdin?.end(),
  SIGTERM: ({ child }) => void child.kill('SIGTERM'),
  SIGINT: ({ child }) => void child.kill('SIGINT'),
  'its reader is gone': ({ child }) => {
    child.stdout?.destroy();
    child.stdin?.end();
  },
};

const call = (id: number, name: string, args: object): string =>
  frame({ id, method: 'tools/call', params: { name, arguments: args } });

let arrived = 0;
const begun = async (pipe: Pipe, calls: readonly string[]): Promise<boolean> => {
  const before = arrived;
  await pipe.send(HANDSHAKE + calls.join(''));
  return pipe.until(() => arrived > before, 10_000);
};

/** How long a clean end may take; its own backstop comes later. */
const PATIENCE_MS = 2500;

export const exits: Row = {
  name: 'exits',
  tries:
    'the end of stdin, SIGTERM, SIGINT and a reader that is gone, in every phase, calls that hang in the cloud included: the process ends by itself, with code 0',
  goal: 'all within 1 s',
  beyond: 'SIGKILL and a lost machine: what was sent then is told by the audit log and settled by the next read',
  async run(ask) {
    const sockets = new Set<Socket>();
    const cloud: Server = createServer((socket) => {
      arrived += 1;
      sockets.add(socket.on('error', () => {}));
    });
    await new Promise<void>((resolve) => cloud.listen(0, '127.0.0.1', resolve));
    const { port } = cloud.address() as AddressInfo;
    const folder = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-exits-'));
    const missed: string[] = [];
    const times: number[] = [];
    const all = Object.entries(PHASES).flatMap(([phase, how]) =>
      Object.entries(ENDS).map(([end, act]) => ({ phase, how, end, act })),
    );
    const r = createRandom(ask.seed);
    const chosen = ask.short
      ? all.filter(({ phase }) => r.chance(phase.includes('hang') ? 0.6 : 0.2)).slice(0, 6)
      : all;
    try {
      for (let n = 0; n < many(ask, 1, 5); n++)
        for (const { phase, how, end, act } of chosen) {
          const env = how.silent
            ? serverEnv(undefined, {
                PAI_DLC_MCP_REGION: 'cn-hangzhou',
                PAI_DLC_MCP_ENDPOINT: `http://127.0.0.1:${port}`,
                ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
                ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
              })
            : serverEnv(undefined, { PAI_DLC_MCP_SIMULATE: '1' });
          const pipe = openPipe({ main: ask.main, args: ['--audit-log', join(folder, 'audit.jsonl')], env });
          if (!(await how.reach(pipe))) missed.push(`${phase}: it is not reached: ${pipe.stderr().slice(-200)}`);
          act(pipe);
          const ended = await pipe.ended(8000);
          if (ended === undefined) missed.push(`${phase}, ${end}: lives on`);
          else {
            times.push(ended.ms);
            if (ended.code !== 0) missed.push(`${phase}, ${end}: ends with ${ended.code ?? ended.signal}`);
            if (ended.ms > PATIENCE_MS) missed.push(`${phase}, ${end}: takes ${Math.round(ended.ms)} ms`);
          }
          await pipe.kill();
        }
    } finally {
      for (const socket of sockets) socket.destroy();
      cloud.close();
      rmSync(folder, { recursive: true, force: true });
    }
    return { tried: times.length, missed, detail: `slowest ${Math.round(Math.max(0, ...times))} ms` };
  },
  broken: {
    file: 'src/server/serve.ts',
    find: "['SIGINT', 'SIGTERM', 'SIGHUP'] as const",
    replace: "['SIGHUP'] as const",
  },
};
