import { Fault } from '../../domain/fault.ts';
import type { Shown } from '../../domain/shown.ts';
import { eachInSlices } from '../../shaping/slices.ts';
import { capLines } from '../../shaping/window.ts';
import { shownLog } from './cloud-lines.ts';

/** Whether a line matches. */
export type Matches = (line: string) => boolean;

export const MOST_PATTERN = 500;
const MOST_MATCHES = 3;
const MOST_MATCH_BYTES = 1024;

/** Characters of a line that are searched, so that a line of megabytes takes no longer. */
const MOST_LINE = 16_384;

/**
 * Steps of a compiled pattern. For each character the engine may look at all of them, so that a search takes steps
 * times text: with these a quarter of a second on the longest line at worst.
 */
export const MOST_STEPS = 600;
/** Steps by an estimate from which a pattern is not even compiled, which takes seconds where there are 100,000. */
const MOST_ESTIMATED = 5000;

/** What stands in a pattern for one step or none: a literal text, an escape, a class, a counted repeat, a character. */
const PART = /\\Q(?:[^\\]|\\(?!E))*|\\.|\[\^?\]?(?:\\.|[^\\\]]){0,80}\]|\{(\d{1,4})(?:,(\d{0,4}))?\}|\((?:\?:)?|./gs;

/** About how many steps a pattern has when its counted repeats are written out. */
function stepsOf(pattern: string): number {
  const around: number[] = [];
  let [steps, last] = [0, 0];
  for (const [part, least, most] of pattern.matchAll(PART)) {
    if (part.startsWith('(')) {
      around.push(steps);
      steps = 0;
    } else if (part === ')') {
      last = steps;
      steps += around.pop() ?? 0;
    } else if (least !== undefined) {
      const times = Number(most || least);
      steps += last * (times - 1);
      last *= times;
    } else {
      last = 1;
      steps++;
    }
  }
  return around.reduce((sum, outer) => sum + outer, steps);
}

const tooBig = (name: string, steps: number): Fault =>
  new Fault({
    kind: 'invalid_input',
    message: `${name} is too big: with its counted repeats written out it has about ${steps.toLocaleString('en')} steps, and at most ${MOST_STEPS} are searched with.`,
    fix: 'Write * or + for a large count, such as .*error for .{0,1000}error (a match never leaves its line), or look for a shorter part of it.',
  });

/** Fragments at which the place of a mistake is looked for: each costs a compilation. */
const MOST_FRAGMENTS = 20;

/** Where the parser gave up: the shortest beginning that it refuses for the same reason. */
function offsetOf(pattern: string, fragment: string | null, refuses: (part: string) => boolean): number {
  if (!fragment || fragment === pattern) return fragment === pattern ? 0 : Math.max(0, pattern.length - 1);
  let at = pattern.indexOf(fragment);
  for (let tried = 0; at >= 0 && tried < MOST_FRAGMENTS; at = pattern.indexOf(fragment, at + 1), tried++)
    if (refuses(pattern.slice(0, at + fragment.length))) return at;
  return Math.max(0, pattern.lastIndexOf(fragment));
}

/**
 * A regular expression in RE2 syntax, matched in linear time whatever a model writes.
 *
 * @throws Fault `invalid_input` naming what is wrong and at which offset, or that it is too big
 */
export async function compilePattern(name: string, pattern: string): Promise<Matches> {
  const estimated = stepsOf(pattern);
  if (estimated > MOST_ESTIMATED) throw tooBig(name, estimated);
  // Loaded on demand: it is a quarter of a megabyte, which most sessions never need.
  const { RE2JS, RE2JSSyntaxException } = await import('re2js');
  try {
    const compiled = RE2JS.compile(pattern);
    const steps = compiled.programSize();
    if (steps > MOST_STEPS) throw tooBig(name, steps);
    return (line) => compiled.test(line.length > MOST_LINE ? line.slice(0, MOST_LINE) : line);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    const why = error.getDescription();
    const unclosed = why.startsWith('missing closing');
    const offset = unclosed
      ? pattern.length
      : offsetOf(pattern, error.getPattern(), (part) => {
          try {
            RE2JS.compile(part);
            return false;
          } catch (other) {
            return other instanceof RE2JSSyntaxException && other.getDescription() === why;
          }
        });
    throw new Fault({
      kind: 'invalid_input',
      message: `${name} is no regular expression: ${why} at offset ${offset}${unclosed ? ', its end' : ''}.`,
      fix: 'Correct it. RE2 syntax: no lookaround and no backreferences; escape literal ( [ { . * + ? with a backslash; (?i) ignores case.',
    });
  }
}

/**
 * The newest lines of a log that match, at most three, fit to show. The masked text is matched and not the original:
 * with pattern after pattern, a model could otherwise guess a secret letter by letter.
 */
export async function matchingLines(log: readonly string[], matches: Matches, signal: AbortSignal): Promise<Shown[]> {
  const lines = await shownLog(log);
  const matching = await eachInSlices(lines, matches, signal);
  const found: Shown[] = [];
  for (let index = lines.length - 1; index >= 0 && found.length < MOST_MATCHES; index--)
    if (matching[index]) found.unshift(...lines.slice(index, index + 1));
  const maxBytes = MOST_MATCHES * MOST_MATCH_BYTES;
  return capLines(found, { maxLines: MOST_MATCHES, maxBytes, maxLineBytes: MOST_MATCH_BYTES, keep: 'tail' }).lines;
}
