import {
  type CallToolResult,
  MissingRequiredClientCapabilityError,
  ProtocolError,
  ProtocolErrorCode,
} from '@modelcontextprotocol/server';
import { LRUCache } from 'lru-cache';
import type { Follow, Way } from '../../tools/tool.ts';
import type { OfferedTool } from '../advertise.ts';
import type { Args } from '../arguments.ts';
import { type Caller, capabilitiesOf } from '../client.ts';
import { type Ended, resultOf } from '../results.ts';
import { endOf } from '../run-tool.ts';
import type { Runtime } from '../runtime.ts';
import type { Toolbox } from '../toolbox.ts';
import { TASKS } from './extension.ts';
import { openTask, sealTask, type TaskBegin } from './handle.ts';

/** A task as the extension shows it. */
export type ShownTask = {
  taskId: string;
  statusMessage?: string;
  createdAt: string;
  lastUpdatedAt: string;
  ttlMs: number;
  pollIntervalMs: number;
} & (
  | { status: 'working' | 'cancelled' }
  | { status: 'completed'; result: CallToolResult & { resultType: 'complete' } }
);

export interface Tasks {
  /** Whether a call becomes a task where it has to wait: its tool waits, and its client says that it knows tasks. */
  takes(offered: OfferedTool, caller: Caller): boolean;
  /** Looks once. @returns the answer where that decides the wait, else the task that goes on */
  start(
    offered: OfferedTool,
    args: Args,
    caller: Caller,
  ): Promise<CallToolResult | (ShownTask & { resultType: 'task' })>;
  /** One more look. @throws ProtocolError for a handle that is none, or too old */
  get(handle: string, caller: Caller): Promise<ShownTask>;
  /** Remembers that nobody waits any more; this process looks no further. @throws ProtocolError as `get` does */
  cancel(handle: string, caller: Caller): Promise<void>;
  /** There is nothing that a task of this server ever asks. @throws ProtocolError as `get` does */
  update(handle: string, caller: Caller): Promise<void>;
}

/** Milliseconds in which the answer of a task can be fetched after its wait is over. */
const FETCH_MS = 3_600_000;
const SHORTEST_POLL_MS = 5_000;
const LONGEST_POLL_MS = 30_000;
const MOST_REMEMBERED = 200;

const knowsTasks = (caller: Caller): boolean =>
  caller.era === 'modern' && capabilitiesOf(caller)?.extensions?.[TASKS] !== undefined;

const noTask = (why: string): ProtocolError =>
  new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `${why} Fix: call the tool again; it answers with a task of its own.`,
  );

/** Milliseconds after its begin for which a wait is followed. */
function lastsMs({ lasts: { parameter, seconds } }: Follow<never>, args: Args): number {
  const given = Number(args[parameter] ?? undefined);
  return (Number.isFinite(given) && given > 0 ? given : seconds) * 1000;
}

/** The tasks of one server: nothing runs for them. Each poll is a look, made by whichever process is asked. */
export function createTasks(tools: Pick<Toolbox, 'one'>, runtime: Runtime): Tasks {
  const cancelled = new LRUCache<string, true>({ max: MOST_REMEMBERED });
  // Only saves reading again what an earlier look of this process has read.
  const further = new LRUCache<string, Way['args']>({ max: MOST_REMEMBERED });

  async function look(offered: OfferedTool, { args, seen, since }: TaskBegin, caller: Caller) {
    const ended = (await endOf(offered, args, caller, runtime, { seen, since })) as Ended;
    const way = ended.kind === 'answer' ? offered.tool.follow?.way(ended.data) : undefined;
    return { way, result: () => caller.server.projectCallToolResult(resultOf(ended, runtime), undefined) };
  }

  async function opened(
    handle: string,
    caller: Caller,
  ): Promise<{ started: TaskBegin; offered: OfferedTool; lasts: number }> {
    if (!knowsTasks(caller))
      throw new MissingRequiredClientCapabilityError({ requiredCapabilities: { extensions: { [TASKS]: {} } } });
    const started = openTask(handle);
    const offered = started && (await tools.one(started.tool, true));
    if (started === undefined || offered?.tool.follow === undefined) throw noTask('There is no such task.');
    const lasts = lastsMs(offered.tool.follow, started.args);
    if (Date.now() > started.since + lasts + FETCH_MS)
      throw noTask('The task is over, and its answer was not fetched.');
    return { started, offered, lasts };
  }

  const shown = (taskId: string, { since }: TaskBegin, lasts: number) => ({
    taskId,
    createdAt: new Date(since).toISOString(),
    lastUpdatedAt: new Date().toISOString(),
    ttlMs: lasts + FETCH_MS,
    pollIntervalMs: Math.round(Math.min(LONGEST_POLL_MS, Math.max(SHORTEST_POLL_MS, (Date.now() - since) / 20))),
  });

  return {
    takes: ({ tool }, caller) => tool.follow !== undefined && knowsTasks(caller),
    async start(offered, given, caller) {
      const { follow, name } = offered.tool;
      if (follow === undefined) throw new Error(`${name} does not wait`);
      // Another process may have another default.
      const { region = runtime.scope.region } = given;
      const first = { tool: name, args: { ...given, region }, seen: {}, since: Date.now() };
      const { way, result } = await look(offered, first, caller);
      if (way === undefined) return result();
      const started = { ...first, args: { ...first.args, ...way.args }, seen: { ...way.seen } };
      const task = shown(sealTask(started), started, lastsMs(follow, given));
      return { resultType: 'task', ...task, status: 'working', statusMessage: way.says };
    },
    async get(handle, caller) {
      const { started, offered, lasts } = await opened(handle, caller);
      const task = shown(handle, started, lasts);
      if (cancelled.has(handle)) return { ...task, status: 'cancelled' };
      const from = { ...started, args: { ...started.args, ...further.get(handle) } };
      const { way, result } = await look(offered, from, caller);
      if (way === undefined || Date.now() >= started.since + lasts)
        return { ...task, status: 'completed', result: { resultType: 'complete', ...result() } };
      further.set(handle, way.args);
      return { ...task, status: 'working', statusMessage: way.says };
    },
    async cancel(handle, caller) {
      await opened(handle, caller);
      cancelled.set(handle, true);
    },
    async update(handle, caller) {
      await opened(handle, caller);
    },
  };
}
