import { signatureOf } from '../shaping/errors/signatures.ts';
import { indentedAfter } from './accounts.ts';
import { goesOn } from './candidates.ts';
import { CAUSES } from './causes/all.ts';
import { aroundMatch, findingOf, firstMatch, MAX_SHOWN } from './causes/cause.ts';
import { SPECIFIC } from './exceptions.ts';
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

/** A text that may say why a program ended, and the lines it begins and ends in. */
interface LastWord {
  text: string;
  index: number;
  end: number;
  /** The text as it was written, where it is read in English. */
  original?: string | undefined;
}

/** How commands complain: their name, then the trouble. */
const COMMAND =
  /^CMake Error\b|^[a-z][\w.+-]{1,20}: {1,2}(?:error\b|fatal\b|cannot|can't|could not|couldn't|unable|fail|invalid|no |not |unexpected|missing|unknown|denied|bad |wrong |too |illegal|unrecogni[sz]ed|corrupt|truncated|(?:this |it )?(?:does|do|did|is|was) not )/i;

/** Lists of what an error is mostly due to: no evidence of any of them. */
const GUESSES =
  /(?:This|That|It) (?:is )?(?:usually|often|typically|commonly|mostly|generally|most likely|can|may|might|could)\b[^.]{0,60}\b(?:caused?|due|because|happens?|occurs?|result|mean|indicat).*|(?:Possible|Common|Likely|Potential) (?:reasons|causes)\b.*/;

/** What an elastic launcher says of exit codes, and any other that tells no more than the status of what it ran. */
const LAUNCHER =
  /\bexitcode\b|\blocal_rank\b|\berror_file\b|NO_OTHER_FAILURES|\bFAILED$|\bexit (?:status|code):? \d{1,3}\W{0,4}$/;

/** The last words of a log: lines of errors, then accounts in boxes, then lines that only sound like an error. */
function lastWordsOf(lines: readonly LogLine[], marked: ReadonlySet<number>): LastWord[] {
  const last = lines.filter(({ body }) => body.trim() !== '').slice(-LAST_WORDS);
  const said = (kind: 'error' | 'hint'): LastWord[] =>
    last.flatMap((line, at): LastWord[] => {
      const { body, level, index } = line;
      if (level === 'warning' || level === 'quiet' || marked.has(index) || isNoise(body)) return [];
      if ((signatureOf(body) ?? (COMMAND.test(body) ? 'hint' : undefined)) !== kind) return [];
      const more = indentedAfter(last, at);
      const text = [line, ...more].map((each) => each.body.trim()).join(' ');
      return [{ text, index, end: more.at(-1)?.index ?? index, original: line.original }];
    });
  return [...said('error'), ...boxesIn(last), ...said('hint')];
}

/** The accounts in boxes among some lines, each as one text. */
function boxesIn(lines: readonly LogLine[]): LastWord[] {
  const rules = lines.flatMap(({ body }, at) => (RULE.test(body.trim()) ? [at] : []));
  return rules.slice(0, -1).flatMap((from, at): LastWord[] => {
    const inside = lines.slice(from + 1, rules[at + 1]);
    const [first] = inside;
    const last = inside.at(-1);
    const text = inside
      .map(({ body }) => body.trim())
      .join(' ')
      .replace(GUESSES, '');
    if (first === undefined || last === undefined || inside.length > MOST_BOX || LAUNCHER.test(text)) return [];
    return [{ text, index: first.index, end: last.index }];
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
  for (const word of lastWordsOf(lines, marked)) {
    const { text, end } = word;
    const cause =
      firstMatch(CAUSES, 'line', text) ??
      firstMatch(SPECIFIC, 'exception', text) ??
      firstMatch(CAUSES, 'unknown_error', saidIn(text));
    if (cause === undefined || goesOn(text) || BESIDE.test(text) || LAUNCHER.test(text)) continue;
    if (survival.liveAfter(end) > GOES_ON_AFTER || survival.trainedOn(end, end)) continue;
    const finding: Omit<Finding, 'evidence'> = {
      ...findingOf(cause, text),
      role: 'consequence',
      directness: 'indirect',
    };
    return { ...word, finding, text: word.original?.slice(0, MAX_SHOWN) ?? aroundMatch(cause, text) };
  }
  return undefined;
}

/** Lines that say most where no cause is known: the first ones that sound like an error, and the last of all. */
export function linesThatTellMost(texts: readonly string[], lines: readonly LogLine[]): string[] {
  const filled = lines.filter(({ body }) => body.trim() !== '');
  const boxes = new Set(boxesIn(filled.slice(-LAST_WORDS)).map(({ index }) => index));
  const tells = ({ body, index }: LogLine): boolean =>
    boxes.has(index) || signatureOf(body) === 'error' || COMMAND.test(body);
  const errors = filled.filter((line) => !isNoise(line.body) && tells(line)).slice(0, LAST_LINES - 1);
  const last = filled.slice(errors.length - LAST_LINES);
  return [...new Set([...errors, ...last])].sort((a, b) => a.index - b.index).map(({ index }) => texts[index] ?? '');
}
