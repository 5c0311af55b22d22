import { isDeepStrictEqual } from 'node:util';
import { parse as parseToml, stringify, type TomlTable } from 'smol-toml';
import type { Document } from './document.ts';
import type { Entry } from './host.ts';
import { notEditable } from './not-editable.ts';
import { ordinary, same } from './same.ts';
import { eolOf, withoutBom, withoutMark } from './text.ts';
import { assignment, tablesOf } from './toml-lines.ts';

/** What a text says; nothing where it is not TOML. */
function said(text: string): TomlTable | undefined {
  try {
    return parseToml(text);
  } catch {
    return undefined;
  }
}

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

/** Servers in a TOML file. Lines are changed, then the result is read back: only the entry may differ. */
export function tomlDocument(key: string): Document {
  const entryIn = (document: TomlTable, name: string): unknown => tableOf(document[key])?.[name];

  /** @throws Fault where the lines turned out to mean something else than intended */
  const verified = (text: string, before: TomlTable, name: string, entry: unknown): string => {
    const { [name]: _, ...others } = tableOf(before[key]) ?? {};
    const servers = entry === undefined ? others : { ...others, [name]: entry };
    // Where the result is no TOML, the file still was: a table cannot be added to one that is written in braces.
    const { [key]: after, ...rest } = said(text) ?? { [key]: undefined, unread: true };
    const { [key]: __, ...restBefore } = before;
    if (same(rest, restBefore) && same(tableOf(after) ?? {}, servers)) return text;
    throw notEditable(
      `its "${key}" is not written as one table for each server, [${key}.NAME], but in a way that this program does not edit, such as ${key} = {…}; write it as tables`,
    );
  };

  const block = (name: string, entry: unknown, eol: string): string =>
    stringify({ [key]: { [name]: entry } } as TomlTable)
      .replace(new RegExp(`^\\[${key}\\]\\n+`), '')
      .trimEnd()
      .split('\n')
      .join(eol) + eol;

  /**
   * Puts a table at the end, behind one more line end, so that `remove` can tell to the byte what text was there
   * before.
   */
  const append = (text: string | undefined, name: string, entry: unknown): string =>
    text === undefined ? block(name, entry, '\n') : `${text}${eolOf(text)}${block(name, entry, eolOf(text))}`;

  /** Replaces the assignments of an entry that is there; what else its owner wrote into it stays. */
  const update = (text: string, name: string, entry: Entry): string => {
    const eol = eolOf(text);
    const lines = text.split(eol);
    for (const [field, value] of Object.entries(entry)) {
      const table = tablesOf(lines).find(({ path }) => isDeepStrictEqual(path, [key, name]));
      if (table === undefined) throw notEditable(`its "${key}.${name}" is not a table of its own`);
      const at = assignment(lines, table, field) ?? { from: table.from + 1, to: table.from + 1 };
      lines.splice(at.from, at.to - at.from, stringify({ [field]: value }).trimEnd());
    }
    return lines.join(eol);
  };

  const add = (text: string, name: string, entry: Entry): string => {
    const before = parse(text);
    const present = tableOf(entryIn(before, name));
    if (present === undefined) return verified(append(text, name, entry), before, name, entry);
    const wanted = { ...present, ...entry };
    if (same(present, wanted)) return text;
    const ours = appendedTo(text, name, present);
    return ours === undefined
      ? verified(update(text, name, entry), before, name, wanted)
      : verified(append(ours.text, name, wanted), before, name, wanted);
  };

  /** The text that `append` made this one of, to the byte; nothing where it did not. */
  const appendedTo = (text: string, name: string, entry: unknown): { text: string | undefined } | undefined => {
    if (text.trimEnd() === append(undefined, name, entry).trimEnd()) return { text: undefined };
    const end = eolOf(text) + block(name, entry, eolOf(text));
    const found = text.endsWith(end) ? text.slice(0, text.length - end.length) : undefined;
    // The line end is taken from the first line. A text of one line had none, so the one that was added must not be
    // taken for it.
    return found !== undefined && append(found, name, entry) === text ? { text: found } : undefined;
  };

  const remove = (text: string, name: string): string | undefined => {
    const before = parse(text);
    const entry = entryIn(before, name);
    if (entry === undefined) return text;
    const exact = appendedTo(text, name, entry);
    if (exact !== undefined) return exact.text;
    const eol = eolOf(text);
    const lines = text.split(eol);
    const ours = tablesOf(lines).filter(({ path }) => path[0] === key && path[1] === name);
    for (const { from, to } of ours.toReversed()) {
      // With an empty line before the table and one after it, one of the two goes too, but never the one that ends the
      // file.
      const between = from > 0 && lines[from - 1] === '' && lines[to] === '' && to < lines.length - 1;
      lines.splice(from, to - from + (between ? 1 : 0));
    }
    return verified(lines.join(eol), before, name, undefined);
  };

  return {
    add: (text, name, entry) =>
      text === undefined ? append(undefined, name, entry) : withoutBom(text, (each) => add(each, name, entry)),
    remove: (text, name) => withoutBom(text, (each) => remove(each, name)),
    entries: (text) => ordinary(tableOf(parse(withoutMark(text))[key]) ?? {}) as Record<string, unknown>,
  };
}
