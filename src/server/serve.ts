import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { buildServer } from './build-server.ts';
import type { Runtime } from './run-tool.ts';
import type { Toolbox } from './toolbox.ts';

/** How long a clean shutdown may take before the process ends anyway. */
const BACKSTOP_MS = 3000;

/**
 * Serves stdio until stdin ends or SIGINT or SIGTERM arrives, then closes and resolves.
 * @param cleanup what else has to be closed (the simulator)
 */
export async function serve(tools: Toolbox, runtime: Runtime, cleanup: () => Promise<void>): Promise<void> {
  const handle = serveStdio(({ era }) => buildServer(tools, runtime, era), {
    onerror: (error) => runtime.log.warn({ name: error.name }, 'transport error'),
  });
  runtime.log.info({ tools: tools.names.length }, 'serving on stdio');

  const reason = await new Promise<string>((resolve) => {
    process.stdin.once('end', () => resolve('stdin ended'));
    process.stdin.once('close', () => resolve('stdin closed'));
    // A client that went away breaks the pipe; there is nobody left to answer.
    process.stdout.once('error', () => resolve('stdout broke'));
    // Kept on: where no handler of ours is left, the exit hook of the file lock ends the process in the middle of this.
    process.on('SIGINT', () => resolve('SIGINT'));
    process.on('SIGTERM', () => resolve('SIGTERM'));
  });
  runtime.log.info({ reason }, 'shutting down');
  setTimeout(() => process.exit(0), BACKSTOP_MS).unref();
  await handle.close();
  await cleanup();
}
