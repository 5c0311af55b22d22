import { widthOf } from '../../shaping/width.ts';
import { coloursOf, columnsOf } from '../terminal/stream.ts';
import { cut, elide, hanging, wrapped } from '../terminal/text.ts';
import { type Ticker, ticker } from '../terminal/ticker.ts';
import { briefValue, isFenced, layout, withBars, withShortSources } from './shorten.ts';

const SHOWN_LINES = 14;
const WORD = 50;
/** A call that repeats at least this many arguments of the last call of the same tool shows only the others. */
const REPEATED = 4;
const ANSWER = '    ';

const out = process.stdout;
const colours = coloursOf(out);
const busy: Ticker = ticker();
const before = new Map<string, Record<string, unknown>>();
let bannerShown = false;
let fenceShown = false;
let statusOpen = false;

/** Columns of a line, and of one with the margin of answers. Asked for each line: the terminal can be resized. */
const width = (): number => columnsOf(out) - 2;
const inner = (): number => width() - ANSWER.length;

/** Ends a line of statuses first, if one is open. */
function print(text: string): void {
  busy.clear();
  console.log(statusOpen ? `\n${text}` : text);
  statusOpen = false;
}

/** The first lines, and how many more there are. A single line more is shown, since the note would take a line too. */
function first(lines: readonly string[], most: number): string[] {
  const rest = lines.length - most;
  return rest > 1 ? [...lines.slice(0, most), `... ${rest} more lines`] : [...lines];
}

const indent = (lines: readonly string[], head: string): string =>
  lines.map((line, index) => `${index === 0 ? head : ANSWER}${line}`.trimEnd()).join('\n');

/** Whether a word, such as a link, is longer than a line: wrapping would break it in the middle. */
const breaks = (line: string): boolean => line.split(' ').some((word) => widthOf(word) > inner());

/** Long words, such as image URIs, without their middle. */
const shortWords = (line: string): string =>
  line
    .split(' ')
    .map((word) => elide(word, Math.min(WORD, inner())))
    .join(' ');

/** Arguments as `name=value`. Those that are the same as in the last call of this tool are only counted. */
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

/** Takes the simulator's note out of an answer: every answer has it, and a reader needs it once. */
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

/** An answer's line in its colour: dim, except for refusals. */
const painted = (line: string): string => (/^\[[a-z_]+\] /.test(line) ? colours.red(line) : colours.dim(line));

/** Terminal output of the demo: at most 80 columns, in colour where the terminal has it. */
export const screen = {
  /** Shows what is under way until the next line is printed; only in a terminal. */
  waiting(what: string): void {
    busy.show(what);
  },
  /** Removes what is shown only for the moment, before the demo ends. */
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
  /** A curve in a line of text, with what it means. */
  curve(shape: string, words: string): void {
    print(`${ANSWER}${colours.cyan(shape)} ${colours.dim(cut(words, inner() - widthOf(shape) - 1))}`);
  },
  /** Adds a status of the job to the line of those seen so far. */
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
