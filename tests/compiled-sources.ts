import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin as Step } from 'esbuild';
import type { Plugin } from 'vitest/config';

const HERE = fileURLToPath(import.meta.url);
const SOURCES = fileURLToPath(new URL('../src', import.meta.url));
const COMPILED = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url));
/** They are bundled for a browser, in their tests too. */
const PAGES = join(SOURCES, 'app') + sep;

const isSource = (path: string): boolean =>
  path.startsWith(SOURCES + sep) && path.endsWith('.ts') && !path.startsWith(PAGES);

const compiledOf = (path: string): string => join(COMPILED, relative(SOURCES, path).replace(/\.ts$/, '.js'));

/** When a file was changed, in milliseconds; 0 where there is none. */
const timeOf = (path: string): number => Math.round(statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);

/** Makes a file of each source, which imports the files of what its source imports and finds what lies beside its source. */
const oneToOne: Step = {
  name: 'one-to-one',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\..*\.ts$/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: path.replace(/\.ts$/, '.js'), external: true },
    );
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const source = JSON.stringify(relative(dirname(compiledOf(path)), path));
      return {
        contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', `new URL(${source}, import.meta.url).href`),
        loader: 'ts',
      };
    });
  },
};

/**
 * Compiles the sources that were changed since they were compiled, or all after a change of how: a compiled file has the
 * time of its source or, where that is later, of this file.
 */
async function compile(): Promise<void> {
  const stale = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .map((file) => join(SOURCES, file))
    .filter(isSource)
    .map((path) => ({ path, time: Math.max(timeOf(path), timeOf(HERE)) }))
    .filter(({ path, time }) => timeOf(compiledOf(path)) !== time);
  await build({
    entryPoints: stale.map(({ path }) => path),
    outdir: COMPILED,
    outbase: SOURCES,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    sourcemap: 'inline',
    packages: 'external',
    plugins: [oneToOne],
  });
  for (const { path, time } of stale) utimesSync(compiledOf(path), time / 1000, time / 1000);
}

/**
 * Lets tests import the sources as plain modules, all compiled before they run. A sixth of a whole run was the
 * transforming of sources one by one as they are asked for, and the slower modules that it makes. For a run that ends:
 * one that watches has to see its sources change.
 */
export function compiledSources(): Plugin {
  return {
    name: 'compiled-sources',
    enforce: 'pre',
    configureServer: compile,
    resolveId(imported, importer) {
      const [from] = importer?.split('?') ?? [];
      if (from === undefined || !imported.startsWith('.')) return undefined;
      const path = resolve(dirname(from), imported);
      return isSource(path) && existsSync(path) ? { id: compiledOf(path), external: true } : undefined;
    },
  };
}
