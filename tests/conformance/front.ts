import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Message, type Raw, type RawOptions, request, startRaw } from '../e2e/raw.ts';

/** The real server process behind MCP's HTTP binding, on loopback: the suite speaks nothing else. */
export interface Front {
  url: string;
  close(): Promise<void>;
}

/** One process, and the HTTP exchanges that wait for something of it. */
interface Line {
  raw: Raw;
  /** By the id under which the process knows the request. */
  waiting: Map<number, Exchange>;
}

interface Exchange {
  id: unknown;
  /** Writes a message that is not the answer, as server-sent events are written. */
  event(message: Message): void;
  end(message: Message): void;
}

const SESSION = 'mcp-session-id';
const SESSIONS = 3;

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    return undefined;
  }
}

const paramsMeta = ({ params }: Message): unknown => (params as Message | undefined)?._meta;

/** The status that the 2026-07-28 revision wants beside an error. */
function statusOf({ error }: Message): number {
  const { code, message } = (error ?? {}) as { code?: number; message?: string };
  if (code === -32601) return 404;
  return code === -32022 || (code === -32602 && message?.includes('_meta envelope')) ? 400 : 200;
}

/** The answer as JSON where it comes alone, and as a stream of events where something comes before it. */
function exchangeOf(id: unknown, response: ServerResponse, headers: Record<string, string>): Exchange {
  const event = (message: Message): void => {
    if (!response.headersSent) response.writeHead(200, { ...headers, 'content-type': 'text/event-stream' });
    response.write(`event: message\ndata: ${JSON.stringify(message)}\n\n`);
  };
  return {
    id,
    event,
    end(message) {
      const json = { ...headers, 'content-type': 'application/json' };
      if (response.headersSent) event(message);
      else response.writeHead(statusOf(message), json).write(JSON.stringify(message));
      response.end();
    },
  };
}

/**
 * Opens the front. A 2025 client gets a process of its own with its session; requests of the 2026-07-28 revision, which has no
 * sessions, share one.
 */
export async function openFront(options: RawOptions): Promise<Front> {
  const sessions = new Map<string, Line>();
  const lines: Line[] = [];
  let count = 0;

  const open = (): Line => {
    const waiting: Line['waiting'] = new Map();
    const raw = startRaw({
      ...options,
      onmessage: (message) => {
        const exchange = 'method' in message ? undefined : waiting.get(message.id as number);
        if (exchange === undefined) return [...waiting.values()].at(-1)?.event(message);
        waiting.delete(message.id as number);
        exchange.end({ ...message, id: exchange.id });
      },
    });
    const line = { raw, waiting };
    lines.push(line);
    return line;
  };
  // Opened by requests of its revision, so that what lacks the envelope is refused for that, as over HTTP.
  const shared = open();
  shared.raw.send(request('modern', 'discover', 'server/discover'), request('modern', 'open', 'tools/list'));
  await shared.raw.answer('open');

  /** A client that is done may not say so: only the last sessions keep their process. */
  const end = (session: string | undefined): boolean => {
    const line = sessions.get(session ?? '');
    line?.raw.child.stdin?.end();
    return sessions.delete(session ?? '');
  };

  const lineOf = ({ headers }: IncomingMessage, message: Message): [Line | undefined, Record<string, string>] => {
    const given = headers[SESSION];
    if (given !== undefined) return [sessions.get(String(given)), {}];
    if (message.method !== 'initialize' || paramsMeta(message) !== undefined) return [shared, {}];
    const session = `session-${++count}`;
    sessions.set(session, open());
    if (sessions.size > SESSIONS) end(sessions.keys().next().value);
    return [sessions.get(session), { [SESSION]: session }];
  };

  const server = createServer(async (incoming, response) => {
    if (incoming.method === 'DELETE') {
      return response.writeHead(end(String(incoming.headers[SESSION])) ? 200 : 404).end();
    }
    if (incoming.method !== 'POST') return response.writeHead(405).end();
    const message = await bodyOf(incoming);
    if (typeof message !== 'object' || message === null) return response.writeHead(400).end();
    const [line, headers] = lineOf(incoming, message as Message);
    if (line === undefined) return response.writeHead(404).end();
    if (!('id' in message && 'method' in message)) {
      line.raw.send(message as Message);
      return response.writeHead(202).end();
    }
    const inner = ++count;
    line.waiting.set(inner, exchangeOf(message.id, response, headers));
    line.raw.send({ ...message, id: inner });
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    async close() {
      for (const { raw } of lines) {
        raw.child.stdin?.end();
        await raw.exit;
      }
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
