/** Megatron's account of how long the fastest and the slowest rank took for a part of a step. */
const PART = /^\s{0,12}([a-z][\w-]{2,40}) \.{2,60}:? ?\((\d{1,12}(?:\.\d{1,6})?), (\d{1,12}(?:\.\d{1,6})?)\)/;
const HEADER = /\(min, max\) time across ranks/;

/** Parts that are done once, not in each step. */
const ONCE = /load|save|setup|init|build|iterators|checkpoint/;

/** Times as long as the fastest rank from which on a rank holds up the others. */
const SLOW = 3;

/**
 * The newest account in which one rank takes far longer than the fastest for the same work.
 * @returns the part of the step and how many times longer; `undefined` where there is none
 */
export function slowestRank(bodies: readonly string[]): { part: string; times: number; line: number } | undefined {
  const header = bodies.findLastIndex((body) => HEADER.test(body));
  if (header < 0) return undefined;
  for (const [index, body] of bodies.slice(header + 1, header + 4).entries()) {
    const [, part, min, max] = PART.exec(body) ?? [];
    const times = Number(max) / Number(min);
    if (part !== undefined && !ONCE.test(part) && Number(min) > 0 && times >= SLOW)
      return { part, times, line: header + 1 + index };
  }
  return undefined;
}
