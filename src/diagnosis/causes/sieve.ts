import { characterOf, type Needed, PAIRS, pairOf } from './needed.ts';

/** The number of the text that a pair of characters was seen in last. */
const seenIn = new Float64Array(PAIRS);
let texts = 0;

function allSeen(pairs: readonly number[]): boolean {
  for (const pair of pairs) if (seenIn[pair] !== texts) return false;
  return true;
}

/** Pairs that a text needs for the thing at a place. */
interface Need {
  place: number;
  pairs: readonly number[];
}

/**
 * Tells by one look at a text which of many patterns may match it: to run each on every line was what a diagnosis took
 * longest for. Each list of pairs is kept under its rarest one, and compared only where a text has that.
 *
 * @returns the things for which a text has what is needed, in their order
 */
export function createSieve<Thing>(
  things: readonly Thing[],
  neededBy: (thing: Thing) => Needed,
): (text: string) => readonly Thing[] {
  const needed = things.map(neededBy);
  const often = new Uint32Array(PAIRS);
  for (const pair of needed.flat(2)) often[pair] = (often[pair] ?? 0) + 1;
  const rarest = (one: number, other: number): number => ((often[other] ?? 0) < (often[one] ?? 0) ? other : one);
  const always: number[] = [];
  const byRarest = new Array<Need[] | undefined>(PAIRS);
  for (const [place, lists] of needed.entries())
    for (const pairs of lists) {
      if (pairs.length === 0) {
        always.push(place);
        continue;
      }
      const list = byRarest[pairs.reduce(rarest)] ?? [];
      byRarest[pairs.reduce(rarest)] = list;
      list.push({ place, pairs });
    }
  return (text) => {
    texts++;
    const compared: Need[][] = [];
    let before = 0;
    for (let at = 0; at < text.length; at++) {
      const character = characterOf(text.charCodeAt(at));
      const pair = pairOf(before, character);
      before = character;
      if (seenIn[pair] === texts) continue;
      seenIn[pair] = texts;
      const list = byRarest[pair];
      if (list !== undefined) compared.push(list);
    }
    const places = new Set(always);
    for (const list of compared) for (const { place, pairs } of list) if (allSeen(pairs)) places.add(place);
    return [...places].sort((a, b) => a - b).map((place) => things[place] as Thing);
  };
}
