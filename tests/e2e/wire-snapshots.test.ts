import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../src/tools/catalogue.ts';
import { connect, ERAS, type Session, serverEnv } from './harness.ts';

/** One file per tool, as the wire shows it. `UPDATE_SNAPSHOTS=1 npx vitest run wire-snapshots` writes them. */
const DIR = fileURLToPath(new URL('../snapshots/', import.meta.url));
const UPDATE = process.env.UPDATE_SNAPSHOTS === '1';
const file = (name: string): string => `${DIR}${name}.json`;

/** Bytes of the definitions on the wire: the tools that are one operation each, and those made of several. */
const BUDGETS = { core: 28 * 1024, workflows: 6 * 1024 };
const isWorkflow = (name: string): boolean => catalogue.find((tool) => tool.name === name)?.toolset === 'workflows';

type Listed = Awaited<ReturnType<Session['client']['listTools']>>['tools'];
const listed = new Map<string, Listed>();

beforeAll(async () => {
  for (const era of ERAS) {
    const session = await connect({ era, env: serverEnv(undefined) });
    listed.set(era, (await session.client.listTools()).tools);
    await session.close();
  }
});

describe('tools/list on the wire, without credentials', () => {
  it('lists the catalogue in its order, the same on both eras', () => {
    expect(listed.get('modern')?.map((tool) => tool.name)).toEqual(catalogue.map((tool) => tool.name));
    expect(listed.get('legacy')).toEqual(listed.get('modern'));
  });

  it.each(catalogue.map((tool) => tool.name))('%s is as its snapshot says', (name) => {
    const tool = listed.get('modern')?.find((item) => item.name === name);
    const text = `${JSON.stringify(tool, null, 2)}\n`;
    if (UPDATE) writeFileSync(file(name), text);
    expect(existsSync(file(name)), `no snapshot for ${name}; write it with UPDATE_SNAPSHOTS=1`).toBe(true);
    expect(text).toBe(readFileSync(file(name), 'utf8'));
  });

  it('has no snapshot of a tool that is gone', () => {
    const names = readdirSync(DIR).map((name) => name.replace(/\.json$/, ''));
    expect(names.sort()).toEqual(catalogue.map((tool) => tool.name).sort());
  });

  it.each(Object.entries(BUDGETS))('%s stays within %i bytes, in ASCII', (part, budget) => {
    const tools = listed.get('modern')?.filter(({ name }) => isWorkflow(name) === (part === 'workflows')) ?? [];
    expect(tools).not.toEqual([]);
    const text = JSON.stringify(tools);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(budget);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is the point
    expect(text).toMatch(/^[\x00-\x7f]*$/);
  });

  it('gives each tool hints that fit its effect', () => {
    for (const tool of catalogue) {
      const hints = listed.get('modern')?.find((item) => item.name === tool.name)?.annotations;
      expect(hints?.readOnlyHint, tool.name).toBe(tool.effect === 'read');
      if (tool.effect === 'destructive') expect(hints?.destructiveHint, tool.name).toBe(true);
    }
  });
});
afterAll(() => listed.clear());
