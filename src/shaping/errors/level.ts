/** What a line says of its own weight. */
export type Level = 'quiet' | 'warning' | 'error';

const WORD =
  /(?:^|[\s[(|:<-])(?:[A-Z]{2,8}_(?=[A-Z]{4,8}\|))?(TRACE|TRC|DEBUG|DBG|INFO|INF|NOTICE|WARN(?:ING)?|WRN|ERR(?:OR)?|CRIT(?:ICAL)?|FATAL|FTL|SEVERE|PANIC)(?=[\s\])|:>,-]|$)/;
/** In brackets, behind the name of a command, or as a member of a line of JSON. */
const LOWER =
  /^[\w./:+-]{1,60}: (warning) ?: |^(warning|error|critical) {1,4}libmamba\b|\[(dbg|debug|inf|info|wrn|warn|warning|err|error|fatal|critical)\]|\b(?:level|levelname|severity|lvl)["']?[=:] ?["']?(trace|debug|dbug|info|notice|warn|warning|error|eror|critical|crit|fatal|panic)\b/i;
/** glog and what looks like it: `E0305 12:00:00`, `[W socket.cpp:697]`, `: E tensorflow/`. */
const LETTER =
  /^\[?([IWEF])\d{3,4} \d\d:\d\d|^\[?([IWEF]) (?=[\w./-]{1,80}\.(?:cc|cpp|cu|h|py):\d)|^:? ?([IWEF]) (?=\w{1,40}\/)|^\[[^\]]{1,80}, ([IWECF]) \d{1,8} \d{1,8}\]|^\[NeMo ([DIWEC])(?= )|\[(E|F)\]/;
/** TensorFlow's supervisor tells of an error at level INFO. */
const REPORTED = /\bError reported to Coordinator\b/;
const WARNING_CLASS = /\b(?:Deprecation|Future|User|Runtime|Resource|PendingDeprecation|Import|Bytes|Syntax)Warning\b/;

const MEANING: Readonly<Record<string, Level>> = {
  TRACE: 'quiet',
  TRC: 'quiet',
  DEBUG: 'quiet',
  DBUG: 'quiet',
  DBG: 'quiet',
  INFO: 'quiet',
  INF: 'quiet',
  NOTICE: 'quiet',
  D: 'quiet',
  I: 'quiet',
  WARN: 'warning',
  WARNING: 'warning',
  WRN: 'warning',
  W: 'warning',
};

/**
 * The level at the beginning of a line, in the forms of common loggers.
 * @param body without stream and times
 */
export function levelOf(body: string): Level | undefined {
  const head = body.slice(0, 120);
  if (WARNING_CLASS.test(head)) return 'warning';
  if (REPORTED.test(head)) return 'error';
  const letter = LETTER.exec(head)?.slice(1).find(Boolean);
  const word = letter ?? WORD.exec(head)?.[1] ?? LOWER.exec(head)?.slice(1).find(Boolean)?.toUpperCase();
  return word === undefined ? undefined : (MEANING[word] ?? 'error');
}
