import type { IncomingMessage, Server } from 'node:http';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
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

/** Serves the cloud's API and the control interface on one port. Rejects where the port is taken. */
export async function listen(options: {
  host: string;
  port: number;
  serve: (request: RawRequest) => Promise<Reply>;
  control: Hono;
}): Promise<Listening> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(async (c, next) => {
    await next();
    // A copy of this one, which a new header makes, would be sent.
    if (c.res !== RESPONSE_ALREADY_SENT) c.header(...MARK);
  });
  app.use(bodyLimit({ maxSize: MOST_BODY_BYTES }));
  app.all('/_sim/*', (c) => options.control.fetch(c.req.raw));
  app.all('*', async (c) => {
    const body = new Uint8Array(await c.req.arrayBuffer());
    return deliver(await options.serve(rawRequest(c.env.incoming, body)), c.env);
  });
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : options.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if (isHttp1(server)) server.closeAllConnections();
      }),
  };
}

const isHttp1 = (server: object): server is Server => 'closeAllConnections' in server;

/** The request as it was sent: what is signed is the undecoded path and query. */
function rawRequest(incoming: HttpBindings['incoming'], body: Uint8Array): RawRequest {
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
