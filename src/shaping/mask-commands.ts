import { replaceSpans, type Span } from './spans.ts';
import { wordLike } from './words.ts';

/**
 * Secrets by the grammar of the tools they are handed to on a command line (R46): an option that takes a
 * password, the argument of a login. Such an option means something else to other tools (`-p 8080`, `mkdir
 * -p`), so the tool is part of the evidence.
 */
interface Grammar {
  tools: readonly string[];
  /** Words that have to follow the tool, such as `login`; one of the rows. */
  after?: readonly (readonly string[])[];
  /** Options whose value is the next word, is written to them, or stands behind `=`. */
  secret?: readonly string[];
  /**
   * Options whose value follows without a blank (`-psecret`). With a blank the
   * tool asks, and the next word is no secret.
   */
  attached?: readonly string[];
  /** Options whose value is `user:password` or its like, with what stands between. */
  pair?: Readonly<Record<string, string>>;
  /** Which arguments without an option are secret, where they look generated; counted behind `after`. */
  argument?: readonly number[];
  /** Options that take a value, which is no argument then. */
  takes?: readonly string[];
}

const GRAMMARS: readonly Grammar[] = [
  { tools: ['ossutil', 'ossutil64', 'ossutilmac64', 'ossutil32'], secret: ['-k', '-i', '-t', '--sts-token'] },
  { tools: ['osscmd', 'osscmd.py', 'oascmd', 'oascmd.py'], secret: ['-k', '--key', '-i', '--id', '--sts_token'] },
  { tools: ['obsutil'], secret: ['-k', '-i', '-t'] },
  { tools: ['coscmd', 'coscli'], secret: ['-s', '-k', '-t'] },
  { tools: ['odpscmd', 'odps', 'tunnel'], secret: ['-p', '-u'] },
  {
    tools: ['wandb', 'swanlab', 'comet', 'neptune', 'modelscope', 'huggingface-cli', 'hf', 'gh', 'glab'],
    after: [['login'], ['auth', 'login']],
    secret: ['-k', '--api-key', '--key', '--token'],
    takes: ['-h', '--host', '--base-url', '-w'],
    argument: [0],
  },
  {
    tools: ['docker', 'podman', 'nerdctl', 'buildah', 'helm', 'crane', 'oras', 'ctr'],
    after: [['login'], ['registry', 'login'], ['auth', 'login']],
    secret: ['-p'],
  },
  { tools: ['skopeo', 'buildah', 'podman'], pair: { '--creds': ':', '--src-creds': ':', '--dest-creds': ':' } },
  {
    tools: ['mysql', 'mysqldump', 'mysqladmin', 'mysqlimport', 'mysqlsh', 'mariadb', 'mariadb-dump', 'mycli'],
    attached: ['-p'],
  },
  { tools: ['redis-cli', 'valkey-cli', 'memtier_benchmark', 'redis-benchmark'], secret: ['-a', '--pass'] },
  { tools: ['mongo', 'mongosh', 'mongodump', 'mongorestore', 'mongoimport', 'mongoexport'], secret: ['-p'] },
  { tools: ['clickhouse-client', 'sqlcmd', 'bcp'], secret: ['-P'] },
  { tools: ['sshpass', 'oras', 'cqlsh'], secret: ['-p'] },
  { tools: ['vault'], after: [['login']], argument: [0] },
  { tools: ['zip', 'unzip'], secret: ['-P'] },
  { tools: ['7z', '7za', '7zr'], attached: ['-p'] },
  { tools: ['openssl'], secret: ['-k', '-K', '-pass', '-passin', '-passout'] },
  {
    tools: ['curl', 'wget'],
    pair: { '-u': ':', '--user': ':', '-U': ':', '--proxy-user': ':', '-b': '=', '--cookie': '=' },
  },
  { tools: ['az'], after: [['login']], secret: ['-p'] },
  { tools: ['beeline', 'ncftpput', 'ncftpget', 'useradd', 'usermod'], secret: ['-p'] },
  { tools: ['etcdctl'], pair: { '--user': ':' } },
  { tools: ['rclone'], after: [['obscure']], argument: [0] },
  { tools: ['htpasswd'], argument: [2] },
  { tools: ['smbclient', 'mount.cifs'], pair: { '-U': '%' } },
  { tools: ['lftp'], pair: { '-u': ',' } },
  { tools: ['twine'], after: [['upload']], secret: ['-p'] },
  { tools: ['ldapsearch', 'ldapadd', 'ldapmodify', 'ldapwhoami'], secret: ['-w'] },
  { tools: ['ipmitool'], secret: ['-P'] },
  { tools: ['kinit'], secret: ['--password'] },
  {
    tools: ['mc'],
    after: [
      ['alias', 'set'],
      ['config', 'host', 'add'],
    ],
    argument: [2, 3],
  },
  { tools: ['git'], after: [['config']], pair: { 'http.extraheader': ':', 'http.extraHeader': ':' } },
  { tools: ['aws', 'aliyun'], after: [['configure', 'set']], argument: [1] },
  {
    tools: ['huggingface-cli', 'hf', 'wandb', 'swanlab', 'modelscope', 'dlc', 'aliyun', 'pip', 'npm'],
    secret: ['--token'],
  },
];

const escaped = (name: string): string => name.replaceAll('.', '\\.');
const TOOLS = [...new Set(GRAMMARS.flatMap(({ tools }) => tools))];
const TOOL = new RegExp(`(?<![\\w.-])(?:${TOOLS.map(escaped).join('|')})(?:\\.exe)?(?=[ \\t"'])`, 'g');

/** Words and characters of one command that are looked at. */
const MOST_WORDS = 24;
const MOST_COMMAND = 1000;
/** Tools that are looked at in one line: more than any line of a script has. */
const MOST_TOOLS = 40;
const BETWEEN = /[ \t]+/y;
/** As a list of a program has them: `["docker", "login"]`. */
const BETWEEN_ITEMS = /["'],[ \t]{0,4}["']/y;
const ITEM = /[^"'\n]{1,512}/y;
const WORD =
  /(?:"[^"\n]{0,512}"|'[^'\n]{0,512}'|[^\s"';|&`\\,()]|,(?![ \t"']))(?:"[^"\n]{0,64}"|'[^'\n]{0,64}'|[^\s"';|&`\\,()]|,(?![ \t"'])){0,1024}/y;

interface Word extends Span {
  text: string;
}

/** The words behind a tool, to the end of the command. */
function wordsFrom(text: string, from: number): Word[] {
  const words: Word[] = [];
  const list = text[from] === '"' || text[from] === "'";
  const [between, form] = list ? [BETWEEN_ITEMS, ITEM] : [BETWEEN, WORD];
  for (let at = from; words.length < MOST_WORDS && at < from + MOST_COMMAND; ) {
    between.lastIndex = at;
    const gap = between.exec(text);
    if (gap === null) break;
    const start = at + gap[0].length;
    form.lastIndex = start;
    const [word] = form.exec(text) ?? [];
    if (word === undefined) break;
    at = start + word.length;
    const quoted = /^["']/.test(word) && word.endsWith(word.charAt(0)) ? 1 : 0;
    words.push({ start: start + quoted, end: at - quoted, text: word.slice(quoted, word.length - quoted) });
  }
  return words;
}

/** Nothing to hide: a variable, a placeholder, another option, what is masked already. */
const OPEN = /^(?:|-.{0,600}|\$.{0,600}|<.{0,600}|\{.{0,600}|\*+|[.…]+)$/;

const part = ({ start, end, text }: Word, from: number): Span[] =>
  OPEN.test(text.slice(from, from + 600)) ? [] : [{ start: start + from, end }];

/** `-pool-size` is a long option with one dash, no password. */
const reads = (value: string): boolean => /^[a-z]{1,30}(?:[-_][a-z]{1,30}){1,5}$/.test(value);

function optionSpans(words: readonly Word[], at: number, grammar: Grammar): Span[] {
  const word = words[at] as Word;
  const next = words[at + 1];
  const { secret = [], attached = [], pair = {} } = grammar;
  for (const option of secret) {
    if (word.text === option) return next === undefined ? [] : part(next, 0);
    if (word.text.startsWith(`${option}=`)) return part(word, option.length + 1);
    const short = option.length === 2 && word.text.startsWith(option);
    if (short && !reads(word.text.slice(2)) && !/^\d{0,5}$/.test(word.text.slice(2))) return part(word, 2);
  }
  for (const option of attached)
    if (word.text.startsWith(option) && !word.text.startsWith(`${option}=`) && !reads(word.text.slice(2)))
      return part(word, option.length);
  for (const [option, between] of Object.entries(pair)) {
    const written = option.length === 2 ? option : `${option}=`;
    const value = word.text === option ? next : word.text.startsWith(written) ? word : undefined;
    const split = value?.text.indexOf(between) ?? -1;
    if (value !== undefined && split >= 0) return part(value, split + 1);
  }
  return [];
}

const generated = (value: string): boolean => value.length >= 8 && !wordLike(value);

function spansOf(words: readonly Word[], grammar: Grammar): Span[] {
  const { after, argument = [], takes = [], secret = [] } = grammar;
  const bare = words.filter(({ text }) => !text.startsWith('-'));
  const row = after?.find((names) => names.every((name, index) => bare[index]?.text === name));
  if (after !== undefined && row === undefined) return [];
  const spans = words.flatMap((_, at) => optionSpans(words, at, grammar));
  const values = words.filter(
    ({ text }, at) => !text.startsWith('-') && ![...takes, ...secret].includes(words[at - 1]?.text ?? ''),
  );
  const given = values.slice(row?.length ?? 0);
  return [...spans, ...argument.flatMap((at) => (generated(given[at]?.text ?? '') ? part(given[at] as Word, 0) : []))];
}

/** Text with what command lines hand to their tools as a secret replaced by `***`. */
export function maskCommands(text: string): string {
  let line = { end: -1, tools: 0 };
  return replaceSpans(text, TOOL, (match) => {
    const from = match.index + match[0].length;
    if (from > line.end) line = { end: (text.indexOf('\n', from) + 1 || text.length + 1) - 1, tools: 0 };
    if (++line.tools > MOST_TOOLS) return { next: from };
    const words = wordsFrom(text, from);
    const mask = GRAMMARS.filter(({ tools }) => tools.includes(match[0].replace(/\.exe$/, ''))).flatMap((grammar) =>
      spansOf(words, grammar),
    );
    return { mask, next: Math.max(from, ...mask.map(({ end }) => end)) };
  });
}
