import type { Tool } from '@modelcontextprotocol/client';

/** How a host finds a tool whose definition it has put off. The best first, at most five, as both do by default. */
export type Search = (tools: readonly Tool[], query: string) => string[];

const MOST = 5;
/** The server as `init` names it in a host. */
const SERVER = 'pai-dlc';

const wordsOf = (query: string): string[] => query.toLowerCase().split(/\s+/).filter(Boolean);
const hintOf = ({ _meta }: Tool): string => String(_meta?.['anthropic/searchHint'] ?? '').toLowerCase();
const escaped = (word: string): string => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

const best = (tools: readonly Tool[], scoreOf: (tool: Tool) => number): string[] =>
  tools
    .map((tool) => ({ name: tool.name, score: scoreOf(tool) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.name.localeCompare(b.name))
    .slice(0, MOST)
    .map(({ name }) => name);

/**
 * Claude Code 2.1 (ToolSearch): a word counts 12 where it is a part of the name, 6 inside of one, 4 in the search hint and 2
 * in the description, as a whole word of ASCII letters, so that no Chinese word is ever found. Tools that are always loaded
 * need no search.
 */
export const claudeCode: Search = (tools, query) => {
  const loaded = tools.filter(({ _meta }) => _meta?.['anthropic/alwaysLoad'] === true).map(({ name }) => name);
  const deferred = tools.filter(({ name }) => !loaded.includes(name));
  const found = best(deferred, (tool) => {
    const parts = [SERVER, ...tool.name.split('_')];
    const description = (tool.description ?? '').toLowerCase();
    return wordsOf(query).reduce((sum, word) => {
      const whole = new RegExp(`\\b${escaped(word)}\\b`);
      const named = parts.includes(word) ? 12 : parts.some((part) => part.includes(word)) ? 6 : 0;
      return sum + named + (whole.test(hintOf(tool)) ? 4 : 0) + (whole.test(description) ? 2 : 0);
    }, 0);
  });
  return [...loaded, ...found];
};

const STOP_WORDS = new Set([
  'a',
  'an',
  'and',
  'for',
  'from',
  'how',
  'in',
  'is',
  'it',
  'my',
  'of',
  'on',
  'or',
  'the',
  'to',
  'what',
]);
/** Words that stand for each other, and add to the score where the name has another of them. */
const ALIASES = ['stop', 'cancel', 'delete', 'remove', 'clear'];

/**
 * Qwen Code 0.24 (tool_search): 12 where the name ends with a word, 6 where it has it, 2 where the description has it
 * anywhere, a Chinese word too. It reads neither of the hints in `_meta`; what it always loads, its settings say
 * (`alwaysLoadTools`).
 */
export const qwenCode: Search = (tools, query) => {
  const words = wordsOf(query).filter((word) => word.length > 1 && !STOP_WORDS.has(word));
  return best(tools, ({ name, description = '' }) =>
    words.reduce((sum, word) => {
      const alike = ALIASES.includes(word) ? ALIASES : [word];
      const named = alike.some((each) => name.endsWith(`_${each}`))
        ? 12
        : alike.some((each) => name.includes(each))
          ? 6
          : 0;
      const alias = ALIASES.includes(word) && alike.some((each) => each !== word && name.includes(each)) ? 6 : 0;
      return sum + named + alias + (alike.some((each) => description.toLowerCase().includes(each)) ? 2 : 0);
    }, 0),
  );
};

export const SEARCHES = { 'Claude Code': claudeCode, 'Qwen Code': qwenCode } as const;
