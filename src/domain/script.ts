import { formed } from './form.ts';

/** A file of code that a job brings along in its command, and what is run of it. */
export interface ScriptDraft {
  /** A path from the directory in which the command runs, such as `train.py`. */
  name: string;
  text: string;
}

interface Runs {
  command?: string | undefined;
  script?: ScriptDraft | undefined;
}

/**
 * Letters, digits and `_ . - /`, without `..`: a path that a shell takes for one word and that stays where it points.
 */
export const SCRIPT_NAME = formed(
  /^\/?(?!\.{1,2}(?:\/|$)|-)[\w.-]+(?:\/(?!\.{1,2}(?:\/|$))[\w.-]+)*$/,
  'a path of letters, digits, _ . - and /, without ..',
);

const INTERPRETERS: Readonly<Record<string, string>> = { py: 'python', sh: 'bash', bash: 'bash' };

/** How a script runs by itself: by its first line, or by the end of its name; `undefined` where neither tells. */
export function runOf({ name, text }: ScriptDraft): string | undefined {
  const path = name.includes('/') ? `'${name}'` : `'./${name}'`;
  if (text.startsWith('#!')) return `chmod +x ${path} && ${path}`;
  const interpreter = INTERPRETERS[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''];
  return interpreter === undefined ? undefined : `${interpreter} ${path}`;
}

const END = 'END_OF_SCRIPT';
/** The words to end with, the first of which is free in nearly every text; the others begin in other ways. */
const ENDS = [
  END,
  ...[...'ABCDFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmnopqrstuvwxyz'].map((each) => `${each}_${END}`),
];

/**
 * Whether some line begins as the word does and goes on beyond ASCII: of such a line dash, which
 * is `/bin/sh` in many images, loses a byte.
 */
const isBegunBy = (lines: readonly string[], end: string): boolean =>
  lines.some((line) => {
    const [begins = ''] = /^\w*(?=[^\0-\x7f])/.exec(line) ?? [];
    return begins !== '' && end.startsWith(begins);
  });

/** The first of `word`, `word_2`, `word_3`, … that is no line of a text. */
function noLine(lines: readonly string[], word: string): string {
  for (let number = 1; ; number++) {
    const end = number === 1 ? word : `${word}_${number}`;
    if (!lines.includes(end)) return end;
  }
}

/**
 * A word that is no line of the text, nor begins one that suffers by it: the shell
 * takes everything up to such a line as it is.
 */
function endOf(text: string): string {
  const lines = text.split('\n');
  const words = ENDS.map((word) => noLine(lines, word));
  return words.find((end) => !isBegunBy(lines, end)) ?? noLine(lines, END);
}

/**
 * The command of a job as it is sent: it writes the script, if there is one, and then runs the command, or else the
 * script. The script stands in it as plain text, between marks in which a shell replaces nothing, so that it can be
 * read in the job and its secrets are masked like any others.
 */
export function userCommand({ command, script }: Runs): string | undefined {
  if (script === undefined) return command;
  const text = script.text.replaceAll('\r\n', '\n');
  const end = endOf(text);
  const directory = /^(.+)\//.exec(script.name)?.[1];
  return [
    `${directory === undefined ? '' : `mkdir -p '${directory}' && `}cat > '${script.name}' <<'${end}' || exit 1`,
    `${text}${text.endsWith('\n') ? '' : '\n'}${end}`,
    ...[command ?? runOf(script)].filter((line) => line !== undefined),
  ].join('\n');
}

const PLACED = /^(?:mkdir -p '[^'\n]+' && )?cat > '([^'\n]+)' <<'((?:\w_)?END_OF_SCRIPT(?:_\d+)?)' \|\| exit 1\n/;

/** The script and the command that `userCommand` made this of; any other command as it is. */
export function readUserCommand(sent: string): Runs {
  const [head, name, end] = PLACED.exec(sent) ?? [];
  if (head === undefined || name === undefined) return { command: sent };
  const lines = sent.slice(head.length).split('\n');
  const at = lines.indexOf(end ?? '');
  const script = {
    name,
    text: lines
      .slice(0, at)
      .map((line) => `${line}\n`)
      .join(''),
  };
  const rest = lines.slice(at + 1).join('\n');
  const runs: Runs = rest === (runOf(script) ?? '') ? { script } : { script, command: rest };
  return at >= 0 && userCommand(runs) === sent ? runs : { command: sent };
}
