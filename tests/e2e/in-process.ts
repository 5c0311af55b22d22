import { createInterface } from 'node:readline';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Cloud } from '../../src/api/cloud.ts';
import { compose, connect } from '../../src/cli/compose.ts';
import { createLogger } from '../../src/cli/logger.ts';
import { plainStart } from '../../src/cli/plain-start.ts';
import { readConfig } from '../../src/config/config.ts';
import { buildServer } from '../../src/server/build-server.ts';
import type { Runtime } from '../../src/server/run-tool.ts';
import { createStdioTransport } from '../../src/server/stdio/transport.ts';
import { environmentFor, openSession, type Session, type SessionOptions } from './session.ts';

/** The client's end of two streams, a message a line. */
function lines(input: Readable, output: Writable): Transport {
  const transport: Transport = {
    async start() {
      createInterface({ input }).on('line', (line) => transport.onmessage?.(JSON.parse(line) as JSONRPCMessage));
    },
    async send(message) {
      output.write(`${JSON.stringify(message)}\n`);
    },
    async close() {
      output.end();
      transport.onclose?.();
    },
  };
  return transport;
}

/** The keys that a test gives. Without any, the library would look for those of whoever runs the tests. */
function keysOf(env: Record<string, string>): { accessKeyId: string; accessKeySecret: string } {
  const { ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId, ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret } = env;
  if (accessKeyId && accessKeySecret) return { accessKeyId, accessKeySecret };
  throw new Error('a server without keys needs a process of its own');
}

/**
 * The real server, put together as the program does it, with the real client, in this process: from the lines of JSON on. What is
 * left out is the process: its start, its pipes, signals and end, where its credentials come from, and what the bundler makes of it.
 */
export async function connectInProcess(options: SessionOptions): Promise<Session> {
  const env = environmentFor(options);
  const flags = plainStart(options.args ?? []);
  if (flags === undefined) throw new Error('these arguments do not just start a server');
  const config = readConfig(flags, env);
  let stderr = '';
  const log = createLogger(
    config.logLevel,
    new PassThrough().on('data', (chunk: Buffer) => {
      stderr += chunk;
    }),
  );
  const { tools, runtime: composed, target, close } = compose(config, log);
  // The credentials library reads the environment of the process, which is not the server's here.
  let cloud: Promise<Cloud> | undefined;
  const runtime: Runtime = {
    ...composed,
    cloud() {
      cloud ??= target().then((found) =>
        connect(found.staticCredentials ? found : { ...found, staticCredentials: keysOf(env) }, composed.scope),
      );
      return cloud;
    },
  };
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const handle = serveStdio(({ era }) => buildServer(tools, runtime, era), {
    transport: createStdioTransport(toServer, toClient, log),
  });
  const session = await openSession(lines(toClient, toServer), options, {
    stderr: () => stderr,
    pid: () => {
      throw new Error('this server has no process of its own');
    },
  });
  return {
    ...session,
    async close() {
      await session.close();
      await handle.close();
      await close();
    },
  };
}
