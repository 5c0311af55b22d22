// Imports nothing: the build reads these values too (scripts/picture-files.mjs).

/** The module that turns SVG into pixels. */
export const RASTERISER = '@resvg/resvg-wasm/index_bg.wasm';

/** The package of the font, in pieces by how often their characters are written. */
export const FONT = '@fontsource/noto-sans-sc';

/**
 * Pieces that the package carries: Latin letters and signs, and the most frequent Chinese characters in front of the rare ones.
 * They have 3,200 of the 3,755 characters of the first level of GB 2312 in 0.65 MB; all pieces together are 3.6 MB.
 */
export const PIECES = [
  'latin',
  'latin-ext',
  'cyrillic',
  ...['119', '118', '117', '116', '115', '114', '113', '112', '111', '110'],
  ...['109', '108', '107', '106', '105', '104', '103', '102', '101', '100'],
  // It has the box that stands for a character that no piece has.
  '88',
] as const;

/** The file of a piece within the package. */
export const pieceFile = (piece: string): string => `files/noto-sans-sc-${piece}-400-normal.woff2`;

/** Where the package says which characters a piece has. */
export const RANGES = 'unicode.json';
