import { replaceSpans, type Span, TIME_OF_LINE } from './spans.ts';
import { wordLike } from './words.ts';

/**
 * Secrets that a script types for a person (R46): into a pipe, a here-string, a dialogue of Expect, a session
 * with a server, or a file of credentials.
 */

/** Nothing to hide: a variable, a placeholder, what is masked already. */
const OPEN = /^(?:|\$.{0,600}|<.{0,600}|\{.{0,600}|\*+|[.…]+)$/;

/** A word of a shell, in quotes or bare, as one group each. */
const SHELL_WORD = `(?:"([^"\\n]{1,256})"|'([^'\\n]{1,256})'|([^\\s"'|;&<>]{1,256}))`;
const LOGIN = '[\\w.-]{1,20}[ \\t]{1,4}(?:[\\w.-]{1,20}[ \\t]{1,4}){0,2}login';

/** What is piped to a tool that asks for a password. */
const PIPED = new RegExp(
  `(?<![\\w.-])(?:echo|printf)[ \\t]{1,4}(?:-n[ \\t]{1,4})?${SHELL_WORD}[ \\t]{0,4}\\|[ \\t]{0,4}(?:sudo[ \\t]{1,4}-S|${LOGIN}|passwd|chpasswd|openssl)\\b`,
  'g',
);
const HERE_STRING = new RegExp(
  `(?<![\\w.-])(?:(?:ch)?passwd|kinit|sudo[ \\t]{1,4}-S|${LOGIN})\\b[^\\n|;&<]{0,120}<<<[ \\t]{0,4}${SHELL_WORD}`,
  'g',
);

/** `machine HOST login USER password SECRET`, as a netrc file has it. */
const NETRC =
  /\b(?:machine[ \t]{1,8}(?:localhost|[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})|default)[ \t]{1,8}(?:login[ \t]{1,8}\S{1,200}[ \t]{1,8})?password[ \t]{1,8}(\S{1,512})/g;

/** A command of Redis behind its prompt or its client, and in the log of MONITOR. */
const REDIS = new RegExp(
  [
    `(?:(?<![\\w.:-])[\\w.:-]{1,255}:\\d{2,5}(?:\\[\\d{1,3}\\])?>|\\bredis>|\\b(?:redis|valkey)-cli\\b[^\\n;|&]{0,200}[ \\t])[ \\t]{0,4}(?:HELLO[ \\t]{1,4}\\d[ \\t]{1,4})?AUTH[ \\t]{1,4}`,
    '(?:\\[\\d{1,3} [\\w.:]{1,60}\\][ \\t]{1,4}|execute_command\\([ \\t]{0,4})["\']AUTH["\'],?[ \\t]{1,4}',
  ].join('|'),
  'gi',
);
/** Alone in a line nothing but the look of the word tells it from a sentence. */
const REDIS_LINE = new RegExp(
  `^(?:${TIME_OF_LINE})?[ \\t]{0,16}(?:HELLO[ \\t]{1,4}\\d[ \\t]{1,4})?AUTH[ \\t]{1,4}(?:[\\w.@-]{1,64}[ \\t]{1,4})?(\\S{6,512})[ \\t]{0,8}$`,
  'gm',
);
const REDIS_WORD = /["']?([^\s"'|;&)]{1,512})["']?/y;
/** A password of an access list: `user bob on >secret`. */
const REDIS_USER = new RegExp(
  `(?:^(?:${TIME_OF_LINE})?[ \\t]{0,16}|\\bACL[ \\t]{1,4}SET)user[ \\t]{1,4}[\\w.@-]{1,64}[ \\t]{1,4}(?:(?!>)\\S{1,64}[ \\t]{1,4}){0,8}>(\\S{1,512})`,
  'gim',
);

/** What Expect types: with an Enter behind it, or by a call that adds one. */
const SEND =
  /\bsend[ \t]{1,4}(?:-{1,2}[a-z]{0,2}[ \t]{1,4}){0,2}["']([^"'\n]{1,200}?)(?:\\{1,2}[rn]){1,2}["']|\bsendline[ \t]{0,2}\([ \t]{0,2}[rbf]?["']([^"'\n]{1,200})["']/;
const ASKED = '(?:assw(?:or)?d|assphrase|asscode|otp|verification code)';
const DIALOGUE = new RegExp(`${ASKED}[^\\n]{0,40}?(?:${SEND.source})`, 'gi');
const EXPECTS = new RegExp(`(?:\\bexpect|^[ \\t]{0,40}-?[a-z]{0,2}[ \\t]{0,2}["'{*]).{0,80}${ASKED}`, 'i');

/** The last of the groups that took part, as a part of the text. */
function lastGroup(match: RegExpExecArray): Span[] {
  const value = match.slice(1).findLast((each) => each !== undefined) ?? '';
  const start = match.index + match[0].lastIndexOf(value);
  return OPEN.test(value.slice(0, 600)) ? [] : [{ start, end: start + value.length }];
}

/** The first word of a shell that is handed on, which stands before the tool. */
function pipedWord(match: RegExpExecArray): Span[] {
  const value = match.slice(1).find((each) => each !== undefined) ?? '';
  const start = match.index + match[0].indexOf(value, match[0].search(/[ \t]/));
  return OPEN.test(value.slice(0, 600)) ? [] : [{ start, end: start + value.length }];
}

/** One word behind `AUTH`, or a user and then a word. */
function redisWords(text: string, from: number): Span[] {
  const spans: Span[] = [];
  for (let at = from; spans.length < 2; ) {
    REDIS_WORD.lastIndex = at;
    const found = REDIS_WORD.exec(text);
    if (found === null) break;
    const start = at + found[0].indexOf(found[1] ?? '');
    spans.push({ start, end: start + (found[1] ?? '').length });
    at += found[0].length;
    const gap = /^,?[ \t]{1,4}/.exec(text.slice(at, at + 6))?.[0].length ?? 0;
    if (gap === 0) break;
    at += gap;
  }
  return spans.slice(-1).filter(({ start, end }) => !OPEN.test(text.slice(start, Math.min(end, start + 600))));
}

/** A word with a digit in it is one that somebody chose: `AUTH required` has none. */
const chosen = (value: string): boolean =>
  !OPEN.test(value.slice(0, 600)) && (!wordLike(value) || /[a-z]\d/i.test(value));

/**
 * A pattern, what of its matches is secret, and a word of each match: most texts lack it, and then need no slow look.
 */
type Step = readonly [pattern: RegExp, of: (match: RegExpExecArray, text: string) => readonly Span[], word: RegExp];

const AUTH = /AUTH/i;
const STEPS: readonly Step[] = [
  [PIPED, pipedWord, /\|/],
  [HERE_STRING, lastGroup, /<<</],
  [NETRC, lastGroup, /password/],
  [REDIS, (match, text) => redisWords(text, match.index + match[0].length), AUTH],
  [REDIS_LINE, (match) => (chosen(match[1] ?? '') ? lastGroup(match) : []), AUTH],
  [REDIS_USER, lastGroup, />/],
  [DIALOGUE, lastGroup, /send/i],
];

/** Text with what scripts type as a secret replaced by `***`. */
export const maskScripts = (given: string): string =>
  STEPS.reduce(
    (text, [pattern, of, word]) =>
      !word.test(text)
        ? text
        : replaceSpans(text, pattern, (match) => {
            const mask = of(match, text);
            return { mask, next: Math.max(match.index + match[0].length, ...mask.map(({ end }) => end)) };
          }),
    given,
  );

/** What a dialogue types on a line of its own, after one of the two lines above it waits for a password. */
export function sentLine(line: string, above: readonly string[]): Span | undefined {
  if (line.length > 400 || !/^[ \t]{0,40}(?:\w{1,40}\.)?send/.test(line)) return undefined;
  const match = SEND.exec(line);
  const asks = above.findIndex((each) => EXPECTS.test(each.slice(0, 300)));
  const sentBefore = above.slice(0, asks + 1).some((each) => SEND.test(each.slice(0, 400)));
  return match === null || asks < 0 || sentBefore ? undefined : lastGroup(match)[0];
}
