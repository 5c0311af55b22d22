import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { FONT, pieceFile, RANGES, RASTERISER } from './pieces.ts';

// In the bundle another module stands in this one's place, which reads the same from beside the bundle
// (scripts/picture-files.mjs).

const { resolve } = createRequire(import.meta.url);

/** The code of the rasteriser. */
export const readRasteriser = (): Promise<Uint8Array> => readFile(resolve(RASTERISER));

/** A piece of the font, as WOFF2. */
export const readPiece = (piece: string): Promise<Uint8Array> => readFile(resolve(`${FONT}/${pieceFile(piece)}`));

/** By piece, in brackets where its name is a number, the characters that it has: `U+4e00,U+4e03-4e05`. */
export const readRanges = async (): Promise<Readonly<Record<string, string>>> =>
  JSON.parse(await readFile(resolve(`${FONT}/${RANGES}`), 'utf8'));
