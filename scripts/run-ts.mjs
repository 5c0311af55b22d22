// Runs a TypeScript file of this repository, bundled on the fly: node scripts/run-ts.mjs FILE [ARGUMENTS].
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [node = 'node', , file = '', ...args] = process.argv;

/** In the bundle each source still finds what lies beside it. */
const ownUrls = {
  name: 'own-urls',
  setup: (build) => {
    // What is JavaScript already stays where it is.
    build.onResolve({ filter: /^\..*\.mjs$/ }, ({ path, resolveDir }) => ({
      path: pathToFileURL(join(resolveDir, path)).href,
      external: true,
    }));
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      loader: 'ts',
    }));
  },
};

// Below node_modules, so that the packages that are left out of the bundle are found.
const scratch = join(root, 'node_modules', '.cache', `run-ts-${process.pid}`);
mkdirSync(scratch, { recursive: true });
try {
  const outfile = join(scratch, 'main.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: [file],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    plugins: [ownUrls],
    logLevel: 'warning',
  });
  process.argv = [node, join(root, file), ...args];
  await import(pathToFileURL(outfile).href);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
