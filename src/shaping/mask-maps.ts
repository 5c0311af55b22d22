import { quoteAt, quotedAt, replaceSpans, type Span, skipBlanks, valueAt } from './spans.ts';
import { wordLike } from './words.ts';

/**
 * Secrets by the name of the map they stand in, in programs and documents: the
 * session among cookies, the key of a service.
 */
interface Holder {
  name: string;
  /** Which members are secret, whatever they look like. */
  secret: RegExp;
  /** Whether any other member counts as secret too, where its value looks generated. */
  others?: true;
}

const HOLDERS: readonly Holder[] = [
  { name: 'cookies', secret: /sess|sid$|auth|token|csrf|xsrf|jwt|remember/i, others: true },
  {
    name: 'wandb|swanlab|comet(?:_ml)?|neptune|clearml|openai|dashscope|huggingface|modelscope',
    secret: /^(?:api_?)?key$|token$|^auth$/i,
  },
];

const MAP = new RegExp(
  `(?<![\\w])(?:${HOLDERS.map(({ name }) => `(${name})`).join('|')})\\\\{0,15}["']?[ \\t]{0,4}[=:][ \\t]{0,4}(?:dict\\(|\\{)`,
  'gi',
);
const MEMBER_NAME = /[\w.-]{1,80}/y;
const BETWEEN = /[ \t]{0,4}[:=][ \t]{0,4}/y;
const PLAIN = /[^\s"'\\,;&}\])]{1,512}/y;
const MOST_MEMBERS = 16;
const OPEN = /^(?:|\$.*|<.*|\{.*|\*+|none|null|true|false|[\d.]{1,12})$/i;

const lengthOf = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
};

/** The members of a map from behind its bracket on, as far as they are names and simple values. */
function spansOf(text: string, from: number, { secret, others }: Holder): Span[] {
  const spans: Span[] = [];
  let at = from;
  for (let count = 0; count < MOST_MEMBERS; count++) {
    at = skipBlanks(text, at);
    const quote = quoteAt(text, at);
    const name = quote === '' ? { start: at, end: at + lengthOf(MEMBER_NAME, text, at) } : quotedAt(text, at, quote);
    if (name.end <= name.start || name.end - name.start > 80) break;
    at = name.end + quote.length;
    const between = lengthOf(BETWEEN, text, at);
    const value = between === 0 ? undefined : valueAt(text, at + between, PLAIN);
    if (value === undefined) break;
    const head = value.text.slice(0, 256);
    const telling = secret.test(text.slice(name.start, name.end));
    // `session=session` hands a variable on.
    const bare = !value.quoted && wordLike(head);
    if (!OPEN.test(head) && !bare && (telling || (others === true && !wordLike(head)))) spans.push(value);
    at = skipBlanks(text, value.end + (value.quoted ? quoteAt(text, value.end).length : 0));
    if (text[at] !== ',') break;
    at++;
  }
  return spans;
}

/** Text with the secrets among the members of such maps replaced by `***`. */
export const maskMaps = (text: string): string =>
  replaceSpans(text, MAP, (match) => {
    const from = match.index + match[0].length;
    const which = match.slice(1).findIndex((name) => name !== undefined);
    return { mask: spansOf(text, from, HOLDERS[which] as Holder), next: from };
  });
