import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { MAIN } from '../e2e/harness.ts';

/** Whether there is a `script` that runs a command in a pseudo terminal and ends as it does: that of util-linux. */
export const HAS_PTY = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true;

/** What a command showed in a terminal and how it ended. */
export interface Shown {
  code: number | null;
  /** With control sequences. */
  raw: string;
  /** Line by line without them; what a line was rewritten with is still there. */
  lines: readonly string[];
}

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/**
 * Runs the built program in a pseudo terminal, where somebody types.
 * @param typed each time the text has been shown, the keys are sent
 */
export async function runInTerminal(
  args: readonly string[],
  typed: readonly (readonly [shown: string, keys: string])[],
  { env, cwd, columns = 80 }: { env: Record<string, string>; cwd?: string; columns?: number },
): Promise<Shown> {
  const command = [process.execPath, MAIN, ...args].map(quoted).join(' ');
  const child = spawn('script', ['-qec', `stty cols ${columns} rows 24; exec ${command}`, '/dev/null'], {
    env: { TERM: 'xterm-256color', SHELL: '/bin/sh', ...env },
    cwd,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let raw = '';
  let seen = 0;
  const waiting = [...typed];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    raw += chunk;
    const [next] = waiting;
    const at = next ? raw.indexOf(next[0], seen) : -1;
    if (next === undefined || at < 0) return;
    waiting.shift();
    seen = at + next[0].length;
    child.stdin.write(next[1]);
  });
  const [code] = await once(child, 'close');
  const lines = stripVTControlCharacters(raw).replaceAll('\r\n', '\n').split('\n');
  return { code: code as number | null, raw, lines };
}
