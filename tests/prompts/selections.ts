import { TOOLSET_NAMES, TOOLSETS } from '../../src/domain/toolsets.ts';
import type { Selection } from '../../src/server/select-tools.ts';
import { allTools } from '../../src/tools/all.ts';

/** Every tool that a text may name. */
export const ALL_NAMES: readonly string[] = allTools.map(({ name }) => name);

/** Those that are one operation each; texts prefer the workflows where they are offered. */
export const SINGLE_NAMES: readonly string[] = allTools
  .filter(({ toolset }) => toolset !== 'workflows')
  .map(({ name }) => name);

export const EVERYTHING: Selection = {
  readOnly: false,
  toolsets: TOOLSETS,
  tools: undefined,
  excludeTools: undefined,
};

/** Selections that leave something out: what is on by default, each word of `--toolsets`, read-only, and all but one tool. */
export const SELECTIONS: readonly [string, Selection][] = [
  ['everything', EVERYTHING],
  ['--read-only', { ...EVERYTHING, readOnly: true }],
  ['nothing', { ...EVERYTHING, toolsets: undefined }],
  ...TOOLSET_NAMES.map((toolset): [string, Selection] => [
    `--toolsets ${toolset}`,
    { ...EVERYTHING, toolsets: [toolset] },
  ]),
  ...allTools.flatMap(({ name }): [string, Selection][] => [
    [`--exclude-tools ${name}`, { ...EVERYTHING, excludeTools: [name] }],
    [`--tools ${name}`, { ...EVERYTHING, tools: [name] }],
  ]),
];
