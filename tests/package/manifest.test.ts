import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/bundle.mjs';
import { manifest } from '../../scripts/package/manifest.ts';
import type { Package } from '../../scripts/package/server-json.ts';
import { stage } from '../../scripts/package/stage.ts';
import { CREDENTIALS } from '../../scripts/package/variables.ts';
import { readConfig } from '../../src/config/config.ts';
import { allTools } from '../../src/tools/all.ts';

const made = manifest(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Package);
type Answers = Record<string, string | number | boolean>;

/** Fills in placeholders as a host does: with the answers, with the defaults where there is none, else not at all. */
function started(folder: string, answers: Answers = {}) {
  const values: Answers = {
    __dirname: folder,
    ...Object.fromEntries(
      Object.entries(made.user_config).map(([key, field]) => [`user_config.${key}`, answers[key] ?? field.default]),
    ),
  };
  const fill = (text: string) => text.replace(/\$\{([\w.]+)\}/g, (whole, name) => String(values[name] ?? whole));
  const { command, args, env } = made.server.mcp_config;
  return {
    command,
    args: args.map(fill),
    env: Object.fromEntries(Object.entries(env).map(([name, text]) => [name, fill(text)])),
  };
}

describe('the manifest of the bundle', () => {
  it('lists the tools of the catalogue, each with a sentence', () => {
    expect(made.tools.map(({ name }) => name)).toEqual(allTools.map(({ name }) => name));
    for (const { name, description } of made.tools) expect(description, name).toMatch(/^[A-Z].{10,}\.$/);
  });

  it('asks for the keys as secrets and requires nothing', () => {
    const fields = Object.entries(made.user_config);
    const sensitive = fields.filter(([, field]) => 'sensitive' in field).map(([key]) => key);
    expect(sensitive).toEqual(['access_key_id', 'access_key_secret', 'security_token']);
    expect(sensitive).toHaveLength(CREDENTIALS.length);
    expect(fields.filter(([, field]) => field.required)).toEqual([]);
  });

  it('hands every answer to the server, and no placeholder where there is none', () => {
    const { env } = started('/x');
    expect(Object.keys(env)).toHaveLength(Object.keys(made.user_config).length);
    expect(Object.values(env).join()).not.toContain('$');
    expect({ ...readConfig({}, env), from: {} }).toEqual(readConfig({}, {}));
  });

  it('says with each field what the server then does', () => {
    const { env } = started('/x', {
      region: 'cn-beijing',
      workspace_id: '42',
      read_only: true,
      confirm_create: 'always',
      allow_image: 'a/**,b/**',
    });
    expect(readConfig({}, env)).toMatchObject({
      region: 'cn-beijing',
      workspaceId: '42',
      readOnly: true,
      confirmCreate: 'always',
      allowImage: ['a/**', 'b/**'],
    });
  });
});

describe('the content of the bundle', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-stage-'));
  beforeAll(() => stage(root, folder));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is the package and the manifest, and nothing to install', () => {
    expect(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))).toEqual(made);
    for (const file of [made.server.entry_point, 'LICENSE', 'dist/THIRD-PARTY-NOTICES.txt', 'package.json'])
      expect(existsSync(join(folder, file)), file).toBe(true);
    expect(existsSync(join(folder, 'node_modules'))).toBe(false);
  });

  it('runs as the manifest says, wherever it is unpacked', async () => {
    const elsewhere = join(folder, 'with a space');
    cpSync(join(folder, 'dist'), join(elsewhere, 'dist'), { recursive: true });
    cpSync(join(folder, 'package.json'), join(elsewhere, 'package.json'));
    const { command, args, env } = started(elsewhere, { simulate: true, read_only: true });
    const client = new Client({ name: 'host', version: '1' });
    const base = { PATH: process.env.PATH ?? '', HOME: '/nonexistent' };
    await client.connect(new StdioClientTransport({ command, args, env: { ...base, ...env }, stderr: 'ignore' }));
    try {
      const names = (await client.listTools()).tools.map(({ name }) => name);
      expect(names).toContain('list_jobs');
      expect(names).not.toContain('stop_job');
      const answer = await client.callTool({ name: 'list_jobs', arguments: {} });
      expect(answer.isError ?? false).toBe(false);
    } finally {
      await client.close();
    }
  });
});
