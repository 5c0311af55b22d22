// Bundles src/main.ts and its lazy chunks into dist/. The bundle has no runtime dependency.
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/**
 * The SDK constructs a JSON Schema validator (ajv, a third of what a start would compile) for two things this server does
 * not use: schemas given as JSON Schema, and elicitation pushed by 2025-era calls. Confirmations are checked in confirm.ts.
 */
const withoutAjv = {
  name: 'without-ajv',
  setup(build) {
    build.onResolve({ filter: /\/ajvProvider-/ }, ({ importer, path }) =>
      importer.includes(join('@modelcontextprotocol', 'server')) ? { path, namespace: 'without-ajv' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'without-ajv' }, () => ({
      contents: `
        class AjvJsonSchemaValidator { getValidator() { throw new Error('this build holds no JSON Schema validator'); } }
        export { AjvJsonSchemaValidator as n, AjvJsonSchemaValidator };
        export const addFormats = undefined, Ajv = undefined, t = undefined, r = undefined;`,
    }));
  },
};

rmSync(join(root, 'dist'), { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: { main: 'src/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minify: true,
  plugins: [withoutAjv],
  legalComments: 'none',
  chunkNames: 'chunks/[name]-[hash]',
  define: {
    'process.env.PAI_DLC_MCP_VERSION': JSON.stringify(version),
    // write-file-atomic names its temporary files by where it lies.
    __filename: 'import.meta.url',
  },
  // The cloud SDK is CommonJS and calls require() for node's own modules.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  logLevel: 'warning',
});
chmodSync(join(root, 'dist/main.js'), 0o755);
