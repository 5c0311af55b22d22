import { coloursOf, columnsOf } from './stream.ts';
import { cut } from './text.ts';

/** Milliseconds after which it is said what is under way; shorter work needs no word. */
const AFTER_MS = 1000;
const EVERY_MS = 120;
const FRAMES = ['|', '/', '-', '\\'];
const CLEAR_LINE = '\r\u001b[2K';

/** One line that says what is under way, while it is. */
export interface Ticker {
  /** From now on this is under way; shown after a second. */
  show(what: string): void;
  /** Nothing is under way; takes the line away, which has to be done before anything else is printed. */
  clear(): void;
}

/** A ticker on stderr, since stdout may be data; anything but a terminal gets none. */
export function ticker(out: NodeJS.WriteStream = process.stderr): Ticker {
  if (out.isTTY !== true) return { show: () => {}, clear: () => {} };
  const { dim } = coloursOf(out);
  let timer: NodeJS.Timeout | undefined;
  let doing = '';
  let since = 0;
  let drawn = false;
  const draw = (): void => {
    const passed = performance.now() - since;
    if (passed < AFTER_MS) return;
    const frame = FRAMES[Math.floor(passed / EVERY_MS) % FRAMES.length];
    out.write(CLEAR_LINE + dim(cut(`${frame} ${doing} (${Math.floor(passed / 1000)} s)`, columnsOf(out) - 1)));
    drawn = true;
  };
  return {
    show: (what) => {
      doing = what;
      if (timer !== undefined) return;
      since = performance.now();
      timer = setInterval(draw, EVERY_MS);
      timer.unref();
    },
    clear: () => {
      clearInterval(timer);
      timer = undefined;
      if (drawn) out.write(CLEAR_LINE);
      drawn = false;
    },
  };
}
