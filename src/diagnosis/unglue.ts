import { readLine } from '../shaping/errors/line.ts';
import { endOfPrefix } from '../shaping/errors/shared-prefix.ts';
import { carrierIn, isHeader, styleOf } from '../shaping/errors/traceback-lines.ts';

const HEADER = 'Traceback (most recent call last):';
const TAG = /\[rank\d{1,5}\]: ?/g;
/** The end of a progress bar, as tqdm draws it. */
const BAR_END = /\d(?:it|s|B|examples|ba)\/(?:s|it)[^\]\n]{0,160}\]/g;

/** A bar that another writer broke off: where it is drawn to its end, blanks and a rule come next. */
const BAR_CUT = /\d%\|[\u2588-\u258f]{1,200}(?=[A-Za-z[(])/g;

/** Whether what stands before the heading of a traceback belongs to it, or to each of its lines. */
function headsIt(before: string, line: string, next: string): boolean {
  const own = readLine(before).body.trim();
  return (
    own === '' ||
    // The heading of a worker's traceback, or of a native one, has words of its own before it.
    /(?:Original|Remote|C\+\+) $/.test(before) ||
    carrierIn(line) !== undefined ||
    (isHeader(line) && styleOf(line) !== 'plain') ||
    endOfPrefix(next, before) !== -1
  );
}

/** Where in a line the text of another writer begins. */
function seams(line: string, next: string): number[] {
  const found: number[] = [];
  const header = line.indexOf(HEADER);
  if (header > 0 && !headsIt(line.slice(0, header), line, next)) found.push(header);
  for (const { index } of line.matchAll(TAG))
    if (/[^\s(]$/.test(line.slice(Math.max(0, index - 1), index))) found.push(index);
  for (const { index, 0: bar } of line.matchAll(BAR_END)) {
    const after = index + bar.length;
    if (/^[^\s,|)\]\r]/.test(line.slice(after, after + 1))) found.push(after);
  }
  for (const { index, 0: bar } of line.matchAll(BAR_CUT)) found.push(index + bar.length);
  return [...new Set(found)].sort((a, b) => a - b);
}

const ESCAPED = /Traceback \(most recent call last\):\\n/;
/** Where such a string ends: of JSON, and of Python, where double quotes may stand in it as they are. */
const ENDS = { '"': /[^\\]"(?=\s{0,4}(?:[,}\]]|$))/, "'": /[^\\]'(?=\s{0,4}(?:[,})\]]|$))/ } as const;

/** A line with a string that holds a traceback, as the line without it and the lines of that. */
function withoutEscapes(line: string): string[] {
  const from = line.search(ESCAPED);
  if (from === -1) return [line];
  const rest = line.slice(from);
  // What is raised in a process of its own may stand before the heading.
  const [single, double] = [line.lastIndexOf("'", from), line.lastIndexOf('"', from)];
  // Without a quote before it, all of the rest is of it.
  const ends = single === double ? undefined : ENDS[single > double ? "'" : '"'];
  const end = ends?.exec(rest)?.index ?? rest.length - 1;
  const text = rest.slice(0, end + 1);
  const lines = text.split('\\n').map((each) => each.replace(/\\(["'])/g, '$1'));
  return [line.slice(0, from) + rest.slice(end + 1), ...lines];
}

/** Ends with the class of an exception, whose message a line of another writer cut off. */
const CLASS_AT_END = /(?<![\w.])[A-Za-z_][\w.]{0,80}(?:Error|Exception)$/;
/** Classes of Python itself, which have no name of a module before them. */
const BUILT_IN_AT_END =
  /(?<![A-Za-z_])(?:Value|Runtime|Type|Key|Assertion|OS|FileNotFound|Attribute|Index|Import|ModuleNotFound|NotImplemented|Permission|Memory|Connection)Error$/;

/** Lines in which the class of an exception stands before its message again, where a line break came between them. */
function rejoined(lines: readonly string[]): string[] {
  const result: string[] = [];
  let type = '';
  for (const [at, line] of lines.entries()) {
    const text = type + line;
    type = lines[at + 1]?.startsWith(': ')
      ? ((BUILT_IN_AT_END.exec(text) ?? CLASS_AT_END.exec(text.slice(-120)))?.[0] ?? '')
      : '';
    const rest = text.slice(0, text.length - type.length);
    if (rest.trim() !== '' || type === '') result.push(rest);
  }
  return result;
}

/**
 * Lines of a log, those that two writers shared taken apart: an error behind a progress bar, the line of a rank inside
 * that of another. A line that holds one text stays as it is.
 *
 * @param lines cleaned, oldest first
 */
export const unglued = (lines: readonly string[]): string[] =>
  rejoined(lines).flatMap((line, at, all) => {
    if (line.length > 8192 || !/[\]\u2588]|Traceback/.test(line)) return [line];
    if (ESCAPED.test(line)) return withoutEscapes(line);
    const cuts = seams(line, all[at + 1] ?? '');
    return cuts.length === 0 ? [line] : [0, ...cuts].map((from, index) => line.slice(from, cuts[index]));
  });
