import { serveStdio } from '@modelcontextprotocol/server/stdio';
import pTimeout from 'p-timeout';
import { buildServer } from './build-server.ts';
import type { Runtime } from './run-tool.ts';
import { parentGone } from './stdio/parent.ts';
import { createStdioTransport } from './stdio/transport.ts';
import type { Toolbox } from './toolbox.ts';

/** How long the connection and the calls that were under way may take to end. Nobody waits for their answers. */
const END_MS = 700;

/** Resolves with the name of the first signal that asks the process to end. */
const signalled = (): Promise<string> =>
  new Promise((resolve) => {
    // Kept on: where no handler of ours is left, the exit hook of the file lock ends the process in the middle of a shutdown.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
  });

/** The calls under way: one that was aborted still has its line of the audit log to write. */
function createCalls() {
  const open = new Set<Promise<unknown>>();
  return {
    async during<T>(call: Promise<T>): Promise<T> {
      open.add(call);
      try {
        return await call;
      } finally {
        open.delete(call);
      }
    },
    settled: (): Promise<unknown> => Promise.allSettled(open),
  };
}

/**
 * Serves stdio until the client is gone (stdin ends, stdout breaks, the parent process ends), a signal asks for the end, or the
 * connection closes. Then it aborts what is under way and resolves; the audit log and the simulator are the caller's to close.
 */
export async function serve(tools: Toolbox, runtime: Runtime): Promise<void> {
  const { log } = runtime;
  const calls = createCalls();
  const transport = createStdioTransport(process.stdin, process.stdout, log);
  const handle = serveStdio(({ era }) => buildServer(tools, runtime, era, calls.during), {
    transport,
    onerror: (error) => log.warn({ name: error.name }, 'transport error'),
  });
  // Before it says that it serves: who reads that may end it in the same moment.
  const asked = signalled();
  const orphaned = parentGone().then(() => 'the parent is gone');
  log.info({ tools: tools.names.length }, 'serving on stdio');

  const reason = await Promise.race([transport.ended, asked, orphaned]);
  log.info({ reason }, 'shutting down');
  // Closing aborts the calls; a client that does not read what it is sent could hold it up.
  await pTimeout(handle.close().then(calls.settled), { milliseconds: END_MS, message: false });
}
