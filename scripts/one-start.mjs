// Keeps what a start loads in one file. The bundler puts modules into a file of their own for every set of entries that share
// them, and each file costs a start half a millisecond; what is loaded already costs the entries that come later nothing.
import { join, relative, sep } from 'node:path';

const NAME = 'one-start';

/**
 * Whatever the program loads later says that it needs the whole start. The simulator does not: it is a package's entry too.
 * @param {string} src folder of the sources, absolute
 * @returns {import('esbuild').Plugin}
 */
export const oneStart = (src) => ({
  name: NAME,
  setup(build) {
    const simulator = join(src, 'simulator');
    build.onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ kind, path, importer, resolveDir }) => {
      const file = join(resolveDir, path);
      const ours = importer.startsWith(src) && !importer.startsWith(simulator) && !file.startsWith(simulator);
      return kind === 'dynamic-import' && ours
        ? { path: relative(src, file).replaceAll(sep, '/'), namespace: NAME }
        : undefined;
    });
    build.onLoad({ filter: /.*/, namespace: NAME }, ({ path }) => ({
      contents: `import './cli/run.ts'; export * from './${path}';`,
      resolveDir: src,
    }));
  },
});
