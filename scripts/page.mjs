// Bundles the pages of the MCP App (src/app/) into one HTML file that needs nothing else.
import { join } from 'node:path';
import { build } from 'esbuild';

/** Hosts hold a page to this by themselves; here it holds in one that does not, too. A page loads nothing and calls nobody but its host. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * @param {string} root of the repository
 * @returns {Promise<{ html: string, metafile: import('esbuild').Metafile }>} the file, and what is in it
 */
export async function buildPage(root) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { page: 'src/app/main.tsx', style: 'src/app/page.css' },
    tsconfig: 'src/app/tsconfig.json',
    outdir: 'dist',
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    // What light-dark() in its style asks for.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
  });
  const textOf = (name) => outputFiles.find(({ path }) => path === join(root, 'dist', name))?.text.trim() ?? '';
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>PAI-DLC</title>
<style>${textOf('style.css')}</style>
</head>
<body>
<div id="page" data-page="job"></div>
<script>${textOf('page.js')}</script>
</body>
</html>
`;
  return { html, metafile };
}
