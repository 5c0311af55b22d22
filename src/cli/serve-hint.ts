import { coloursOf, columnsOf } from './terminal/stream.ts';
import { wrapped } from './terminal/text.ts';

const HINT =
  'This is an MCP server: it now waits for messages of a client on its input, and a host such as an editor starts it by itself. To see what it does, run "pai-dlc-mcp demo"; to enter it in a host, "pai-dlc-mcp init"; for all else, "pai-dlc-mcp --help". Ctrl-C ends it.';

/** Tells a person who has started, in a terminal, a server that speaks to programs. */
export function hint(out: NodeJS.WriteStream): void {
  out.write(`${coloursOf(out).dim(wrapped(HINT, columnsOf(out)))}\n`);
}
