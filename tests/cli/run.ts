import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { MAIN } from '../e2e/harness.ts';

/** What a command of the program printed and how it ended. */
export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the built program with nothing on its input and no terminal. */
export async function run(
  args: readonly string[],
  options: { env: Record<string, string>; cwd?: string },
): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, ...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    out += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    err += chunk;
  });
  const [code] = await once(child, 'close');
  return { code: code as number | null, out, err };
}
