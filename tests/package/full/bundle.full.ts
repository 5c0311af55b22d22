import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, expect, it } from 'vitest';
import { root } from '../../../scripts/bundle.mjs';
import { npm } from '../../../scripts/package/npm.ts';
import { PACKER, packBundle, stage } from '../../../scripts/package/stage.ts';
import { allTools } from '../../../src/tools/all.ts';
import { freshFolder } from '../tarball.ts';
import { install } from './registry.ts';

const { folder, remove } = freshFolder();
afterAll(remove);

/** What a host does with a manifest, as the packer's own library does it. */
interface Packer {
  getMcpConfigForManifest(options: {
    manifest: unknown;
    extensionPath: string;
    systemDirs: Record<string, string>;
    userConfig: Record<string, string | boolean>;
    pathSeparator: string;
  }): Promise<{ command: string; args: string[]; env: Record<string, string> } | undefined>;
}

it('is packed, checked, unpacked and started by the official packer', async (context) => {
  const tools = join(folder, 'tools');
  install(context, tools, PACKER);
  const file = join(folder, 'pai-dlc.mcpb');
  npm(['run', 'bundle:mcpb', '--', file], root);
  expect(statSync(file).size).toBeLessThan(2_000_000);

  const unpacked = join(folder, 'unpacked');
  const mcpb = (...args: string[]) =>
    npm(['--offline', '--no', `--prefix=${tools}`, 'mcpb', ...args], folder, undefined, 'npx');
  mcpb('unpack', file, unpacked);
  const manifestFile = join(unpacked, 'manifest.json');
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as { tools: { name: string }[] };
  mcpb('validate', manifestFile);
  expect(existsSync(join(unpacked, 'dist/THIRD-PARTY-NOTICES.txt'))).toBe(true);

  const library = join(tools, 'node_modules/@anthropic-ai/mcpb/dist/index.js');
  const { getMcpConfigForManifest } = (await import(pathToFileURL(library).href)) as Packer;
  const start = await getMcpConfigForManifest({
    manifest,
    extensionPath: unpacked,
    systemDirs: {},
    userConfig: { simulate: true, region: 'cn-hangzhou' },
    pathSeparator: '/',
  });
  const client = new Client({ name: 'host', version: '1' });
  const env = { PATH: process.env.PATH ?? '', HOME: '/nonexistent', ...start?.env };
  const transport = new StdioClientTransport({
    command: start?.command ?? '',
    args: start?.args ?? [],
    env,
    stderr: 'ignore',
  });
  await client.connect(transport);
  try {
    const offered = (await client.listTools()).tools.map(({ name }) => name);
    expect(offered).toEqual(allTools.map(({ name }) => name));
    expect(manifest.tools.map(({ name }) => name)).toEqual(offered);
    const answer = await client.callTool({ name: 'list_jobs', arguments: {} });
    expect(answer.isError ?? false).toBe(false);
  } finally {
    await client.close();
  }
});

it('is not packed with a manifest that the format does not allow', (context) => {
  const wrong = join(folder, 'wrong');
  mkdirSync(wrong);
  install(context, join(folder, 'wrong-tools'), PACKER);
  stage(root, wrong);
  const file = join(wrong, 'manifest.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), author: undefined }));
  expect(() => packBundle(wrong, join(folder, 'wrong.mcpb'))).toThrow(/author/);
});
