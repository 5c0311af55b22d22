import { quoted } from '../domain/brief.ts';
import { MAX_QUESTION } from './question.ts';

/** Things that one question can be about: with more of them a line of each would not fit into it. */
export const MOST_AT_ONCE = 20;

/** Characters of the lines that name them; the rest of a question is for its consequence and its sum. */
const ROOM = MAX_QUESTION - 420;
/** Characters that the id, the state and the marks between them take at most. */
const BESIDE_NAME = 62;

/** A name of one of several things, cut so that a question has room for all of them. */
export const nameOfSeveral = (name: string, amount: number): string =>
  quoted(name, Math.max(16, Math.min(80, Math.floor(ROOM / amount) - BESIDE_NAME)));

/** Pages of the console in a refusal at most. */
const MOST_LINKS = 3;

/** Where in the console a person can do it to the first of several, if they have pages there. */
export const firstLinks = (things: readonly { console: string | undefined }[]): string | undefined =>
  things
    .slice(0, MOST_LINKS)
    .flatMap(({ console }) => console ?? [])
    .join(' ') || undefined;
