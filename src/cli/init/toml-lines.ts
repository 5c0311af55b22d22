import { parse as parseToml } from 'smol-toml';

/** A run of lines, end exclusive. */
export interface Lines {
  from: number;
  to: number;
}

/** What is still open where a line of TOML begins: a text that spans lines, or brackets. */
interface Open {
  quote: '"""' | "'''" | undefined;
  brackets: number;
}

/** The end of a text that begins at an offset of a line, where it ends on this line. */
function endOfText(line: string, from: number, quote: string): number | undefined {
  for (let at = from; at < line.length; at += 1) {
    if (line[at] === '\\' && quote.startsWith('"')) at += 1;
    else if (line.startsWith(quote, at)) {
      let end = at + quote.length;
      // A long text may end with one or two quotation marks of its own.
      while (quote.length === 3 && line[end] === quote[0] && end < at + 5) end += 1;
      return end;
    }
  }
  return undefined;
}

/** What is open behind a line. Every character is looked at once. */
function behind(line: string, { quote, brackets }: Open): Open {
  let at = 0;
  let depth = brackets;
  if (quote !== undefined) {
    const end = endOfText(line, 0, quote);
    if (end === undefined) return { quote, brackets };
    at = end;
  }
  while (at < line.length) {
    const letter = line[at] ?? '';
    if (letter === '#') break;
    if (letter === '"' || letter === "'") {
      const long = line.startsWith(letter.repeat(3), at);
      const mark = long ? letter.repeat(3) : letter;
      const end = endOfText(line, at + mark.length, mark);
      if (end === undefined) return { quote: long ? (mark as Open['quote']) : undefined, brackets: depth };
      at = end;
      continue;
    }
    if (letter === '[' || letter === '{') depth += 1;
    if (letter === ']' || letter === '}') depth -= 1;
    at += 1;
  }
  return { quote: undefined, brackets: Math.max(0, depth) };
}

/** For each line, whether a statement begins on it. */
export function statements(lines: readonly string[]): readonly boolean[] {
  let open: Open = { quote: undefined, brackets: 0 };
  return lines.map((line) => {
    const starts = open.quote === undefined && open.brackets === 0;
    open = behind(line, open);
    return starts;
  });
}

/** A header whose names need no quotation marks, as almost all: it is read many times quicker than by the parser. */
const BARE = /^\s*\[([\w-]{1,200}(?:\.[\w-]{1,200}){0,20})\]\s*$/;

/** The names in a header such as `[a."b.c"]`, from the outside in; nothing for a line that is none. */
function pathOf(header: string): readonly string[] | undefined {
  const bare = BARE.exec(header)?.[1];
  if (bare !== undefined) return bare.split('.');
  try {
    const path: string[] = [];
    let table: unknown = parseToml(header);
    while (table !== null && typeof table === 'object') {
      const inner: unknown = Array.isArray(table) ? table[0] : table;
      const [key] = Object.keys(inner as object);
      if (key === undefined) break;
      path.push(key);
      table = (inner as Record<string, unknown>)[key];
    }
    return path;
  } catch {
    return undefined;
  }
}

const IDLE = /^\s*(?:#.*)?$/;

/** A table of a document: its names, and its lines from the header to the last one that says something. */
export type Table = Lines & { path: readonly string[] };

/** The tables of a document in order. Comments before the next table belong to that. */
export function tablesOf(lines: readonly string[]): readonly Table[] {
  const starts = statements(lines);
  const headers = lines.flatMap((line, from) => {
    const path = starts[from] && /^\s*\[/.test(line) ? pathOf(line) : undefined;
    return path === undefined ? [] : [{ path, from }];
  });
  return headers.map(({ path, from }, index) => {
    let to = headers[index + 1]?.from ?? lines.length;
    while (to > from + 1 && starts[to - 1] && IDLE.test(lines[to - 1] ?? '')) to -= 1;
    return { path, from, to };
  });
}

/** The lines of the assignment to a key within a table. */
export function assignment(lines: readonly string[], { from, to }: Lines, key: string): Lines | undefined {
  const starts = statements(lines);
  const isIt = new RegExp(`^\\s*(["']?)${key}\\1\\s*=`);
  const start = lines.findIndex((line, at) => at > from && at < to && starts[at] && isIt.test(line));
  if (start === -1) return undefined;
  const next = starts.indexOf(true, start + 1);
  return { from: start, to: next === -1 ? lines.length : next };
}
