import { signatureOf } from '../shaping/errors/signatures.ts';
import { goesOn } from './candidates.ts';
import { CAUSES } from './causes/all.ts';
import { aroundMatch, findingOf, firstMatch } from './causes/cause.ts';
import type { Finding } from './finding.ts';
import { BESIDE, isNoise, type LogLine } from './lines.ts';
import type { Survival } from './survival.ts';
import { saidIn } from './words.ts';

/** Lines of ordinary work after an error that show that it was not the end; a shell writes on for a while. */
const GOES_ON_AFTER = 4;
const LAST_LINES = 3;
/** Lines at the end of a log among which an error nobody knows counts as its last word. */
const LAST_WORDS = 40;

/** An account that a launcher draws between two rules of dashes. */
const RULE = /^-{20,}$/;
const MOST_BOX = 25;

/** A text that may say why a program ended, and the line it begins in. */
interface LastWord {
  text: string;
  index: number;
}

/** How commands complain: their name, then the trouble. */
const COMMAND =
  /^[a-z][\w.+-]{1,20}: {1,2}(?:error\b|fatal\b|cannot|can't|could not|couldn't|unable|fail|invalid|no such|not |unexpected|missing|unknown|denied)/i;

/** What an elastic launcher says of exit codes. */
const LAUNCHER = /\bexitcode\b|\blocal_rank\b|\berror_file\b|NO_OTHER_FAILURES|\bFAILED$/;

/** The last words of a log: lines of errors, then accounts in boxes, then lines that only sound like an error. */
function lastWordsOf(lines: readonly LogLine[], marked: ReadonlySet<number>): LastWord[] {
  const last = lines.filter(({ body }) => body.trim() !== '').slice(-LAST_WORDS);
  const said = (kind: 'error' | 'hint'): LastWord[] =>
    last
      .filter(
        ({ body, level, index }) =>
          level !== 'warning' &&
          level !== 'quiet' &&
          !marked.has(index) &&
          !isNoise(body) &&
          (signatureOf(body) ?? (COMMAND.test(body) ? 'hint' : undefined)) === kind,
      )
      .map(({ body, index }) => ({ text: body, index }));
  return [...said('error'), ...boxesIn(last), ...said('hint')];
}

/** The accounts in boxes among some lines, each as one text. */
function boxesIn(lines: readonly LogLine[]): LastWord[] {
  const rules = lines.flatMap(({ body }, at) => (RULE.test(body.trim()) ? [at] : []));
  return rules.slice(0, -1).flatMap((from, at): LastWord[] => {
    const inside = lines.slice(from + 1, rules[at + 1]);
    const [first] = inside;
    const text = inside.map(({ body }) => body.trim()).join(' ');
    return first === undefined || inside.length > MOST_BOX || LAUNCHER.test(text) ? [] : [{ text, index: first.index }];
  });
}

/**
 * What the words of an error suggest that no cause knows. It counts as a consequence: an exit code or a record of the
 * platform says more.
 */
export function unknownError(
  lines: readonly LogLine[],
  marked: ReadonlySet<number>,
  survival: Survival,
): (LastWord & { finding: Omit<Finding, 'evidence'> }) | undefined {
  for (const { text, index } of lastWordsOf(lines, marked)) {
    const cause = firstMatch(CAUSES, 'line', text) ?? firstMatch(CAUSES, 'unknown_error', saidIn(text));
    if (cause === undefined || goesOn(text) || BESIDE.test(text) || LAUNCHER.test(text)) continue;
    if (survival.liveAfter(index) > GOES_ON_AFTER || survival.trainedOn(index, index)) continue;
    const finding = findingOf(cause, text);
    return {
      finding: { ...finding, role: 'consequence', directness: 'indirect' },
      index,
      text: aroundMatch(cause, text),
    };
  }
  return undefined;
}

/** Lines that say most where no cause is known: the first ones that sound like an error, and the last of all. */
export function linesThatTellMost(texts: readonly string[], lines: readonly LogLine[]): string[] {
  const filled = lines.filter(({ body }) => body.trim() !== '');
  const boxes = new Set(boxesIn(filled.slice(-LAST_WORDS)).map(({ index }) => index));
  const tells = ({ body, index }: LogLine): boolean => boxes.has(index) || signatureOf(body) === 'error';
  const errors = filled.filter((line) => !isNoise(line.body) && tells(line)).slice(0, LAST_LINES - 1);
  const last = filled.slice(errors.length - LAST_LINES);
  return [...new Set([...errors, ...last])].sort((a, b) => a.index - b.index).map(({ index }) => texts[index] ?? '');
}
