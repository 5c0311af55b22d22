import pc from 'picocolors';
import wrapAnsi from 'wrap-ansi';
import { brief, cut, elide, isFenced, layout, withBars } from './shorten.ts';

const WIDTH = 78;
const INNER = WIDTH - 4;
const SHOWN_LINES = 14;
const WORD = 50;
/** A call that repeats at least this many arguments of the one before shows only the others. */
const REPEATED = 4;

const before = new Map<string, Record<string, unknown>>();
let bannerShown = false;
let fenceShown = false;
let statusOpen = false;

/** Ends a line of statuses first, if one is open. */
function print(text: string): void {
  console.log(statusOpen ? `\n${text}` : text);
  statusOpen = false;
}

/** The first lines, with a word about the rest; a single line more is shown as well. */
function first(lines: readonly string[], most: number): string[] {
  const rest = lines.length - most;
  return rest > 1 ? [...lines.slice(0, most), `... ${rest} more lines`] : [...lines];
}

const indent = (text: string, first: string, rest: string): string =>
  text
    .split('\n')
    .map((line, index) => (index === 0 ? first : rest) + line)
    .join('\n');

const wrapped = (text: string, width: number): string => wrapAnsi(text, width, { hard: true });

/** A word that fits no line, such as a link, would be torn apart by wrapping. */
const breaks = (line: string): boolean => line.split(' ').some((word) => word.length > INNER);

/** Long words, such as image URIs, without their middle. */
const shortWords = (line: string): string =>
  line
    .split(' ')
    .map((word) => elide(word, WORD))
    .join(' ');

/** Arguments as `name=value`; the ones that are as in the last call of this tool are only counted. */
function argumentsOf(name: string, args: Record<string, unknown>): string {
  const last = before.get(name);
  before.set(name, args);
  const all = Object.entries(args);
  const fresh = all.filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(last?.[key]));
  const same = all.length - fresh.length;
  const show = same >= REPEATED ? fresh : all;
  const text = show.map(([key, value]) => `${key}=${brief(value)}`).join(' ');
  return same >= REPEATED ? `${text} (and the same ${same} other arguments)` : text;
}

/** Every answer of a simulated cloud begins with the same note; a reader needs it once. */
function withoutRepeatedBanner(text: string): string {
  if (!text.startsWith('(simulated cloud')) return text;
  const seen = bannerShown;
  bannerShown = true;
  return seen ? text.slice(text.indexOf('\n') + 1) : text;
}

/** The marker around text of the cloud is explained by its first appearance. */
function withoutRepeatedFence(text: string): string {
  if (!isFenced(text)) return text;
  const seen = fenceShown;
  fenceShown = true;
  return seen ? withBars(text) : text;
}

/** Terminal output of the demo: at most 80 columns, colour only where the terminal has it (NO_COLOR is honoured). */
export const screen = {
  title(text: string): void {
    print(`\n${pc.bold(pc.cyan(`== ${text}`))}`);
  },
  say(text: string): void {
    print(wrapped(text, WIDTH));
  },
  call(name: string, args: Record<string, unknown>): void {
    const text = wrapped(`> ${name} ${argumentsOf(name, args)}`.trimEnd(), INNER);
    print(pc.yellow(indent(text, '', '    ')));
  },
  /**
   * What the server answered: tables with shortened cells, prose wrapped.
   * @param most lines that are shown, with a word about the rest
   */
  answer(text: string, most = SHOWN_LINES): void {
    const lines = layout(withoutRepeatedFence(withoutRepeatedBanner(text)), INNER).flatMap(({ line, prose }) =>
      prose && !breaks(line) ? wrapped(line, INNER).split('\n') : [cut(line, INNER)],
    );
    const shown = first(lines, most);
    print(pc.dim(shown.map((line) => `    ${line}`.trimEnd()).join('\n')));
  },
  /** A status that was seen; one after the other on one line. */
  status(text: string): void {
    process.stdout.write(pc.dim(statusOpen ? ` -> ${text}` : `    get_job: ${text}`));
    statusOpen = true;
  },
  question(text: string, most = SHOWN_LINES): void {
    const lines = text.split('\n').flatMap((line) => wrapped(shortWords(line), INNER).split('\n'));
    print(pc.magenta(indent(first(lines, most).join('\n'), '  ? ', '    ')));
  },
  reply(text: string): void {
    print(pc.magenta(`  = ${text}`));
  },
  good(text: string): void {
    print(wrapped(`${pc.green('ok')} ${text}`, WIDTH));
  },
};
