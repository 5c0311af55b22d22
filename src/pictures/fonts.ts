import { readPiece, readRanges } from './files.ts';
import { PIECES } from './pieces.ts';

export const FAMILY = 'Noto Sans SC';
const UNKNOWN = '\u25a1';

type PointSpan = readonly [from: number, to: number];

function spansOf(ranges: string): PointSpan[] {
  return ranges.split(',').flatMap((range): PointSpan[] => {
    const [, from, to = from] = /U\+([0-9a-f]+)(?:-([0-9a-f]+))?/i.exec(range) ?? [];
    return from === undefined || to === undefined ? [] : [[Number.parseInt(from, 16), Number.parseInt(to, 16)]];
  });
}

type Piece = (typeof PIECES)[number];
let known: Promise<readonly (readonly [Piece, readonly PointSpan[]])[]> | undefined;
const kept = new Map<Piece, Promise<Uint8Array>>();

async function pieces() {
  known ??= readRanges().then((ranges) =>
    PIECES.map((piece) => [piece, spansOf(ranges[piece] ?? ranges[`[${piece}]`] ?? '')] as const),
  );
  return known;
}

/** Finds the piece that has a character. */
export async function pieceFinder(): Promise<(character: string) => Piece | undefined> {
  const all = await pieces();
  return (character) => {
    const point = character.codePointAt(0) ?? 0;
    return all.find(([, spans]) => spans.some(([from, to]) => point >= from && point <= to))?.[0];
  };
}

/** A text with a box in place of every character that the font does not have. */
export async function drawableWith(): Promise<(text: string) => string> {
  const pieceOf = await pieceFinder();
  return (text) => [...text].map((one) => (pieceOf(one) === undefined ? UNKNOWN : one)).join('');
}

/** The pieces of the font that a text needs; each is read once. */
export async function fontsFor(text: string): Promise<Uint8Array[]> {
  const pieceOf = await pieceFinder();
  const needed = new Set<Piece>(['latin']);
  for (const character of new Set(text)) {
    const piece = pieceOf(character);
    if (piece !== undefined) needed.add(piece);
  }
  return Promise.all(
    [...needed].map((piece) => {
      const file = kept.get(piece) ?? readPiece(piece);
      kept.set(piece, file);
      return file;
    }),
  );
}
