import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ramPolicyParts } from './ram-policies.ts';
import { readmeParts } from './readme.ts';
import { simulatorTables } from './simulator.ts';
import { waitTable } from './wait.ts';

type Parts = Readonly<Record<string, string>>;

/** What is generated in each guide and README, by the name its markers have. */
const GUIDES: Readonly<Record<string, () => Parts | Promise<Parts>>> = {
  'README.md': () => readmeParts('en'),
  'README.zh-CN.md': () => readmeParts('zh'),
  'docs/guides/ram-policies.md': () => ramPolicyParts('en'),
  'docs/guides/ram-policies.zh-CN.md': () => ramPolicyParts('zh'),
  'docs/guides/simulator.md': () => simulatorTables('en'),
  'docs/guides/simulator.zh-CN.md': () => simulatorTables('zh'),
  'docs/guides/waiting.md': waitTable,
};

/**
 * A guide with its generated parts as they should be, each between `<!-- generated: NAME -->` and `<!-- end -->`.
 * @throws Error where the guide lacks a part, or asks for one that nothing generates
 */
export function filled(text: string, parts: Parts): string {
  const shown = new Set<string>();
  const made = text.replace(
    /(<!-- generated: (\S+) -->\n\n?)[\s\S]*?(\n?\n<!-- end -->)/g,
    (_whole, open: string, name: string, close: string) => {
      const part = parts[name];
      if (part === undefined)
        throw new Error(`the guide asks for "${name}", which is not one of: ${Object.keys(parts).join(', ')}`);
      shown.add(name);
      return `${open}${part}${close}`;
    },
  );
  const missing = Object.keys(parts).filter((name) => !shown.has(name));
  if (missing.length > 0) throw new Error(`the guide does not show: ${missing.join(', ')}`);
  return made;
}

/** Every guide with generated parts as `[path, whole text]`. */
export const guides = (root: string): Promise<(readonly [string, string])[]> =>
  Promise.all(
    Object.entries(GUIDES).map(
      async ([file, parts]) => [file, filled(readFileSync(join(root, file), 'utf8'), await parts())] as const,
    ),
  );
