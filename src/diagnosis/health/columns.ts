import type { LogLine } from '../lines.ts';
import type { Progress } from './training-line.ts';

/** What parts the cells of a row: commas, bars, tabs, or blanks, of a head with names of several words at least two. */
function cellsOf(body: string, blanks = /\s+/): string[] {
  const text = body.trim().slice(0, 1000);
  const parts = text.split(/[|,\t;\u2502\u2503]/.test(text) ? /[|,\t;\u2502\u2503]/ : blanks);
  return parts.map((cell) => cell.trim()).filter((cell) => cell !== '');
}

const NAME = /^#$|^[A-Za-z][\w./%()-]{0,40}(?: [A-Za-z][\w./%()-]{0,20}){0,2}$/;
const COUNTER = /^(?:#|E|(?:global[_ ]?)?steps?|epochs?|iter(?:ation)?s?|batch|round|time)$/i;
const LOSS = /^(?!val|valid|eval|test|dev)(?:(?:tr|train|training|avg|mean|total)[_ /.]?)?(?:loss|cost|nll|mse)$/i;
const NUMBER = /^[-+]?(?:\d{1,12}(?:\.\d{0,20})?(?:e[-+]?\d{1,3})?|nan|inf)%?$/i;
/** A time, as fastai puts it at the end of a row. */
const CLOCK = /^\d{1,3}:\d\d(?::\d\d)?$/;

const MOST_CELLS = 40;

/** The names of a table, where a line is its head: what it counts and at least one more. */
function headOf(body: string): string[] | undefined {
  const cells = cellsOf(body, / {2,40}/.test(body.trim()) ? / {2,40}/ : /\s+/);
  const named = cells.length >= 2 && cells.length <= MOST_CELLS && cells.every((cell) => NAME.test(cell));
  return named && cells.slice(0, 2).some((cell) => COUNTER.test(cell)) ? cells : undefined;
}

const numberIn = (cell: string): number => (/[nf]/i.test(cell) ? Number.NaN : Number.parseFloat(cell));

/** A row of numbers as progress: its counter and its loss by the names above; without a loss, whether most is `nan`. */
function rowOf(head: readonly string[], body: string): Progress | undefined {
  const cells = cellsOf(body);
  if (cells.length !== head.length || !cells.every((cell) => NUMBER.test(cell) || CLOCK.test(cell))) return undefined;
  const counter = head.findIndex((name) => COUNTER.test(name));
  const at = head.findIndex((name) => LOSS.test(name));
  const isBroken = (cell: string): boolean => /^[-+]?nan$/i.test(cell);
  const parts = cells.filter((_, index) => /^loss\b/i.test(head[index] ?? ''));
  const broken = cells.filter(isBroken).length * 2 > cells.length - 1 || (parts.length > 0 && parts.every(isBroken));
  const loss = at >= 0 ? numberIn(cells[at] ?? '') : broken ? Number.NaN : undefined;
  const step = numberIn(cells[counter] ?? '');
  return {
    ...(Number.isNaN(step) ? {} : { step }),
    ...(loss === undefined ? {} : { loss }),
  };
}

/**
 * The lines of a log with the rows of its tables read: a head that names its columns once, and rows of numbers alone,
 * as of CSV, fastai or a molecular dynamics code.
 */
export function withColumns(lines: readonly LogLine[]): readonly LogLine[] {
  let head: string[] | undefined;
  let changed = false;
  const read = lines.map((line) => {
    if (line.progress !== undefined) return line;
    const row = head && rowOf(head, line.body);
    if (row === undefined) {
      head = headOf(line.body) ?? head;
      return line;
    }
    changed = true;
    return { ...line, progress: row };
  });
  return changed ? read : lines;
}
