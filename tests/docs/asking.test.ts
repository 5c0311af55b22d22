import { describe, expect, it } from 'vitest';
import { channelFor } from '../../src/server/confirm/channel.ts';
import { allTools } from '../../src/tools/all.ts';
import type { Asking, OperatorPolicy, Tool } from '../../src/tools/tool.ts';
import { read } from './markdown.ts';

/** What the tables say of a call, and how the server then asks. */
const WORDS: Readonly<Record<string, Asking>> = {
  asks: 'elicitation',
  refuses: 'impossible',
  'asks in the conversation': 'chat',
  'does not ask': 'none',
};

type Operator = Pick<OperatorPolicy, 'confirm' | 'confirmCreate'>;

/** How the server asks about calls of a tool. */
function asking(tool: Tool, operator: Operator, forms: boolean, heavier: boolean): Asking {
  const server = { getClientCapabilities: () => (forms ? { elicitation: {} } : {}) };
  return channelFor([tool.effect, ...(heavier ? (tool.heavier?.effects ?? []) : [])], operator, {
    era: 'legacy',
    server,
    ctx: {},
  } as never);
}

/** Tools that a row is about: those it names, or all that read. */
function toolsOf(cell: string): Tool[] {
  const named = allTools.filter(({ name }) => cell.includes(`\`${name}\``));
  return /read/.test(cell) ? [...named, ...allTools.filter(({ effect }) => effect === 'read')] : named;
}

/** Rows of the table whose header begins with `call`. */
function rowsOf(file: string): string[][] {
  const [table = ''] = /^\| call .*\n\| ---.*\n((?:\|.*\n)+)/m.exec(read(file))?.slice(1) ?? [];
  return table
    .trim()
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((text) => text.trim()),
    );
}

const rows = ['docs/guides/safety.md', 'README.md'].flatMap((file) =>
  rowsOf(file).map((row) => [file, ...row] as const),
);

describe('the tables of who is asked', () => {
  it('speak of every tool', () => {
    const told = new Set(rows.flatMap(([, call]) => toolsOf(call ?? '')));
    expect(allTools.filter((tool) => !told.has(tool)).map(({ name }) => name)).toEqual([]);
  });

  it.each(rows)('%s: %s', (_file, call = '', withForms = '', without = '', inChat = 'none') => {
    const [, create = 'auto'] = /--confirm-create (\w+)/.exec(call) ?? [];
    const operator = (confirm: Operator['confirm']) => ({ confirm, confirmCreate: create }) as Operator;
    const tools = toolsOf(call);
    const heavier = /pod counts|is PUBLIC/.test(call);
    expect(tools).not.toEqual([]);
    for (const tool of tools) {
      expect(asking(tool, operator('human'), true, heavier), tool.name).toBe(WORDS[withForms]);
      expect(asking(tool, operator('human'), false, heavier), tool.name).toBe(WORDS[without.split(';')[0] ?? '']);
      // The README has no column for it.
      if (inChat !== 'none')
        for (const forms of [true, false])
          expect(asking(tool, operator('chat'), forms, heavier), tool.name).toBe(WORDS[inChat]);
    }
  });
});
