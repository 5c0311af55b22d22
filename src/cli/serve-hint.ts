import { coloursOf, columnsOf } from './terminal/stream.ts';
import { wrappedWhole } from './terminal/text.ts';
import { commandLine } from './terminal/typed.ts';

const hintText = (): string =>
  `This is an MCP server: it now waits for messages of a client on its input, and a host such as an editor starts it by itself. To see what it does, run "${commandLine('demo')}"; to enter it in a host, "${commandLine('init')}"; for all else, "${commandLine('--help')}". Ctrl-C ends it.`;

/** A hint on stderr for a person who starts the server in a terminal: it speaks to programs and waits for JSON-RPC. */
export function serveHint(out: NodeJS.WriteStream): void {
  out.write(`${coloursOf(out).dim(wrappedWhole(hintText(), columnsOf(out)))}\n`);
}
