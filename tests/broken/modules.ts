import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vitest/config';
import { type Breakage, broken } from './breakage.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MARK = '?broken=';

/** A module to be loaded anew, from `entry` to the source that is changed; both from the root of the repository. */
interface Order extends Breakage {
  entry: string;
}

const addressOf = (path: string, order: string): string => `${path}${MARK}${order}`;
const encode = (order: Order): string => Buffer.from(JSON.stringify(order)).toString('base64url');
const decode = (order: string): Order => JSON.parse(Buffer.from(order, 'base64url').toString());

/** The path and the order in an address; no order in that of a source as it is. */
const readAddress = (address = ''): [path: string, order: string | undefined] => {
  const [path = '', order] = address.split(MARK);
  return [path, order];
};

const TYPES = /^(?:import|export) type [^;]*;$/gm;
const IMPORTS = /\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g;

/** The sources of our own that a source imports, at once or later. */
const readImports = (path: string): string[] =>
  [...readFileSync(path, 'utf8').replaceAll(TYPES, '').matchAll(IMPORTS)]
    .map(([, module = '']) => resolve(dirname(path), module))
    // What a text quotes is no import.
    .filter((imported) => imported.endsWith('.ts') && existsSync(imported));

/** The sources on a way of imports from the entry to what is changed. */
function betweenOf({ entry, file }: Order, importsOf: (path: string) => readonly string[]): ReadonlySet<string> {
  const importers = new Map<string, string[]>([[join(ROOT, entry), []]]);
  // Grows while it is walked.
  for (const path of importers.keys())
    for (const imported of importsOf(path)) {
      const known = importers.get(imported);
      if (known) known.push(path);
      else importers.set(imported, [path]);
    }
  if (!importers.has(join(ROOT, file))) throw new Error(`${file} is no part of ${entry}`);
  const between = new Set([join(ROOT, file)]);
  for (const path of between) for (const importer of importers.get(path) ?? []) between.add(importer);
  return between;
}

/** Loads modules as `brokenModule` orders them. */
export function brokenModules(): Plugin {
  const ways = new Map<string, ReadonlySet<string>>();
  // Each order walks through all sources: they are read once.
  const imports = new Map<string, readonly string[]>();
  const importsOf = (path: string): readonly string[] => {
    const known = imports.get(path) ?? readImports(path);
    imports.set(path, known);
    return known;
  };
  const wayOf = (order: string): ReadonlySet<string> => {
    const way = ways.get(order) ?? betweenOf(decode(order), importsOf);
    ways.set(order, way);
    return way;
  };
  return {
    name: 'broken-modules',
    enforce: 'pre',
    configureVitest({ experimental_defineCacheKeyGenerator }) {
      // What is read again from disk is known by its own text alone, and not by what lies on its way.
      experimental_defineCacheKeyGenerator(({ id }) => (id.includes(MARK) ? false : undefined));
    },
    watchChange() {
      ways.clear();
      imports.clear();
    },
    resolveId(source, importer) {
      const [path, order] = readAddress(source);
      if (order !== undefined) return addressOf(path.startsWith(ROOT) ? path : join(ROOT, path), order);
      const [from, carried] = readAddress(importer);
      const imported = resolve(dirname(from), source);
      return carried !== undefined && source.startsWith('.') && wayOf(carried).has(imported)
        ? addressOf(imported, carried)
        : undefined;
    },
    load(id) {
      const [path, order] = readAddress(id);
      if (order === undefined) return undefined;
      const { file, ...breakage } = decode(order);
      const source = readFileSync(path, 'utf8');
      return path === join(ROOT, file) ? broken(source, { file, ...breakage }) : source;
    },
  };
}

/**
 * Imports a module as it were with one text of one source replaced, so that a check can be seen to fail. Only that source and those on the
 * way to it are loaded anew: the rest, packages too, is what the tests have loaded already.
 *
 * @param entry from the root of the repository
 */
export const brokenModule = <Module>(entry: string, breakage: Breakage): Promise<Module> =>
  import(addressOf(join(ROOT, entry), encode({ entry, ...breakage })));
