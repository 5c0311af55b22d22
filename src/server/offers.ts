import type { Offers } from '../advice/offered.ts';
import { cards } from './cards.ts';

const TOOLS: ReadonlySet<string> = new Set(cards.map(({ name }) => name));

/** What a server that offers these tools may say. */
export function offersOf(names: Iterable<string>): Offers {
  const offered = new Set(names);
  return (word) => offered.has(word) || !TOOLS.has(word);
}
