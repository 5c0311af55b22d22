import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Modules that take a test out of the inner loop: what starts processes (node's own, clients that start their server, the bundler, whose
 * work is one), the whole server in the test's own, which is quick and is still hundreds of calls, and what loads modules once more.
 */
const STARTS =
  /^(?:node:child_process|.*\/client\/stdio(?:\.js)?|esbuild|.*\.mjs|.*\/e2e\/.*|.*\/broken\/modules\.ts|\.\.?\/in-process\.ts)$/;
const IMPORTS = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g;

/** Whether a file of the tests has one of them, itself or through what it imports; what the product could start does not count. */
function starts(file: string, seen: Set<string>): boolean {
  if (seen.has(file)) return false;
  seen.add(file);
  const modules = [...readFileSync(file, 'utf8').matchAll(IMPORTS)].map(([, module]) => module ?? '');
  return modules.some((module) => {
    if (STARTS.test(module)) return true;
    const path = join(dirname(file), module);
    // What a text of a test quotes is no import.
    return module.startsWith('.') && !relative(ROOT, path).startsWith('src') && existsSync(path) && starts(path, seen);
  });
}

/** The test files that start processes or the whole server, relative to the repository: all others are the inner loop. */
export const processTests = (): string[] =>
  readdirSync(join(ROOT, 'tests'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join('tests', file))
    .filter((file) => starts(join(ROOT, file), new Set()));
