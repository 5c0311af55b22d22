import { COLLECTIVE_WARNS } from '../shaping/errors/signatures.ts';
import { withoutNumbers } from '../shaping/without-numbers.ts';
import { type Account, boxesIn, indentedAfter } from './accounts.ts';
import type { Category } from './category.ts';
import { CAUSES, SPECIFIC } from './causes/all.ts';
import { aroundMatch, type Cause, findingOf, firstMatch, MOST_SHOWN } from './causes/cause.ts';
import { LAST_RESORTS } from './causes/last-resorts.ts';
import { ASKS_FOR_REPORT } from './causes/process-concepts.ts';
import { announcesEnd } from './enders.ts';
import type { Finding } from './finding.ts';
import { lackIn } from './leading-errors.ts';
import {
  BESIDE,
  goesOn,
  isLastTry,
  isNoise,
  isNoiseLine,
  LAUNCHER,
  type LogLine,
  signatureOfLine,
  WITHOUT_DEVICE,
} from './lines.ts';
import { causeSaid } from './said.ts';
import type { Survival } from './survival.ts';
import { NO_NEWS, SAYS_THAT_IT_FAILED } from './unknown-exception.ts';
import { saidIn, withoutCommands } from './words.ts';

/** Lines of ordinary work after an error that show that it was not the end; a shell writes on for a while. */
const GOES_ON_AFTER = 4;
/** Lines at the end of a log among which an error nobody knows counts as its last word. */
export const LAST_WORDS = 40;

/** The very last lines, of which any may be the last word, whether it sounds like an error or not. */
const LAST_OF_ALL = 12;

/**
 * That a signal ended a process says less than that the communication broke, which is how a launcher comes to send one.
 */
const SIGNALS: ReadonlySet<string> = new Set(['aborted', 'hung_up', 'mpi_abort', 'terminated']);

/** An exception that announces what comes, and how many lines of that are read. */
const ANNOUNCES = /^[\w.]{0,100}(?:Error|Exception)\b.{0,300}:\s{0,4}$/;
const ANNOUNCED = 2;
/** Lines after it among which they are: rules are drawn between. */
const WITHIN = 4;
/** Any other error that does: MPI's `error stack:`, a client's `Could not fetch resource:`. The next line says it. */
const LINE_ANNOUNCES = /\b(?:stack|resources?|reason|cause|details|because|with|error|message)\s?:\s{0,4}$/i;

/** How many of the next lines say what a line announces. */
const announcedLines = (body: string, kind: 'error' | 'hint' | undefined): number =>
  kind === 'error' && ANNOUNCES.test(body) ? ANNOUNCED : Number(LINE_ANNOUNCES.test(body));

/** Lines before an error in which a warning may say why something could not be had. */
const WARNED_BEFORE = 8;
/** TensorFlow warns that an operation failed: where its exception is not printed, that is the only word of it. */
const OPERATION_FAILED = /\bOP_REQUIRES failed at\b|\bop_kernel\.cc:\d{1,5}\] [A-Z][a-z]|\bCompute status: [A-Z][a-z]/;
/** How an operation ends whose input is at its end, or that another one's failure ended. */
const ENDED_WITH = /: (?:Out of range|OUT_OF_RANGE|Cancell?ed|CANCELLED|Aborted|ABORTED): /;

/** The message in an answer of a service that is printed as JSON, a member a line. */
const ANSWER = /^\s{1,16}"(?:message|msg|detail|reason|error\w{0,20})": "\S{1,80} \S/i;

/** What launchers draw and list at the end. */
const DRAWN = /^\s|^[-=*]{5,200}$|^\[\d{1,5}\]:$|^Failures:|^Root Cause/;
/** Whether a line belongs to the account that a launcher gives of an end: what its program said stands before it. */
const isTeardown = ({ body, index }: LogLine, marked: ReadonlySet<number>): boolean =>
  marked.has(index) || LAUNCHER.test(body) || (DRAWN.test(body) && !ANSWER.test(body)) || isNoise(body);

/** A keeper of processes warns when it ends one. */
const ENDED_BY_KEEPER = /\b(?:kill|restart|terminat|evict|abort)\w{0,3}\b/i;
/** What says that there was no trouble names it all the same. */
const NO_TROUBLE =
  /\b(?:no|0|zero|without(?: any)?) (?:\w{2,12} )?(?:errors?|failures?|problems?|issues?)\b|\b(?:errors?|failures?|problems?|issues?)\s?[:=]\s?(?:none|null|nil|no|0|n\/a)\s{0,4}(?:$|[,;|)\]}])/i;

/** A text that may say why a program ended. */
interface LastWord extends Account {
  /** The text as it was written, where it is read in English. */
  original?: string | undefined;
  /** What it tells of is not got over, whatever is written after it. */
  stays?: boolean;
}

/** How commands complain: their name, then the trouble. */
export const COMMAND =
  /^CMake Error\b|^[a-z][\w.+-]{1,20}: {1,2}(?:error\b|fatal\b|cannot|can't|could not|couldn't|unable|fail|invalid|no |not |unexpected|missing|unknown|denied|bad |wrong |too |illegal|unrecogni[sz]ed|corrupt|truncated|(?:this |it )?(?:does|do|did|is|was) not )/i;

/**
 * The last words of a log: lines of errors, then accounts in boxes, then lines that only sound like an error; apart
 * from those, warnings of a process that was ended for what it lacked and of an operation that failed, and any line.
 */
function lastWordsOf(lines: readonly LogLine[], marked: ReadonlySet<number>): LastWord[][] {
  const last = lines.filter(({ body }) => body.trim() !== '').slice(-LAST_WORDS);
  const ends = new Set(last.filter((line) => !isTeardown(line, marked)).slice(-LAST_OF_ALL));
  const said = (kind: 'error' | 'hint' | undefined): LastWord[] =>
    last.flatMap((line, at): LastWord[] => {
      const { body, level, index, progress } = line;
      if ((level === 'quiet' && !isLastTry(body)) || marked.has(index) || isNoiseLine(line)) return [];
      if (level === 'warning' && !COLLECTIVE_WARNS.test(body)) return [];
      if ((signatureOfLine(line) ?? (COMMAND.test(body) ? 'hint' : undefined)) !== kind) return [];
      if (kind === undefined && (!ends.has(line) || progress !== undefined)) return [];
      const indented = kind === undefined ? [] : indentedAfter(last, at);
      const announced = last
        .slice(at + 1, at + 1 + WITHIN)
        .filter((each) => /\w/.test(each.body))
        .slice(0, announcedLines(body, kind));
      const more = indented.length > 0 ? indented : announced;
      const text = [line, ...more].map((each) => each.body.trim()).join(' ');
      return [{ text, index, end: more.at(-1)?.index ?? index, original: line.original }];
    });
  const boxes = boxesIn(last).filter(({ text }) => !LAUNCHER.test(text));
  const ended = last.flatMap(({ body, index, level }): LastWord[] =>
    level === 'warning' && ENDED_BY_KEEPER.test(body) && !marked.has(index) && lackIn(body)
      ? [{ text: body, index, end: index }]
      : [],
  );
  const warned = warningsIn(last, marked);
  const operations = warned.filter(({ text }) => OPERATION_FAILED.test(text) && !ENDED_WITH.test(text));
  const devices = warned
    .filter(({ text }) => WITHOUT_DEVICE.test(text))
    .map((word): LastWord => ({ ...word, stays: true }));
  return [[...said('error'), ...boxes, ...said('hint')], ended, [...operations, ...devices], said(undefined)];
}

const warningsIn = (lines: readonly LogLine[], marked: ReadonlySet<number>): LastWord[] =>
  lines.flatMap(({ body, index, level, original }) =>
    level === 'warning' && !marked.has(index) && !isNoise(body) ? [{ text: body, index, end: index, original }] : [],
  );

/** Lines at the end of a log that are errors by their form. */
const errorsIn = (lines: readonly LogLine[], marked: ReadonlySet<number>): LastWord[] =>
  lines
    .filter(({ body }) => body.trim() !== '')
    .slice(-LAST_WORDS)
    .filter((line) => signatureOfLine(line) === 'error' && !marked.has(line.index) && !isNoiseLine(line))
    .map(({ body, index, original }) => ({ text: body, index, end: index, original }));

type LastFinding = Omit<Finding, 'evidence'>;

/** What the class of an exception says that stands in a line of its own, without where it was raised. */
const UNPLACED: readonly Cause[] = [
  LAST_RESORTS.unplaced,
  LAST_RESORTS.refused,
  LAST_RESORTS.judged,
  LAST_RESORTS.demanded,
  LAST_RESORTS.unplacedOther,
];

/** Whether only the class of an exception is known, not what it says. */
const isBare = ({ rule }: Told['finding']): boolean => rule === LAST_RESORTS.unplacedOther.id;

/** A last word, and what it says. */
interface Told extends LastWord {
  finding: LastFinding;
  /** A later line for the same cause that says more. */
  fuller?: LastWord | undefined;
}

/** The longest of the lines for the same cause, where it is longer and differs in more than numbers. */
function fullerThan({ text, finding }: Told, all: readonly Told[]): LastWord | undefined {
  return all
    .filter((other) => other.finding.rule === finding.rule && withoutNumbers(other.text) !== withoutNumbers(text))
    .reduce<LastWord | undefined>(
      (best, other) => (other.text.length > (best?.text ?? text).length ? other : best),
      undefined,
    );
}

/**
 * What a tracker may say that ends a job, where nothing else is said: what it lacks to begin with. The network it tries
 * again in the background, while its job goes on.
 */
const ENDS_FOR_TRACKER: ReadonlySet<Category> = new Set<Category>(['bad_configuration', 'permission_or_mount']);

/**
 * What the words of an error suggest that no cause knows. It counts as a consequence: an exit code or a record of the
 * platform says more.
 *
 * @param found the causes that known lines say of how it broke off; what else is known was read with them
 * @param counts whether a finding is wanted
 */
export function unknownError(
  lines: readonly LogLine[],
  marked: ReadonlySet<number>,
  survival: Survival,
  found: readonly string[],
  counts: (finding: LastFinding) => boolean,
): Told | undefined {
  const brokeOff = found.length > 0;
  const noNews = found.every((rule) => SIGNALS.has(rule)) ? SAYS_THAT_IT_FAILED : NO_NEWS;
  const told = (word: LastWord, ofTracker = false): Told[] => {
    const { text, end, stays = false } = word;
    const own = withoutCommands(text);
    const cause =
      (brokeOff ? undefined : (firstMatch(CAUSES, 'line', own) ?? firstMatch(SPECIFIC, 'exception', own))) ??
      causeSaid(saidIn(text)) ??
      (brokeOff ? undefined : firstMatch(UNPLACED, 'exception', own));
    if (cause === undefined || (brokeOff && noNews.has(cause.id))) return [];
    if (NO_TROUBLE.test(text) || goesOn(text) || BESIDE.test(text) !== ofTracker || LAUNCHER.test(text)) return [];
    const finding: LastFinding = { ...findingOf(cause, text), role: 'consequence', directness: 'indirect' };
    const worksOn = (!stays && survival.liveAfter(end) > GOES_ON_AFTER) || survival.trainedOn(end, end);
    if (!counts(finding) || (worksOn && !announcesEnd(finding))) return [];
    return [{ ...word, finding, text: word.original?.slice(0, MOST_SHOWN) ?? aroundMatch(cause, text) }];
  };
  let bare: Told | undefined;
  for (const words of lastWordsOf(lines, marked)) {
    const all = words.flatMap((word) => told(word));
    // With which status something ended, or that the communication broke, is worth less than why.
    const named = all.filter(({ finding }) => finding.category !== 'unknown' && !isBare(finding));
    const best =
      named.find(({ finding: { rule } }) => !NO_NEWS.has(rule) && rule !== ASKS_FOR_REPORT) ??
      named.find(({ finding }) => finding.rule !== ASKS_FOR_REPORT) ??
      named[0] ??
      all[0];
    if (best === undefined) continue;
    // The class of an exception alone says less than any words.
    if (isBare(best.finding)) {
      bare ??= best;
      continue;
    }
    if (best.finding.category === 'unknown' && bare !== undefined) continue;
    // Why something could not be had, its program may have said as a warning before.
    const before = lines.slice(Math.max(0, best.index - WARNED_BEFORE), best.index);
    const why = best.finding.vague ? warningsIn(before, marked).flatMap((word) => told(word)) : [];
    const found = why.find(({ finding }) => finding.category !== 'unknown' && !finding.vague) ?? best;
    return { ...found, fuller: fullerThan(found, all) };
  }
  const trackers = errorsIn(lines, marked).flatMap((word) => told(word, true));
  return bare ?? trackers.find(({ finding }) => ENDS_FOR_TRACKER.has(finding.category));
}
