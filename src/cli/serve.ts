import '../server/no-code.ts';
import pTimeout from 'p-timeout';
import type { Config } from '../config/config.ts';
import { cards } from '../server/cards.ts';
import { selectTools } from '../server/select-tools.ts';
import { serve } from '../server/serve.ts';
import { compose } from './compose.ts';
import { createLogger } from './logger.ts';
import { EXIT, endWithReader } from './terminal/exit.ts';

/** Milliseconds for the last lines of the audit log to be written, where the file system hangs. */
const CLOSE_MS = 2000;

/**
 * `serve`: MCP over stdio until the client goes away. Then it ends the process itself, since a request that the cloud
 * does not answer would hold it open. Exit code 1 where not everything could be closed.
 */
export async function serveCommand(config: Config): Promise<never> {
  const { stderr, stdin, stdout } = process;
  // Whoever serves closes what is open before it ends.
  for (const stream of [stdout, stderr]) stream.off('error', endWithReader);
  // A host that stops reading the log loses lines of it, and nothing else.
  stderr.on('error', () => {});
  if (stdin.isTTY && stderr.isTTY) (await import('./serve-hint.ts')).serveHint(stderr);
  const log = createLogger(config.logLevel);
  const { tools, runtime, close } = compose(config, log);
  // A file that is wrong ends the start, as every other wrong setting does.
  await runtime.prices();
  if (config.auditLog !== undefined || config.stateFile !== undefined)
    await (await import('./setting-files.ts')).checkFiles(config, selectTools(cards, config));
  await serve(tools, runtime);
  const closed = await pTimeout(
    close().then(() => true),
    { milliseconds: CLOSE_MS, fallback: () => false },
  );
  if (!closed) log.error({}, 'not everything could be closed');
  process.exit(closed ? EXIT.done : EXIT.negative);
}
