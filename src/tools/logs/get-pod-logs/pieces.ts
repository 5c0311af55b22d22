import type { Shown } from '../../../domain/shown.ts';
import { foldLines } from '../../../shaping/fold.ts';
import { inOurWords } from '../../../shaping/shown.ts';
import { capLines } from '../../../shaping/window.ts';
import type { Chunk } from '../../kit/pod-log/chunk.ts';
import { type Guard, guardOf, type Position } from '../../kit/pod-log/position.ts';
import { overwritten, shapeLines } from './shape.ts';

/** A place to go on from, with what was beside it. */
export interface Place {
  position: Position;
  guard: Guard;
}

/** A line as it is shown, for one or several lines of the log. */
export interface Piece {
  text: Shown;
  /**
   * Running numbers of the lines that it stands for, in the order of the log. They count from anywhere and are compared
   * only.
   */
  from: number;
  to: number;
  repeated: number;
  progress: number;
  /**
   * Where paging back goes on if this is the oldest piece that is shown, and where paging on does if it is the newest.
   */
  before(): Place;
  behind(): Place;
}

/** What was found in one log. */
export interface FoundPieces {
  /** Oldest first. */
  pieces: Piece[];
  /** Numbers of lines that say why the pod failed: they are shown whatever came after them. */
  telling?: ReadonlySet<number>;
  /** Which end is shown when there is not room for all. */
  keep: 'head' | 'tail';
  /** Where paging goes on when all pieces are shown; `older` is absent at the beginning of the log. */
  older: Place | undefined;
  newer: Place;
  /** Nothing newer was there. */
  last: boolean;
  /** Lines that were looked at, and whether the log's first one is among them. */
  read: number;
  first: boolean;
  /** Set where the cloud may have older lines that it did not give: how many it gave. */
  capped?: number | undefined;
  gap?: number | undefined;
  /** Of a search: how many errors or matching lines were found. */
  hits?: number;
  /** Of a search: the budget ended it. */
  stopped?: boolean;
}

/** A cleaned line with its number and its place in a chunk. */
export interface Numbered {
  text: Shown;
  number: number;
  /** How many lines it stands for: the rest of a private key, which is not shown, goes with its first line. */
  span: number;
  overwritten: number;
  chunk: Chunk;
  index: number;
}

export const placeBefore = (chunk: Chunk, index: number): Place => ({
  position: chunk.at(index),
  guard: guardOf(chunk.digest, chunk.lines, index, 'behind'),
});
export const placeBehind = (chunk: Chunk, index: number): Place => ({
  position: chunk.at(index),
  guard: guardOf(chunk.digest, chunk.lines, index, 'before'),
});

/** The lines of a chunk fit to show, numbered from `start`. */
export async function numberLines(chunk: Chunk, start: number): Promise<Numbered[]> {
  const numbered: Numbered[] = [];
  for (const [index, text] of (await shapeLines(chunk.lines)).entries()) {
    const before = numbered.at(-1);
    if (text !== undefined)
      numbered.push({
        text,
        number: start + index,
        span: 1,
        overwritten: overwritten(chunk.lines[index] ?? ''),
        chunk,
        index,
      });
    else if (before !== undefined) before.span++;
  }
  return numbered;
}

/** Lines that follow each other, folded. */
export function piecesOf(lines: readonly Numbered[], near: number): Piece[] {
  return foldLines(
    lines.map(({ text }) => text),
    near,
  ).flatMap((fold) => {
    const own = lines.slice(fold.from, fold.to);
    const [first, last] = [own[0], own.at(-1)];
    if (first === undefined || last === undefined) return [];
    return [
      {
        text: fold.text,
        from: first.number,
        to: last.number + last.span,
        repeated: fold.repeated,
        progress: fold.progress + own.reduce((sum, line) => sum + line.overwritten, 0),
        before: () => placeBefore(first.chunk, first.index),
        behind: () => placeBehind(last.chunk, last.index + last.span),
      },
    ];
  });
}

/** The pieces of one log that are shown, and where paging goes on. */
export interface ShownPieces {
  pieces: Piece[];
  texts: Shown[];
  older: Place | undefined;
  newer: Place;
  /** Nothing newer than what is shown was there. */
  last: boolean;
  shortened: number;
  /** Pieces that there was no room for. */
  omitted: number;
}

const MOST_LINE_BYTES = 4 * 1024;

interface Room {
  lines: number;
  bytes: number;
}

const sizeOf = (texts: readonly string[]): number =>
  texts.reduce((total, text) => total + Math.min(MOST_LINE_BYTES, Buffer.byteLength(text)) + 1, 0);

/**
 * As many texts as there is room for, and those of the telling pieces that would be cut, which take half of the room at
 * most.
 */
function capped(found: FoundPieces, texts: readonly Shown[], room: Room) {
  const { keep, pieces, telling } = found;
  const cap = ({ lines, bytes }: Room) =>
    capLines(texts, { maxLines: lines, maxBytes: bytes, maxLineBytes: MOST_LINE_BYTES, keep });
  const tail = cap(room);
  const tells = ({ from, to }: Piece): boolean => [...(telling ?? [])].some((number) => number >= from && number < to);
  if (keep === 'head' || telling === undefined || tail.omitted === 0) return { ...tail, early: [], earlyTexts: [] };
  const half = { lines: Math.max(1, Math.ceil(room.lines / 2)), bytes: Math.max(64, Math.ceil(room.bytes / 2)) };
  const all = pieces.flatMap((piece, at) => (tells(piece) ? [{ piece, at, text: texts[at] as Shown }] : []));
  if (all.every(({ at }) => at >= tail.omitted)) return { ...tail, early: [], earlyTexts: [] };
  const kept = capLines(
    all.map(({ text }) => text),
    { maxLines: half.lines, maxBytes: half.bytes, maxLineBytes: MOST_LINE_BYTES, keep: 'tail' },
  );
  const rest = cap({
    lines: Math.max(1, room.lines - kept.lines.length),
    bytes: Math.max(64, room.bytes - sizeOf(kept.lines)),
  });
  const early = all.slice(kept.omitted).filter(({ at }) => at < rest.omitted);
  return { ...rest, early: early.map(({ piece }) => piece), earlyTexts: kept.lines.slice(0, early.length) };
}

/**
 * As many pieces as there is room for, from the end that is kept; a line that is too long is shortened (R11). What says
 * why the pod failed stands before them where they would not have it.
 * @param prefix of the lines of a piece
 */
export function fitPieces(found: FoundPieces, room: Room, prefix: (piece: Piece) => Shown | undefined): ShownPieces {
  const { keep, pieces } = found;
  const texts = pieces.map((piece) => {
    const tag = prefix(piece);
    return tag === undefined ? piece.text : inOurWords`${tag}${piece.text}`;
  });
  const { omitted, lines, truncatedLines, early, earlyTexts } = capped(found, texts, room);
  const shown = keep === 'tail' ? pieces.slice(omitted) : pieces.slice(0, pieces.length - omitted);
  const cut = omitted > 0;
  const [first, last] = [shown[0], shown.at(-1)];
  return {
    pieces: [...early, ...shown],
    texts: [...earlyTexts, ...lines],
    older: keep === 'tail' && cut && first ? first.before() : found.older,
    newer: keep === 'head' && cut && last ? last.behind() : found.newer,
    last: found.last && !(keep === 'head' && cut),
    shortened: truncatedLines,
    omitted: omitted - early.length,
  };
}
