import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { describe, expect, it } from 'vitest';
import { settings } from '../../src/config/settings.ts';
import { SCENARIOS } from '../../src/simulator/jobs/scenario.ts';
import { catalogue } from '../../src/tools/catalogue.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');
const readme = read('README.md');
const program = read('src/cli/program.ts');

interface Server {
  command: string;
  args: string[];
  env?: Record<string, string>;
}

/** Fenced blocks of one language. */
const blocks = (language: string): string[] =>
  [...readme.matchAll(/```(\w+)\n([\s\S]*?)\n```/g)].flatMap(([, name, text = '']) =>
    name === language ? [text] : [],
  );

/** The text of a section, from its heading to the next one of the same level. */
const section = (title: string): string => readme.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? '';

const here = (text: string): string => text.replaceAll('/path/to/pai-dlc-mcp/', ROOT);
const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();

/** Starts a server as a host would and returns its tools' names; fails unless `list_workspaces` answers too. */
async function tryOut({ command, args, env }: Server): Promise<string[]> {
  const client = new Client({ name: 'readme', version: '1' });
  await client.connect(
    new StdioClientTransport({
      command,
      args: args.map(here),
      env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent', ...env },
      stderr: 'ignore',
    }),
  );
  try {
    const { tools } = await client.listTools();
    const answer = await client.callTool({ name: 'list_workspaces', arguments: {} });
    expect(answer.isError ?? false).toBe(false);
    expect(answer.structuredContent).toHaveProperty('workspaces');
    return tools.map((tool) => tool.name);
  } finally {
    await client.close();
  }
}

const ALL_TOOLS = catalogue.map((tool) => tool.name);
const configurations = blocks('json').map((text) => JSON.parse(text) as Record<string, Record<string, Server>>);

describe('README: hosts', () => {
  it('shows one configuration per shape', () => {
    expect(configurations.map((shape) => Object.keys(shape))).toEqual([['mcpServers'], ['servers']]);
    expect(configurations.at(1)?.servers?.['pai-dlc']).toMatchObject({ type: 'stdio' });
  });

  it.each(
    configurations.flatMap((shape) =>
      Object.entries(shape).flatMap(([kind, servers]) => Object.values(servers).map((server) => ({ kind, server }))),
    ),
  )('the $kind configuration starts a server that answers', async ({ server }) => {
    expect(server.args.join(' ')).toContain('/path/to/pai-dlc-mcp/');
    expect(await tryOut(server)).toEqual(ALL_TOOLS);
  });

  it('the command of `claude mcp add` starts a server that answers', async () => {
    const [, line = ''] = /^claude mcp add \S+ -- (.+)$/m.exec(readme) ?? [];
    const [command = '', ...args] = line.split(' ');
    expect(command).toBe('node');
    expect(await tryOut({ command, args })).toEqual(ALL_TOOLS);
  });
});

describe('README: names', () => {
  it('names only options that exist', () => {
    const named = sorted([...readme.matchAll(/(?<![\w-])--([a-z][a-z-]*)/g)].map(([, flag = '']) => flag));
    const ofCommands = [...program.matchAll(/\.option\('--([a-z-]+)/g)].map(([, flag = '']) => flag);
    const exist = new Set<string>([...settings.map((setting) => setting.flag), ...ofCommands, 'help', 'version']);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((flag) => !exist.has(flag))).toEqual([]);
  });

  it('names only commands that exist', () => {
    const named = sorted([...readme.matchAll(/node dist\/main\.js ([a-z]+)/g)].map(([, name = '']) => name));
    const exist = [...program.matchAll(/\.command\('([a-z]+)'\)/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(0);
    expect(exist).toEqual(expect.arrayContaining(named));
  });

  it('names every tool of the catalogue in its table, and nothing else', () => {
    const rows = section('Tools').matchAll(/`([a-z]+(?:_[a-z]+)+)`/g);
    expect(sorted([...rows].map(([, name = '']) => name))).toEqual(sorted(ALL_TOOLS));
  });

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = sorted(
      [...readme.matchAll(/npm (?:run ([a-z:]+)|(test)\b)/g)].map(([, run, test]) => run ?? test ?? ''),
    );
    expect(named).toContain('demo');
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });

  it('names the scenarios of the simulator', () => {
    const table = section('The simulator').split('| what the job')[1] ?? '';
    const values = [...table.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
    expect(sorted(values)).toEqual(sorted(SCENARIOS));
  });

  it('names only files that exist', () => {
    const named = sorted(
      [...readme.matchAll(/(?<![\w/.])((?:src|tests|scripts|bench|docs)\/[\w./-]*\w|[A-Z]+\.md|mcp\.json)/g)].map(
        ([, path = '']) => path,
      ),
    );
    expect(named).toContain('mcp.json');
    for (const path of named) expect(() => read(path), path).not.toThrow(/ENOENT/);
  });

  it('names the Node version that package.json asks for', () => {
    const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
    expect(engines.node).toBe('>=20.19.0');
    expect(readme).toContain('Node.js 20.19 or later');
  });
});
