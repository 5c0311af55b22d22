import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect } from 'vitest';
import { root } from '../../scripts/bundle.mjs';
import { npm } from '../../scripts/package/npm.ts';

/** What npm says of a tarball that it made. */
export interface Tarball {
  /** Absolute path of the file. */
  file: string;
  /** Bytes of the file, and of its content. */
  size: number;
  unpackedSize: number;
  files: readonly { path: string; size: number }[];
}

/** A folder of its own for a test file, and how to get rid of it. */
export function freshFolder(): { folder: string; remove(): void } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-package-')));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * Packs the package into a folder.
 * @param options.scripts whether `prepack` builds first; without it dist/ is taken as it is, since other tests run it
 */
export function pack(folder: string, { scripts }: { scripts: boolean }): Tarball {
  const args = ['pack', '--json', `--pack-destination=${folder}`, ...(scripts ? [] : ['--ignore-scripts'])];
  const out = npm(args, root);
  // What scripts say comes before what npm says.
  const [packed] = JSON.parse(out.slice(out.search(/^\[$/m))) as [Omit<Tarball, 'file'> & { filename: string }];
  return { ...packed, file: join(folder, packed.filename) };
}

/**
 * The environment of a user without a network: npm may ask no registry, and where anything else asks it finds a closed port.
 * @param home gets npm's cache, empty at first
 * @param path folders to look for programs in before the usual ones
 */
export const offline = (home: string, path: readonly string[] = []): Record<string, string> => ({
  PATH: [...path, process.env.PATH ?? ''].join(process.platform === 'win32' ? ';' : ':'),
  HOME: home,
  npm_config_cache: join(home, 'npm-cache'),
  npm_config_offline: 'true',
  npm_config_registry: 'http://127.0.0.1:9/',
  npm_config_update_notifier: 'false',
  http_proxy: 'http://127.0.0.1:9/',
  https_proxy: 'http://127.0.0.1:9/',
  no_proxy: '127.0.0.1,localhost',
});

/**
 * What a user does who has the package and nothing else: a command with npx, an install into an empty project, and there a
 * command and a session of a host with the installed server. Fails where anything of it does.
 *
 * @param tarball path of the package
 * @param folder empty; everything is made in it
 * @param path folders with the node to run on, before the usual ones
 * @returns the version of node that the server ran on
 */
export async function tryPackage(tarball: string, folder: string, path: readonly string[] = []): Promise<string> {
  const environment = offline(folder, path);
  const node = execFileSync('node', ['--version'], { env: environment, encoding: 'utf8' }).trim();

  const npxFolder = join(folder, 'npx');
  const project = join(folder, 'project');
  for (const made of [npxFolder, project]) mkdirSync(made);
  // npx takes a bare path for a program to run.
  const printed = npm(['--yes', `file:${tarball}`, 'tools', '--json'], npxFolder, environment, 'npx');
  const { tools } = JSON.parse(printed) as { tools: { name: string }[] };

  writeFileSync(join(project, 'package.json'), '{"name":"project","private":true}');
  npm(['install', '--no-audit', '--no-fund', tarball], project, environment);

  const client = new Client({ name: 'host', version: '1' });
  const windows = process.platform === 'win32';
  const command = join(project, 'node_modules/.bin', windows ? 'pai-dlc-mcp.cmd' : 'pai-dlc-mcp');
  const version = execFileSync(command, ['--version'], { env: environment, encoding: 'utf8', shell: windows });
  expect(version).toMatch(/^\d+\.\d+\.\d+\n$/);
  const args = ['--simulate', '--answers', 'structured'];
  await client.connect(new StdioClientTransport({ command, args, cwd: project, env: environment, stderr: 'ignore' }));
  try {
    const offered = (await client.listTools()).tools.map(({ name }) => name);
    expect(offered).toEqual(tools.map(({ name }) => name));
    const answer = await client.callTool({ name: 'list_jobs', arguments: {} });
    expect(answer.isError ?? false).toBe(false);
    expect((answer.structuredContent as { jobs: unknown[] }).jobs.length).toBeGreaterThan(0);
  } finally {
    await client.close();
  }
  return node;
}
