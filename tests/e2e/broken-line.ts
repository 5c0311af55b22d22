import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer of the cloud as it came over the wire. */
export interface WireAnswer {
  status: number;
  body: string;
}

/** One request on its way to the cloud. */
export interface Exchange {
  /** Hands the request over to the cloud. */
  forward(): Promise<WireAnswer>;
  /** Hands an answer over to the server. */
  reply(answer: WireAnswer): void;
  /** Ends the server's connection without an answer. */
  cut(): void;
}

/** What the line does with a request. */
export type Behaviour = (exchange: Exchange) => unknown;

export const passes: Behaviour = async ({ forward, reply }) => reply(await forward());
/** The cloud never sees it. */
export const losesRequest: Behaviour = ({ cut }) => cut();
/** The cloud carries it out, and nobody hears of it. */
export const losesAnswer: Behaviour = async ({ forward, cut }) => {
  await forward();
  cut();
};
/** The cloud carries it out; the answer stays on its way. */
export const keepsAnswer: Behaviour = ({ forward }) => forward();
/** Answers that no job was found, as a list does that lags behind. */
export const hidesJobs: Behaviour = async ({ forward, reply }) => {
  const { status, body } = await forward();
  reply({ status, body: JSON.stringify({ ...JSON.parse(body), Jobs: [], TotalCount: 0 }) });
};

/** A line to a simulated cloud that can break, on loopback. */
export interface Line {
  /** `http://host:port`, for the server's --endpoint. */
  endpoint: string;
  /** What happens to requests of that action from now on; the others pass. */
  set(action: string, behaviour: Behaviour): void;
  /** Resolves once that many requests of the action have been dealt with. */
  saw(action: string, count?: number): Promise<void>;
  count(action: string): number;
  close(): Promise<void>;
}

/** Opens a line to the cloud at `target`, `host:port`. The signed headers pass untouched. */
export async function openLine(target: string): Promise<Line> {
  const behaviours = new Map<string, Behaviour>();
  const seen = new Map<string, number>();
  const waiting: { action: string; count: number; done: () => void }[] = [];
  const [host = '', port = ''] = target.split(':');

  const forward = (method: string, path: string, headers: IncomingHttpHeaders, body: Buffer): Promise<WireAnswer> =>
    new Promise((resolve, reject) => {
      const upstream = httpRequest({ host, port, method, path, headers, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
      });
      upstream.on('error', reject);
      upstream.end(body);
    });

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const action = String(request.headers['x-acs-action']);
      const exchange: Exchange = {
        forward: () => forward(request.method ?? '', request.url ?? '', request.headers, Buffer.concat(chunks)),
        reply: ({ status, body }) => {
          response.writeHead(status, { 'content-type': 'application/json' });
          response.end(body);
        },
        cut: () => request.socket.destroy(),
      };
      await (behaviours.get(action) ?? passes)(exchange);
      seen.set(action, (seen.get(action) ?? 0) + 1);
      for (const { action: wanted, count, done } of waiting) if ((seen.get(wanted) ?? 0) >= count) done();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const count = (action: string): number => seen.get(action) ?? 0;
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    set: (action, behaviour) => behaviours.set(action, behaviour),
    saw: (action, wanted = 1) =>
      new Promise((done) => (count(action) >= wanted ? done() : waiting.push({ action, count: wanted, done }))),
    count,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
