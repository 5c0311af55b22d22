import {
  type CompleteRequestParams,
  type CompleteResult,
  ProtocolError,
  ProtocolErrorCode,
} from '@modelcontextprotocol/server';
import type { LRUCache } from 'lru-cache';
import type { OfferedTool } from './advertise.ts';
import type { Caller } from './client.ts';
import { type Ask, type Candidates, readAll, SOURCES } from './completion-sources.ts';
import { withSignal } from './confirm/channel.ts';
import type { Prompts } from './prompts.ts';
import type { OfferedResources } from './resources.ts';
import type { Runtime } from './runtime.ts';

/** The protocol allows no more values in a completion. */
const MAX_VALUES = 100;
/** A person is typing, and suggestions that come later are of no use. */
const DEADLINE_MS = 4000;
const TTL_MS = 20_000;

function matching(candidates: Candidates | undefined, typed: string): CompleteResult['completion'] {
  if (candidates === undefined) return { values: [], hasMore: false };
  const { values, complete } = candidates;
  const wanted = typed.toLowerCase();
  const found = values.filter(({ id, label }) => `${id}\n${label}`.toLowerCase().includes(wanted)).map(({ id }) => id);
  return {
    values: found.slice(0, MAX_VALUES),
    // The total is known only where all pages were read.
    ...(complete ? { total: found.length } : {}),
    hasMore: !complete || found.length > MAX_VALUES,
  };
}

export interface Completions {
  complete(params: CompleteRequestParams, caller: Caller): Promise<CompleteResult>;
}

/**
 * Suggestions for the arguments of prompts and resource templates. A failure of the cloud is not an error here: the user
 * gets no suggestions.
 */
export function createCompletions(
  tools: readonly OfferedTool[],
  runtime: Runtime,
  {
    prompts,
    resources,
    deadlineMs = DEADLINE_MS,
  }: { prompts: Prompts; resources: OfferedResources; deadlineMs?: number },
): Completions {
  const byName = new Map(tools.map((offered) => [offered.tool.name, offered]));
  const { scope, reference } = runtime;
  let cache: Promise<LRUCache<string, Candidates, Ask>> | undefined;

  /** Loaded with the first completion: few sessions ask for one. */
  const makeCache = async (): Promise<LRUCache<string, Candidates, Ask>> => {
    const { LRUCache: Cache } = await import('lru-cache');
    return new Cache({
      max: 100,
      ttl: TTL_MS,
      fetchMethod: (_key, _stale, { signal, context }) => {
        const soon = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]);
        return readAll({ ...context, caller: withSignal(context.caller, soon) }, runtime);
      },
    });
  };

  const plain = (ids: readonly string[]): Candidates => ({
    values: ids.map((id) => ({ id, label: '' })),
    complete: true,
  });

  /** The argument names of what is completed; throws a protocol error for what is not offered. */
  function argumentsOf(ref: CompleteRequestParams['ref']): readonly string[] {
    if (ref.type === 'ref/prompt') return prompts.find(ref.name).arguments.map(({ name }) => name);
    const { resourceTemplates } = resources.listTemplates();
    if (resourceTemplates.some(({ uriTemplate }) => uriTemplate === ref.uri))
      return [...ref.uri.matchAll(/\{([a-z_]+)\}/g)].map(([, name = '']) => name);
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'There is no such resource template.');
  }

  async function candidates(
    name: string,
    given: Readonly<Record<string, string>>,
    caller: Caller,
  ): Promise<Candidates | undefined> {
    if (name === 'region') return plain(scope.locked && scope.region ? [scope.region] : reference.regions);
    if (name === 'workspace_id' && scope.locked && scope.workspaceId) return plain([scope.workspaceId]);
    const source = SOURCES[name];
    const offered = source && byName.get(source.tool);
    if (source === undefined || offered === undefined) return undefined;
    const taken = source.takes.flatMap((key) => (given[key] ? [[key, given[key]]] : []));
    const nowhere = !given.workspace_id && scope.workspaceId === undefined;
    const args = { ...source.fixed, ...(nowhere ? source.anywhere : {}), ...Object.fromEntries(taken) };
    const key = JSON.stringify([name, args]);
    cache ??= makeCache();
    return (await cache).fetch(key, { context: { source, offered, args, caller } }).catch(() => undefined);
  }

  return {
    async complete({ ref, argument, context }, caller) {
      const known = argumentsOf(ref).includes(argument.name);
      const found = known ? await candidates(argument.name, context?.arguments ?? {}, caller) : undefined;
      return { completion: matching(found, argument.value) };
    },
  };
}
