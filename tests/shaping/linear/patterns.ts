import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseAst } from 'vitest/node';

const ROOT = join(import.meta.dirname, '../../../src');

/** A regular expression of the source. */
export interface Pattern {
  /** File below `src/`. */
  file: string;
  source: string;
  flags: string;
}

/** The source files below a folder, as paths below `src/`. */
export const sources = (under = ''): string[] =>
  readdirSync(join(ROOT, under), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(under, path))
    .sort();

type Node = Record<string, unknown> & { type?: string };

function walk(node: unknown, inside: boolean, visit: (node: Node, inFunction: boolean) => void): void {
  if (Array.isArray(node)) for (const each of node) walk(each, inside, visit);
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
  visit(node as Node, inside);
  const within = inside || /Function/.test(String((node as Node).type));
  for (const value of Object.values(node)) walk(value, within, visit);
}

const isMade = ({ type, callee }: Node): boolean =>
  (type === 'NewExpression' || type === 'CallExpression') && (callee as Node | undefined)?.name === 'RegExp';

/** The literals of a file, and the places where it makes a pattern from parts each time a function is called. */
export function read(file: string): { literals: Pattern[]; made: number } {
  const literals: Pattern[] = [];
  let made = 0;
  walk(parseAst(readFileSync(join(ROOT, file), 'utf8'), { lang: 'ts' }), false, (node, inFunction) => {
    const { pattern, flags } = (node.regex ?? {}) as { pattern?: string; flags?: string };
    if (pattern !== undefined) literals.push({ file, source: pattern, flags: flags ?? '' });
    if (isMade(node) && inFunction) made++;
  });
  return { literals, made };
}

/** The patterns that modules make from parts when they are loaded. */
export async function madeByLoading(files: readonly string[]): Promise<Pattern[]> {
  const made: Pattern[] = [];
  const Own = globalThis.RegExp;
  let file = '';
  globalThis.RegExp = new Proxy(Own, {
    construct(target, args, self) {
      const pattern = Reflect.construct(target, args, self) as RegExp;
      made.push({ file, source: pattern.source, flags: pattern.flags });
      return pattern;
    },
  });
  try {
    // As a module of its own: another test may have loaded it before.
    for (file of files) await import(`${pathToFileURL(join(ROOT, file)).href}?patterns`);
  } finally {
    globalThis.RegExp = Own;
  }
  return made;
}
