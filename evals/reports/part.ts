import type { Case } from './cases.ts';
import { withFiles } from './files.ts';

/** Of the cases that are judged by their files, one in so many goes through the tools as well. */
const ONE_IN = 10;

/**
 * The part of a set that `npm test` sends through the tools. The set grows without end, and most of what a case costs
 * is the way through the server, which is the same for all. So it is the cases that are not judged by their files
 * besides, where all the others are held, and some of these.
 */
export function partOf(cases: readonly Case[]): Case[] {
  const filed = withFiles(cases);
  const spared = new Set(filed.filter((_, index) => index % ONE_IN !== 0));
  return cases.filter((one) => !spared.has(one));
}
