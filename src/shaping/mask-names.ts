import {
  type Found,
  PLAIN_ARGUMENT,
  PLAIN_VALUE,
  quoteAt,
  quotedAt,
  replaceSpans,
  type Span,
  skipBlanks,
  type Value,
  valueAt,
  whole,
} from './spans.ts';
import { wordLike, wordsIn } from './words.ts';

/**
 * Masks values whose name says that they are secret, in `key=value`, JSON, YAML, Python and command
 * lines. A strong name is evidence enough. A weak one, which language models and logs use for other
 * things too, needs a value that looks generated.
 */

// Of tokens, those that name a service or a purpose of access.
const ACCESS =
  '(?<![a-z])(?:auth|access|refresh|session|api|bearer|security|sts|secret|private|personal|deploy|jwt|csrf|xsrf|oauth2?|hf|hub|hugging_?face|wandb|github|gitlab|gitee|git|npm|pypi|docker|registry|slack|dingtalk|modelscope|dashscope|jupyter|service|account)[._-]?token';
const KEYS =
  '(?:secret[ ._-]?(?:access[ _-]?)?|access[ ._-]?|api[ _-]?|private[ _-]?|signing[_-]?|encryption[_-]?|account[_-]?|master[_-]?|subscription[_-]?|(?:wandb|swanlab|comet|openai|dashscope)[._-]?)key(?:[ _-]?(?:id|secret))?|client-key-data';
const STRONG = `pass(?:word|wd|phrase|wort|code)|pswd|contraseña|mot de passe|パスワード|(?:store|require|become)_?pass|master_?auth|auth[_-]pass|secret(?:[_-]?id)?|${KEYS}|credentials?|[_-]pwd?|rediscli_auth|(?<=\\bexport[ \\t]{1,4})(?:pass|pw|sk)|(?<![a-z])(?:db|my_?sql|pg|redis|smtp|ftp|ssh|oss|nas|mail|root|user|login|admin|proxy)_pass|kaggle_key|${ACCESS}|密码|口令|密钥`;
// Words of language models carry the same name: pad_token, max_token, time_per_token.
const WEAK =
  '(?<!(?:pad|eos|bos|unk|sep|cls|mask|next|last|first|per|max|min|num|special|image|audio|video|start|end|stop|prompt)[_-]?)token|(?<![a-z])(?:auth(?:orization)?|sk|pass|pwd|pw|jsessionid|bearer|jwt|cookie|session|mnemonic|(?:app|licen[cs]e)[_-]?key)|令牌';
const QUOTE = `\\\\{0,15}["']`;
const JOIN = `\\\\{0,15}["']?\\]?[ \\t]*(?:=>|:=|[:=：＝]|%3[ADad])[ \\t]*`;
/**
 * A value that stands beside its name: the next item of a list, what `value` says of a `name`, the content of a tag.
 */
const BESIDE = [
  `${QUOTE}[ \\t]{0,4},[ \\t]{0,4}(?=b?${QUOTE})(?!${QUOTE}value${QUOTE})`,
  `(?:${QUOTE})?,?[ \\t]{0,4}\\n?[ \\t]{0,40}(?:${QUOTE})?value(?:${QUOTE})?[ \\t]{0,4}[:=][ \\t]{0,4}`,
  '(?:</name>\\s{0,40}<value)?>(?=[^<\\s])',
].join('|');

/**
 * Finds a name and the place where its value begins. The end of the value is
 * found by code, in one pass, to stay linear.
 */
const NAMED = new RegExp(`(${STRONG}|(${WEAK}))(?:${JOIN}|${BESIDE})`, 'gi');
/** How a question for a key goes on: `API key from your profile and hit enter:`. */
const QUESTION = `(?<=api[ _-]?key)(?:[ \\t][\\w,'+()/]{1,20}){1,16}:`;
/**
 * A name and a value with only blanks, a table's border or a hint between. Prose can
 * read so: the value has to look generated.
 */
const LOOSE = new RegExp(
  `(?:${STRONG})(?:${QUOTE})?(?:[ \\t]\\[[^\\]\\n]{0,40}\\]:[ \\t]|[ \\t]for[ \\t][\\w.@'-]{1,80}:[ \\t]|${QUESTION}[ \\t]{1,4}|[ \\t]{1,40}(?:\\|[ \\t]{0,40})?)(?=[A-Za-z0-9+_-])`,
  'gi',
);
const GENERATED =
  /^(?:(?=.{0,200}?[a-z])(?=.{0,200}?[A-Z])(?=.{0,200}?\d)[A-Za-z0-9_-]{0,40}[A-Za-z0-9+/]{12,512}={0,2}|[0-9a-f]{32,128})$/;
const CONTENT = /[^<\n]{1,1024}/y;
const FLAG = /(?<![\w-])--[a-z0-9_-]{1,60}[ \t]+(?!-)/gi;
const FLAG_NAME =
  /^--[a-z0-9_-]{0,40}?(?:(token|(?<=-)auth|(?<=-)sk)|pass|password|passwd|passphrase|secret|(?:api|access|private|secret)[_-]key)(?:[_-](?:id|secret))?$/i;
const SAID =
  /(?:\b(?:password|passwd|passphrase|token|secret|api key|access key|secret key)[ \t]+(?:is|was)\b|(?:密码|口令|密钥|令牌)[是为])/gi;
const SAID_VALUE = /[A-Za-z0-9._~+/=!@#$%^*-]{8,200}/y;

/** Nothing secret: empty, a literal of a language, a reference to a variable, or masked already. */
const HARMLESS =
  /^(?:|[-:?+.…)\]}>,; ]{1,3}|[|>][-+]?\d?|\\|[;)\]}][ \t].*|none|null|nil|undefined|true|false|str|string|bytes|\*+|\$.*|<.*|%\(.*|\{.*|\[.*)$/i;
/** An expression of a program, as source lines of a traceback have it. */
const EXPRESSION =
  /^(?:os|self|cls|args|opts?|options|cfg|conf|config|settings|kwargs|params|env|environ|getpass|request|session|st|hparams|flags)\s*[.[(]|^(?:raise|return|print|assert|pass|continue|break)$|^[a-z_][a-z_.]{0,60}[([]/i;
const MEMBER = /^[a-z_]{1,40}(?:\.[A-Za-z_]{1,40}){1,4}$/;
/** The name of a variable in a program that hands a secret on: `token=token`. It is not the secret. */
const IDENTIFIER =
  /^(?:key|token|pwd|passwd|password|secret|api_?key|access_?key|auth_?token|hf_?token|val|value|creds?|credentials?|arg|args|self|var)$/i;
/** Prose about a secret: `credentials: loaded`. */
const STATE =
  /^(?:ok(?:ay)?|yes|no|not|set|unset|found|missing|empty|(?:in)?valid|required|optional|enabled|disabled|loaded|loading|failed|failure|succe(?:ss|ssful|eded)|expired|denied|granted|rejected|incorrect|wrong|default|unknown|(?:un)?available|provided|present|absent|hidden|redacted|masked|removed|omitted|encrypted|n\/a|file|auto)[.!:]?$/i;
const PATH =
  /^(?:~|\.{1,2})?\/(?:root|home|mnt|data|etc|var|opt|usr|tmp|run|dev|workspace|ml|cpfs|nas|oss|secrets?)\/[\w./-]*$/;
const FILE = /^[\w.-]+\.(?:json|ya?ml|pem|key|env|ini|cfg|toml|crt|p12)$/;
const TOKEN_LIKE = /^[A-Za-z0-9._~+/=:|-]{8,}$/;
const NUMBER = /^[-+]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:e[-+]?[0-9]+)?[a-z%/]{0,6}$/i;

/** `key_password=key_password`. */
const handsOn = (name: string, value: string): boolean =>
  value === name || (/^[a-z_]{1,60}$/.test(value) && value.endsWith(`_${name}`));

function isSecret(name: string, weak: boolean, value: string, quoted: boolean, isWords: () => boolean): boolean {
  if (HARMLESS.test(value)) return false;
  if (!quoted && (EXPRESSION.test(value) || IDENTIFIER.test(value) || handsOn(name, value))) return false;
  if (/pwd$/i.test(name) && value.startsWith('/')) return false;
  if (weak) return !isWords() && TOKEN_LIKE.test(value) && !NUMBER.test(value);
  if (STATE.test(value)) return false;
  if (/token$/i.test(name) && NUMBER.test(value)) return false;
  const ofPerson = /pass|pwd|密码|口令/i.test(name);
  return ofPerson || !(PATH.test(value) || FILE.test(value) || (!quoted && MEMBER.test(value)));
}

/** Characters of a value by which it is told whether it is a secret. */
const MOST_LOOKED_AT = 256;

/** @param words of the whole text, as `wordsIn` gives it */
function secretValue(
  name: string,
  weak: boolean,
  { start, text, quoted }: Value,
  words: ReturnType<typeof wordsIn>,
): boolean {
  const head = text.slice(0, MOST_LOOKED_AT);
  return isSecret(name, weak, head, quoted, () => words(start, start + head.length));
}

const masked = (span: Span): Found => ({ mask: [span], next: span.end });

function maskNamed(text: string): string {
  const words = wordsIn(text);
  return replaceSpans(text, NAMED, (match) => {
    const [head, name = '', weak] = match;
    const from = match.index + head.length;
    const plain = head.endsWith('>') && !head.endsWith('=>') ? CONTENT : PLAIN_VALUE;
    const value = valueAt(text, from, plain);
    if (value === undefined) return { next: from };
    // A list of names has them side by side too.
    const listed = /,[ \t]*$/.test(head) && wordLike(value.text.slice(0, MOST_LOOKED_AT));
    if (!listed && secretValue(name, weak !== undefined, value, words)) return masked(whole(text, value, plain));
    // What is no secret by itself may have another name in it.
    return { next: /[:=]/.test(value.text) ? from : value.end };
  });
}

/** @param ofModels the part of the flag that also language models have */
const isWeakFlag = (flag: string, ofModels: string | undefined): boolean =>
  ofModels !== undefined && !/^--(?:token|[a-z0-9_-]{0,58}(?:auth|access|api|hf|hub|git|wandb)[_-]?token)$/i.test(flag);

/** `--token x` and `--hf-token x` hand over a token; `--pad-token x` and `--max-token 5` set one. */
function maskFlags(text: string): string {
  const words = wordsIn(text);
  return replaceSpans(text, FLAG, (match) => {
    const from = match.index + match[0].length;
    const flag = match[0].trimEnd();
    const named = FLAG_NAME.exec(flag);
    const value = named === null ? undefined : valueAt(text, from, PLAIN_ARGUMENT);
    if (value === undefined) return { next: from };
    return secretValue(flag, isWeakFlag(flag, named?.[1]), value, words)
      ? masked(whole(text, value, PLAIN_ARGUMENT))
      : { next: from };
  });
}

/** `Your password is: x`. */
function maskSaid(text: string): string {
  return replaceSpans(text, SAID, (match) => {
    let from = skipBlanks(text, match.index + match[0].length);
    if (text[from] === ':' || text[from] === '：') from = skipBlanks(text, from + 1);
    if (/["'`]/.test(text[from] ?? '')) from++;
    SAID_VALUE.lastIndex = from;
    const [value] = SAID_VALUE.exec(text) ?? [];
    if (value === undefined || wordLike(value)) return { next: from };
    return { mask: [{ start: from, end: from + value.length }], next: from + value.length };
  });
}

/** `HF_TOKEN   x`, `| password | x |`, `AWS Secret Access Key [None]: x`. */
function maskLoose(text: string): string {
  return replaceSpans(text, LOOSE, (match) => {
    const from = match.index + match[0].length;
    const value = valueAt(text, from, PLAIN_ARGUMENT);
    return value !== undefined && !value.quoted && GENERATED.test(value.text) && !wordLike(value.text)
      ? masked(value)
      : { next: from };
  });
}

/** Text with the values of secret-looking names replaced by `***`. */
export const maskNames = (text: string): string => maskLoose(maskSaid(maskFlags(maskValueFirst(maskNamed(text)))));

/** What says that a value begins on the next line: a block of YAML, folded or not, or a line that goes on. */
const OPENS = '(?:[|>][-+]?\\d?|\\\\)?';
/** A line that ends with the name of a secret, as a question for one and a key of YAML do. */
const ASKS = new RegExp(
  `(?:${STRONG})(?:\\\\{0,15}["']?[ \\t]{0,8}(?:[:=：＝]|\\bis:)|${QUESTION})[ \\t]{0,8}${OPENS}$`,
  'i',
);
/** How each of these ends: of every line of a log that is asked first. */
const ASKS_SO = new RegExp(`[:=：＝][ \\t]{0,8}${OPENS}$`);
/** One word alone, with a digit or a sign that words do not have. */
const ALONE =
  /^[\s-]{0,40}["']?(?=[^\s"']{0,200}[A-Za-z\d])(?=[^\s"']{0,200}[\d!@#$%^&*+=~])([^\s"'()[\]{}:]{6,512})["']?$/;

/** The secret that stands alone on the line after its name, if the second line has one. */
export function answerTo(asked: string, line: string): Span | undefined {
  const end = asked.slice(-200);
  if (line.length > 600 || !ASKS_SO.test(end) || !ASKS.test(end)) return undefined;
  const [, value = ''] = ALONE.exec(line) ?? [];
  const ordinary = value === '' || HARMLESS.test(value) || NUMBER.test(value) || PATH.test(value) || wordLike(value);
  const start = line.indexOf(value);
  return ordinary && !/^(?=.*[a-z])(?=.*\d)[a-z0-9]{6,32}$/.test(value)
    ? undefined
    : { start, end: start + value.length };
}

const FLAG_ABOVE = /(?<![\w-])(--[a-z0-9_-]{1,60})[ \t=]{1,8}\\$/i;

/** The value of an option on the line after it: `--password \\`. */
export function flagAbove(before: string, line: string): Span | undefined {
  const [, flag = ''] = FLAG_ABOVE.exec(before.slice(-80)) ?? [];
  const named = FLAG_NAME.exec(flag);
  const value = named === null ? undefined : valueAt(line, skipBlanks(line, 0), PLAIN_ARGUMENT);
  if (value === undefined || value.text.startsWith('-')) return undefined;
  const secret = secretValue(flag, isWeakFlag(flag, named?.[1]), value, wordsIn(line));
  return secret ? whole(line, value, PLAIN_ARGUMENT) : undefined;
}

const VALUE_FIRST = new RegExp(`${QUOTE}value${QUOTE}[ \\t]{0,4}:[ \\t]{0,4}(?=${QUOTE})`, 'gi');
const NAME_BEHIND = new RegExp(
  `${QUOTE}[ \\t]{0,4},[ \\t]{0,4}\\n?[ \\t]{0,40}${QUOTE}(?:name|key)${QUOTE}[ \\t]{0,4}:[ \\t]{0,4}${QUOTE}[\\w.-]{0,80}?(?:${STRONG})[\\w.-]{0,20}${QUOTE}`,
  'iy',
);

/** `{"value": "x", "name": "HF_TOKEN"}`. */
const maskValueFirst = (text: string): string =>
  replaceSpans(text, VALUE_FIRST, (match) => {
    const from = match.index + match[0].length;
    const value = quotedAt(text, from, quoteAt(text, from));
    NAME_BEHIND.lastIndex = value.end;
    return NAME_BEHIND.test(text) && !HARMLESS.test(value.text.slice(0, MOST_LOOKED_AT))
      ? masked(value)
      : { next: value.end };
  });

const NAME_OF_PAIR = new RegExp(
  `\\bname["']?[ \\t]{0,4}[:=][ \\t]{0,4}["']?[\\w.-]{0,80}?(?:${STRONG})[\\w.-]{0,20}["']?,?$`,
  'i',
);
const VALUE_OF_PAIR = /^[ \t]{0,40}["']?value["']?[ \t]{0,4}[:=][ \t]{0,4}["']?([^\s"',]{1,512})["']?,?$/;

/** The value of an environment variable, on the line after its name. */
export function namedPair(before: string, line: string): Span | undefined {
  const [, value] = VALUE_OF_PAIR.exec(line) ?? [];
  if (value === undefined || HARMLESS.test(value) || !NAME_OF_PAIR.test(before.slice(-200))) return undefined;
  const start = line.lastIndexOf(value);
  return { start, end: start + value.length };
}
