// Start-up, call overhead, memory and sizes, each beside its comparison in one run.
// Usage: npm run bench -- [--write] [--quick] [--no-peers]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { timeCalls } from './calls.ts';
import { connect } from './client.ts';
import { ENV, MAIN, onCloud, simulatedCloud } from './cloud.ts';
import { memoryOver } from './memory.ts';
import { installPeers } from './peers.ts';
import { type Contender, type Findings, pageOf, rowsOf, tableOf } from './report.ts';
import { distMb, packageMb } from './sizes.ts';
import { type Command, startInRounds } from './start-up.ts';

const { values } = parseArgs({
  options: { write: { type: 'boolean' }, quick: { type: 'boolean' }, peers: { type: 'boolean', default: true } },
  allowNegative: true,
});
const amounts = values.quick
  ? { rounds: 2, calls: 20, warmUp: 20, memoryCalls: 40 }
  : { rounds: 20, calls: 1000, warmUp: 10_000, memoryCalls: 50_000 };

const BARE = fileURLToPath(new URL('bare-server.mjs', import.meta.url));
const say = (text: string): void => console.error(`bench: ${text}`);

async function bundledBare(scratch: string): Promise<string> {
  // By its address: it looks for the repository around itself, so it cannot be bundled with this file.
  const options = new URL('../scripts/bundle.mjs', import.meta.url).href;
  const { bundleOptions }: typeof import('../scripts/bundle.mjs') = await import(options);
  await build({ ...bundleOptions(scratch, { bare: BARE }), splitting: false, outExtension: { '.js': '.mjs' } });
  return join(scratch, 'bare.mjs');
}

/** Every server is started in turn; one that cannot be had is a contender that failed. */
async function contenders(scratch: string): Promise<Contender[]> {
  const size = packageMb();
  if (values.peers && !values.quick) say('installing the published servers');
  const peers = values.peers && !values.quick ? await installPeers(scratch) : [];
  const all: { label: string; command?: Command; installed?: number; failed?: string }[] = [
    { label: 'pai-dlc-mcp', command: { args: [MAIN], env: ENV }, installed: size.installed },
    { label: 'bare server of the same SDK', command: { args: [BARE], env: ENV } },
    { label: 'bare server, bundled', command: { args: [await bundledBare(scratch)], env: ENV } },
    ...peers,
  ];
  say('start-up');
  const commands = all.flatMap(({ label, command }) => (command ? [[label, command] as const] : []));
  const starts = await startInRounds(Object.fromEntries(commands), amounts.rounds);
  return all.map(({ label, installed, failed = 'not started' }) => ({
    label,
    starts: starts[label] ?? { failed },
    ...(installed === undefined ? {} : { installed }),
  }));
}

async function callsAndMemory(): Promise<Pick<Findings, 'calls' | 'memory'>> {
  const cloud = await simulatedCloud();
  const bare = await connect({ args: [BARE], env: ENV });
  const server = await connect({ args: [MAIN], env: onCloud(cloud) });
  try {
    say('calls');
    const calls = await timeCalls(cloud, server, bare, amounts.calls);
    say('memory');
    return { calls, memory: await memoryOver(server, amounts.warmUp, amounts.memoryCalls) };
  } finally {
    await Promise.all([server.close(), bare.close(), cloud.close()]);
  }
}

const load = loadavg()[0] ?? 0;
const scratch = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-bench-'));
try {
  const [ours, bare, ...others] = await contenders(scratch);
  if (ours === undefined || bare === undefined) throw new Error('nothing was started');
  const rows = rowsOf({
    ours,
    bare,
    others,
    ...(await callsAndMemory()),
    memoryCalls: amounts.memoryCalls,
    sizes: { tarball: packageMb().tarball, dist: distMb() },
  });
  const machine = `${cpus().length} x ${cpus()[0]?.model.trim()}, ${process.platform} ${process.arch}, Node.js ${process.version}, load average ${load.toFixed(1)} when the run began`;
  console.log(`${machine}\n\n${tableOf(rows)}`);
  if (values.write)
    writeFileSync(
      fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url)),
      pageOf(rows, machine, 'npm run bench -- --write'),
    );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
