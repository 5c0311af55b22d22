/**
 * What a text has in it wherever a pattern matches, read off the pattern: all of the pairs of neighbouring characters
 * of one of these lists. A list without pairs says that nothing is sure.
 */
export type Needed = readonly (readonly number[])[];

const NOTHING: Needed = [[]];

/** A character in pairs: small and capital letters are one. Different ones may be one too, which only tells less. */
export const characterOf = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code & 127);
export const pairOf = (first: number, second: number): number => first * 128 + second;
/** There are so many pairs. */
export const PAIRS = 128 * 128;

/** In a pattern: no character, or not always the same one. */
const ANY = -1;
/** Of other letters than those of ASCII a pattern may mean both cases, and of Chinese ones there are none. */
const sure = (code: number): number => (code < 128 || (code >= 0x2e80 && code <= 0xa4cf) ? characterOf(code) : ANY);

/** Thrown for what is not read here: then nothing is sure. */
class Unread extends Error {}

const GROUP = /\((?:(?!\?)|\?(?:[:=]|<=|<\w{1,40}>|(<?!)))/y;
const QUANTIFIER = /(?:([*?]|\{0(?:,\d{0,4})?\})|\+|\{[1-9]\d{0,4}(?:,\d{0,4})?\})\??/y;
const CLASS = /\[((?:[^\]\\]|\\.)*)\]/y;
const ESCAPE = /\\(?:([^\w\s])|u([\da-fA-F]{4})|[bBdDsSwWnrtfv]|[1-9](?!\d))/y;

/** How often a text has by chance what is needed, roughly. */
const chance = (needed: Needed): number =>
  needed.reduce((sum, pairs) => sum + (pairs.length === 0 ? Number.POSITIVE_INFINITY : 0.3 ** pairs.length), 0);

/** Of two that are needed both, the one that tells more. */
export const rarer = (one: Needed, other: Needed): Needed => (chance(other) < chance(one) ? other : one);

/** Reads the source of a pattern from its beginning to its end. */
function read(source: string): Needed {
  let at = 0;
  const take = (part: RegExp): RegExpExecArray => {
    part.lastIndex = at;
    const found = part.exec(source);
    if (found === null) throw new Unread();
    at += found[0].length;
    return found;
  };
  const character = (): number => {
    const next = source[at] ?? '';
    if (next === '\\') {
      const [, mark, hex] = take(ESCAPE);
      if (hex !== undefined) return sure(Number.parseInt(hex, 16));
      return mark === undefined ? ANY : sure(mark.charCodeAt(0));
    }
    if (next === '[') {
      const [, inside = ''] = take(CLASS);
      // `[Ee]` is one letter.
      return /^([a-z])\1$/i.test(inside) ? sure(inside.charCodeAt(0)) : ANY;
    }
    at++;
    return '.^$'.includes(next) ? ANY : sure(next.charCodeAt(0));
  };
  /** Whether a text may lack what stands before this place. */
  const optional = (): boolean => '*+?{'.includes(source[at] ?? 'end') && take(QUANTIFIER)[1] !== undefined;
  const sequence = (): Needed => {
    const own: number[] = [];
    let best = NOTHING;
    let before = ANY;
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      let here = ANY;
      if (source[at] === '(') {
        const [, not] = take(GROUP);
        const inside = alternatives();
        if (source[at++] !== ')') throw new Unread();
        if (!optional() && not === undefined) best = rarer(best, inside);
      } else {
        here = character();
        if (optional()) here = ANY;
        else if (before !== ANY && here !== ANY) own.push(pairOf(before, here));
      }
      before = here;
    }
    return best.map((pairs) => [...own, ...pairs]);
  };
  const alternatives = (): Needed => {
    const all = [sequence()];
    for (; source[at] === '|'; all.push(sequence())) at++;
    return all.flat();
  };
  const all = alternatives();
  if (at < source.length) throw new Unread();
  return all;
}

/** What a text needs for a pattern to match it. */
export function neededBy({ source, flags }: RegExp): Needed {
  // These read a pattern in another way.
  if (/[uv]/.test(flags)) return NOTHING;
  try {
    return read(source);
  } catch (error) {
    if (error instanceof Unread) return NOTHING;
    throw error;
  }
}
