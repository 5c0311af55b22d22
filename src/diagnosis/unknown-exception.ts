import { type Frame, isCheckedOut, isOwn, type Raised } from '../shaping/errors/traceback.ts';
import type { Category } from './category.ts';
import { type Cause, firstMatch, MAX_LINE } from './causes/cause.ts';
import { LAST_RESORTS } from './causes/last-resorts.ts';
import { causeSaid } from './said.ts';
import { spelledOut } from './words.ts';

/** Type and message of an exception, and both with the lines that follow them. */
export const headOf = ({ type, message }: Raised): string => `${type}: ${message}`.slice(0, MAX_LINE);
export const wholeOf = (raised: Raised): string => `${headOf(raised)} ${raised.detail.join(' ')}`.slice(0, MAX_LINE);

/**
 * A class of Python itself: whoever raises it may mean anything. Rich prints the classes of libraries without their
 * modules too, so a name without dots proves nothing.
 */
const BUILT_IN =
  /^(?:(?:Base)?Exception(?:Group)?|(?:Arithmetic|Assertion|Attribute|BlockingIO|BrokenPipe|Buffer|ChildProcess|Connection(?:Aborted|Refused|Reset)?|EOF|Environment|FileExists|FileNotFound|FloatingPoint|IO|Import|Indentation|Index|Interrupted|IsADirectory|Key|Lookup|Memory|ModuleNotFound|Name|NotADirectory|NotImplemented|OS|Overflow|Permission|ProcessLookup|Recursion|Reference|Runtime|Syntax|System|Tab|Timeout|Type|UnboundLocal|Unicode(?:Decode|Encode|Translate)?|Value|ZeroDivision)Error|KeyboardInterrupt|SystemExit|GeneratorExit|Stop(?:Async)?Iteration)$/;

/** Classes that native code and the operating system raise in whatever line of the program calls them. */
const SURFACES =
  /^(?:RuntimeError|OSError|IOError|EnvironmentError|SystemError|MemoryError|ConnectionError|TimeoutError|Exception)$/;

/** Drawers of what lies outside of a program, where its own settings and files do not. */
const OUTSIDE: ReadonlySet<Category> = new Set<Category>([
  'cuda_oom',
  'host_oom',
  'hardware_fault',
  'platform_error',
  'network_failure',
  'nccl_timeout',
  'storage_failure',
  'permission_or_mount',
  'resource_limit',
  'framework_error',
]);

/** Functions that look up what their caller asks for. */
const LOOKUP = /^(?:__getattr__|__getattribute__|__getitem__|__missing__|get_loc)$/;

/** A line that only hands on the arguments of its caller, as decorators and modules do. */
const HANDS_ON = /\(.{0,80}\*\*\w{0,20}kwargs\b/;

/** The frame that made the call or the access that failed. */
const asking = ({ frames }: Raised): Frame | undefined =>
  frames.findLast((frame) => {
    const { function: name = '', code = '' } = frame;
    // A look-up of the program's own is where it broke.
    return (!LOOKUP.test(name) || isOwn(frame)) && !HANDS_ON.test(code);
  }) ?? frames.at(-1);

const raisedByProgram = (raised: Raised): boolean => {
  const last = asking(raised);
  return last !== undefined && isOwn(last);
};

/** Last resorts that say no more than that something was raised: an earlier exception of the chain may say why. */
export const UNSPECIFIC: ReadonlySet<string> = new Set(
  [LAST_RESORTS.unclear, LAST_RESORTS.uncaught, LAST_RESORTS.foreign].map(({ id }) => id),
);

/** Concepts that say no more than that something broke off: a known line that says so is not outdone by them. */
export const NO_NEWS: ReadonlySet<string> = new Set([
  'network_words',
  'network_errno_words',
  'communication_words',
  'peer_connect_words',
  'collective_warn_words',
  'lost_process_words',
  'bare_failure_words',
]);

/** Words that an exception which wraps another one has of its own. */
export const SAYS_THAT_IT_FAILED: ReadonlySet<string> = new Set(['lost_process_words', 'bare_failure_words']);

/** What the source of an assertion says that has no words of its own: how it fails, by how it is asked. */
const ASSERTED: readonly (readonly [RegExp, string])[] = [
  [/^assert len\(([^()]{1,80})\)(?: (?:> 0|>= 1|!= 0))?$/, 'is empty'],
  [/^assert (?:self\.)?([\w.]{1,80}) is not None$/, 'is missing'],
  [/^assert ([\w.]{1,80} % [\w.]{1,80}) == 0$/, 'is not divisible'],
];

/** An assertion without words in those that its source says it with, if it does. */
function assertedIn({ type, message, detail, frames }: Raised): string | undefined {
  const code = frames.at(-1)?.code ?? '';
  const none = type === 'AssertionError' ? /^([\w. ]{1,60}) is None\W{0,2}$/.exec(message)?.[1] : undefined;
  if (none !== undefined) return `${type}: ${none} is missing`;
  if (type !== 'AssertionError' || message !== '' || detail.some((line) => /\w/.test(line))) return undefined;
  const said = ASSERTED.map(([form, how]) => [form.exec(code)?.[1], how] as const);
  const [thing, how] = said.find(([asserted]) => asserted !== undefined) ?? [];
  return thing && `${type}: ${thing.replace(/[._]/g, ' ')} ${how}`;
}

/** A message that announces what comes, or none, is told by the lines below it. */
const textOf = (raised: Raised): string =>
  assertedIn(raised) ??
  (/(?:^|:\s{0,4}|\berror\(s\) found\.|\b[Rr]efer to '[^']{1,80}'\.)$/.test(raised.message)
    ? wholeOf(raised)
    : headOf(raised));

/** A message that names the trouble and not what it is with. */
const BARE_TROUBLE =
  /^\W{0,4}(?:(?:the|wait|read|write|send|recv|connect(?:ion)?|operation|request|call|socket|store) ){0,3}(?:timed? ?out|timeout|closed|reset|lost|refused|aborted|broken|(?:metadata|manifest|index|header) is missing)\W{0,4}$/i;
const INSTALLED = /\/(?:site|dist)-packages\/(.{1,200})\.pyx?$/;

/** Where a message names only the trouble, the library that raised it is what the trouble is with. */
function withLibrary(text: string, { frames }: Raised): string | undefined {
  const library = INSTALLED.exec(frames.at(-1)?.file ?? '')?.[1]?.replace(/[/_]/g, ' ');
  const said = text.replace(/^[\w.]{1,80}: {0,2}/, '');
  return library !== undefined && BARE_TROUBLE.test(said) ? `${library}: ${said}` : undefined;
}

/** A sentence where Python itself would name a key: somebody raised the class of a mistake to say something. */
const SENTENCE =
  /^(?:KeyError|LookupError): ["'`].{0,200}? \S{1,80} \S.{0,600}["'`]$|^(?:NotImplementedError|LookupError): {1,8}[^\s"'`]\S{0,80} \S/;

const RAISES = /^(?:raise|assert)\b|^(?:sys\.)?exit\(/;

/** Words of an assertion are there to be read, whether its source is shown or not. */
const ASSERTS = /^AssertionError: \S/;

const IMPORTS = /^(?:import|from \S{1,120} import)\b/;

/** Whether the program was importing something, of which the deeper frames are. */
const wasImporting = ({ frames }: Raised): boolean => IMPORTS.test(frames.findLast(isOwn)?.code ?? '');

/** The class of what the operating system refuses, with words of somebody's own in place of an error number. */
const WORDED_OSERROR = /^(?:OS|IO|Environment)Error: (?!\[Errno )\S{1,200} \S/;

/**
 * Whether a line is the last of a `raise` in several lines, which is all that Python before 3.8 shows of it: it closes
 * more than it opens, and puts a message together.
 */
const endsRaise = (code: string): boolean =>
  code.split(')').length > code.split('(').length && /^f?["']|["'] ?%|\bformat\(/.test(code);

/**
 * What the words of an exception name. What it raises in so many words, and what a library says, tells. What comes up
 * in a call of the program may be about anything, and counts where native code says it of what lies outside.
 */
export function causeInWords(raised: Raised): Cause | undefined {
  const code = raised.frames.at(-1)?.code ?? '';
  const stated =
    !raisedByProgram(raised) ||
    !BUILT_IN.test(raised.type) ||
    SENTENCE.test(headOf(raised)) ||
    WORDED_OSERROR.test(headOf(raised)) ||
    RAISES.test(code) ||
    IMPORTS.test(code) ||
    ASSERTS.test(headOf(raised)) ||
    endsRaise(code);
  if (!stated && !SURFACES.test(raised.type)) return undefined;
  const text = textOf(raised);
  const words = causeSaid(spelledOut(withLibrary(text, raised) ?? text));
  const told = words && (OUTSIDE.has(words.category) || SAYS_THAT_IT_FAILED.has(words.id));
  return stated || told ? words : undefined;
}

/**
 * What is said of an exception that no cause knows.
 * @param ownBlock whether a frame of the program stands anywhere in its traceback
 */
export function lastResort(raised: Raised, ownBlock: boolean): Cause {
  const { mistake, absent, version, misfit, broken, refused, judged, declined, unclear, uncaught, foreign, unloaded } =
    LAST_RESORTS;
  const text = textOf(raised);
  const code = raised.frames.at(-1)?.code ?? '';
  const own = raisedByProgram(raised);
  const foreignOnly = raised.frames.length > 0 && !raised.frames.some(isOwn);
  const strange = foreignOnly && !ownBlock;
  // Between two libraries; of an object that the program handed over, only the program can know what it should be.
  if (
    raised.frames.length > 0 &&
    !own &&
    (version.match.test(text) || (foreignOnly && firstMatch([misfit], 'exception', text)))
  )
    return misfit;
  if (mistake.match.test(text) && !SENTENCE.test(text)) {
    if (!own && wasImporting(raised)) return unloaded;
    if (!own) return strange ? (firstMatch([broken], 'exception', text) ?? foreign) : uncaught;
    if (version.match.test(text)) return version;
    const lookup = raised.frames.at(-1);
    if (absent.match.test(text) && lookup && !isOwn(lookup)) return absent;
    const last = asking(raised);
    return last && isCheckedOut(last) ? uncaught : mistake;
  }
  const words = causeInWords(raised);
  if (words !== undefined) return words;
  if (wasImporting(raised)) return unloaded;
  if (strange)
    return (
      firstMatch([refused], 'exception', text) ??
      (RAISES.test(code) || endsRaise(code)
        ? firstMatch([judged, declined], 'exception', headOf(raised))
        : undefined) ??
      foreign
    );
  return firstMatch([unclear], 'exception', text) ?? uncaught;
}
