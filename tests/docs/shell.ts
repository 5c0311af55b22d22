import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { MAIN } from '../e2e/harness.ts';
import { ROOT } from './markdown.ts';

/** How a page's blocks came out. */
export interface PageRun {
  /** Exit code of the shell: 0 where every command of every block succeeded. */
  code: number | null;
  /** What each block printed; only the blocks that began. */
  blocks: { out: string; err: string }[];
  /** Arguments and output of every start of the program, in order. */
  starts: { args: string; out: string }[];
}

/** What a host says to a server at first; every start in the foreground gets it. */
const HANDSHAKE = [
  {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'docs', version: '1' } },
  },
  { jsonrpc: '2.0', method: 'notifications/initialized' },
  { jsonrpc: '2.0', id: 2, method: 'tools/list' },
];

/** A folder that looks like a clone that is built, a home, and a place for what is recorded. */
function place() {
  const base = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-docs-'));
  const at = (...names: string[]): string => join(base, ...names);
  for (const folder of ['clone/dist', 'home', 'bin', 'record']) mkdirSync(at(folder), { recursive: true });
  for (const start of [at('clone', 'dist', 'main.js'), at('bin', 'pai-dlc-mcp')])
    symlinkSync(join(ROOT, 'tests', 'docs', 'starter.mjs'), start);
  for (const name of ['package.json', 'mcp.json']) symlinkSync(join(ROOT, name), at('clone', name));
  writeFileSync(at('record', 'handshake'), HANDSHAKE.map((message) => `${JSON.stringify(message)}\n`).join(''));
  return { base, clone: at('clone'), home: at('home'), bin: at('bin'), record: at('record') };
}

/** Ends what is left of a process group. */
function endGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL');
  } catch {
    // Nothing is left.
  }
}

/**
 * Runs the blocks of a page one after the other in one shell, as somebody who follows it does; the first command that fails
 * ends it. The shell has nothing of the caller's environment, and what it leaves running is ended.
 *
 * @param env the cloud and the credentials
 */
export async function runPage(blocks: readonly string[], env: Record<string, string>): Promise<PageRun> {
  const { base, clone, home, bin, record } = place();
  const script = blocks.map((text, n) => `exec >"$RECORD/block-${n}.out" 2>"$RECORD/block-${n}.err"\n${text}\n`);
  writeFileSync(join(record, 'script'), `set -e -o pipefail\n${script.join('')}`);
  const shell = spawn('bash', [join(record, 'script')], {
    cwd: clone,
    env: { PATH: `${bin}${delimiter}${process.env.PATH}`, HOME: home, RECORD: record, MAIN, ...env },
    stdio: [openSync(join(record, 'handshake'), 'r'), 'ignore', 'ignore'],
    detached: true,
  });
  const [code] = await once(shell, 'exit');
  endGroup(shell.pid);
  const kept = (name: string): string => readFileSync(join(record, name), 'utf8');
  const names = readdirSync(record).sort();
  const run = {
    code: code as number | null,
    blocks: blocks.flatMap((_, n) =>
      names.includes(`block-${n}.out`) ? [{ out: kept(`block-${n}.out`), err: kept(`block-${n}.err`) }] : [],
    ),
    starts: names
      .filter((name) => name.endsWith('.args'))
      .map((name) => ({ args: kept(name), out: kept(name.replace(/args$/, 'out')) })),
  };
  rmSync(base, { recursive: true, force: true });
  return run;
}
