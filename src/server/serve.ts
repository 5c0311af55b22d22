import { serveStdio } from '@modelcontextprotocol/server/stdio';
import pTimeout from 'p-timeout';
import { buildServer } from './build-server.ts';
import type { Runtime } from './runtime.ts';
import { parentGone } from './stdio/parent.ts';
import { createStdioTransport } from './stdio/transport.ts';
import type { Toolbox } from './toolbox.ts';

/** Milliseconds for the connection and the calls under way to end. The client is gone, so nobody waits for their answers. */
const END_MS = 700;

/** Resolves with the name of the first signal that asks the process to end. */
const signalled = (): Promise<string> =>
  new Promise((resolve) => {
    // Never removed: without a handler of ours, proper-lockfile's own would end the process in the middle of the shutdown.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
  });

/** The calls under way. A shutdown waits for them, since an aborted call still has to write its line of the audit log. */
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
 * Serves stdio until the client is gone (stdin ends, stdout breaks, the parent process ends), a signal arrives, or the
 * connection closes. Then it aborts the calls under way and resolves. The caller closes the audit log and the simulator.
 */
export async function serve(tools: Toolbox, runtime: Runtime): Promise<void> {
  const { log } = runtime;
  const calls = createCalls();
  const transport = createStdioTransport(process.stdin, process.stdout, log);
  const handle = serveStdio(({ era }) => buildServer(tools, runtime, era, calls.during), {
    transport,
    onerror: (error) => log.warn({ name: error.name }, 'transport error'),
  });
  // Before the line below: whoever waits for that line may send a signal at once.
  const asked = signalled();
  const orphaned = parentGone().then(() => 'the parent is gone');
  log.info({ tools: tools.names.length }, 'serving on stdio');

  const reason = await Promise.race([transport.ended, asked, orphaned]);
  log.info({ reason }, 'shutting down');
  // Closing aborts the calls. It can hang where the client does not read, hence the limit.
  await pTimeout(handle.close().then(calls.settled), { milliseconds: END_MS, message: false });
}
