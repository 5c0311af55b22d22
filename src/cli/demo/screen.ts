import pc from 'picocolors';
import wrapAnsi from 'wrap-ansi';

const WIDTH = 78;
const SHOWN_LINES = 14;

/** Terminal output of the demo: at most 80 columns, colour only where the terminal has it (NO_COLOR is honoured). */
export const screen = {
  title(text: string): void {
    console.log(`\n${pc.bold(pc.cyan(`== ${text}`))}`);
  },
  say(text: string): void {
    console.log(wrapAnsi(text, WIDTH));
  },
  call(name: string, args: Record<string, unknown>): void {
    const shown = Object.entries(args).map(
      ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
    );
    console.log(pc.yellow(indent(wrapAnsi(`> ${name} ${shown.join(' ')}`, WIDTH - 4, { hard: true }), '', '    ')));
  },
  /** What the server answered, cut after a screenful with a word about the rest. */
  answer(text: string): void {
    const lines = wrapAnsi(text, WIDTH - 4, { hard: true, trim: false }).split('\n');
    const shown = lines.slice(0, SHOWN_LINES).map((line) => `    ${line}`.trimEnd());
    const rest = lines.length - SHOWN_LINES;
    console.log(pc.dim([...shown, ...(rest > 0 ? [`    ... ${rest} more lines`] : [])].join('\n')));
  },
  question(text: string): void {
    console.log(pc.magenta(indent(wrapAnsi(text, WIDTH - 6, { hard: true }), '  ? ', '    ')));
  },
  reply(text: string): void {
    console.log(pc.magenta(`  = ${text}`));
  },
  good(text: string): void {
    console.log(wrapAnsi(`${pc.green('ok')} ${text}`, WIDTH));
  },
};

const indent = (text: string, first: string, rest: string): string =>
  text
    .split('\n')
    .map((line, index) => (index === 0 ? first : rest) + line)
    .join('\n');
