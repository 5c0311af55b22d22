// Start-up, call overhead, memory and sizes, each beside its comparison in one run.
// Usage: npm run bench -- [--write] [--quick] [--no-peers]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { timeCalls } from './calls.ts';
import { COLLECTING, connect } from './client.ts';
import { ENV, MAIN, onCloud, simulatedCloud } from './cloud.ts';
import { memoryOver } from './memory.ts';
import { installPeers } from './peers.ts';
import { type Contender, type Findings, pageOf, rowsOf, tableOf } from './report.ts';
import { distMb, packageMb } from './sizes.ts';
import { type Command, firstCalls, startInRounds } from './start-up.ts';

const { values } = parseArgs({
  options: { write: { type: 'boolean' }, quick: { type: 'boolean' }, peers: { type: 'boolean', default: true } },
  allowNegative: true,
});
const amounts = values.quick
  ? { rounds: 1, peerRounds: 0, restMs: 100, callsBefore: 5, calls: 20, warmUp: 20, memoryCalls: 40 }
  : { rounds: 25, peerRounds: 8, restMs: 1_500, callsBefore: 200, calls: 1000, warmUp: 5_000, memoryCalls: 50_000 };

const BARE = fileURLToPath(new URL('bare-server.mjs', import.meta.url));
const say = (text: string): void => console.error(`bench: ${text}`);

async function bundledBare(scratch: string): Promise<string> {
  // By its address: it looks for the repository around itself, so it cannot be bundled with this file.
  const options = new URL('../scripts/bundle.mjs', import.meta.url).href;
  const { bundleOptions }: typeof import('../scripts/bundle.mjs') = await import(options);
  await build({ ...bundleOptions(scratch, { bare: BARE }), splitting: false, outExtension: { '.js': '.mjs' } });
  return join(scratch, 'bare.mjs');
}

/** What is started: this server, the bare ones, and the published ones, of which one that cannot be had is said to have failed. */
async function contenders(scratch: string, ownInstalled: number): Promise<Contender[]> {
  const command = (script: string): Command => ({ args: [script], env: ENV });
  const wanted = values.peers && amounts.peerRounds > 0;
  if (wanted) say('installing the published servers');
  const all: { label: string; command?: Command; installed?: number; failed?: string; rounds?: number }[] = [
    { label: 'pai-dlc-mcp', command: command(MAIN), installed: ownInstalled },
    { label: 'pai-dlc-mcp --toolsets all', command: { args: [MAIN, '--toolsets', 'all'], env: ENV } },
    { label: 'bare server of the same SDK', command: command(BARE) },
    { label: 'bare server, bundled', command: command(await bundledBare(scratch)) },
    ...(wanted ? await installPeers(scratch) : []).map((peer) => ({ ...peer, rounds: amounts.peerRounds })),
  ];
  say('start-up');
  const entrants = all.flatMap(({ label, command, rounds = amounts.rounds }) =>
    command ? [[label, { command, rounds }] as const] : [],
  );
  const starts = await startInRounds(Object.fromEntries(entrants), amounts.restMs);
  return all.map(({ label, installed, failed = 'not started' }) => ({
    label,
    starts: starts[label] ?? { failed },
    ...(installed === undefined ? {} : { installed }),
  }));
}

async function callsAndMemory(): Promise<Pick<Findings, 'first' | 'calls' | 'memory'>> {
  const cloud = await simulatedCloud();
  const bare = await connect({ args: [BARE], env: ENV });
  const server = await connect({ args: [MAIN], env: onCloud(cloud) });
  const collecting = await connect({ args: [...COLLECTING, MAIN], env: onCloud(cloud) });
  try {
    say('calls');
    const first = await firstCalls({ args: [MAIN], env: onCloud(cloud) }, 'list_jobs', amounts.rounds);
    const calls = await timeCalls(cloud, server, bare, amounts);
    say('memory');
    return { first, calls, memory: await memoryOver(collecting, amounts.warmUp, amounts.memoryCalls) };
  } finally {
    await Promise.all([server, bare, collecting, cloud].map((each) => each.close()));
  }
}

const load = loadavg()[0] ?? 0;
const scratch = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-bench-'));
try {
  const size = packageMb();
  const [ours, full, bare, bundled, ...others] = await contenders(scratch, size.installed);
  if (ours === undefined || full === undefined || bare === undefined || bundled === undefined)
    throw new Error('nothing was started');
  const rows = rowsOf({
    ours,
    full,
    bare,
    bundled,
    others,
    ...(await callsAndMemory()),
    memoryCalls: amounts.memoryCalls,
    sizes: { tarball: size.tarball, dist: distMb() },
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
