import type { Config } from '../config/config.ts';
import { serve } from '../server/serve.ts';
import { compose } from './compose.ts';
import { createLogger } from './logger.ts';
import { endWithReader } from './terminal/exit.ts';

/** `serve`: MCP over stdio until the client goes away. */
export async function serveCommand(config: Config): Promise<void> {
  const { stderr, stdin, stdout } = process;
  // Whoever serves closes what is open before it ends.
  stdout.off('error', endWithReader);
  if (stdin.isTTY && stderr.isTTY) (await import('./serve-hint.ts')).hint(stderr);
  const { tools, runtime, close } = compose(config, createLogger(config.logLevel));
  await serve(tools, runtime, close);
}
