import { PassThrough } from 'node:stream';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Cloud } from '../../src/api/cloud.ts';
import { compose, connect } from '../../src/cli/compose.ts';
import { createLogger } from '../../src/cli/logger.ts';
import { plainStart } from '../../src/cli/plain-start.ts';
import { readConfig } from '../../src/config/config.ts';
import { buildServer } from '../../src/server/build-server.ts';
import type { Runtime } from '../../src/server/runtime.ts';
import { createStdioTransport } from '../../src/server/stdio/transport.ts';

/** A server in this process. */
export interface InProcess {
  /** What it reads, a message a line. */
  input: PassThrough;
  /** What it writes, a message a line. */
  output: PassThrough;
  /** What it has logged. */
  stderr(): string;
  close(): Promise<void>;
}
export type Serve = typeof serveInProcess;

/** The keys that a test gives. Without any, the library would look for those of whoever runs the tests. */
function keysOf(env: Record<string, string>): { accessKeyId: string; accessKeySecret: string } {
  const { ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId, ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret } = env;
  if (accessKeyId && accessKeySecret) return { accessKeyId, accessKeySecret };
  throw new Error('a server without keys needs a process of its own');
}

/**
 * The real server, put together as the program does it, in this process: from the lines of JSON on. What is left out is the process:
 * its start, its pipes, signals and end, where its credentials come from, and what the bundler makes of it.
 *
 * @param options.banner what a simulated cloud within the server would put in front of every answer
 */
export function serveInProcess({
  env,
  args = [],
  banner,
}: {
  env: Record<string, string>;
  args?: readonly string[];
  banner?: string;
}): InProcess {
  const flags = plainStart(args);
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
    banner: banner ?? composed.banner,
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
  return {
    input: toServer,
    output: toClient,
    stderr: () => stderr,
    async close() {
      await handle.close();
      await close();
    },
  };
}
