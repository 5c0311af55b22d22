import { seedOf } from '../world/ids.ts';

/** Draws in sequence that depend on nothing but the key they were made from. */
export interface Draw {
  /** An integer in [0, below). */
  below(below: number): number;
  /** An integer from `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** One of a list that is not empty. */
  of<T>(list: readonly T[]): T;
  chance(share: number): boolean;
  shuffled<T>(list: readonly T[]): T[];
}

/** A number in [0, 1) for the `n`th thing of a seed, in any order: cheap enough for every line of a long log. */
export function scatter(seed: number, n: number): number {
  let mixed = (seed ^ Math.imul(n + 1, 0x9e3779b1)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

export function drawFrom(key: string): Draw {
  const seed = seedOf(key);
  let drawn = 0;
  const next = (): number => scatter(seed, drawn++);
  const below = (most: number): number => Math.floor(next() * most);
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    of: (list) => {
      const item = list[below(list.length)];
      if (item === undefined) throw new Error('nothing to draw from');
      return item;
    },
    chance: (share) => next() < share,
    shuffled: (list) =>
      list
        .map((item) => ({ item, at: next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ item }) => item),
  };
}
