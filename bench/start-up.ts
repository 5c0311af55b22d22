import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { residentMb } from './resident.ts';

/** How a server is started: arguments of node, script first, and the environment, which is all it gets. */
export interface Command {
  args: readonly string[];
  env: Readonly<Record<string, string>>;
}

/** A server, and in how many rounds it takes part. */
export interface Entrant {
  command: Command;
  rounds: number;
}

export interface Start {
  /** Milliseconds from spawn to the answer of `tools/list`. */
  took: number;
  /** Milliseconds of the first call, sent as soon as the list was there; only where one was asked for. */
  call: number | undefined;
  tools: number;
  /** Of the list as JSON. */
  bytes: number;
  /** Megabytes, a while after the list was answered; only where it was asked for. */
  resident: number | undefined;
}

const LONGEST_MS = 30_000;

type Server = ChildProcessByStdio<Writable, Readable, null>;

interface Listed {
  tools: readonly unknown[];
  /** Milliseconds of the call that followed at once; only where one was asked for. */
  call: number | undefined;
}

/** The handshake, `tools/list` and, where one is named, a call of a tool at once, over raw JSON-RPC: no client's own start is counted. */
async function talk(server: Server, tool?: string): Promise<Listed> {
  let tools: readonly unknown[] | undefined;
  let asked = 0;
  const send = (message: object): boolean => server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const clientInfo = { name: 'bench', version: '1' };
  send({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo } });
  for await (const line of createInterface({ input: server.stdout })) {
    const message = JSON.parse(line) as { id?: unknown; result?: { tools?: unknown[]; isError?: boolean } };
    if (message.id === 1) {
      send({ method: 'notifications/initialized' });
      send({ id: 2, method: 'tools/list', params: {} });
    }
    if (message.id === 2) {
      tools = message.result?.tools;
      if (tools === undefined) throw new Error('tools/list failed');
      if (tool === undefined) return { tools, call: undefined };
      asked = performance.now();
      send({ id: 3, method: 'tools/call', params: { name: tool, arguments: {} } });
    }
    if (message.id !== 3) continue;
    if (tools === undefined || message.result?.isError !== undefined) throw new Error(`${tool} failed`);
    return { tools, call: performance.now() - asked };
  }
  throw new Error('it ended, or did not answer tools/list in time');
}

/**
 * Starts a server, lists its tools and ends it.
 * @param options.restMs how long it is left alone before its memory is measured; left out, it is not measured
 * @param options.tool called at once, without arguments; left out, none is
 * @throws Error for one that does not list its tools, or fails the call
 */
export async function start(
  { args, env }: Command,
  options: { restMs?: number | undefined; tool?: string } = {},
): Promise<Start> {
  const { restMs } = options;
  const started = performance.now();
  const server = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'ignore'] });
  // A server that ends before it has read everything breaks the pipe; what it answered tells.
  server.stdin.on('error', () => {});
  const ended = once(server, 'exit');
  const timer = setTimeout(() => server.kill('SIGKILL'), LONGEST_MS);
  try {
    const { tools, call } = await talk(server, options.tool);
    const took = performance.now() - started - (call ?? 0);
    if (restMs !== undefined) await delay(restMs);
    const resident = restMs === undefined ? undefined : residentMb(server.pid);
    return { took, call, tools: tools.length, bytes: Buffer.byteLength(JSON.stringify(tools)), resident };
  } finally {
    clearTimeout(timer);
    server.kill('SIGKILL');
    await ended;
  }
}

/** What was measured of one server, or why nothing could be. */
export type Starts =
  | { times: number[]; tools: number; bytes: number; resident: number | undefined }
  | { failed: string };

/**
 * Starts the servers in turn, round after round, so that what else the machine does hits all alike; each round begins with
 * the next one. A round before the first warms the disk's cache and measures memory; a server that fails in it takes part in
 * no other.
 * @param restMs how long a server is left alone before its memory is measured
 */
export async function startInRounds(
  entrants: Readonly<Record<string, Entrant>>,
  restMs: number,
): Promise<Record<string, Starts>> {
  const all: Record<string, Starts> = {};
  const order = Object.entries(entrants);
  for (const [name, { command }] of order)
    all[name] = await start(command, { restMs }).then(
      ({ tools, bytes, resident }) => ({ times: [], tools, bytes, resident }),
      (thrown: Error) => ({ failed: thrown.message }),
    );
  const most = Math.max(...order.map(([, { rounds }]) => rounds));
  for (let round = 0; round < most; round += 1) {
    for (const [name, { command, rounds }] of order) {
      const measured = all[name];
      if (round < rounds && measured !== undefined && 'times' in measured)
        measured.times.push((await start(command)).took);
    }
    order.push(...order.splice(0, 1));
  }
  return all;
}

/**
 * Milliseconds of the first call of servers that were started for it, one after the other.
 * @param tool called without arguments
 */
export async function firstCalls(command: Command, tool: string, rounds: number): Promise<number[]> {
  const took: number[] = [];
  await start(command);
  while (took.length < rounds) took.push((await start(command, { tool })).call ?? Number.NaN);
  return took;
}
