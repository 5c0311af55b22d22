// npm and npx, as scripts and tests run them.
import { spawnSync } from 'node:child_process';

const windows = process.platform === 'win32';

/** A run of npm or npx that failed; `output` is all it said. */
export class NpmError extends Error {
  readonly output: string;
  constructor(command: string, output: string) {
    super(`${command} failed:\n${output}`);
    this.output = output;
  }
}

/**
 * Runs npm to its end and returns what it wrote to stdout.
 * @param folder that it runs in
 * @param environment left out, the one of this process
 * @param program npm or npx
 * @throws NpmError where it fails
 */
export function npm(
  args: readonly string[],
  folder: string,
  environment: NodeJS.ProcessEnv = process.env,
  program: 'npm' | 'npx' = 'npm',
): string {
  // On Windows npm is a script for the shell.
  const run = spawnSync(windows ? `${program}.cmd` : program, [...args], {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
    shell: windows,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.status !== 0)
    throw new NpmError([program, ...args].join(' '), `${run.stdout}${run.stderr}${run.error ?? ''}`);
  return run.stdout;
}
