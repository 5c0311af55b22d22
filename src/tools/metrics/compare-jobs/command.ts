import type { Shown } from '../../../domain/shown.ts';

/** Words of a command, an option together with its value: `--lr 1e-4`. */
function partsOf(command: string): string[] {
  const parts: string[] = [];
  for (const word of command.split(/\s+/).filter((each) => each !== '')) {
    const last = parts.at(-1);
    const opens = last !== undefined && /^--?[A-Za-z][^=\s]*$/.test(last);
    if (opens && !/^--?[A-Za-z]/.test(word)) parts[parts.length - 1] = `${last} ${word}`;
    else parts.push(word);
  }
  return parts;
}

const MOST = 400;

/**
 * What each command has that not all of them have, in its own order; `undefined` where all are the same.
 * @param commands fit to show, in the order of their jobs
 */
export function commandDifferences(commands: readonly (Shown | undefined)[]): Shown[] | undefined {
  const parts = commands.map((command) => partsOf(command ?? ''));
  const sets = parts.map((each) => new Set(each));
  const own = parts.map((each) => each.filter((part) => !sets.every((set) => set.has(part))));
  if (own.every((each) => each.length === 0))
    return new Set(commands).size > 1 ? commands.map((each) => cut(each ?? '')) : undefined;
  return own.map((each) => cut(each.join(' ')));
}

/** Words of what was fit to show are fit to show. */
const cut = (words: string): Shown => (words.length <= MOST ? words : `${words.slice(0, MOST)}…`) as Shown;
