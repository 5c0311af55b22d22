import type { LogLine } from './lines.ts';

/** Frames of stacks of other languages than Python, and what their runtimes print around them. */
const FRAME =
  /^\s{0,12}(?:at |@ |\[bt\] |#\d{1,4}\b|\d{1,4}: |\[\d{1,4}\] |\.{3} \d{1,5} more|frame #|0x)|^goroutine \d|^stack backtrace|^Stack ?trace(?::| returned)|^note: run with|^Call stack|^\*{3}|^Aborted|^\s{0,4}$/;

/** Whether a line is of a stack in another language than Python. */
export const isFrame = (body: string): boolean => FRAME.test(body);

/** What a Java exception was raised around, behind its frames. */
const CAUSED_BY = /^\s{0,8}Caused by: \S/;
/** The last line of a program in R: what it says stands before it. */
const HALTED = /^Execution halted/;

const MOST_LINES = 4;
const MOST_HALTED = 10;
const MOST_FRAMES = 80;

/** Whether a line goes on with what an earlier one of its process began: it has no level and tells no progress. */
const belongs = ({ body, level, progress, stream }: LogLine, of: LogLine): boolean =>
  stream === of.stream && level === undefined && progress === undefined && !FRAME.test(body);

/**
 * An error of a program that is not in Python, as the lines that belong to it: the message that follows its first
 * line, the exceptions that caused it, or what stands before the last line of a program in R.
 */
export function accountOf(lines: readonly LogLine[], index: number): string[] {
  const first = lines[index];
  if (first === undefined) return [];
  if (HALTED.test(first.body)) {
    const before = lines.slice(Math.max(0, index - MOST_HALTED), index).map(({ body }) => body.trim());
    return [
      ...before.slice(
        Math.max(
          0,
          before.findLastIndex((text) => /^Error\b/.test(text)),
        ),
      ),
      first.body,
    ];
  }
  const after = lines.slice(index + 1, index + 1 + MOST_FRAMES);
  const end = after.findIndex((line) => !belongs(line, first));
  const message = after.slice(0, Math.min(end === -1 ? after.length : end, MOST_LINES));
  const causes = after.slice(message.length).filter(({ body }) => CAUSED_BY.test(body));
  return [first, ...message, ...causes].map(({ body }) => body.trim());
}

/** The head of a list of what may be the reason. What is told as the reason itself is not hedged. */
const MAY_BE =
  /\b(?:may|might|could|can|possibl[ey]|potential|probabl[ey]|likely|common(?:ly)?|often|usual(?:ly)?|typical(?:ly)?|most(?:ly)?|general(?:ly)?|normal(?:ly)?|frequent(?:ly)?|several|some|many|things)\b[^.:]{0,60}\b(?:caused? by|due to|because of|reasons?|causes|to check)\b[^.:]{0,40}:\s{0,4}$|\b(?:reasons?|causes?)\b[^.:]{0,40}\b(?:may|might|could|can) (?:be|include):\s{0,4}$/i;
const ITEM = /^\s{0,8}(?:[*\u2022-]|\(?\d{1,2}[.)])\s|^\s{2,}\S|^\s{0,4}$/;
/** What CANN and its like add to each of their codes: what it mostly is, and what to do. */
const ADVICE = /^\s{0,8}(?:Possible (?:cause|reason)s?|Solutions?|Suggestions?|Troubleshooting)\s?:/i;
/** The same as the head of a list, and the items that may follow. */
const ADVISES = /^\s{0,8}(?:Solutions?|Suggestions?|Troubleshooting)\s?:\s{0,4}$/i;
const NUMBERED = /^\s{0,8}(?:[*\u2022-]|\(?\d{1,2}[.)])\s/;
const MOST_ITEMS = 40;
/** What a launcher writes before each of its lines. */
const PREFIX = /^\[[^\]]{1,60}\] (?=.)/;

/** What a line says behind what its logger puts in brackets: `[WARNING] DEVICE(1):12:00:01 [leaf.cc:7] Dump] ...`. */
const behindBrackets = (body: string): string =>
  body.startsWith('[') ? body.slice(body.lastIndexOf('] ') + 1).replace(/^ /, '') : body;

/** The items after the head of a list of advice, by their place in it. */
function advisedAfter(lines: readonly LogLine[], at: number): readonly LogLine[] {
  const after = lines.slice(at + 1, at + 1 + MOST_ITEMS);
  const end = after.findIndex(({ body }) => !NUMBERED.test(behindBrackets(body)));
  return end === -1 ? after : after.slice(0, end);
}

/** Lines of lists of what an error is mostly due to: no evidence of any of them, and no work. */
export function guessesIn(lines: readonly LogLine[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [at, { body, index }] of lines.entries()) {
    if (ADVICE.test(behindBrackets(body))) found.add(index);
    if (ADVISES.test(behindBrackets(body))) for (const line of advisedAfter(lines, at)) found.add(line.index);
    if (!MAY_BE.test(body)) continue;
    found.add(index);
    const [prefix = ''] = PREFIX.exec(body) ?? [];
    for (const line of lines.slice(at + 1, at + 1 + MOST_ITEMS)) {
      if (!line.body.startsWith(prefix) || !ITEM.test(line.body.slice(prefix.length))) break;
      found.add(line.index);
    }
  }
  return found;
}

const MOST_LISTED = 60;

/** Lines of the list that a line ends with a colon for: what is missing, in conflict, or to be had instead. */
export function listedAfter(lines: readonly LogLine[], index: number): number[] {
  const { body, stream } = lines[index] ?? {};
  if (body === undefined || !/:\s{0,4}$/.test(body)) return [];
  const after = lines.slice(index + 1, index + 1 + MOST_LISTED).filter((line) => line.stream === stream);
  const end = after.findIndex((line) => !ITEM.test(line.body) || line.progress !== undefined);
  return (end === -1 ? after : after.slice(0, end)).map((line) => line.index);
}

/** The head of a list of fields that are not valid. */
const VALIDATED = /\b\d{1,4} validation errors? for \S/;

/** The indented lines right after one, which go on with its message. */
export function indentedAfter(lines: readonly LogLine[], at: number): LogLine[] {
  const after = lines.slice(at + 1, at + 1 + MOST_LINES);
  // Pydantic names the field at the margin, and what is wrong with it below.
  const fields = VALIDATED.test(lines[at]?.body ?? '');
  const isField = (place: number): boolean =>
    fields && /^[\w.[\]-]{1,120}$/.test(after[place]?.body ?? '') && /^\s{2}\S/.test(after[place + 1]?.body ?? '');
  const end = after.findIndex(({ body }, place) => (!/^\s{2,}\S/.test(body) && !isField(place)) || FRAME.test(body));
  return (end === -1 ? after : after.slice(0, end)).filter(({ body }) => !ADVICE.test(body));
}

/** What an error in Rust or Go goes on with: what it was caused by, one level a line. */
const LINK = /^\s{0,12}(?:Caused by:|\d{1,2}: |\[\d{1,4}\] |[\u2570\u251c\u2514]\S{0,3} )\s{0,4}(?:\S.{0,1000})?$/;
const MOST_LINKS = 12;

/** The innermost cause in the chain right after a line: that one says why. */
export function innermostAfter(lines: readonly LogLine[], index: number): string | undefined {
  const stream = lines[index]?.stream;
  const after = lines.slice(index + 1, index + 1 + MOST_LINKS).filter((line) => line.stream === stream);
  const end = after.findIndex(({ body }) => !LINK.test(body));
  const chain = end === -1 ? after : after.slice(0, end);
  return chain.findLast(({ body }) => /\w/.test(body) && !/:\s{0,4}$/.test(body))?.body.trim();
}

/** A text of several lines, and the lines it begins and ends in. */
export interface Account {
  text: string;
  index: number;
  end: number;
}

/** What a launcher draws between two rules of dashes. */
const RULE = /^-{20,}$/;
const MOST_BOX = 25;
/** In such an account, what an error is mostly due to: no evidence of any of it. */
const GUESSES =
  /(?:This|That|It) (?:is )?(?:usually|often|typically|commonly|mostly|generally|most likely|can|may|might|could)\b[^.]{0,60}\b(?:caused?|due|because|happens?|occurs?|result|mean|indicat).*|(?:Possible|Common|Likely|Potential) (?:reasons|causes)\b.*/;

/** The accounts in boxes among some lines, each as one text. */
export function boxesIn(lines: readonly LogLine[]): Account[] {
  const rules = lines.flatMap(({ body }, at) => (RULE.test(body.trim()) ? [at] : []));
  return rules.slice(0, -1).flatMap((from, at): Account[] => {
    const inside = lines.slice(from + 1, rules[at + 1]);
    const [first, last] = [inside[0], inside.at(-1)];
    if (first === undefined || last === undefined || inside.length > MOST_BOX) return [];
    const text = inside.map(({ body }) => body.trim()).join(' ');
    return [{ text: text.replace(GUESSES, ''), index: first.index, end: last.index }];
  });
}
