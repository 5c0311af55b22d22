import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TSC = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

/** A folder in which the built package is installed as npm would lay it out, with nothing beside it. */
export function installed(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-consumer-'));
  const home = join(folder, 'node_modules', 'pai-dlc-mcp');
  mkdirSync(home, { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(home, 'package.json'));
  cpSync(join(ROOT, 'dist'), join(home, 'dist'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  return folder;
}

/** Makes more packages of this repository's installation available in such a folder, as links. */
export function link(folder: string, ...packages: readonly string[]): void {
  for (const name of packages) {
    const to = join(folder, 'node_modules', name);
    mkdirSync(dirname(to), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), to, 'dir');
  }
}

/** How a program ended, and all it printed. */
export interface Outcome {
  code: number;
  output: string;
}

/** Runs node in the folder; `env` is all of its environment besides the PATH. */
export async function node(
  folder: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Outcome> {
  try {
    const options = { cwd: folder, env: { PATH: process.env.PATH ?? '', ...env } };
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, options);
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

/** Compiles files of the folder with every check there is, the declarations of packages included. */
export const compile = (folder: string, files: readonly string[], more: readonly string[] = []): Promise<Outcome> =>
  node(folder, [
    TSC,
    ...'--ignoreConfig --strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess --skipLibCheck false'.split(
      ' ',
    ),
    ...'--module nodenext --target es2022 --lib es2022 --pretty false'.split(' '),
    ...more,
    ...files,
  ]);
