import type { IncomingMessage, Server } from 'node:http';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Answer } from './front.ts';
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
  serve: (request: RawRequest) => Answer;
  control: Hono;
}): Promise<Listening> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(async (c, next) => {
    await next();
    c.header('x-simulated', 'true');
  });
  app.use(bodyLimit({ maxSize: MOST_BODY_BYTES }));
  app.all('/_sim/*', (c) => options.control.fetch(c.req.raw));
  app.all('*', async (c) => {
    const body = new Uint8Array(await c.req.arrayBuffer());
    const { status, body: answer } = options.serve(rawRequest(c.env.incoming, body));
    return c.json(answer, status as ContentfulStatusCode);
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
