import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { folderMb } from './sizes.ts';
import type { Command } from './start-up.ts';

/** A published server that speaks stdio, and how it starts without an account. */
interface Peer {
  name: string;
  version: string;
  /** Its entry, below its own folder. */
  entry: string;
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
}

/**
 * Each starts as its documentation says, with its telemetry and its look for updates off, so that nothing leaves the machine.
 * Addresses and credentials are placeholders: port 9 of this machine, where nothing listens.
 */
export const PEERS: readonly Peer[] = [
  { name: '@modelcontextprotocol/server-everything', version: '2026.8.31', entry: 'dist/index.js', args: ['stdio'] },
  {
    name: 'mongodb-mcp-server',
    version: '3.0.4',
    entry: 'dist/esm/index.js',
    env: { MDB_MCP_TELEMETRY: 'disabled', DO_NOT_TRACK: '1' },
  },
  {
    name: 'chrome-devtools-mcp',
    version: '1.11.0',
    entry: 'build/src/bin/chrome-devtools-mcp.js',
    args: ['--no-usage-statistics', '--no-performance-crux'],
    env: { CHROME_DEVTOOLS_MCP_NO_UPDATE_CHECKS: '1' },
  },
  {
    name: '@sentry/mcp-server',
    version: '0.39.0',
    entry: 'dist/index.js',
    args: [
      '--access-token=placeholder',
      '--host=127.0.0.1:9',
      '--insecure-http',
      '--sentry-dsn=http://placeholder@127.0.0.1:9/1',
    ],
  },
];

export interface InstalledPeer {
  label: string;
  command: Command;
  /** Megabytes, with everything it depends on. */
  installed: number;
}

const label = ({ name, version }: Peer): string => `${name} ${version}`;

/** npm's own word for what went wrong, in place of pages. */
const reason = (thrown: unknown): string =>
  /npm error code (\w+)/.exec(String(Reflect.get(Object(thrown), 'stderr')))?.[1] ?? 'npm failed';

/**
 * Installs a server into a folder of its own, without running its install scripts.
 * @returns the server, or why it cannot be had: without a registry there is nothing to compare with
 */
async function install(peer: Peer, folder: string): Promise<InstalledPeer | { label: string; failed: string }> {
  const shell = process.platform === 'win32';
  const args = [
    ...['install', '--ignore-scripts', '--no-audit', '--no-fund', '--save-exact'],
    // Where there is no registry, that is to be known soon.
    ...['--fetch-retries=1', '--fetch-retry-mintimeout=1000'],
    `${peer.name}@${peer.version}`,
  ];
  await mkdir(join(folder, 'home'), { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"private":true}');
  try {
    await promisify(execFile)(shell ? 'npm.cmd' : 'npm', args, { cwd: folder, shell, timeout: 120_000 });
  } catch (thrown) {
    return { label: label(peer), failed: `not installed: ${reason(thrown)}` };
  }
  const modules = join(folder, 'node_modules');
  return {
    label: label(peer),
    installed: folderMb(modules),
    command: {
      args: [join(modules, peer.name, peer.entry), ...(peer.args ?? [])],
      env: { PATH: process.env.PATH ?? '', HOME: join(folder, 'home'), ...peer.env },
    },
  };
}

/** @param folder where they go; the caller removes it */
export async function installPeers(folder: string): Promise<Awaited<ReturnType<typeof install>>[]> {
  const all: Awaited<ReturnType<typeof install>>[] = [];
  for (const [at, peer] of PEERS.entries()) all.push(await install(peer, join(folder, `peer-${at}`)));
  return all;
}
