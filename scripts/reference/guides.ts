import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { simulatorTables } from './simulator.ts';

/** What is generated in each guide, by the name its markers have. */
const GUIDES: Readonly<Record<string, () => Readonly<Record<string, string>>>> = {
  'docs/guides/simulator.md': simulatorTables,
};

const begin = (name: string): string => `<!-- generated: ${name}; \`npm run docs\` writes it -->`;
const END = '<!-- end of what is generated -->';

/**
 * A guide with its generated parts as they should be.
 * @throws Error where the guide lacks a part
 */
export function filled(text: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((made, [name, body]) => {
    const from = made.indexOf(begin(name));
    const to = made.indexOf(END, from);
    if (from < 0 || to < 0) throw new Error(`the guide has no "${begin(name)}" with "${END}" after it`);
    return `${made.slice(0, from + begin(name).length)}\n\n${body}\n\n${made.slice(to)}`;
  }, text);
}

/** Every guide with generated parts as `[path, whole text]`. */
export const guides = (root: string): (readonly [string, string])[] =>
  Object.entries(GUIDES).map(([file, parts]) => [file, filled(readFileSync(join(root, file), 'utf8'), parts())]);
