import { readLine } from '../shaping/errors/line.ts';

const HEADER = 'Traceback (most recent call last):';
const TAG = /\[rank\d{1,5}\]: ?/g;
/** The end of a progress bar, as tqdm draws it. */
const BAR_END = /\d(?:it|s|B|examples|ba)\/(?:s|it)[^\]\n]{0,160}\]/g;

/** Where in a line the text of another writer begins. */
function seams(line: string): number[] {
  const found: number[] = [];
  const header = line.indexOf(HEADER);
  // The heading of a worker's traceback, or of a native one, has words of its own before it.
  if (
    header > 0 &&
    !/(?:Original|Remote|C\+\+) $/.test(line.slice(0, header)) &&
    readLine(line.slice(0, header)).body.trim()
  )
    found.push(header);
  for (const { index } of line.matchAll(TAG))
    if (/[^\s(]$/.test(line.slice(Math.max(0, index - 1), index))) found.push(index);
  for (const { index, 0: bar } of line.matchAll(BAR_END)) {
    const after = index + bar.length;
    if (/^[^\s,|)\]\r]/.test(line.slice(after, after + 1))) found.push(after);
  }
  return [...new Set(found)].sort((a, b) => a - b);
}

const ESCAPED = /Traceback \(most recent call last\):\\n/;

/** A line of JSON that holds a traceback in one of its strings, as the line without it and the lines of that. */
function withoutEscapes(line: string): string[] {
  const from = line.search(ESCAPED);
  if (from === -1) return [line];
  const rest = line.slice(from);
  const end = /[^\\]"(?=\s{0,4}(?:[,}\]]|$))/.exec(rest)?.index ?? rest.length - 1;
  const text = rest.slice(0, end + 1);
  return [line.slice(0, from) + rest.slice(end + 1), ...text.split('\\n').map((each) => each.replaceAll('\\"', '"'))];
}

/**
 * Lines of a log, those that two writers shared taken apart: an error behind a progress bar, the line of a rank inside
 * that of another. A line that holds one text stays as it is.
 *
 * @param lines cleaned, oldest first
 */
export const unglued = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => {
    if (line.length > 8192 || !/\]|Traceback/.test(line)) return [line];
    if (ESCAPED.test(line)) return withoutEscapes(line);
    const cuts = seams(line);
    return cuts.length === 0 ? [line] : [0, ...cuts].map((from, index) => line.slice(from, cuts[index]));
  });
