// What draws pictures (src/pictures/) reads two kinds of files from node_modules: the code of the rasteriser and pieces of a font. A
// bundle has no node_modules, so they lie beside it, in pictures/, and the module that reads them is another one there.
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { transformSync } from 'esbuild';

const MODULE = /[\\/]src[\\/]pictures[\\/]files\.ts$/;
const installed = createRequire(import.meta.url).resolve;

/** Of the wasm a third is left. A higher quality takes twice as long for 2 % less. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** @type {Buffer | undefined} */
let small;
/** The code of the rasteriser, compressed once for all bundles of a process. @param {string} file */
const compressed = (file) => {
  small ??= brotliCompressSync(readFileSync(installed(file)), QUALITY);
  return small;
};

/** What `src/pictures/pieces.ts` says is needed. */
async function needed(src) {
  const { code } = transformSync(readFileSync(join(src, 'pictures', 'pieces.ts'), 'utf8'), { loader: 'ts' });
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
}

/**
 * Packages of which a bundle has files beside it, as absolute folders.
 * @param {readonly string[]} files that the bundle holds something of
 */
export const besideTheBundle = (files) =>
  files.some((file) => MODULE.test(`/${file}`)) ? [dirname(installed('@fontsource/noto-sans-sc/package.json'))] : [];

/**
 * On a busy server a turn of the event loop can take a second, and the first picture took longer than a client waits:
 * files were read in four turns each, and the rasteriser was unpacked in pieces of 16 KiB, in 150. So these small files
 * are read in place, and it comes in one piece, of one byte more than it takes, which says that it is at its end.
 */
const reader = (ranges, size) => `
  import { readFileSync } from 'node:fs';
  import { promisify } from 'node:util';
  import { brotliDecompress } from 'node:zlib';
  const at = (name) => readFileSync(new URL('../pictures/' + name, import.meta.url));
  export const readRasteriser = async () =>
    promisify(brotliDecompress)(at('resvg.wasm.br'), { chunkSize: ${size + 1} });
  export const readPiece = async (piece) => at(piece + '.woff2');
  export const readRanges = async () => JSON.parse(${JSON.stringify(JSON.stringify(ranges))});`;

/**
 * @param {string} src folder of the sources, absolute
 * @returns {import('esbuild').Plugin}
 */
export const pictureFiles = (src) => ({
  name: 'picture-files',
  setup({ initialOptions: { absWorkingDir = '.', outdir, write }, onLoad, onEnd }) {
    let used = false;
    onLoad({ filter: MODULE }, async () => {
      used = true;
      const { FONT, PIECES, RANGES, RASTERISER } = await needed(src);
      const all = Object.entries(JSON.parse(readFileSync(installed(`${FONT}/${RANGES}`), 'utf8')));
      const ranges = Object.fromEntries(all.map(([name, range]) => [name.replace(/[[\]]/g, ''), range]));
      const { size } = statSync(installed(RASTERISER));
      return { contents: reader(Object.fromEntries(PIECES.map((piece) => [piece, ranges[piece]])), size) };
    });
    onEnd(async () => {
      if (!used || write === false || outdir === undefined) return;
      const { FONT, PIECES, RASTERISER, pieceFile } = await needed(src);
      const folder = resolve(absWorkingDir, outdir, 'pictures');
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'resvg.wasm.br'), compressed(RASTERISER));
      for (const piece of PIECES)
        writeFileSync(join(folder, `${piece}.woff2`), readFileSync(installed(`${FONT}/${pieceFile(piece)}`)));
    });
  },
});
