import { isDeepStrictEqual } from 'node:util';
import { parse as parseToml, stringify, type TomlTable } from 'smol-toml';
import type { Document } from './document.ts';
import type { Entry } from './hosts.ts';
import { notEditable } from './not-editable.ts';
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

/** Tables of the parser have no prototype: the same as ordinary objects. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}

const same = (a: unknown, b: unknown): boolean => isDeepStrictEqual(plain(a), plain(b));

const HEADER = /^\s*\[{1,2}\s*([^[\]]+?)\s*\]{1,2}\s*(?:#.*)?$/;
const IDLE = /^\s*(?:#.*)?$/;

const isToml = (text: string): boolean => {
  try {
    parseToml(text);
    return true;
  } catch {
    return false;
  }
};

/** A run of lines, end exclusive. */
interface Lines {
  from: number;
  to: number;
}

/**
 * The tables of a document: name without quotes and blanks, and lines from the header to the last line that says
 * something; comments before the next table belong to that. A header within a text of several lines is none: what precedes
 * it is no document.
 */
function tablesOf(lines: readonly string[]): readonly (Lines & { name: string })[] {
  const headers = lines.flatMap((line, from) => {
    const name = HEADER.exec(line)?.[1]?.replace(/["'\s]/g, '');
    return name !== undefined && isToml(lines.slice(0, from).join('\n')) ? [{ name, from }] : [];
  });
  return headers.map(({ name, from }, index) => {
    let to = headers[index + 1]?.from ?? lines.length;
    while (to > from + 1 && IDLE.test(lines[to - 1] ?? '')) to -= 1;
    return { name, from, to };
  });
}

/** The lines of an assignment within a section: as many as make a document of their own. */
function assignment(lines: readonly string[], { from, to }: Lines, key: string): Lines | undefined {
  const start = lines.findIndex(
    (line, index) => index > from && index < to && new RegExp(`^\\s*["']?${key}["']?\\s*=`).test(line),
  );
  if (start === -1) return undefined;
  const length = lines
    .slice(start, to)
    .findIndex((_, index) => isToml(lines.slice(start, start + index + 1).join('\n')));
  return length === -1 ? undefined : { from: start, to: start + length + 1 };
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
    if (same(rest, restBefore) && same(tableOf(after) ?? {}, servers)) return text;
    throw notEditable(`its "${key}" is written in a way that this program does not edit`);
  };

  const append = (text: string, name: string, entry: unknown): string => {
    const eol = eolOf(text);
    const block = stringify({ [key]: { [name]: entry } } as TomlTable).replace(new RegExp(`^\\[${key}\\]\\n+`), '');
    const gap = text.trim() === '' ? '' : eol;
    return `${text}${gap}${block.trimEnd().split('\n').join(eol)}${eol}`;
  };

  /** Replaces the assignments of an entry that is there; what else its owner wrote into it stays. */
  const update = (text: string, name: string, entry: Entry): string => {
    const eol = eolOf(text);
    const lines = text.split(eol);
    for (const [field, value] of Object.entries(entry)) {
      const table = tablesOf(lines).find((each) => each.name === path(name));
      if (table === undefined) throw notEditable(`its "${path(name)}" is not a table of its own`);
      const at = assignment(lines, table, field) ?? { from: table.from + 1, to: table.from + 1 };
      lines.splice(at.from, at.to - at.from, stringify({ [field]: value }).trimEnd());
    }
    return lines.join(eol);
  };

  const add = (text: string, name: string, entry: Entry): string => {
    const before = parse(text);
    const present = tableOf(tableOf(before[key])?.[name]);
    if (present === undefined) return verified(append(text, name, entry), before, name, entry);
    const wanted = { ...present, ...entry };
    if (same(present, wanted)) return text;
    return verified(update(text, name, entry), before, name, wanted);
  };

  const remove = (text: string, name: string): string | undefined => {
    const before = parse(text);
    const entry = tableOf(before[key])?.[name];
    if (entry === undefined) return text;
    const eol = eolOf(text);
    const lines = text.split(eol);
    const ours = tablesOf(lines).filter(
      (table) => table.name === path(name) || table.name.startsWith(`${path(name)}.`),
    );
    for (const { from, to } of ours.toReversed()) lines.splice(from, to - from);
    const base = verified(lines.join(eol), before, name, undefined);
    // Which of the texts it may have been is shown by what adding makes of each.
    const bare = base.endsWith(eol) ? base.slice(0, base.length - eol.length) : base;
    const found = [bare, base].find((each) => append(each, name, entry) === text) ?? base;
    return found === '' ? undefined : found;
  };

  return {
    add: (text, name, entry) => withoutBom(text ?? '', (plain) => add(plain, name, entry)),
    remove: (text, name) => withoutBom(text, (plain) => remove(plain, name)),
  };
}
