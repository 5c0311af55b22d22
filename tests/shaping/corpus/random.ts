/** A deterministic source of choices: the same seed, the same corpus on every machine. */
export interface Random {
  /** A whole number from `from` up to and including `to`. */
  int(from: number, to: number): number;
  pick<T>(items: readonly T[]): T;
  /** `length` characters of an alphabet. */
  text(alphabet: string, length: number): string;
  chance(share: number): boolean;
}

export const HEX = '0123456789abcdef';
export const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
export const ALNUM = BASE64.slice(0, 62);

/** The generator mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(items: readonly T[]): T => items[int(0, items.length - 1)] as T;
  return {
    int,
    pick,
    text: (alphabet, length) => {
      let made = '';
      for (let at = 0; at < length; at++) made += alphabet[int(0, alphabet.length - 1)];
      return made;
    },
    chance: (share) => next() < share,
  };
}
