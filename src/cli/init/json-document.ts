import { isDeepStrictEqual } from 'node:util';
import {
  applyEdits,
  findNodeAtLocation,
  getNodeValue,
  type JSONPath,
  type ModificationOptions,
  modify,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { type Document, notEditable } from './document.ts';
import type { Entry } from './hosts.ts';
import { eolOf, placeOf, withoutBom } from './text.ts';

/** @throws Fault where it is not one JSON object */
function parse(text: string, lenient: boolean): Node {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: lenient, disallowComments: !lenient });
  const [first] = errors;
  if (first !== undefined)
    throw notEditable(`it is not valid JSON at ${placeOf(text, first.offset)} (${printParseErrorCode(first.error)})`);
  if (root?.type !== 'object') throw notEditable('it is not a JSON object');
  return root;
}

/** Formatting of what is put in, after the first indented line. */
function formatOf(text: string): ModificationOptions['formattingOptions'] {
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
  return {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 1 : indent.length,
    eol: eolOf(text),
  };
}

/** A new member comes last, but a comment behind the last one stays with it: then it comes first. */
const indexIn = (text: string, object: Node | undefined) => (names: string[]) => {
  const last = object?.children?.at(-1);
  if (object === undefined || last === undefined) return names.length;
  const rest = text.slice(last.offset + last.length, object.offset + object.length - 1);
  return /[^\s,]/.test(rest) ? 0 : names.length;
};

function set(text: string, path: JSONPath, value: unknown, within?: Node): string {
  const options = { formattingOptions: formatOf(text), getInsertionIndex: indexIn(text, within) };
  return applyEdits(text, modify(text, path, value, options));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object without members, written as such. */
function collapsed(text: string, path: JSONPath, lenient: boolean): string {
  const root = parse(text, lenient);
  const node = path.length === 0 ? root : findNodeAtLocation(root, path);
  if (node?.type !== 'object' || node.children?.length !== 0) return text;
  const inside = text.slice(node.offset + 1, node.offset + node.length - 1);
  if (inside.trim() !== '') return text;
  return `${text.slice(0, node.offset)}{}${text.slice(node.offset + node.length)}`;
}

/** Servers in a JSON file. @param lenient whether the host takes comments and trailing commas */
export function jsonDocument(key: string, lenient: boolean): Document {
  const whole = (name: string, entry: unknown): string => `${JSON.stringify({ [key]: { [name]: entry } }, null, 2)}\n`;

  const put = (text: string | undefined, name: string, entry: unknown): string => {
    if (text === undefined || text.trim() === '') return whole(name, entry);
    const root = parse(text, lenient);
    const servers = findNodeAtLocation(root, [key]);
    if (servers === undefined) return set(text, [key], { [name]: entry }, root);
    if (servers.type !== 'object') throw notEditable(`its "${key}" is not an object`);
    return set(text, [key, name], entry, servers);
  };

  /** Only what differs of an entry that is there: what its owner added to it, such as `env`, stays. */
  const update = (text: string, name: string, present: Record<string, unknown>, entry: Entry): string =>
    Object.entries(entry).reduce(
      (made, [field, value]) =>
        isDeepStrictEqual(present[field], value) ? made : set(made, [key, name, field], value),
      text,
    );

  const entryIn = (text: string, name: string): unknown => {
    const node = findNodeAtLocation(parse(text, lenient), [key, name]);
    return node === undefined ? undefined : getNodeValue(node);
  };

  const add = (text: string | undefined, name: string, entry: Entry): string => {
    const present = text === undefined || text.trim() === '' ? undefined : entryIn(text, name);
    return text !== undefined && isObject(present) ? update(text, name, present, entry) : put(text, name, entry);
  };

  const remove = (text: string, name: string): string | undefined => {
    const entry = text.trim() === '' ? undefined : entryIn(text, name);
    if (entry === undefined) return text;
    const base = collapsed(set(text, [key, name], undefined), [key], lenient);
    const empty = findNodeAtLocation(parse(base, lenient), [key])?.children?.length === 0;
    const bare = empty ? collapsed(set(base, [key], undefined), [], lenient) : base;
    // Which of the texts it may have been is shown by what adding makes of each.
    return [undefined, bare, base].find((before) => put(before, name, entry) === text) ?? base;
  };

  return {
    add: (text, name, entry) => withoutBom(text ?? '', (plain) => add(plain, name, entry)),
    remove: (text, name) => withoutBom(text, (plain) => remove(plain, name)),
  };
}
