import { isDeepStrictEqual } from 'node:util';
import { isMap, isSeq, parseDocument, stringify, type YAMLMap, type YAMLSeq, type Document as Yaml } from 'yaml';
import type { Document } from './document.ts';
import type { Entry } from './host.ts';
import { notEditable } from './not-editable.ts';
import { eolOf, isBlank, withoutBom, withoutMark } from './text.ts';

/** @throws Fault where it is not one YAML document */
function parse(text: string): Yaml {
  let document: Yaml;
  try {
    document = parseDocument(text);
  } catch {
    throw notEditable('it is not valid YAML');
  }
  const [first] = document.errors;
  if (first === undefined) return document;
  const at = first.linePos?.[0];
  throw notEditable(`it is not valid YAML${at ? ` at line ${at.line}, column ${at.col}` : ''} (${first.code})`);
}

/** A few lines can stand for a text of any length by way of aliases. */
const MOST_ALIASES = 1000;

type Servers = { is: 'absent' } | { is: 'none'; at: number } | { is: 'list'; list: YAMLSeq; column: number };

/**
 * Servers in a YAML file, which is a list of them with their names. Text is put in and taken out; then the result is
 * read back, and only the entry may differ.
 */
export function yamlDocument(key: string): Document {
  const plain = (document: Yaml): Record<string, unknown> => {
    try {
      return (document.toJS({ maxAliasCount: MOST_ALIASES }) as Record<string, unknown> | null) ?? {};
    } catch {
      throw notEditable(`it is YAML that stands for more than ${MOST_ALIASES} repeated parts`);
    }
  };
  const listIn = (document: Yaml): readonly Record<string, unknown>[] => {
    const list = plain(document)[key];
    return Array.isArray(list) ? (list as readonly Record<string, unknown>[]) : [];
  };

  /** @throws Fault where the servers are no block list */
  const serversIn = (document: Yaml, text: string): Servers => {
    const root: unknown = document.contents;
    if (root === null) return { is: 'absent' };
    if (!isMap(root) || (root as YAMLMap).flow) throw notEditable('it is not a list of members, one a line');
    const pair = root.items.find((item) => String(item.key) === key);
    if (pair === undefined) return { is: 'absent' };
    const list: unknown = pair.value;
    if (isSeq(list) && !list.flow) {
      const start = list.range?.[0] ?? 0;
      return { is: 'list', list, column: start - (text.lastIndexOf('\n', start - 1) + 1) };
    }
    const keyEnd = (pair.key as { range?: [number, number, number] }).range?.[1] ?? 0;
    if (plain(document)[key] === null) return { is: 'none', at: endOfLine(text, keyEnd) };
    throw notEditable(`its "${key}" is not a list with one server below the other`);
  };

  const endOfLine = (text: string, from: number): number => {
    const at = text.indexOf('\n', from);
    return at === -1 ? text.length : at;
  };

  /** An item of the list, indented, without a line end at its end. */
  const item = (name: string, entry: unknown, column: number, eol: string): string =>
    stringify([{ name, ...(entry as Entry) }], { lineWidth: 0 })
      .trimEnd()
      .split('\n')
      .map((line) => ' '.repeat(column) + line)
      .join(eol);

  /** A new list at the end of the text: with a line end at its end where the text has one. */
  const appended = (text: string, name: string, entry: unknown): string => {
    const eol = eolOf(text);
    const list = `${key}:${eol}${item(name, entry, 2, eol)}`;
    if (isBlank(text)) return `${text}${eol}${list}`;
    return text.endsWith('\n') ? `${text}${list}${eol}` : `${text}${eol}${list}`;
  };

  const fresh = (name: string, entry: unknown): string =>
    `name: Local Config\nversion: 1.0.0\nschema: v1\n${key}:\n${item(name, entry, 2, '\n')}\n`;

  const put = (text: string | undefined, name: string, entry: unknown): string => {
    if (text === undefined) return fresh(name, entry);
    const document = parse(text);
    const servers = serversIn(document, text);
    const eol = eolOf(text);
    if (servers.is === 'absent') return verified(appended(text, name, entry), document, name, entry);
    // Below the name at its own column: in a list that init makes, items stand two columns further right.
    const [at, column] = servers.is === 'none' ? [servers.at, 0] : [endOfList(text, servers.list), servers.column];
    const before = text.slice(0, at).replace(/\r$/, '');
    return verified(
      `${before}${eol}${item(name, entry, column, eol)}${text.slice(before.length)}`,
      document,
      name,
      entry,
    );
  };

  /** The end of the last line of a list's last item, without comments that follow. */
  const endOfList = (text: string, list: YAMLSeq): number => {
    const end = (list.items.at(-1) as { range?: [number, number, number] } | undefined)?.range?.[1] ?? 0;
    // A block text's range ends behind its last line.
    const last = text.slice(0, end).trimEnd().length;
    return endOfLine(text, last);
  };

  /** @throws Fault where the text turned out to mean something else than intended */
  const verified = (text: string, before: Yaml, name: string, entry: unknown): string => {
    const document = parse(text);
    const { [key]: _, ...rest } = plain(document);
    const { [key]: __, ...restBefore } = plain(before);
    const others = listIn(before).filter((each) => each.name !== name);
    const wanted = entry === undefined ? others : [...others, { name, ...(entry as Entry) }];
    const byName = (list: readonly Record<string, unknown>[]) => list.toSorted((a, b) => compare(a.name, b.name));
    if (isDeepStrictEqual(rest, restBefore) && isDeepStrictEqual(byName(listIn(document)), byName(wanted))) return text;
    throw notEditable(`its "${key}" is written in a way that this program does not edit`);
  };
  const compare = (a: unknown, b: unknown): number => String(a).localeCompare(String(b));

  const entryIn = (document: Yaml, name: string): Record<string, unknown> | undefined => {
    const [found, second] = listIn(document).filter((each) => each?.name === name);
    if (second !== undefined) throw notEditable(`"${name}" is in its "${key}" twice`);
    if (found === undefined) return undefined;
    const { name: _, ...entry } = found;
    return entry;
  };

  /** Where the entry's lines begin and end, with the line end before them. */
  const linesOf = (text: string, name: string): { from: number; to: number; alone: boolean } | undefined => {
    const servers = serversIn(parse(text), text);
    if (servers.is !== 'list') return undefined;
    const index = servers.list.items.findIndex((each) => isMap(each) && each.get('name') === name);
    const node = servers.list.items[index] as YAMLMap | undefined;
    if (node?.range == null) return undefined;
    const start = text.lastIndexOf('\n', node.range[0] - 1);
    const to = endOfLine(text, text.slice(0, node.range[1]).trimEnd().length);
    const from = start > 0 && text[start - 1] === '\r' ? start - 1 : Math.max(0, start);
    return { from, to: text[to - 1] === '\r' ? to - 1 : to, alone: servers.list.items.length === 1 };
  };

  /** The texts that an entry may have been put into, the last one a sound guess for one that init did not put in. */
  const candidates = (text: string, name: string): readonly string[] => {
    const at = linesOf(text, name);
    if (at === undefined) return [];
    const kept = text.slice(0, at.from) + text.slice(at.to);
    if (!at.alone) return [kept];
    const head = new RegExp(`(\\r?\\n)?${key}:\\s*$`).exec(text.slice(0, at.from));
    const before = head === null ? text : text.slice(0, head.index);
    const rest = text.slice(at.to);
    // A list without anything in it is none to the host: the guess is without its name too.
    return [before, `${before}${head?.[1] ?? ''}`, kept, `${before}${head?.[1] ?? ''}${rest.replace(/^\r?\n/, '')}`];
  };

  const exact = (text: string, name: string, entry: unknown): { text: string | undefined } | undefined => {
    if (text.trimEnd() === fresh(name, entry).trimEnd()) return { text: undefined };
    const found = candidates(text, name).find((each) => {
      try {
        return put(each, name, entry) === text;
      } catch {
        return false;
      }
    });
    return found === undefined ? undefined : { text: found };
  };

  const add = (text: string, name: string, entry: Entry): string => {
    const present = entryIn(parse(text), name);
    if (present === undefined) return put(text, name, entry);
    const wanted = { ...present, ...entry };
    if (isDeepStrictEqual(present, wanted)) return text;
    const ours = exact(text, name, present);
    if (ours !== undefined) return put(ours.text, name, wanted);
    const kept = candidates(text, name).at(-1);
    if (kept === undefined) throw notEditable(`its "${name}" is written in a way that this program does not edit`);
    return put(kept, name, wanted);
  };

  const remove = (text: string, name: string): string | undefined => {
    const document = parse(text);
    const entry = entryIn(document, name);
    if (entry === undefined) return text;
    const found = exact(text, name, entry);
    if (found !== undefined) return found.text;
    return verified(candidates(text, name).at(-1) ?? text, document, name, undefined);
  };

  return {
    add: (text, name, entry) =>
      text === undefined ? fresh(name, entry) : withoutBom(text, (each) => add(each, name, entry)),
    remove: (text, name) => withoutBom(text, (each) => remove(each, name)),
    entries: (text) =>
      Object.fromEntries(listIn(parse(withoutMark(text))).map(({ name, ...entry }) => [String(name), entry])),
  };
}
