import { isDeepStrictEqual } from 'node:util';
import { parse as parseToml, stringify, type TomlTable } from 'smol-toml';
import { type Document, notEditable } from './document.ts';
import type { Entry } from './hosts.ts';
import { eolOf, withoutBom } from './text.ts';

/** @throws Fault where it is not TOML */
function parse(text: string): TomlTable {
  try {
    return parseToml(text);
  } catch (thrown) {
    const line = thrown instanceof Error && 'line' in thrown ? ` at line ${String(thrown.line)}` : '';
    throw notEditable(`it is not valid TOML${line}`);
  }
}

const tableOf = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

const HEADER = /^\s*\[{1,2}\s*([^[\]]+?)\s*\]{1,2}\s*(?:#.*)?$/;
const IDLE = /^\s*(?:#.*)?$/;

/** Name of the table that a line begins, without quotes and blanks; `undefined` for any other line. */
const headerOf = (line: string): string | undefined => HEADER.exec(line)?.[1]?.replace(/["'\s]/g, '');

/** A run of lines, end exclusive. */
interface Lines {
  from: number;
  to: number;
}

/** A table from its header to its last line that says something: comments before the next table belong to that. */
function section(lines: readonly string[], from: number): Lines {
  const next = lines.findIndex((line, index) => index > from && headerOf(line) !== undefined);
  let to = next === -1 ? lines.length : next;
  while (to > from + 1 && IDLE.test(lines[to - 1] ?? '')) to -= 1;
  return { from, to };
}

/** The lines of an assignment within a section: as many as make a document of their own. */
function assignment(lines: readonly string[], { from, to }: Lines, key: string): Lines | undefined {
  const start = lines.findIndex(
    (line, index) => index > from && index < to && new RegExp(`^\\s*["']?${key}["']?\\s*=`).test(line),
  );
  if (start === -1) return undefined;
  for (let end = start + 1; end <= to; end += 1) {
    try {
      parseToml(lines.slice(start, end).join('\n'));
      return { from: start, to: end };
    } catch {
      // It goes on in the next line.
    }
  }
  return undefined;
}

/** Servers in a TOML file. Lines are changed, then the result is read back: only the entry may differ. */
export function tomlDocument(key: string): Document {
  const path = (name: string): string => `${key}.${name}`;

  /** @throws Fault where the lines turned out to mean something else than intended */
  const verified = (text: string, before: TomlTable, name: string, entry: unknown): string => {
    const { [name]: _, ...others } = tableOf(before[key]) ?? {};
    const servers = entry === undefined ? others : { ...others, [name]: entry };
    const { [key]: after, ...rest } = parse(text);
    const { [key]: __, ...restBefore } = before;
    if (isDeepStrictEqual(rest, restBefore) && isDeepStrictEqual(tableOf(after) ?? {}, servers)) return text;
    throw notEditable(`its "${key}" is written in a way that this program does not edit`);
  };

  const append = (text: string, name: string, entry: unknown): string => {
    const eol = eolOf(text);
    const block = stringify({ [key]: { [name]: entry } } as TomlTable).replace(new RegExp(`^\\[${key}\\]\\n+`), '');
    const gap = text.trim() === '' ? '' : text.endsWith('\n') ? eol : eol + eol;
    return `${text}${gap}${block.trimEnd().split('\n').join(eol)}${eol}`;
  };

  /** Replaces the assignments of an entry that is there; what else its owner wrote into it stays. */
  const update = (text: string, name: string, entry: Entry): string => {
    const eol = eolOf(text);
    const lines = text.split(eol);
    const from = lines.findIndex((line) => headerOf(line) === path(name));
    if (from === -1) throw notEditable(`its "${path(name)}" is not a table of its own`);
    for (const [field, value] of Object.entries(entry)) {
      const at = assignment(lines, section(lines, from), field) ?? { from: from + 1, to: from + 1 };
      lines.splice(at.from, at.to - at.from, stringify({ [field]: value }).trimEnd());
    }
    return lines.join(eol);
  };

  const add = (text: string, name: string, entry: Entry): string => {
    const before = parse(text);
    const present = tableOf(tableOf(before[key])?.[name]);
    if (present === undefined) return verified(append(text, name, entry), before, name, entry);
    const wanted = { ...present, ...entry };
    if (isDeepStrictEqual(present, wanted)) return text;
    return verified(update(text, name, entry), before, name, wanted);
  };

  const remove = (text: string, name: string): string | undefined => {
    const before = parse(text);
    const entry = tableOf(before[key])?.[name];
    if (entry === undefined) return text;
    const eol = eolOf(text);
    const lines = text.split(eol);
    const ours = (line: string): boolean => {
      const header = headerOf(line);
      return header === path(name) || (header?.startsWith(`${path(name)}.`) ?? false);
    };
    for (let from = lines.findIndex(ours); from !== -1; from = lines.findIndex(ours)) {
      const { to } = section(lines, from);
      lines.splice(from, to - from);
    }
    const base = verified(lines.join(eol), before, name, undefined);
    // Which of the texts it may have been is shown by what adding makes of each.
    const tried = ['', eol, eol + eol].map((gap) =>
      base.endsWith(gap) ? base.slice(0, base.length - gap.length) : base,
    );
    const found = tried.reverse().find((each) => append(each, name, entry) === text) ?? base;
    return found === '' ? undefined : found;
  };

  return {
    add: (text, name, entry) => withoutBom(text ?? '', (plain) => add(plain, name, entry)),
    remove: (text, name) => withoutBom(text, (plain) => remove(plain, name)),
  };
}
