import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../docs/markdown.ts';
import { serverEnv } from '../e2e/session.ts';

const folder = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-plugin-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the plugin in a folder of its own', () => {
  beforeAll(() => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/run-ts.mjs', 'scripts/plugin/main.ts', folder], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
  });

  it('starts its server as each manifest says', async () => {
    const of = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')).mcpServers['pai-dlc'];
    const entries = [of('.claude-plugin/plugin.json'), of('gemini-extension.json'), of('qwen-extension.json')];
    const started = new Set(
      entries.map(({ args: [path] }) =>
        path.replace(/\$\{(?:CLAUDE_PLUGIN_ROOT|extensionPath)\}/, folder).replaceAll(/\$\{\/\}/g, '/'),
      ),
    );
    const [main = '', ...others] = started;
    expect(others).toEqual([]);
    const client = new Client({ name: 'host', version: '1' });
    await client.connect(
      new StdioClientTransport({ command: process.execPath, args: [main, '--simulate'], env: serverEnv(undefined) }),
    );
    expect((await client.listTools()).tools.length).toBeGreaterThan(20);
    await client.close();
  });
});
