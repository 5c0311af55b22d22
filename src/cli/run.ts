import { readConfig } from '../config/config.ts';
import { dropDebugOutput } from '../config/debug-output.ts';
import { dropUnresolved } from '../config/variables.ts';
import { Fault } from '../domain/fault.ts';
import { plainStart } from './plain-start.ts';
import { serveCommand } from './serve.ts';
import { EXIT, endWithReader } from './terminal/exit.ts';

/**
 * The program. A plain start of the server is what it is run for, and does not wait for the reader of command lines to
 * load. What is wrong with a command line ends it with exit code 2.
 * @param argv the process's arguments, node and script first
 */
export async function run(argv: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endWithReader);
  dropUnresolved();
  const dropped = dropDebugOutput();
  if (dropped.length > 0)
    process.stderr.write(
      `${dropped.join(' and ')} ignored: that would print every request with its credentials. --log-level debug is safe.\n`,
    );
  const plain = plainStart(argv.slice(2));
  try {
    if (plain === undefined) await (await import('./program.ts')).runProgram(argv);
    else await serveCommand(readConfig(plain));
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    (await import('./usage.ts')).tell(thrown.details);
    process.exitCode = EXIT.usage;
  }
}
