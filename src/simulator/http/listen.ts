import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Reply } from '../faults/reply.ts';
import { deliver, MARK } from './deliver.ts';
import type { RawRequest } from './signature.ts';

const MOST_BODY_BYTES = 4 * 1024 * 1024;

export interface Listening {
  port: number;
  close(): Promise<void>;
}

interface Served {
  serve: (request: RawRequest) => Promise<Reply>;
  control: Hono;
}

const CONTROL = /^\/_sim(?:[/?]|$)/;

/**
 * Serves the cloud's API and the control interface on one port. Rejects where the port is taken.
 *
 * The API is answered without the objects of the web platform: to make a `Request` and a `Response` of every call took
 * as long as to answer it.
 */
export async function listen({ host, port, ...served }: Served & { host: string; port: number }): Promise<Listening> {
  const control = getRequestListener(marked(served.control).fetch);
  const server = createServer((incoming, outgoing) => {
    if (CONTROL.test(incoming.url ?? '')) control(incoming, outgoing);
    // Rejects where the client is gone before its request was whole.
    else answer(served.serve, incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The control interface with the mark on its answers, and a bound for what it is sent. */
function marked(control: Hono): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.header(...MARK);
  });
  app.use(bodyLimit({ maxSize: MOST_BODY_BYTES }));
  app.all('*', (c) => control.fetch(c.req.raw));
  return app;
}

async function answer(serve: Served['serve'], incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = await bodyOf(incoming);
  const reply: Reply =
    body === undefined
      ? { kind: 'whole', status: 413, headers: { 'content-type': 'text/plain' }, text: 'Payload Too Large' }
      : await serve(rawRequest(incoming, body));
  deliver(reply, outgoing);
}

/** What a request brings along; nothing where that is too much, which is read to its end, so that an answer arrives. */
async function bodyOf(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MOST_BODY_BYTES) chunks.push(chunk);
  }
  return size > MOST_BODY_BYTES ? undefined : Buffer.concat(chunks);
}

/** The request as it was sent: what is signed is the undecoded path and query. */
function rawRequest(incoming: IncomingMessage, body: Uint8Array): RawRequest {
  const [rawPath = '/', ...rest] = (incoming.url ?? '/').split('?');
  return {
    method: incoming.method ?? 'GET',
    rawPath,
    rawQuery: rest.join('?'),
    headers: flatHeaders(incoming.headers),
    body,
  };
}

const flatHeaders = (headers: IncomingMessage['headers']): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  );
