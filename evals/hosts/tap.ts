import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jsonBytes } from '../shared/sizes.ts';
import { type Body, listOf, objectOf, readable, stringOf } from './model/dialect.ts';

const TAP = fileURLToPath(new URL('tap.mjs', import.meta.url));

/** One line of a tap's log: what a server process found at its start, or a message that went by. */
interface Entry {
  /** Process of the tap; a host may start the server more than once. */
  pid: number;
  /** Milliseconds since it began. */
  ms: number;
  environment?: readonly string[];
  from?: 'host' | 'server';
  message?: Body;
}

/** A question to a person, by a form of the host. */
export interface Asked {
  message: string;
  /** What the host answered: accept, decline, cancel, or the error it gave; none where no answer came. */
  answer: string | undefined;
  /** Milliseconds from the question to the answer. */
  ms: number;
}

/** What went by between a host and the server. */
export interface Wire {
  /** Names of the environment variables that reached the server. */
  environment: readonly string[];
  /** Whether the host declares that it can show forms. */
  declaresForms: boolean;
  /** Revision of the protocol that they speak. */
  protocol: string;
  asked: readonly Asked[];
  /** Texts that the server answered a tool with, by the tool's name; the last answer where there were several. */
  answers: ReadonlyMap<string, string>;
  /** Tools of `tools/list`, and their bytes as JSON. */
  tools: number;
  listBytes: number;
  /** What the server tells of itself at the handshake. */
  instructions: string;
}

/** A server with a tap before it. */
export interface Tap {
  /** The program to be entered in place of the server's. */
  main: string;
  read(): Wire;
}

/**
 * Puts a tap before a server.
 * @param folder gets the tap and its log
 * @param main program of the server
 * @param args that it gets besides those of the host
 */
export function tapBefore(main: string, folder: string, args: readonly string[] = []): Tap {
  mkdirSync(folder, { recursive: true });
  const log = join(folder, 'tap.jsonl');
  copyFileSync(TAP, join(folder, 'tap.mjs'));
  writeFileSync(join(folder, 'tap.json'), JSON.stringify({ main, args, log }));
  return {
    main: join(folder, 'tap.mjs'),
    read: () => wireOf(existsSync(log) ? readFileSync(log, 'utf8') : ''),
  };
}

/** Requests of one side with what the other side answered, in order. */
function exchanges(
  entries: readonly Entry[],
  asker: 'host' | 'server',
): { request: Entry; answer: Entry | undefined }[] {
  return entries
    .filter(({ from, message }) => from === asker && message?.method !== undefined && message.id !== undefined)
    .map((request) => ({
      request,
      answer: entries.find(
        ({ pid, from, message }) =>
          pid === request.pid &&
          from !== asker &&
          from !== undefined &&
          message?.method === undefined &&
          message?.id === request.message?.id,
      ),
    }));
}

type Exchange = ReturnType<typeof exchanges>[number];

const resultOf = ({ answer }: Exchange): Body => objectOf(answer?.message?.result);
const paramsOf = ({ request }: Exchange): Body => objectOf(request.message?.params);

/** A member of a request's `_meta`, where a host that speaks 2026-07-28 says what earlier ones say at the handshake. */
const metaOf = (exchange: Exchange, key: string): unknown =>
  objectOf(paramsOf(exchange)._meta)[`io.modelcontextprotocol/${key}`];

/** Questions of revisions before 2026-07-28: requests of the server. */
const asRequests = (entries: readonly Entry[]): Asked[] =>
  exchanges(entries, 'server')
    .filter(({ request }) => request.message?.method === 'elicitation/create')
    .map((exchange) => ({
      message: stringOf(paramsOf(exchange).message),
      answer:
        stringOf(resultOf(exchange).action) || stringOf(objectOf(exchange.answer?.message?.error).message) || undefined,
      ms: exchange.answer === undefined ? 0 : exchange.answer.ms - exchange.request.ms,
    }));

/** Questions of revision 2026-07-28: a result that asks for input, and the same call again with it. */
function asResults(calls: readonly Exchange[]): Asked[] {
  return calls.flatMap((exchange) => {
    const { inputRequests, requestState } = resultOf(exchange);
    const again = calls.find((each) => requestState !== undefined && paramsOf(each).requestState === requestState);
    const responses = objectOf(again && paramsOf(again).inputResponses);
    return Object.entries(objectOf(inputRequests)).map(([name, request]) => ({
      message: stringOf(objectOf(objectOf(request).params).message),
      answer: stringOf(objectOf(responses[name]).action) || undefined,
      ms: again && exchange.answer ? again.request.ms - exchange.answer.ms : 0,
    }));
  });
}

/** Reads a tap's log. */
export function wireOf(log: string): Wire {
  const entries = log
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Entry);
  const byHost = exchanges(entries, 'host');
  const of = (...methods: string[]) =>
    byHost.filter(({ request }) => methods.includes(stringOf(request.message?.method)));
  const calls = of('tools/call');
  const hello = of('initialize', 'server/discover').at(-1);
  const capabilities = hello && (paramsOf(hello).capabilities ?? metaOf(hello, 'clientCapabilities'));
  const ended = calls.filter((call) => resultOf(call).inputRequests === undefined);
  const listed = of('tools/list').at(-1);
  return {
    environment: entries.find(({ environment }) => environment)?.environment ?? [],
    declaresForms: 'elicitation' in objectOf(capabilities),
    protocol: hello ? stringOf(resultOf(hello).protocolVersion ?? metaOf(hello, 'protocolVersion')) : '',
    asked: [...asRequests(entries), ...asResults(calls)],
    answers: new Map(ended.map((call) => [stringOf(paramsOf(call).name), readable(resultOf(call).content)])),
    tools: listed ? listOf(resultOf(listed).tools).length : 0,
    listBytes: listed ? jsonBytes(resultOf(listed).tools) : 0,
    instructions: hello ? stringOf(resultOf(hello).instructions) : '',
  };
}
