import { type Frame, innermost, isOwn, type Raised, type Traceback } from '../shaping/errors/traceback.ts';
import type { Category } from './category.ts';
import { CAUSES, SPECIFIC } from './causes/all.ts';
import { aroundMatch, type Cause, findingOf, firstMatch, MAX_LINE } from './causes/cause.ts';
import { LAST_RESORTS } from './causes/last-resorts.ts';
import type { Finding } from './finding.ts';
import { lackIn } from './leading-errors.ts';
import { COMPLAINS, LAUNCHER } from './lines.ts';
import {
  causeInWords,
  headOf,
  lastResort,
  NO_NEWS,
  SAYS_THAT_IT_FAILED,
  UNSPECIFIC,
  wholeOf,
} from './unknown-exception.ts';
import { isGroup, telling } from './wrappers.ts';

/** Classes of exceptions that programs raise around the real one. */
const GENERIC =
  /^(\w+\.){0,6}(RuntimeError|Exception|OSError|IOError|AssertionError|\w{0,40}(Train|Task|Job|Worker|Launch|Pipeline|Runner|Load)\w{0,20}(Error|Exception|Failed))$/;

/**
 * What the interpreter prints while it cleans up, and a logger that cannot write. The process was ending already, or
 * goes on, so it is no cause, apart from the storage that both write to.
 */
const AFTERMATH =
  /Exception ignored in|Error in atexit|Error in sys\.excepthook|--- Logging error ---|^Call stack:|Exception ignored on/;

const WRITTEN_TO: ReadonlySet<Category> = new Set<Category>(['storage_failure', 'permission_or_mount']);

/** What is printed before the traceback of a thread: the program goes on without it. */
export const BACKGROUND = /^Exception in thread /;

/**
 * Causes outside of the program. No handler of an exception brings them about, so in a chain the first of them counts.
 */
const OUTSIDE: readonly Category[] = [
  'network_failure',
  'permission_or_mount',
  'storage_failure',
  'resource_limit',
  'cuda_oom',
  'host_oom',
  'hardware_fault',
];

/** Words of what no handler brings about either: a file stays as damaged as it was. */
const DAMAGED: ReadonlySet<string> = new Set(['damaged_words', 'damaged_class_words']);

/** What programs expect not to be there, and have another way for. */
const MAY_BE_ABSENT: ReadonlySet<string> = new Set([
  'file_not_found',
  'stated_missing',
  'module_not_found',
  'submodule_not_found',
  'import_failed',
  'name_gone',
  'environ_key',
  'environ_name',
  'config_key',
]);

/** The innermost frames as text, which the pattern `where` of a cause is matched with. */
const whereText = ({ frames }: Raised): string =>
  frames
    .slice(-3)
    .map(({ file, function: name = '', code = '' }) => `${file} ${name} ${code}`)
    .join('\n')
    .slice(0, MAX_LINE);

/** Lines after an exception that say nothing of it: native frames, general advice. */
const UNTELLING =
  /^(?:frame #|#\d|C\+\+ CapturedTraceback|Exception raised from|CUDA kernel errors might|For debugging consider|Compile with|For further information|Device-side assertion tracking|See (?:also )?http|\[end of output\]|(?:note|hint): (?:This (?:error originates|is an issue with)|See above)|Rectify the fault\b)/;

/** What NCCL says that a code of its own means, whatever it stood for. */
const MEANING_OF_CODE = /^nccl[A-Z]\w{2,30}(?:Error|Usage|Argument|Cuda|InProgress):/;

/** Drawers of the program, its files and its data. */
const OF_PROGRAM: ReadonlySet<Category> = new Set<Category>(['user_code_error', 'missing_module_or_file']);

/** What the lines after an exception say that only tells that something broke off. */
function toldAfter({ detail }: Raised, broke?: Cause): Cause | undefined {
  return (
    detail
      .filter((line) => !UNTELLING.test(line) && !MEANING_OF_CODE.test(line) && !LAUNCHER.test(line))
      .map((line) => firstMatch(CAUSES, 'unknown_error', line))
      // What the communication lacks, its library says in words that elsewhere are of files or of a program.
      .find(
        (cause) =>
          cause && !NO_NEWS.has(cause.id) && !(broke?.category === 'nccl_timeout' && OF_PROGRAM.has(cause.category)),
      )
  );
}

/** Parts that do not fit each other, in the words of what else only says that something did not load. */
function versionIn(raised: Raised): Cause | undefined {
  const words = firstMatch(CAUSES, 'unknown_error', headOf(raised));
  return words?.category === 'framework_error' ? words : undefined;
}

function causeOf(raised: Raised): Cause | undefined {
  const where = whereText(raised);
  const specific =
    firstMatch(SPECIFIC, 'exception', headOf(raised), where) ??
    firstMatch(SPECIFIC, 'exception', wholeOf(raised), where);
  if (specific?.lastResort) return versionIn(raised) ?? specific;
  if (specific !== undefined) return specific;
  const consequence = firstMatch(CAUSES, 'exception', wholeOf(raised), where);
  return consequence && (lackIn(headOf(raised)) ?? toldAfter(raised, consequence) ?? consequence);
}

/** The signal that ended a process, in the words of the one that waited for it. */
const SIGNAL = /\bterminated with signal SIG\w{3,6}|\bdied with <Signals\.SIG\w{3,6}: \d{1,2}>/;

/** An exception, and its cause where one is known. */
interface Told {
  raised: Raised;
  cause?: Cause | undefined;
}

interface Known extends Told {
  cause: Cause;
  /** It was being handled when the program broke off, which may have had another reason. */
  handled?: boolean;
}

/** Ray's exception of a task carries another one, of which the end may be all that is printed. */
const carriedBy = (raised: Raised): Cause | undefined =>
  /\bRayTaskError$/.test(raised.type) ? toldAfter(raised) : undefined;

/**
 * The signal that a launcher's exception names. Nothing else of it is read: the command, say, may hold words of any
 * cause.
 */
function childOf({ raised }: Traceback): Known | undefined {
  const last = raised.at(-1);
  const signal = last && SIGNAL.exec(headOf(last))?.[0];
  const cause = signal ? firstMatch(CAUSES, 'exception', signal) : last && carriedBy(last);
  return last && cause ? { raised: last, cause } : undefined;
}

/** The exception of a block that says what happened. */
function decisive(block: Traceback): Known | undefined {
  // The exception of a worker or task has no frame of the program where the program's call of it stands in the block.
  const own = block.raised.some(({ frames }) => frames.some(isOwn));
  const chain = telling(block).map((raised): Told => ({ raised, cause: causeOf(raised) }));
  const [outermost] = chain;
  if (outermost === undefined) return childOf(block);
  if (!isGroup(block)) return decisiveOf(chain, own);
  // Those of a group came side by side.
  const { raised, cause } = chain.find((each) => each.cause && each.cause.role !== 'consequence') ?? outermost;
  return { raised, cause: cause ?? lastResort(raised, own) };
}

/** The last exception of a chain, unless that only wraps an earlier one or follows from it. */
function decisiveOf(chain: readonly Told[], own: boolean): Known | undefined {
  const last = chain.at(-1);
  if (last === undefined) return undefined;
  const earlier = chain.slice(0, -1);
  const outside = earlier.map(fromOutside).find((each) => each !== undefined);
  if (outside !== undefined) return outside;
  // What it follows from is told by the chain up to there.
  if (last.cause?.role === 'consequence' && earlier.some(({ cause }) => cause?.role !== 'consequence'))
    return decisiveOf(earlier, own);
  const known = earlier.find(({ cause }) => cause !== undefined && cause.role !== 'consequence');
  const handled = last.raised.link === 'during_handling';
  const cause = last.cause ?? toldBy(last.raised, own);
  const wraps =
    !handled || GENERIC.test(last.raised.type) || earlier.some(({ raised }) => isAgain(last.raised, raised));
  const same = known?.cause !== undefined && known.cause === last.cause;
  // What came up outside of the program while another exception was handled does not wrap that.
  const another = handled && OUTSIDE.includes(cause.category);
  if (known?.cause && (same || (last.cause === undefined && wraps && !another)))
    return { raised: known.raised, cause: known.cause };
  // What is handled because something is not there goes on as it was meant to; what handles bad content may choke on
  // it.
  if (known?.cause && handled && cause === LAST_RESORTS.mistake && !MAY_BE_ABSENT.has(known.cause.id))
    return { raised: known.raised, cause: known.cause, handled };
  const failed = SAYS_THAT_IT_FAILED.has(cause.id);
  if (!wraps || !(failed || UNSPECIFIC.has(cause.id))) return { raised: last.raised, cause };
  // What came up while another exception was handled, and says more than that it failed, may be another matter.
  const root = failed || !handled ? first(earlier, own) : undefined;
  return firstWords(earlier) ?? (root && { ...root, handled }) ?? { raised: last.raised, cause };
}

/** What an exception without a cause of its own says; of what only broke off, the lines that follow may say why. */
function toldBy(raised: Raised, own: boolean): Cause {
  const cause = lastResort(raised, own);
  return (cause.role === 'consequence' && toldAfter(raised)) || cause;
}

/** An exception that something outside of the program brought about, also where only its words say so. */
function fromOutside({ raised, cause = causeInWords(raised) }: Told): Known | undefined {
  const counts = cause && cause.role === undefined && (OUTSIDE.includes(cause.category) || DAMAGED.has(cause.id));
  return counts ? { raised, cause } : undefined;
}

/** Whether an exception is an earlier one in more words: `KeyError: "class `Loop` in runner.py: 'dataset'"`. */
const isAgain = ({ type, message }: Raised, earlier: Raised): boolean =>
  earlier.type === type && earlier.message.length > 3 && message.includes(earlier.message);

/** The exception that a chain began with, as far as anything can be said of it. */
function first([known]: readonly Told[], own: boolean): Known | undefined {
  const cause = known && lastResort(known.raised, own);
  return cause && cause.category !== 'unknown' ? { raised: known.raised, cause } : undefined;
}

/** The first exception of a chain whose words name a cause, where what was raised around it says nothing. */
function firstWords(earlier: readonly Told[]): Known | undefined {
  for (const { raised } of earlier) {
    const cause = causeInWords(raised);
    if (cause !== undefined) return { raised, cause };
  }
  return undefined;
}

/** A name or path of plain characters, short enough to stand in a sentence of ours. */
export const plainName = (text: string | undefined, max = 160): string | undefined =>
  text !== undefined && text.length <= max && /^[\w./@+<>-]+$/.test(text) ? text : undefined;

const MOST_DETAIL = 3;

/** A frame and its source as two lines. */
const placed = (frame: Frame | undefined): string[] =>
  frame === undefined
    ? []
    : [
        `File "${frame.file}", line ${frame.line}${frame.function ? `, in ${frame.function}` : ''}`,
        ...(frame.code ? [`    ${frame.code}`] : []),
      ];

/**
 * What the evidence of an exception consists of, as texts: the innermost frame, its source line, type, message, and
 * what follows.
 */
function texts({ frames, detail, ...raised }: Raised): string[] {
  const frame = innermost(frames);
  const last = frames.at(-1);
  // Of an assertion without words the source says what was asserted.
  const asserted = raised.message === '' && last !== frame && last?.code ? placed(last) : [];
  const filled = detail.filter((line) => /\w/.test(line) && !UNTELLING.test(line));
  const own = filled.filter((line) => !MEANING_OF_CODE.test(line));
  const told = own.length > 0 ? own : filled;
  // Native code puts headings and codes before what it complains of.
  const complaint = told.slice(MOST_DETAIL - 1).find((line) => COMPLAINS.test(line)) ?? told[MOST_DETAIL - 1];
  const more = [...told.slice(0, MOST_DETAIL - 1), ...(complaint === undefined ? [] : [complaint])];
  return [
    ...placed(frame),
    ...asserted,
    `${raised.type}${raised.message === '' ? '' : `: ${raised.message}`}`,
    ...more,
  ];
}

/** What the exception says that the decisive one was raised from. What it only came up beside may be another matter. */
function raisedFrom(block: Traceback, decisive: Raised): string[] {
  if (decisive.link !== 'direct_cause') return [];
  const first = telling(block).find(({ message }) => message !== '');
  return first === undefined || first === decisive ? [] : [headOf(first)];
}

/** What the chain began with, where neither the decisive exception nor what is shown with it says that. */
function begunWith(block: Traceback, shown: readonly string[]): string[] {
  const [first] = telling(block);
  const text = first && (first.message === '' ? first.type : headOf(first));
  return text === undefined || block.raised.length < 2 || shown.some((each) => each.startsWith(text)) ? [] : [text];
}

/** What the program made of it. What only came up while it was handled may be another matter. */
function raisedAs(block: Traceback, decisive: Raised, handled: boolean): string[] {
  const last = telling(block).at(-1);
  if (last === undefined || last === decisive || last.message === '') return [];
  return handled || last.link === 'direct_cause' || isAgain(last, decisive) ? [headOf(last)] : [];
}

/** Without a frame of its own the program may have no part in what counts as its mistake. */
const isForeign = ({ frames }: Raised, { category }: Cause): boolean =>
  category === 'user_code_error' && frames.length > 0 && !frames.some(isOwn);

export interface ReadException {
  finding: Omit<Finding, 'evidence'>;
  /** Evidence lines. */
  texts: string[];
  /** What was told before it, of what may be another matter. */
  earlier: string[];
  /** Index of the line with type and message. */
  line: number;
  cause: Cause;
}

/** What a traceback says; `undefined` for those of a launcher, and of an interpreter that is cleaning up or logging. */
export function readException(block: Traceback): ReadException | undefined {
  const aftermath = AFTERMATH.test(block.intro);
  const found = decisive(block);
  if (found === undefined || (aftermath && !WRITTEN_TO.has(found.cause.category))) return undefined;
  const { raised, cause, handled = false } = found;
  const frame = innermost(raised.frames);
  const file = plainName(frame?.file);
  const finding = findingOf(cause, wholeOf(raised));
  const told = [...raisedFrom(block, raised), ...texts(raised), ...raisedAs(block, raised, handled)];
  const doubtful = handled || aftermath || BACKGROUND.test(block.intro) || isForeign(raised, cause);
  return {
    finding: {
      ...finding,
      directness: doubtful ? 'indirect' : finding.directness,
      at: frame !== undefined && file !== undefined ? `${file}:${frame.line}` : undefined,
      raised: plainName(raised.type, 80),
    },
    texts: told.map((text) => aroundMatch(cause, text)),
    earlier: begunWith(block, told).map((text) => aroundMatch(cause, text)),
    line: raised.line,
    cause,
  };
}
