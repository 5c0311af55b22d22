import { quoteAt, quotedAt, replaceSpans, type Span, skipBlanks, type Value } from './spans.ts';
import { wordLike } from './words.ts';

/**
 * Secrets by the grammar of the calls they are handed to in a program (R46), as tracebacks, notebooks and scripts in a
 * command show them.
 */
interface Call {
  name: string;
  /** Which arguments are secret; 0 is the first. */
  arguments?: readonly number[];
  /** Names of arguments that are. */
  keywords?: readonly string[];
  /** The second argument is the value of what the first one names. */
  sets?: true;
}

const CALLS: readonly Call[] = [
  {
    name: '(?:oss2\\.)?(?:Auth|StsAuth|AuthV[1-4]|make_auth|ProviderAuth|StaticCredentialsProvider)',
    arguments: [1, 2],
  },
  { name: '(?:wandb|swanlab|comet_ml|neptune|clearml)\\.login', arguments: [0], keywords: ['key', 'api_key'] },
  { name: '(?:huggingface_hub|HubApi\\(\\)|hub_?api|api)\\.login', arguments: [0], keywords: ['token'] },
  { name: '(?:pymysql|MySQLdb|psycopg2?|aiomysql)\\.connect', arguments: [2] },
  { name: '(?:odps\\.)?ODPS', arguments: [1] },
  { name: '(?:HTTP)?(?:Basic|Digest|Proxy)(?:Auth|Authentication)', arguments: [1] },
  { name: '(?:AcsClient|StsClient|AccessKeyCredential)', arguments: [1] },
  { name: '(?:smtp\\w{0,10}|server|mail|imap|ftp)\\.login', arguments: [1] },
  { name: 'ssh\\w{0,10}\\.connect', arguments: [3] },
  { name: '(?:minio\\.)?Minio', arguments: [2] },
  { name: '(?:redis\\.)?(?:Strict)?Redis', arguments: [3] },
  { name: 'LogClient', arguments: [2] },
  { name: '(?:auth|basic_auth|credentials|proxy_auth)[ \\t]{0,2}[=:][ \\t]{0,2}', arguments: [1] },
  { name: '(?:set_api_key|set_access_token|set_token|login_with_token)', arguments: [0] },
  { name: '(?:(?:os\\.)?environ\\.setdefault|(?:os\\.)?putenv|setenv)', sets: true },
];

const CALL = new RegExp(`(?<![\\w.])(?:${CALLS.map(({ name }) => `(${name})`).join('|')})\\(`, 'g');
const KEYWORD = /([A-Za-z_]\w{0,40})[ \t]{0,2}=[ \t]{0,2}(?!=)/y;
const PREFIX = /[rbfu]{0,2}(?=\\{0,15}["'])/y;
const EXPRESSION = /[^,()"'\\\n]{1,120}/y;
const MOST_ARGUMENTS = 6;
const SECRET_NAME = /pass|secret|token|credential|api_?key|access_?key/i;

const taken = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** The arguments in quotes of a call, by place and keyword. */
function argumentsFrom(text: string, from: number): { place: number; keyword: string; value: Value }[] {
  const found: { place: number; keyword: string; value: Value }[] = [];
  let at = from;
  for (let place = 0; place < MOST_ARGUMENTS; place++) {
    at = skipBlanks(text, at);
    const keyword = taken(KEYWORD, text, at);
    at += keyword?.[0].length ?? 0;
    at += taken(PREFIX, text, at)?.[0].length ?? 0;
    const quote = quoteAt(text, at);
    if (quote === '') at += taken(EXPRESSION, text, at)?.[0].length ?? 0;
    else {
      const value = quotedAt(text, at, quote);
      found.push({ place, keyword: keyword?.[1] ?? '', value });
      at = value.end + quote.length;
    }
    at = skipBlanks(text, at);
    if (text[at] !== ',') break;
    at++;
  }
  return found;
}

/** What a program writes there for itself: nothing, a variable in braces, a name of its own. */
const harmless = (text: string): boolean =>
  text === '' || /^(?:\*+|\$.{0,200}|\{.{0,200}|<.{0,200}|xxx+|your[-_ ].{0,80})$/i.test(text);

function spansOf(call: Call, text: string, from: number): Span[] {
  const given = argumentsFrom(text, from);
  const [first] = given;
  const named = call.sets === true && first !== undefined && SECRET_NAME.test(first.value.text.slice(0, 200));
  return given
    .filter(({ place, keyword, value }) => {
      if (harmless(value.text.slice(0, 300))) return false;
      if (keyword !== '') return call.keywords?.includes(keyword) ?? false;
      if (named) return place === 1;
      return (call.arguments?.includes(place) ?? false) && (place > 0 || !wordLike(value.text.slice(0, 300)));
    })
    .map(({ value }) => value);
}

/** Text with what calls of programs are given as a secret replaced by `***`. */
export const maskCalls = (text: string): string =>
  replaceSpans(text, CALL, (match) => {
    const from = match.index + match[0].length;
    const which = match.slice(1).findIndex((name) => name !== undefined);
    return { mask: spansOf(CALLS[which] as Call, text, from), next: from };
  });
