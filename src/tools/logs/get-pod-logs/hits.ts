import { errorBlocks } from '../../../shaping/errors/blocks.ts';
import { eachInSlices } from '../../../shaping/slices.ts';
import type { Matches } from '../../kit/pattern.ts';
import type { Numbered } from './pieces.ts';

/** What is looked for. */
export interface Query {
  /** Only what looks like an error; with `matches`, only errors with a matching line. */
  errors: boolean;
  matches: Matches | undefined;
  /** Lines shown before and behind. */
  context: number;
}

interface Hit {
  /** Lines to show, as indices. */
  lines: readonly number[];
  /** The line it is counted by. */
  at: number;
}

/** The finds of a query in lines, in their order. */
export async function hitsIn(
  lines: readonly Numbered[],
  { errors, matches }: Query,
  signal: AbortSignal,
): Promise<Hit[]> {
  const texts = lines.map(({ text }) => text);
  const matching = matches === undefined ? undefined : await eachInSlices(texts, matches, signal);
  const fits = (index: number): boolean => matching?.[index] ?? true;
  if (!errors) return lines.flatMap((_, index) => (fits(index) ? [{ lines: [index], at: index }] : []));
  return errorBlocks(texts)
    .filter((block) => block.lines.some(fits))
    .map((block) => ({ lines: block.lines, at: block.from }));
}

/** Runs of lines that follow each other. */
function runs(lines: readonly Numbered[]): Numbered[][] {
  const found: Numbered[][] = [];
  for (const line of lines) {
    const run = found.at(-1);
    const before = run?.at(-1);
    if (run && before && line.number === before.number + before.span) run.push(line);
    else found.push([line]);
  }
  return found;
}

/** The lines that are found and those around them, by number, and how many finds there are. */
export class KeptLines {
  readonly #lines = new Map<number, Numbered>();
  readonly #counted = new Set<number>();
  #bytes = 0;

  get hits(): number {
    return this.#counted.size;
  }

  /** Runs of lines, oldest first. */
  get runs(): Numbered[][] {
    return runs([...this.#lines.values()].sort((a, b) => a.number - b.number));
  }

  isEnough({ lines, bytes }: { lines: number; bytes: number }): boolean {
    return this.#lines.size >= lines || this.#bytes >= bytes;
  }

  take(lines: readonly Numbered[], hits: readonly Hit[], context: number): void {
    for (const hit of hits) {
      // The chunk before may have shown a part of this error without its beginning and counted it: it is one find.
      for (const index of hit.lines) this.#counted.delete(lines[index]?.number ?? 0);
      this.#counted.add(lines[hit.at]?.number ?? 0);
      for (const index of hit.lines)
        for (const line of lines.slice(Math.max(0, index - context), index + context + 1)) this.#keep(line);
    }
  }

  #keep(line: Numbered): void {
    if (this.#lines.has(line.number)) return;
    this.#lines.set(line.number, line);
    this.#bytes += line.text.length;
  }
}
