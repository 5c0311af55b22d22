import { beforeAll, describe, expect, it } from 'vitest';
import { evaluate, type Found, listed } from '../../evals/finding/evaluate.ts';
import { REQUESTS } from '../../evals/finding/requests.ts';
import { claudeCode, qwenCode } from '../../evals/finding/search.ts';
import { ALL, CORE } from '../../src/domain/toolsets.ts';
import { allTools } from '../../src/tools/all.ts';

/**
 * What the descriptions reach; a worse one finds fewer. With every toolset, others are found in place of some. Claude Code
 * compares words of ASCII letters only.
 */
const REACHED = {
  [CORE]: { 'Claude Code en': 26, 'Claude Code zh': 8, 'Qwen Code en': 26, 'Qwen Code zh': 19 },
  [ALL]: { 'Claude Code en': 26, 'Claude Code zh': 8, 'Qwen Code en': 26, 'Qwen Code zh': 18 },
} as const;

const counts = (found: readonly Found[]) =>
  Object.fromEntries(found.map((each) => [`${each.host} ${each.language}`, each.found]));

describe.each(Object.entries(REACHED))(
  'tools of %s that a host has put off are found by what users say',
  (toolsets, reached) => {
    let tools: Awaited<ReturnType<typeof listed>>;
    beforeAll(async () => {
      tools = await listed(toolsets);
    });

    it('as often as the descriptions reach', () => {
      const found = evaluate(tools);
      expect(counts(found), JSON.stringify(found, null, 1)).toEqual(reached);
    });

    it('less often where descriptions have none of the words', () => {
      const poor = tools.map((tool) => ({ ...tool, description: 'A tool.', _meta: {} }));
      const found = counts(evaluate(poor));
      for (const [which, count] of Object.entries(reached)) expect(found[which], which).toBeLessThan(count);
    });
  },
);

describe('the searches of hosts', () => {
  it('are asked for tools that there are, nearly all of the core', () => {
    for (const { tool, says } of REQUESTS)
      expect(
        allTools.map(({ name }) => name),
        says,
      ).toContain(tool);
    const beyond = REQUESTS.filter(({ tool }) => !allTools.find(({ name }) => name === tool)?.core);
    expect(beyond.map(({ tool }) => tool)).toEqual(['get_token', 'list_job_sanity_check_results']);
  });

  const tool = (name: string, description: string, _meta = {}) => ({
    name,
    description,
    _meta,
    inputSchema: { type: 'object' as const },
  });

  it('scores names above hints above descriptions, by whole words, in Claude Code', () => {
    const some = [
      tool('read_it', 'Log of a thing.'),
      tool('read_log', 'x'),
      tool('read_logs', 'x'),
      tool('see', 'x', { 'anthropic/searchHint': 'log' }),
      tool('other', 'Catalogs, 日志.'),
    ];
    expect(claudeCode(some, 'log')).toEqual(['read_log', 'read_logs', 'see', 'read_it']);
    expect(claudeCode(some, '日志')).toEqual([]);
    expect(claudeCode([tool('see', 'x', { 'anthropic/alwaysLoad': true })], 'log')).toEqual(['see']);
  });

  it('scores names above descriptions, by any part of them, in Qwen Code', () => {
    const some = [tool('read_it', 'Catalogs, 日志.'), tool('read_log', 'x'), tool('stop_it', 'x')];
    expect(qwenCode(some, 'the log')).toEqual(['read_log', 'read_it']);
    expect(qwenCode(some, '日志')).toEqual(['read_it']);
    expect(qwenCode(some, 'cancel')).toEqual(['stop_it']);
  });
});
