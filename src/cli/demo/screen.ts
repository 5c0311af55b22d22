import { coloursOf, columnsOf } from '../terminal/stream.ts';
import { cut, elide, hanging, widthOf, wrapped } from '../terminal/text.ts';
import { type Ticker, ticker } from '../terminal/ticker.ts';
import { briefValue, isFenced, layout, withBars, withShortSources } from './shorten.ts';

const SHOWN_LINES = 14;
const WORD = 50;
/** A call that repeats at least this many arguments of the one before shows only the others. */
const REPEATED = 4;
const ANSWER = '    ';

const out = process.stdout;
const colours = coloursOf(out);
const busy: Ticker = ticker();
const before = new Map<string, Record<string, unknown>>();
let bannerShown = false;
let fenceShown = false;
let statusOpen = false;

/** Columns of a line, and of one behind the margin of answers: a terminal may be resized meanwhile. */
const width = (): number => columnsOf(out) - 2;
const inner = (): number => width() - ANSWER.length;

/** Ends a line of statuses first, if one is open. */
function print(text: string): void {
  busy.clear();
  console.log(statusOpen ? `\n${text}` : text);
  statusOpen = false;
}

/** The first lines, with a word about the rest; a single line more is shown as well. */
function first(lines: readonly string[], most: number): string[] {
  const rest = lines.length - most;
  return rest > 1 ? [...lines.slice(0, most), `... ${rest} more lines`] : [...lines];
}

const indent = (lines: readonly string[], head: string): string =>
  lines.map((line, index) => `${index === 0 ? head : ANSWER}${line}`.trimEnd()).join('\n');

/** A word that fits no line, such as a link, would be torn apart by wrapping. */
const breaks = (line: string): boolean => line.split(' ').some((word) => widthOf(word) > inner());

/** Long words, such as image URIs, without their middle. */
const shortWords = (line: string): string =>
  line
    .split(' ')
    .map((word) => elide(word, Math.min(WORD, inner())))
    .join(' ');

/** Arguments as `name=value`; the ones that are as in the last call of this tool are only counted. */
function argumentsOf(name: string, args: Record<string, unknown>): string {
  const last = before.get(name);
  before.set(name, args);
  const all = Object.entries(args);
  const fresh = all.filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(last?.[key]));
  const same = all.length - fresh.length;
  const show = same >= REPEATED ? fresh : all;
  const text = show.map(([key, value]) => `${key}=${briefValue(value)}`).join(' ');
  return same >= REPEATED ? `${text} (and the same ${same} other arguments)` : text;
}

/** Every answer of a simulated cloud has the same note; a reader needs it once. */
function withoutRepeatedBanner(text: string): string {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.startsWith('(simulated cloud'));
  if (at < 0) return text;
  const seen = bannerShown;
  bannerShown = true;
  return seen ? lines.toSpliced(at, 1).join('\n') : text;
}

/** The marker around text of the cloud is explained by its first appearance. */
function withoutRepeatedFence(text: string): string {
  if (!isFenced(text)) return text;
  const seen = fenceShown;
  fenceShown = true;
  return seen ? withShortSources(withBars(text)) : text;
}

/** An answer's line in its colour: quiet, but for what was refused. */
const painted = (line: string): string => (/^\[[a-z_]+\] /.test(line) ? colours.red(line) : colours.dim(line));

/** Terminal output of the demo: at most 80 columns, fewer where the terminal is narrower, and coloured as it likes. */
export const screen = {
  /** What is under way, in a terminal, until the next line is printed. */
  waiting(what: string): void {
    busy.show(what);
  },
  /** Takes away what is not for good, before the demo ends. */
  leave(): void {
    busy.clear();
  },
  title(text: string): void {
    print(`\n${colours.bold(colours.cyan(`== ${text}`))}`);
  },
  say(text: string): void {
    print(wrapped(text, width()));
  },
  call(name: string, args: Record<string, unknown>): void {
    print(colours.yellow(hanging('', `> ${name} ${argumentsOf(name, args)}`.trimEnd(), ANSWER.length, width())));
  },
  /**
   * What the server answered: tables with shortened cells, prose wrapped.
   * @param most lines that are shown, with a word about the rest
   */
  answer(text: string, most = SHOWN_LINES): void {
    const lines = layout(withoutRepeatedFence(withoutRepeatedBanner(text)), inner()).flatMap(({ line, prose }) =>
      prose && !breaks(line) ? wrapped(line, inner()).split('\n') : [cut(line, inner())],
    );
    const shown = first(lines, most).map((line) => (line === '' ? '' : ANSWER + painted(line)));
    print(shown.join('\n'));
  },
  /** A status that was seen; one after the other on one line. */
  status(text: string): void {
    busy.clear();
    out.write(colours.dim(statusOpen ? ` -> ${text}` : `${ANSWER}get_job: ${text}`));
    statusOpen = true;
  },
  question(text: string, most = SHOWN_LINES): void {
    const lines = text.split('\n').flatMap((line) => wrapped(shortWords(line), inner()).split('\n'));
    print(colours.magenta(indent(first(lines, most), '  ? ')));
  },
  reply(text: string): void {
    print(colours.magenta(hanging('  = ', text, ANSWER.length, width())));
  },
  good(text: string): void {
    print(wrapped(`${colours.green('ok')} ${text}`, width()));
  },
};
