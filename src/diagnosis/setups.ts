import { CAUSES, SPECIFIC } from './causes/all.ts';
import { aroundMatch, findingOf, firstMatch } from './causes/cause.ts';
import type { LogLine } from './lines.ts';
import type { LogCandidate } from './log-candidate.ts';

/** Where pip ends what the setup of a package printed: by a note, by a rule before that. */
const END = /^\s{0,12}\[end of output\]$/;
const RULE = /^\s{0,12}-{20,}$/;
const OUTPUT = /^\s{0,12}Complete output \(\d{1,5} lines?\):/;

/** How a setup says in its last line why it ended. */
const SAYS = /^\s{0,16}(?:(?:error|ERROR|fatal)|[\w.]{1,60}(?:Error|Exception)): \S/;

/** That a package could not be built, and what is missing for want of it. */
const NOT_BUILT = 'extension_build';
const EXPLAINS: readonly string[] = [NOT_BUILT, ...(CAUSES.find(({ id }) => id === NOT_BUILT)?.explains ?? [])];

/** Indices of the lines with which the output of setups ends. */
function endsOf(lines: readonly LogLine[]): number[] {
  let begun = false;
  return lines.flatMap(({ body, index }) => {
    if (OUTPUT.test(body)) begun = true;
    const ends = END.test(body) || (begun && RULE.test(body));
    if (ends) begun = false;
    return ends ? [index] : [];
  });
}

/** Lines before the end of such an output of which the last may be empty. */
const NEAR = 3;

/**
 * Why packages could not be built, as their setups say in the last line that they print. pip says after it only that
 * the build failed, which may be for want of a compiler, a file, a permission or a host.
 *
 * @param taken lines that belong to tracebacks, or are known by themselves
 */
export function setupErrors(lines: readonly LogLine[], taken: ReadonlySet<number>): LogCandidate[] {
  return endsOf(lines).flatMap((end): LogCandidate[] => {
    const last = lines.slice(Math.max(0, end - NEAR), end).findLast(({ body }) => body.trim() !== '');
    if (last === undefined || taken.has(last.index) || !SAYS.test(last.body)) return [];
    const text = last.body.trim();
    const cause = firstMatch(SPECIFIC, 'line', text) ?? firstMatch(SPECIFIC, 'exception', text);
    if (cause === undefined || cause.id === NOT_BUILT) return [];
    const place = { line: last.index, start: last.index, end: last.index };
    const kind = { caught: false, whole: false, atEnd: false, explains: EXPLAINS };
    return [{ finding: findingOf(cause, text), texts: [aroundMatch(cause, text)], ...place, ...kind }];
  });
}
