import { createInterface } from 'node:readline';
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client';
import { type InProcess, type Serve, serveInProcess } from './serve-in-process.ts';
import { environmentFor, openSession, type Session, type SessionOptions } from './session.ts';

/** The client's end of a server in this process, for any client of the SDK. */
export function clientEnd({ input, output }: Pick<InProcess, 'input' | 'output'>): Transport {
  const transport: Transport = {
    async start() {
      createInterface({ input: output }).on('line', (line) =>
        transport.onmessage?.(JSON.parse(line) as JSONRPCMessage),
      );
    },
    async send(message) {
      input.write(`${JSON.stringify(message)}\n`);
    },
    async close() {
      input.end();
      transport.onclose?.();
    },
  };
  return transport;
}

/**
 * The real server with the real client, in this process.
 *
 * @param options.serve a broken one in its place
 */
export async function connectInProcess({
  serve = serveInProcess,
  ...options
}: SessionOptions & { serve?: Serve }): Promise<Session> {
  const server = serve({ ...options, env: environmentFor(options) });
  const session = await openSession(clientEnd(server), options, {
    stderr: server.stderr,
    pid: () => {
      throw new Error('this server has no process of its own');
    },
  });
  return {
    ...session,
    async close() {
      await session.close();
      await server.close();
    },
  };
}
