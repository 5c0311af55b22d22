/** Seeds an evaluation takes at once, so that a typing error does not run for days. */
export const MOST_SEEDS = 100;

/**
 * The seeds that texts such as `3`, `1-10` or `1-3,7` name, each once, in the order named.
 * @returns `undefined` where a text is none of those, or names too many
 */
export function readSeeds(texts: readonly string[]): number[] | undefined {
  const seeds = new Set<number>();
  for (const part of texts.flatMap((text) => text.split(','))) {
    const [, from, to = from] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part.trim()) ?? [];
    const [first, last] = [Number(from), Number(to)];
    if (from === undefined || last < first || last - first >= MOST_SEEDS) return undefined;
    for (let seed = first; seed <= last; seed++) seeds.add(seed);
  }
  return seeds.size === 0 || seeds.size > MOST_SEEDS ? undefined : [...seeds];
}
