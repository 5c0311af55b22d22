import { constants } from 'node:os';
import { columnsOf } from './stream.ts';
import { wrapped } from './text.ts';

/** Milliseconds that cleaning up may take before the process ends anyway. */
const BACKSTOP_MS = 3000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * From now on, Ctrl-C (or SIGTERM, or the terminal's end) cleans up, says a word on stderr and ends the process with
 * 128 and the signal's number; a second one does not wait. Whatever the work still throws meanwhile is nobody's
 * concern: see `ending`.
 * @param cleanup what has to be ended or given back
 * @param said one line for whoever pressed it
 */
export function onInterrupt(cleanup: () => unknown, said: string): { ending(): boolean } {
  let ending = false;
  for (const signal of SIGNALS)
    process.on(signal, () => {
      const code = 128 + constants.signals[signal];
      if (ending) process.exit(code);
      ending = true;
      process.exitCode = code;
      setTimeout(() => process.exit(code), BACKSTOP_MS).unref();
      void Promise.resolve()
        .then(cleanup)
        .catch(() => undefined)
        .then(() => process.stderr.write(`\n${wrapped(said, columnsOf(process.stderr))}\n`, () => process.exit(code)));
    });
  return { ending: () => ending };
}
