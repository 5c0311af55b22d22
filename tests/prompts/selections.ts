import type { Selection } from '../../src/server/select-tools.ts';
import { allTools } from '../../src/tools/all.ts';
import { TOOLSETS } from '../../src/tools/tool.ts';

/** Every tool that a text may name. */
export const ALL_NAMES: readonly string[] = allTools.map(({ name }) => name);

/** Those that are one operation each; texts prefer the workflows where they are offered. */
export const CORE_NAMES: readonly string[] = allTools
  .filter(({ toolset }) => toolset !== 'workflows')
  .map(({ name }) => name);

export const EVERYTHING: Selection = {
  readOnly: false,
  toolsets: undefined,
  tools: undefined,
  excludeTools: undefined,
};

/** Selections that leave something out: each toolset that has tools, read-only, and all but one tool. */
export const SELECTIONS: readonly [string, Selection][] = [
  ['everything', EVERYTHING],
  ['--read-only', { ...EVERYTHING, readOnly: true }],
  ...TOOLSETS.filter((toolset) => allTools.some((tool) => tool.toolset === toolset)).map(
    (toolset): [string, Selection] => [`--toolsets ${toolset}`, { ...EVERYTHING, toolsets: [toolset] }],
  ),
  ...allTools.flatMap(({ name }): [string, Selection][] => [
    [`--exclude-tools ${name}`, { ...EVERYTHING, excludeTools: [name] }],
    [`--tools ${name}`, { ...EVERYTHING, tools: [name] }],
  ]),
];
