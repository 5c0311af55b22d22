import { withoutNumbers } from '../shaping/without-numbers.ts';
import { boxesIn, isFrame } from './accounts.ts';
import { CAUSES } from './causes/all.ts';
import { firstMatch } from './causes/cause.ts';
import { COMMAND, LAST_WORDS } from './last-words.ts';
import { COMPLAINS, isNoise, isNoiseLine, LAUNCHER, type LogLine, STATUS, signatureOfLine } from './lines.ts';
import { OF_COMMAND } from './surroundings.ts';
import { saidIn } from './words.ts';

const LAST_LINES = 3;

/** The line that tells the first status that a launcher tells in the end, with the last of the program before it. */
function statusLines(filled: readonly LogLine[]): LogLine[] {
  const last = filled.slice(-LAST_WORDS);
  const at = last.findIndex(({ body }) => STATUS.test(body));
  const [status] = last.slice(at === -1 ? last.length : at);
  const before = last.slice(0, Math.max(0, at)).findLast(({ body }) => /\w/.test(body) && !isNoise(body));
  return [before, status].filter((line) => line !== undefined);
}

/** Lines that complain at the end of a log, of those that are no error by their form; warnings come last. */
function complaining(filled: readonly LogLine[], told: ReadonlySet<LogLine>): LogLine[] {
  const all = filled
    .slice(-LAST_WORDS)
    .filter(
      (line) =>
        line.level !== 'quiet' &&
        line.progress === undefined &&
        !told.has(line) &&
        !isNoiseLine(line) &&
        !LAUNCHER.test(line.body) &&
        !OF_COMMAND.test(line.body) &&
        !isFrame(line.body) &&
        COMPLAINS.test(line.body),
    );
  return [...all.filter(({ level }) => level !== 'warning'), ...all.filter(({ level }) => level === 'warning')];
}

/** The first two and the last one. */
const firstAndLast = (lines: readonly LogLine[]): LogLine[] => [...lines.slice(0, LAST_LINES - 1), ...lines.slice(-1)];

/** Lines of a traceback drawn in a box but for its frames and the source in them: other source, paths that wrap. */
const SURROUNDINGS = /^\s{0,60}[\u2502\u256d\u2570](?! \u2771|.{1,300}:\d{1,7} in \w)/;

/** A line that announces what the next one says. */
const ANNOUNCES = /[:\uff1a]\s{0,4}$|^\s{0,8}<Message>\s{0,4}$/;
/** Lines up to which others that sound like trouble are added. */
const ENOUGH_LINES = 6;

/** Lines with one of each shape, the first: what repeats with other numbers takes the place of what says more. */
function ofEachShape(lines: readonly LogLine[]): LogLine[] {
  const shapes = new Set<string>();
  return lines.filter(({ body }) => {
    const shape = withoutNumbers(body);
    const isFirst = !shapes.has(shape);
    shapes.add(shape);
    return isFirst;
  });
}

/** The lines that some announce: the next one with a word in it, below a rule too. */
const announcedBy = (telling: readonly LogLine[], filled: readonly LogLine[]): LogLine[] =>
  telling
    .filter(({ body }) => ANNOUNCES.test(body))
    .flatMap((line) => {
      const at = filled.indexOf(line) + 1;
      return filled.slice(at, at + 2).find(({ body }) => /\w/.test(body)) ?? [];
    });

/** Whether a line names something that a cause may lie in. */
const names = ({ body }: LogLine): boolean => firstMatch(CAUSES, 'unknown_error', saidIn(body)) !== undefined;

/** What else may tell, as long as there is room: lines that name something, then others. */
function spareLines(spare: readonly LogLine[], shown: readonly LogLine[]): LogLine[] {
  const room = ENOUGH_LINES - shown.length;
  if (room <= 0) return [];
  const more = ofEachShape([...shown, ...spare]).filter((line) => !shown.includes(line));
  const named: LogLine[] = [];
  // No line is read by all causes that there is no room for.
  for (const line of more) {
    if (named.length === room) break;
    if (names(line)) named.push(line);
  }
  return [...new Set([...named, ...more])].slice(0, room);
}

/**
 * Lines that say most where no cause is known: the first ones that sound like an error, the last one that does, others
 * that complain, and the last of all, or before those the status that a launcher tells, with the last line of the
 * program before it; these oldest first, and then others that may tell, as long as there is room.
 *
 * @param marked lines that belong to tracebacks, or are known by themselves
 */
export function linesThatTellMost(
  texts: readonly string[],
  lines: readonly LogLine[],
  marked: ReadonlySet<number>,
): string[] {
  const filled = lines.filter(({ body }) => body.trim() !== '');
  const boxes = new Set(boxesIn(filled.slice(-LAST_WORDS)).map(({ index }) => index));
  const tells = (line: LogLine): boolean =>
    boxes.has(line.index) || signatureOfLine(line) === 'error' || COMMAND.test(line.body);
  const told = ofEachShape(filled.filter((line) => !isNoiseLine(line) && tells(line)));
  // What a launcher says at the end is told below.
  const ended = told.filter(({ body }) => !LAUNCHER.test(body)).slice(-1);
  const errors = told.slice(0, LAST_LINES - 1);
  const last = filled
    .filter(
      (line) => /\w/.test(line.body) && !isNoiseLine(line) && !(marked.has(line.index) && SURROUNDINGS.test(line.body)),
    )
    .slice(errors.length - LAST_LINES);
  const quiet = complaining(filled, new Set(told));
  const telling = [...errors, ...ended, ...firstAndLast(quiet)];
  const shown = [...new Set([...telling, ...announcedBy(telling, filled), ...statusLines(filled), ...last])];
  shown.sort((a, b) => a.index - b.index);
  const spare = [...told, ...quiet].filter(({ body }) => !LAUNCHER.test(body) && !ANNOUNCES.test(body));
  return [...shown, ...spareLines(spare, shown)].map(({ index }) => texts[index] ?? '');
}
