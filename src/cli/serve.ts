import type { Config } from '../config/config.ts';
import { serve } from '../server/serve.ts';
import { compose } from './compose.ts';
import { createLogger } from './logger.ts';
import { endWithReader } from './terminal/endings.ts';
import { coloursOf, columnsOf } from './terminal/stream.ts';
import { wrapped } from './terminal/text.ts';

/** For a person who has started a server that speaks to programs. */
const HINT =
  'This is an MCP server: it now waits for messages of a client on its input, and a host such as an editor starts it by itself. To see what it does, run "pai-dlc-mcp demo"; to enter it in a host, "pai-dlc-mcp init"; for all else, "pai-dlc-mcp --help". Ctrl-C ends it.';

/** `serve`: MCP over stdio until the client goes away. */
export async function serveCommand(config: Config): Promise<void> {
  const { stderr, stdin, stdout } = process;
  // Whoever serves closes what is open before it ends.
  stdout.off('error', endWithReader);
  if (stdin.isTTY && stderr.isTTY) stderr.write(`${coloursOf(stderr).dim(wrapped(HINT, columnsOf(stderr)))}\n`);
  const { tools, runtime, close } = compose(config, createLogger(config.logLevel));
  await serve(tools, runtime, close);
}
