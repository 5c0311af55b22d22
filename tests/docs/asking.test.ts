import { describe, expect, it } from 'vitest';
import { allEffectsOf, channelFor } from '../../src/server/confirm/channel.ts';
import { allTools } from '../../src/tools/all.ts';
import type { Asking, OperatorPolicy, Tool } from '../../src/tools/tool.ts';
import { read } from './markdown.ts';

/** What the tables say of a call, and how the server then asks. */
const WORDS: Readonly<Record<string, Asking>> = {
  asks: 'elicitation',
  refuses: 'impossible',
  'asks in the conversation': 'chat',
  'does not ask': 'none',
  询问: 'elicitation',
  拒绝: 'impossible',
  在对话中询问: 'chat',
  不询问: 'none',
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
  return /read|只读/.test(cell) ? [...named, ...allTools.filter(({ effect }) => effect === 'read')] : named;
}

/** The values of `--confirm-create` for which a row holds: where that is about the tool, the one it names, else all. */
const modesOf = (tool: Tool, named: string): OperatorPolicy['confirmCreate'][] =>
  allEffectsOf(tool).includes('costly') ? [named as OperatorPolicy['confirmCreate']] : ['auto', 'always', 'never'];

/** Rows of the table whose header begins with `call`, or 调用. */
function rowsOf(file: string): string[][] {
  const [table = ''] = /^\| (?:call|调用) .*\n\| ---.*\n((?:\|.*\n)+)/m.exec(read(file))?.slice(1) ?? [];
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

const FILES = ['docs/guides/safety.md', 'docs/guides/safety.zh-CN.md', 'README.md', 'README.zh-CN.md'];

const rows = FILES.flatMap((file) => rowsOf(file).map((row) => [file, ...row] as const));

describe('the tables of who is asked', () => {
  it('speak of every tool', () => {
    const told = new Set(rows.flatMap(([, call]) => toolsOf(call ?? '')));
    expect(allTools.filter((tool) => !told.has(tool)).map(({ name }) => name)).toEqual([]);
  });

  it.each(rows)('%s: %s', (_file, call = '', withForms = '', without = '', inChat = 'none') => {
    const [, create = 'auto'] = /--confirm-create (\w+)/.exec(call) ?? [];
    const tools = toolsOf(call);
    const heavier = /pod counts|is PUBLIC|Pod 数量|为 PUBLIC/.test(call);
    expect(tools).not.toEqual([]);
    for (const [tool, confirmCreate] of tools.flatMap((tool) =>
      modesOf(tool, create).map((mode) => [tool, mode] as const),
    )) {
      const operator = (confirm: Operator['confirm']) => ({ confirm, confirmCreate });
      expect(asking(tool, operator('human'), true, heavier), tool.name).toBe(WORDS[withForms]);
      expect(asking(tool, operator('human'), false, heavier), tool.name).toBe(WORDS[without.split(/[;；]/)[0] ?? '']);
      // The README has no column for it.
      if (inChat !== 'none')
        for (const forms of [true, false])
          expect(asking(tool, operator('chat'), forms, heavier), tool.name).toBe(WORDS[inChat]);
    }
  });
});
