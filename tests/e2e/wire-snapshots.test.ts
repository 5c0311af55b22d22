import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advertiser } from '../../src/server/advertise.ts';
import { cardOf } from '../../src/server/card.ts';
import { allTools } from '../../src/tools/all.ts';
import { connect, ERAS, type Session, serverEnv } from './harness.ts';

/** One file per tool, as the wire shows it. `UPDATE_SNAPSHOTS=1 npx vitest run wire-snapshots` writes them. */
const DIR = fileURLToPath(new URL('../snapshots/', import.meta.url));
const UPDATE = process.env.UPDATE_SNAPSHOTS === '1';
const file = (name: string): string => `${DIR}${name}.json`;

/** The settings that a user has who sets nothing, with all toolsets. */
const env = (answers: 'text' | 'structured') =>
  serverEnv(undefined, { PAI_DLC_MCP_ANSWERS: answers, PAI_DLC_MCP_CONFIRM_CREATE: 'auto' });

type Listed = Awaited<ReturnType<Session['client']['listTools']>>['tools'];
const listed = new Map<string, Listed>();

beforeAll(async () => {
  for (const era of ERAS) {
    const session = await connect({ era, env: env('text') });
    listed.set(era, (await session.client.listTools()).tools);
    await session.close();
  }
});

describe('tools/list on the wire, without credentials', () => {
  it('lists the catalogue in its order, the same on both eras', () => {
    expect(listed.get('modern')?.map((tool) => tool.name)).toEqual(allTools.map((tool) => tool.name));
    expect(listed.get('legacy')).toEqual(listed.get('modern'));
  });

  it.each(allTools.map((tool) => tool.name))('%s is as its snapshot says', (name) => {
    const tool = listed.get('modern')?.find((item) => item.name === name);
    const text = `${JSON.stringify(tool, null, 2)}\n`;
    if (UPDATE) writeFileSync(file(name), text);
    expect(existsSync(file(name)), `no snapshot for ${name}; write it with UPDATE_SNAPSHOTS=1`).toBe(true);
    expect(text).toBe(readFileSync(file(name), 'utf8'));
  });

  it.each(['text', 'structured'] as const)(
    'shows what the sources say, although the build computed it: %s',
    async (answers) => {
      const scope = { region: undefined, workspaceId: undefined };
      const session = await connect({ era: 'modern', env: env(answers) });
      const { tools } = await session.client.listTools();
      await session.close();
      expect(tools).toEqual(allTools.map(cardOf).map(advertiser(scope, { answers })));
      expect(tools.every(({ outputSchema }) => (outputSchema !== undefined) === (answers === 'structured'))).toBe(true);
    },
  );

  it('has no snapshot of a tool that is gone', () => {
    const names = readdirSync(DIR).map((name) => name.replace(/\.json$/, ''));
    expect(names.sort()).toEqual(allTools.map((tool) => tool.name).sort());
  });

  it('is in ASCII but for the words in Chinese at the end of a description, by which hosts find a tool', () => {
    const words = new Map(allTools.map(({ name, inChinese }) => [name, ` ${inChinese}`]));
    for (const tool of listed.get('modern') ?? []) {
      const chinese = words.get(tool.name) ?? '';
      expect(chinese, tool.name).toMatch(/^ [\p{Script=Han}、]{2,20}$/u);
      expect(tool.description?.endsWith(chinese), tool.name).toBe(true);
      const description = tool.description?.slice(0, -chinese.length);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is the point
      expect(JSON.stringify({ ...tool, description })).toMatch(/^[\x00-\x7f]*$/);
      expect(description?.length, tool.name).toBeLessThan(320);
    }
  });

  it('asks hosts to have the tools at hand that tasks begin with', () => {
    const atHand = listed.get('modern')?.filter(({ _meta }) => _meta?.['anthropic/alwaysLoad'] === true);
    expect(atHand?.map(({ name }) => name)).toEqual([
      'list_workspaces',
      'create_job',
      'list_jobs',
      'get_job',
      'diagnose_job',
    ]);
  });

  it('gives each tool hints that fit its effect', () => {
    for (const tool of allTools) {
      const hints = listed.get('modern')?.find((item) => item.name === tool.name)?.annotations;
      expect(hints, tool.name).toMatchObject({ title: tool.title, openWorldHint: true });
      expect(hints?.readOnlyHint, tool.name).toBe(tool.effect === 'read');
      if (tool.effect === 'destructive') expect(hints?.destructiveHint, tool.name).toBe(true);
    }
  });
});
afterAll(() => listed.clear());
