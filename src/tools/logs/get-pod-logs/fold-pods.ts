import { lineTime } from '../../../shaping/line-time.ts';
import type { FoundPieces, Piece } from './pieces.ts';

/**
 * Addresses and whole numbers, also as a part of a name (`worker-44`, `rank44`). Decimals stay: a loss tells pods
 * apart.
 */
const VARYING = /0x[0-9a-f]{1,16}|(?<![\d.])\d{1,18}(?!\.?\d)/gi;
/** Longer lines are compared as they are. */
const MOST_COMPARED = 2000;

/** What a line says but for its time and its counters: ranks, pods, ports, process ids, steps. */
function saying({ text }: Piece, near: number): string {
  if (text.length > MOST_COMPARED) return text;
  const time = lineTime(text, near);
  const rest = time === undefined ? text : `${text.slice(0, time.start)}${text.slice(time.end)}`;
  return rest.replace(VARYING, '#');
}

/** Pieces of one log, and for each how many other logs have a line that says the same and is not shown for it. */
export interface FoldedPieces extends FoundPieces {
  others: ReadonlyMap<Piece, number>;
  /** Lines of a log of which every line is shown for another log. */
  elsewhere: number;
}

/** A log without the pieces that another one stands for. What those covered counts as covered by their neighbours. */
function without(found: FoundPieces, dropped: ReadonlySet<Piece>, others: ReadonlyMap<Piece, number>): FoldedPieces {
  const pieces: Piece[] = [];
  const folded = new Map<Piece, number>();
  let open: Piece | undefined;
  for (const piece of found.pieces) {
    const last = pieces.at(-1);
    if (dropped.has(piece)) {
      if (last?.to === piece.from) Object.assign(last, { to: piece.to, behind: piece.behind });
      else if (open?.to !== piece.from) open = piece;
      else open = { ...open, to: piece.to };
      continue;
    }
    const kept = open?.to === piece.from ? { ...piece, from: open.from, before: open.before } : { ...piece };
    open = undefined;
    pieces.push(kept);
    const count = others.get(piece) ?? 0;
    if (count > 0) folded.set(kept, count);
  }
  const elsewhere = pieces.length > 0 ? 0 : found.pieces.reduce((sum, { from, to }) => sum + to - from, 0);
  return { ...found, pieces, others: folded, elsewhere };
}

/**
 * Folds what several pods wrote alike: of lines that differ only in time or in counters one is shown, of the first log
 * that has it, with the number of the other logs. The n-th such line of one log, from the end that is kept, stands for
 * the n-th of another, so that the log that is shown stays readable as it was written.
 *
 * @param logs the most telling pod first
 * @param near milliseconds, as for `lineTime`
 */
export function foldPods(logs: readonly (FoundPieces | undefined)[], near: number): (FoldedPieces | undefined)[] {
  const first = new Map<string, { log: number; piece: Piece }>();
  const others = new Map<Piece, number>();
  const dropped = new Set<Piece>();
  for (const [log, found] of logs.entries()) {
    const seen = new Map<string, number>();
    for (const piece of found?.keep === 'tail' ? found.pieces.toReversed() : (found?.pieces ?? [])) {
      const says = saying(piece, near);
      const nth = (seen.get(says) ?? 0) + 1;
      seen.set(says, nth);
      const key = `${nth} ${says}`;
      const before = first.get(key);
      if (before === undefined) first.set(key, { log, piece });
      else {
        dropped.add(piece);
        others.set(before.piece, (others.get(before.piece) ?? 0) + 1);
      }
    }
  }
  return logs.map((found) => found && without(found, dropped, others));
}
