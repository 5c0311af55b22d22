import type { Shown } from '../domain/shown.ts';
import { cleanText } from './clean.ts';
import { maskLines } from './mask.ts';
import { shapeSlices } from './slices.ts';

/**
 * Lines of somebody else's fit to show (R34), line for line: cleaned, cut, masked. Shaped together, because a secret
 * can span lines; what is left of a private key after its first line is `undefined`.
 *
 * @param given none with a newline inside; more of them than are shown make the masking surer
 * @param prepare changes the cleaned lines before they are masked, and gives back as many
 */
export const shownLines = (
  given: readonly string[],
  prepare: (lines: readonly string[]) => readonly string[] = (lines) => lines,
): Promise<(Shown | undefined)[]> =>
  shapeSlices(given, (slice) => maskLines(prepare(cleanText(slice.join('\n')).split('\n'))) as (Shown | undefined)[]);

/** An absent text. */
export const NO_TEXT = '' as Shown;

/** The lines of a text. */
export const shownLinesOf = (text: Shown): Shown[] => text.split('\n') as Shown[];

/** A text of lines. */
export const joinShown = (lines: readonly Shown[]): Shown => lines.join('\n') as Shown;

/**
 * A template whose words stand in the source and whose values are fit to show: what comes of it is, too.
 *
 * @example inOurWords`${line} (x ${times})`
 */
export const inOurWords = (words: TemplateStringsArray, ...values: readonly (Shown | number)[]): Shown =>
  String.raw({ raw: words }, ...values) as Shown;
