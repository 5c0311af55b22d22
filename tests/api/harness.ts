import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCloud } from '../../src/api/client.ts';
import type { Cloud, CloudConfig } from '../../src/api/cloud.ts';
import { Fault } from '../../src/domain/fault.ts';

export const SECRET = {
  accessKeyId: 'TESTKEYID0123456789',
  accessKeySecret: 'test-secret-value-0123456789',
  securityToken: 'test-session-token-0123456789',
};

export interface Seen {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What the server does with one request. */
export type Step = (response: ServerResponse, request: IncomingMessage) => void;

export const answer =
  (status: number, body: unknown, headers: Record<string, string> = {}): Step =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
/** The cloud's error envelope. */
export const refusal = (
  status: number,
  Code: string,
  Message: string,
  extra: object = {},
  headers: Record<string, string> = {},
): Step => answer(status, { Code, Message, RequestId: 'A8C4F08A-6CB2-504C-9654-CF59B68EB73A', ...extra }, headers);
export const reset: Step = (_, request) => request.socket.destroy();
export const silence: Step = () => {};

export interface Rig {
  cloud: Cloud;
  seen: Seen[];
  port: number;
  /** Resolves once that many requests have arrived. */
  arrived(count: number): Promise<void>;
  close(): Promise<void>;
}

/** A local server that plays the steps in order, the last one again and again, and a cloud that talks to it. */
export async function rig(steps: readonly Step[], config: Partial<CloudConfig> = {}): Promise<Rig> {
  const seen: Seen[] = [];
  const waiting: { count: number; done: () => void }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const step = steps[Math.min(seen.length, steps.length - 1)];
      seen.push({
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      for (const { count, done } of waiting) if (seen.length >= count) done();
      step?.(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const cloud = createCloud({
    endpoint: `127.0.0.1:${port}`,
    protocol: 'http',
    staticCredentials: SECRET,
    userAgent: 'pai-dlc-mcp/0.0.0 AlibabaCloud-Agent-Skills/alibabacloud-pai-dlc-job/test-session',
    ...config,
  });
  return {
    cloud,
    seen,
    port,
    arrived: (count) => new Promise((done) => (seen.length >= count ? done() : waiting.push({ count, done }))),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The fault a call ends with. */
export async function faultOf(work: Promise<unknown>): Promise<Fault['details']> {
  const outcome = await work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in outcome && outcome.error instanceof Fault) return outcome.error.details;
  throw new Error(`no fault but ${JSON.stringify(outcome)}`);
}
