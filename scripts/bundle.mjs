// How src/main.ts is bundled: for dist/, and for the deliberately broken builds of the tests.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { leaveOut } from './leave-out.mjs';
import { oneStart } from './one-start.mjs';
import { pictureFiles } from './picture-files.mjs';
import { precompute } from './precompute.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** What esbuild says of the files of dist/, as the build leaves it for the tests. */
export const MADE_OF = join(root, 'node_modules', '.cache', 'made-of.json');
/** The pages of the MCP App, beside the chunks that read them. */
export const PAGE = 'page.html';
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/**
 * @param {string} outdir absolute, or relative to the repository
 * @param {Record<string, string>} entryPoints name of the file in `outdir` (without `.js`) to source path
 * @param {readonly import('esbuild').Plugin[]} plugins what else takes part
 * @returns {import('esbuild').BuildOptions}
 */
export const bundleOptions = (outdir, entryPoints = { main: 'src/main.ts' }, plugins = []) => ({
  absWorkingDir: root,
  entryPoints,
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minify: true,
  plugins: [...leaveOut, oneStart(join(root, 'src')), pictureFiles(join(root, 'src')), precompute, ...plugins],
  legalComments: 'none',
  // Its CommonJS form loads its parts in a way that no bundler can follow.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  chunkNames: 'chunks/[name]-[hash]',
  define: {
    'process.env.PAI_DLC_MCP_VERSION': JSON.stringify(version),
    'process.env.PAI_DLC_MCP_PAGE': JSON.stringify(`../${PAGE}`),
  },
  // The cloud SDK is CommonJS and calls require() for node's own modules.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  logLevel: 'warning',
});
