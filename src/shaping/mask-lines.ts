import { answerTo, flagAbove, namedPair } from './mask-names.ts';
import { sentLine } from './mask-scripts.ts';
import { maskSpans, type Span, TIME_OF_LINE } from './spans.ts';
import { wordLike } from './words.ts';

/** Secrets that show by the lines above theirs. */

/** Lines above one that are looked at. */
export const MOST_ABOVE = 8;

const TIME = new RegExp(`^${TIME_OF_LINE}`);

/** Nothing to hide: a variable, a placeholder, what is masked already. */
const OPEN = /^(?:\$.*|<.*|\{.*|\*+|[.…]+)$/;

/** The lines above one, the nearest first. */
type Above = readonly string[];
type Rule = (line: string, above: Above) => Span | undefined;

const last = (line: string, value: string): Span => {
  const start = line.lastIndexOf(value);
  return { start, end: start + value.length };
};

const LAST_OF_NETRC = /^[ \t]{0,16}password[ \t]{1,8}(\S{1,512})[ \t]{0,8}$/;
const MEMBER_OF_NETRC = /^[ \t]{0,16}(?:machine|login|default|account)\b/;

/** The password of a netrc file whose members stand on lines of their own. */
const netrc: Rule = (line, [before = '']) => {
  const [, value] = LAST_OF_NETRC.exec(line) ?? [];
  return value === undefined || !MEMBER_OF_NETRC.test(before) ? undefined : last(line, value);
};

const SERVICE =
  /^([ \t]{0,40})(?:-[ \t])?["']?(?:wandb|swanlab|comet(?:_ml)?|neptune|clearml|openai|dashscope|huggingface|hf|modelscope)["']?[ \t]{0,4}:[ \t]{0,4}\{?$/i;
const MEMBER = /^([ \t]{1,40})["']?(?:key|token|auth)["']?[ \t]{0,4}:[ \t]{1,4}["']?([^\s"',]{8,512})["']?,?$/;
const indentOf = (line: string): number => line.length - line.trimStart().length;

/** The key of a service, below its name in YAML or JSON. */
const member: Rule = (line, above) => {
  const [, indent = '', value = ''] = MEMBER.exec(line) ?? [];
  if (value === '' || OPEN.test(value) || wordLike(value)) return undefined;
  const parent = above.find((each) => each.trim() !== '' && indentOf(each) < indent.length);
  return parent !== undefined && SERVICE.test(parent) ? last(line, value) : undefined;
};

const HEREDOC =
  /(?:\b(?:ch)?passwd|\bkinit|\bsudo[ \t]{1,4}-S|\blogin)\b[^\n<]{0,120}<<-?[ \t]{0,4}["']?([A-Za-z_]{1,20})["']?[ \t]{0,4}$/;

/** A password that a script writes to a tool that asks for it: `passwd bob <<EOF`. */
const heredoc: Rule = (line, above) => {
  const text = line.trim();
  if (text === '' || text.length > 256 || OPEN.test(text)) return undefined;
  const at = above.slice(0, 3).findIndex((each) => each.includes('<<'));
  const [, end] = HEREDOC.exec(above[at]?.slice(-300) ?? '') ?? [];
  if (end === undefined || [line, ...above.slice(0, at)].some((each) => each.trim() === end)) return undefined;
  return last(line, text.slice(text.indexOf(':') + 1));
};

const RULES: readonly Rule[] = [
  (line, [before]) => (before === undefined ? undefined : answerTo(before, line)),
  (line, [before]) => (before === undefined ? undefined : flagAbove(before, line)),
  (line, [before]) => (before === undefined ? undefined : namedPair(before, line)),
  (line, [before, second]) => (before === undefined ? undefined : sentLine(line, [before, second ?? ''])),
  netrc,
  member,
  heredoc,
];

/** Lines with the secrets masked that show by the lines above them, also where each line has its time before it. */
export function maskBelow(lines: readonly string[]): string[] {
  const bare = lines.map((line) => (/^\d{4}-/.test(line) ? line.replace(TIME, '') : line));
  return lines.map((line, at) => {
    const own = bare[at] ?? '';
    const above = bare.slice(Math.max(0, at - MOST_ABOVE), at).reverse();
    if (own === '' || above.length === 0) return line;
    for (const rule of RULES) {
      const span = rule(own, above);
      const before = line.length - own.length;
      if (span !== undefined) return maskSpans(line, [{ start: before + span.start, end: before + span.end }]);
    }
    return line;
  });
}
