import { COLLECTIVE_WARNS } from '../shaping/errors/signatures.ts';
import { readTracebacks, type Traceback } from '../shaping/errors/traceback.ts';
import { withoutNumbers } from '../shaping/without-numbers.ts';
import { accountOf, guessesIn, innermostAfter, listedAfter } from './accounts.ts';
import { CAUSES, SPECIFIC } from './causes/all.ts';
import { aroundMatch, type Cause, findingOf, firstMatch, MAX_LINE, MOST_SHOWN } from './causes/cause.ts';
import { wordsAbout } from './causes/error-concepts.ts';
import { enderIn } from './enders.ts';
import { BACKGROUND, type ReadException, readException } from './exceptions.ts';
import { lackIn, leadingErrors } from './leading-errors.ts';
import { BESIDE, goesOn, isNoise, isNoiseLine, type LogLine, WITHOUT_DEVICE } from './lines.ts';
import type { LogCandidate } from './log-candidate.ts';
import { setupErrors } from './setups.ts';
import { errorBefore, wordsAround } from './surroundings.ts';
import { UNSPECIFIC } from './unknown-exception.ts';
import { OF_THE_DRIVER, witnesses } from './witnesses.ts';
import { saidIn, withoutCommands } from './words.ts';
import { carriesNext } from './wrappers.ts';

const TROUBLE =
  /fail|error|exception|could not|couldn't|cannot|can't|unable|warn|oom|out of memory|problem|missing|not (found|installed|available)/i;

/** Lines of one cause that are this close count as one. Of what is left, the newest are compared with each other. */
const NEIGHBOURS = 8;
const MAX_CANDIDATES = 60;

/**
 * Lines of an elastic launcher's table before its root cause. They tell of ranks that the launcher ended because of
 * that.
 */
function inert(lines: readonly LogLine[]): ReadonlySet<number> {
  const found = new Set<number>();
  let inside = false;
  for (const { body, index } of lines) {
    if (/^Root Cause \(first observed failure\)/.test(body)) inside = false;
    if (inside) found.add(index);
    if (/^Failures:\s*$/.test(body)) inside = true;
  }
  return found;
}

/** What comes of a step of the start that failed, and the words of such a step that no cause knows. */
const THEN_MISSING = [
  'module_not_found',
  'submodule_not_found',
  'import_failed',
  'file_not_found',
  'script_not_found',
  'shell_not_found',
  'package_not_offered',
];
const STEP = /^(?:ERROR|Error|E|[a-z][\w.-]{1,20}): {1,2}\S|^\s{0,8}<(?:Code|Message)>\w/;
const STEP_FAILS: ReadonlySet<string> = new Set([
  ...wordsAbout('network_failure', 'permission_or_mount', 'storage_failure'),
  'package_words',
]);

/** Causes of exceptions that end the process which fetches something; another one then misses it. */
const COULD_NOT_FETCH: ReadonlySet<string> = new Set([...STEP_FAILS, 'unreachable']);

/**
 * Frames with which a program, a thread or a child process begins. A traceback from there shows that nothing caught the
 * error.
 */
const OUTERMOST = /^(?:<module>|_bootstrap\w{0,10}|_run_module_as_main|_wrap|_main)$/;

const isWhole = ({ raised }: Traceback): boolean => OUTERMOST.test(raised.at(-1)?.frames[0]?.function ?? '');

/** What a traceback says, and the lines around it where its exception says nothing. */
function readBlock(block: Traceback, lines: readonly LogLine[], taken: ReadonlySet<number>): ReadException | undefined {
  const read = readException(block);
  const mute = block.raised.every(({ message }) => message === '');
  const around = read && UNSPECIFIC.has(read.cause.id) ? wordsAround(block, lines, taken, mute) : undefined;
  if (read === undefined || around === undefined) return read;
  const { cause, text } = around;
  const { at, raised } = read.finding;
  return { ...read, cause, texts: [...read.texts, text], finding: { ...findingOf(cause, text), at, raised } };
}

function fromBlocks(
  blocks: readonly Traceback[],
  lines: readonly LogLine[],
  taken: ReadonlySet<number>,
): LogCandidate[] {
  return blocks.flatMap((block) => {
    const read = readBlock(block, lines, taken);
    if (read === undefined) return [];
    const { intro, start, end } = block;
    const level = lines[start]?.level;
    const caught =
      level === 'warning' ||
      level === 'quiet' ||
      (TROUBLE.test(intro) && goesOn(intro)) ||
      /^WARN\w*\b.{0,200}(fail|error|exception)/i.test(intro);
    const { finding, texts, earlier, line, cause } = read;
    const beside = caught || BACKGROUND.test(intro) || BESIDE.test(texts.join(' '));
    const explains = cause.explains ?? (!beside && COULD_NOT_FETCH.has(cause.id) ? THEN_MISSING : []);
    return [{ finding, texts, earlier, line, start, end, caught, whole: isWhole(block), atEnd: false, explains }];
  });
}

/** Lines of an account that its message takes. */
const MESSAGE = 2;

/** What a native program says as it ends, with the line that tells; what only says that it ended is no answer. */
function causeOfNative(account: readonly string[]): { cause: Cause; line: string | undefined } | undefined {
  const textOf = (lines: readonly string[]): string => lines.join(' ').trim().slice(0, MAX_LINE);
  const text = textOf(account);
  // The words of what follows the message, such as a list of versions, count where the message has none.
  const cause =
    firstMatch(SPECIFIC, 'exception', text) ??
    firstMatch(CAUSES, 'unknown_error', saidIn(textOf(account.slice(0, MESSAGE)))) ??
    firstMatch(CAUSES, 'unknown_error', saidIn(text));
  const tells = (line: string): boolean => cause?.match.test(line) === true || cause?.match.test(saidIn(line)) === true;
  return cause && { cause, line: account.find(tells) };
}

/** How the runtime of C++ tells what nothing caught: the type, and in the next line what it says. */
const THROWN = /\bterminate called after throwing an instance of '([^']{1,200})'/;
const WHAT = /^\s{0,4}what\(\):\s/;

/** The type of what an exception of C++ says, whose namespace names the library, as it is read behind the line. */
function typeOf({ body }: LogLine, before: LogLine | undefined): string {
  const type = WHAT.test(body) ? THROWN.exec(before?.body ?? '')?.[1] : undefined;
  return type === undefined ? '' : ` (${type})`;
}

/** The message of an account that begins above the line which ends it, as programs in R do. */
const messageAbove = (account: readonly string[], body: string): string[] =>
  account[0] === undefined || account[0] === body.trim()
    ? []
    : account.slice(0, MESSAGE).filter((line) => /\w/.test(line));

/** A line that goes on with the message of the one before: indented, in small letters, without a level of its own. */
const GOES_ON = /^\s{1,4}[a-z]/;

/** A line with the error that it goes on with, if it does: that names the call, this one its error number. */
function withHead({ body, stream, level }: LogLine, before: LogLine | undefined): string {
  const more = level === undefined && GOES_ON.test(body) && before?.level === 'error' && before.stream === stream;
  return more ? `${before.body}${body}`.slice(0, MAX_LINE) : body;
}

function fromLines(lines: readonly LogLine[], taken: ReadonlySet<number>): LogCandidate[] {
  return lines.flatMap((own, at): LogCandidate[] => {
    const { body, index, level, progress, original } = own;
    if (taken.has(index) || body.length < 4 || progress !== undefined || isNoiseLine(own)) return [];
    if (carriesNext(body, lines[at + 1]?.body)) return [];
    const type = typeOf(own, lines[at - 1]);
    const text = withHead(own, lines[at - 1]);
    const known = firstMatch(CAUSES, 'line', withoutCommands(text + type));
    const account = known?.lastResort ? accountOf(lines, index) : [];
    const said = known?.lastResort ? causeOfNative([...account, type]) : undefined;
    const words = said?.cause;
    // A failed check follows from the error right before it.
    const before = known?.lastResort && !words ? errorBefore({ start: index, end: index }, lines, taken) : undefined;
    const led = before === undefined ? undefined : firstMatch(CAUSES, 'unknown_error', saidIn(before));
    const named = known?.role === 'consequence' ? (lackIn(text) ?? enderIn(text)) : undefined;
    const cause = words ?? led ?? named ?? known;
    if (known === undefined || cause === undefined) return [];
    const mild = level !== undefined && level !== 'error';
    if (mild && !known.anyLevel && !COLLECTIVE_WARNS.test(body)) return [];
    const finding = findingOf(cause, led && before ? before : body);
    const listed = listedAfter(lines, index);
    return [
      {
        finding: mild ? { ...finding, directness: 'indirect' } : finding,
        texts: [
          ...new Set(
            [
              original?.slice(0, MOST_SHOWN) ?? body,
              said?.line ?? [],
              messageAbove(account, body),
              innermostAfter(lines, index) ?? [],
            ].flat(),
          ),
        ].map((text) => aroundMatch(cause, text)),
        line: index,
        start: index,
        end: listed.at(-1) ?? index,
        caught: goesOn(body),
        whole: false,
        atEnd: (cause.atEnd ?? false) && !WITHOUT_DEVICE.test(body),
        explains: cause.explains ?? (COULD_NOT_FETCH.has(cause.id) && STEP.test(body) ? THEN_MISSING : []),
        ...(cause.announces ? { announces: true } : {}),
        ...(OF_THE_DRIVER.has(cause.id) ? { witness: true } : {}),
      },
    ];
  });
}

/** What a step says that asks again. Where something is missing in the end, that was in vain. */
const ASKS_AGAIN = /\bretr(?:y|ies|ying)\b/i;
/** Something was fetched after all. */
const FETCHES = /^\s{0,4}(?:Downloading|Collecting|Using cached|Get:\d)/;

/** Steps of the start that failed before something was missing. Nothing else makes them candidates: a shell goes on. */
function fromSteps(lines: readonly LogLine[], candidates: readonly LogCandidate[]): LogCandidate[] {
  const missing = candidates.findLast(({ finding }) => THEN_MISSING.includes(finding.rule))?.start ?? 0;
  const taken = new Set(candidates.map(({ line }) => line));
  const fetched = lines.findLast(({ body, index }) => index < missing && FETCHES.test(body))?.index ?? -1;
  return lines.slice(0, missing).flatMap(({ body, index, level }): LogCandidate[] => {
    const again = index > fetched && ASKS_AGAIN.test(body);
    const fails = again || (level !== 'warning' && level !== 'quiet' && STEP.test(body) && !goesOn(body));
    if (taken.has(index) || !fails || isNoise(body)) return [];
    const cause = firstMatch(CAUSES, 'unknown_error', saidIn(body));
    if (cause === undefined || !STEP_FAILS.has(cause.id)) return [];
    const place = { line: index, start: index, end: index };
    const texts = [aroundMatch(cause, body)];
    const kind = { caught: false, whole: false, atEnd: true, explains: THEN_MISSING };
    return [{ finding: findingOf(cause, body), texts, ...place, ...kind }];
  });
}

/** Whether lines differ in numbers only, as what ranks say alike does. */
const isAlike = (one: string, other: string): boolean => withoutNumbers(one) === withoutNumbers(other);

/**
 * A line, and of those that follow for the same cause the longest, where it is longer: `Permission denied, please try
 * again.`, then with which key and where. What a traceback says is whole by itself.
 */
function withFullest(texts: readonly string[], more: readonly string[]): string[] {
  const [first, second] = texts;
  const [other] = more;
  const lines = texts.length <= 2 && more.length === 1 && first !== undefined && other !== undefined;
  const longest = second ?? first ?? '';
  return lines && other.length > longest.length && !isAlike(other, first) ? [first, other] : [...texts];
}

/** Candidates in order, those of one cause that follow each other closely as one. */
function folded(candidates: readonly LogCandidate[]): LogCandidate[] {
  const result: LogCandidate[] = [];
  for (const candidate of candidates) {
    const last = result.at(-1);
    // What says only that it failed belongs to what explains it.
    const vaguer =
      candidate.finding.vague === true &&
      last?.finding.category === candidate.finding.category &&
      last.explains.includes(candidate.finding.rule);
    const same = vaguer || last?.finding.rule === candidate.finding.rule;
    if (last && same && candidate.start - last.end <= NEIGHBOURS) {
      last.end = Math.max(last.end, candidate.end);
      // The first one that says what it is about is shown as well.
      if (last.finding.thing === undefined && candidate.finding.thing !== undefined) {
        last.finding = { ...last.finding, thing: candidate.finding.thing };
        last.texts = [...last.texts, ...candidate.texts];
      } else last.texts = withFullest(last.texts, candidate.texts);
    } else result.push({ ...candidate });
  }
  return result;
}

/**
 * What in the lines of a log may be the cause, in the order in which it stands there, and the lines that belong to it.
 */
export function candidatesOf(lines: readonly LogLine[]): { candidates: LogCandidate[]; marked: ReadonlySet<number> } {
  const all = readTracebacks(lines);
  const blocks = all.filter(({ raised }) => raised.length > 0);
  const guesses = guessesIn(lines);
  // Also those of a traceback that the end of the log cuts off: they are no work, and their source lines no cause.
  const inBlocks = new Set(all.flatMap((block) => block.lines));
  const taken = new Set([...inBlocks, ...inert(lines), ...guesses]);
  const read = [...fromBlocks(blocks, lines, taken), ...fromLines(lines, taken)].sort((a, b) => a.start - b.start);
  const places = new Set([...taken, ...read.map(({ line }) => line)]);
  const more = [
    ...fromSteps(lines, read),
    ...setupErrors(lines, places),
    ...leadingErrors(lines, read, places),
    ...witnesses(lines, read, places),
  ];
  const candidates = folded([...read, ...more].sort((a, b) => a.start - b.start)).slice(-MAX_CANDIDATES);
  const own = candidates.flatMap(({ line }) => [line, ...listedAfter(lines, line)]);
  return { candidates, marked: new Set([...inBlocks, ...guesses, ...own]) };
}
