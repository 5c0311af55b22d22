// Modules whose exports are plain data that is dear to compute: evaluated once by the build, and bundled as their value.
import { build } from 'esbuild';

const MODULES = /[\\/]server[\\/]cards\.ts$/;

/** @type {import('esbuild').Plugin} */
export const precompute = {
  name: 'precompute',
  setup({ initialOptions, onLoad }) {
    onLoad({ filter: MODULES }, async ({ path }) => {
      const { plugins = [] } = initialOptions;
      const { outputFiles = [] } = await build({
        ...initialOptions,
        entryPoints: [path],
        plugins: plugins.filter(({ name }) => name !== 'precompute'),
        splitting: false,
        sourcemap: false,
        write: false,
        // Evaluated from memory, where there is nothing beside it to require.
        banner: {},
      });
      const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
      return { contents: JSON.stringify(await import(`data:text/javascript;base64,${code}`)), loader: 'json' };
    });
  },
};
