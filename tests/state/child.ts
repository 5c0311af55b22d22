import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const SOURCE = fileURLToPath(new URL('../../src/state/file-ledger.ts', import.meta.url));

/** Bundles the ledger as the product is bundled, so that another process can load it. @returns the module's path */
export async function bundleLedger(directory: string): Promise<string> {
  const outfile = join(directory, 'file-ledger.mjs');
  await build({
    entryPoints: [SOURCE],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  });
  return outfile;
}

/** How a child ended, and what it printed. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
}

/**
 * Runs a script in a process of its own; `ledger` is what `fileLedger(file)` made there.
 * @param prelude what runs before the module is loaded
 */
export async function runChild(module: string, file: string, script: string, prelude = ''): Promise<Ended> {
  const code = `
    import fs from 'node:fs';
    ${prelude}
    const { fileLedger } = await import(${JSON.stringify(module)});
    const ledger = fileLedger(${JSON.stringify(file)});
    ${script}`;
  const child: ChildProcess = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk;
  });
  const [exit, signal] = await once(child, 'close');
  return { code: exit, signal, out };
}
