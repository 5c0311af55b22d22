// Writes the types of the simulator's public surface as one file that imports nothing.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './bundle.mjs';

/** The parts below src/simulator/api/, each after those it names types of. */
const PARTS = ['jobs', 'story', 'faults', 'control', 'started', 'simulator'];

const OPTIONS =
  '--ignoreConfig --noCheck --noResolve --declaration --emitDeclarationOnly --allowImportingTsExtensions --strict';
const DIALECT = ['--target', 'es2023', '--module', 'nodenext', '--types', ''];

/** What joins the parts, which one file needs no more. */
const BETWEEN_PARTS = /^(?:import|export) type (?:\*|\{[^}]*\}) from '\.\/[\w.]+';\n/gm;

/**
 * @param {string} file where to
 * @throws Error where the surface names something of another module
 */
export function writeSimulatorTypes(file) {
  const scratch = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-types-'));
  try {
    const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
    const sources = PARTS.map((part) => join('src', 'simulator', 'api', `${part}.ts`));
    const args = [tsc, ...OPTIONS.split(' '), ...DIALECT, '--outDir', scratch, ...sources];
    const run = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`no types of the simulator: ${run.stdout}${run.stderr}`);
    const parts = PARTS.map((part) => readFileSync(join(scratch, `${part}.d.ts`), 'utf8'));
    const text = parts.map((part) => part.replace(BETWEEN_PARTS, '')).join('');
    const [foreign] = /^.*(?:\bfrom '|\bimport\().*$/m.exec(text) ?? [];
    if (foreign !== undefined) throw new Error(`the types of the simulator name another module: ${foreign}`);
    writeFileSync(file, text);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
