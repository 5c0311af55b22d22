import { createTwoFilesPatch } from 'diff';
import { Fault } from '../../domain/fault.ts';
import { cleanText } from '../../shaping/clean.ts';
import { maskSecrets } from '../../shaping/mask.ts';
import { hasFolder, readText, removeEmptyFolders, removeFile, writeText } from './file.ts';

/** A file before and after; `undefined` where there is none. */
export interface Change {
  file: string;
  before: string | undefined;
  after: string | undefined;
}

/** Longest line of a diff that is shown whole; some programs write their configuration on a single line. */
const LONGEST_LINE = 400;

/** Cuts a line that is too long to be shown, so that the place where it differs stands in the middle. */
function cutLine(line: string, differsAt: number): string {
  if (line.length <= LONGEST_LINE) return line;
  const from = Math.max(1, Math.min(differsAt - LONGEST_LINE / 4, line.length - LONGEST_LINE));
  const to = from + LONGEST_LINE;
  const sign = line.slice(0, 1);
  return `${sign}${from > 1 ? '...' : ''}${line.slice(from, to)}${to < line.length ? '...' : ''}`;
}

/** Offset of the first letter in which two lines differ. */
function firstDifference(a: string, b: string): number {
  let at = 1;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

/**
 * The change as a unified diff, for showing: the lines around it may hold secrets of other servers, which are masked.
 */
export function diffOf({ file, before, after }: Change): string {
  const patch = createTwoFilesPatch(
    before === undefined ? '/dev/null' : file,
    after === undefined ? '/dev/null' : file,
    before ?? '',
    after ?? '',
    undefined,
    undefined,
    { context: 2 },
  );
  const lines = maskSecrets(cleanText(patch.replace(/^(?:Index:.*\n)?=+\n/, ''))).split('\n');
  // A line removed and a line added beside each other are one line that was changed, and the part that differs is what
  // a person wants to see. The note on a missing line end may stand between them.
  const shown = lines.map((line, at) => {
    const other = [-2, -1, 1, 2].map((step) => lines[at + step]).find((near) => (near?.length ?? 0) > LONGEST_LINE);
    return cutLine(line, other === undefined ? 0 : firstDifference(line, other));
  });
  return shown.join('\n').trimEnd();
}

/**
 * The text of a file that was not there before. A blank line at its end notes that its folder was not there either, so
 * that `--remove` takes the folder away too.
 */
export const firstText = async (file: string, text: string): Promise<string> =>
  (await hasFolder(file)) ? text : `${text}\n`;

/**
 * Makes the change, whole or not at all; a link stays a link. There is no backup, because nothing but the entry
 * changes.
 * @param keep folders that are not removed, though nothing is left in them
 * @throws Fault where the file is not any more as it was shown, or cannot be written
 */
export async function apply({ file, before, after }: Change, keep: readonly string[]): Promise<void> {
  if ((await readText(file)) !== before)
    throw new Fault({
      kind: 'invalid_input',
      message: `${file} was changed by another program in the meantime.`,
      fix: 'Nothing was written. Run init again.',
    });
  if (after !== undefined) return writeText(file, after);
  await removeFile(file);
  if (before?.endsWith('\n\n')) await removeEmptyFolders(file, keep);
}
