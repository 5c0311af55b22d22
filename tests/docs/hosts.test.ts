import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { parse as parseJsonc } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { allTools } from '../../src/tools/all.ts';
import { frozenCloud, serverEnv } from '../e2e/session.ts';
import { allBlocks, type Block, blocksOf, placeOf, ROOT, read } from './markdown.ts';

interface Server {
  command: string;
  args?: string[];
  env?: Record<string, string>;
}

const PARSERS: Readonly<Record<string, (text: string) => unknown>> = {
  json: (text) => JSON.parse(text),
  jsonc: (text) => {
    const errors: Parameters<typeof parseJsonc>[1] = [];
    const value = parseJsonc(text, errors, { allowTrailingComma: true });
    if (errors.length > 0) throw new Error(`not JSON with comments: ${JSON.stringify(errors)}`);
    return value;
  },
  toml: parseToml,
};

const documents = allBlocks().filter(({ language }) => language in PARSERS);
const parsed = ({ language, text }: Block): Record<string, unknown> =>
  PARSERS[language]?.(text) as Record<string, unknown>;

/** Where hosts keep their servers. */
const KEYS = ['mcpServers', 'servers', 'mcp_servers'];

/** The servers that a document configures; none for one that is no host's configuration. */
const serversOf = (block: Block): Server[] =>
  KEYS.flatMap((key) => Object.values((parsed(block)[key] ?? {}) as Record<string, Server>));

/** Each server that some page configures, once. */
const servers = [
  ...new Map(
    documents.flatMap((block) =>
      serversOf(block).map((server) => [JSON.stringify(server), { server, place: placeOf(block) }]),
    ),
  ).values(),
];

let cloud: Simulator;
beforeAll(async () => {
  cloud = await frozenCloud();
});
afterAll(() => cloud.close());

/** Starts a server as a host would, in the folder of the clone. */
async function start({ command, args = [], env }: Server): Promise<Client> {
  const client = new Client({ name: 'docs', version: '1' });
  const transport = new StdioClientTransport({
    command,
    args: args.map((text) => text.replaceAll('/path/to/pai-dlc-mcp/', ROOT)),
    env: { ...serverEnv(cloud), ...env },
    cwd: ROOT,
    stderr: 'ignore',
  });
  await client.connect(transport);
  return client;
}

describe('documents in the docs', () => {
  it.each(documents.map((block) => [placeOf(block), block] as const))('%s parses', (_place, block) => {
    expect(typeof parsed(block)).toBe('object');
  });
});

describe('host configurations in the docs', () => {
  it('are found, one of the README among them', () => {
    expect(
      blocksOf('README.md', read('README.md'))
        .filter(({ language }) => language === 'json')
        .flatMap(serversOf),
    ).not.toEqual([]);
  });

  it.each([
    {
      place: 'mcp.json',
      server: Object.values((JSON.parse(read('mcp.json')) as { mcpServers: object }).mcpServers)[0],
    },
    ...servers,
  ])('the one of $place starts a server that answers', async ({ server }) => {
    const client = await start(server);
    try {
      const { tools } = await client.listTools();
      const known = allTools.map(({ name }) => name);
      expect(tools.length).toBeGreaterThan(0);
      expect(known).toEqual(expect.arrayContaining(tools.map(({ name }) => name)));
      if (!tools.some(({ name }) => name === 'list_workspaces')) return;
      const answer = await client.callTool({ name: 'list_workspaces', arguments: {} });
      expect(answer.isError ?? false).toBe(false);
      expect(answer.structuredContent).toHaveProperty('workspaces');
    } finally {
      await client.close();
    }
  });
});
