// Modules whose exports are plain data that is dear to compute: evaluated once by the build, and bundled as their value.
import { build } from 'esbuild';

const MODULES = /[\\/]server[\\/]cards\.ts$/;

/** As text that is parsed as JSON, which takes a start a tenth of what the same text takes as code. */
const parsed = (value) => `JSON.parse(${JSON.stringify(JSON.stringify(value))})`;

/** @type {import('esbuild').Plugin} */
export const precompute = {
  name: 'precompute',
  setup({ initialOptions, onLoad }) {
    onLoad({ filter: MODULES }, async ({ path }) => {
      const { plugins = [] } = initialOptions;
      const { outputFiles = [] } = await build({
        ...initialOptions,
        entryPoints: [path],
        plugins: plugins.filter(({ name }) => !['precompute', 'one-start'].includes(name)),
        splitting: false,
        sourcemap: false,
        write: false,
        // Evaluated from memory, where there is nothing beside it to require.
        banner: {},
      });
      const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
      const exported = Object.entries(await import(`data:text/javascript;base64,${code}`));
      return { contents: exported.map(([name, value]) => `export const ${name} = ${parsed(value)};`).join('\n') };
    });
  },
};
