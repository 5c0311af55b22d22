import { getNodeValue, type Node } from 'jsonc-parser';
import type { Document } from './document.ts';
import type { Entry } from './host.ts';
import { insertMember, memberNode, parseObject, replaceValue, withoutMember } from './json-text.ts';
import { notEditable } from './not-editable.ts';
import { same } from './same.ts';
import { isBlank, withoutBom, withoutMark } from './text.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Servers in a JSON file. @param lenient whether the host takes comments and trailing commas */
export function jsonDocument(key: string, lenient: boolean): Document {
  const valueIn = (text: string, object: Node, name: string): Node | undefined =>
    memberNode(text, object, name)?.children?.[1];

  /** The document's parts as far as they are there. @throws Fault where the servers are no object */
  const partsOf = (text: string, name: string): { root: Node; servers?: Node; entry?: Node } => {
    const root = parseObject(text, lenient);
    const servers = valueIn(text, root, key);
    if (servers === undefined) return { root };
    if (servers.type !== 'object') throw notEditable(`its "${key}" is not an object`);
    const entry = valueIn(text, servers, name);
    return { root, servers, ...(entry === undefined ? {} : { entry }) };
  };

  const fresh = (name: string, entry: unknown): string => JSON.stringify({ [key]: { [name]: entry } }, null, 2);

  /** Puts in an entry that is not there; of the result, `before` finds the text that it was. */
  const put = (text: string | undefined, name: string, entry: unknown): string => {
    if (text === undefined) return `${fresh(name, entry)}\n`;
    if (isBlank(text)) return `${text}\n${fresh(name, entry)}`;
    const { root, servers } = partsOf(text, name);
    return servers === undefined
      ? insertMember(text, root, key, { newObjectWith: [name, entry] })
      : insertMember(text, servers, name, { value: entry });
  };

  /**
   * The texts that an entry may have been put into. The last one is right for any entry, also one that init did not
   * write.
   */
  const candidates = (text: string, name: string): readonly string[] => {
    const { root, servers } = partsOf(text, name);
    const container = memberNode(text, root, key);
    const member = servers === undefined ? undefined : memberNode(text, servers, name);
    if (servers === undefined || container === undefined || member === undefined) return [];
    const blank = text.slice(0, Math.max(0, root.offset - 1));
    const bare = servers.children?.length === 1 ? withoutMember(text, root, container) : [];
    return [blank, ...bare, ...withoutMember(text, servers, member)];
  };

  /** The text before `put`, to the byte; nothing where `put` did not make this text. */
  const before = (text: string, name: string, entry: unknown): { text: string | undefined } | undefined => {
    if (text.trimEnd() === fresh(name, entry)) return { text: undefined };
    const found = candidates(text, name).find((each) => readable(each) && put(each, name, entry) === text);
    return found === undefined ? undefined : { text: found };
  };

  /** Whether a candidate can be read: a wrong guess may be no document at all. */
  const readable = (text: string): boolean => {
    try {
      if (!isBlank(text)) parseObject(text, lenient);
      return true;
    } catch {
      return false;
    }
  };

  const updateField = (text: string, name: string, field: string, value: unknown): string => {
    const { entry } = partsOf(text, name);
    if (entry === undefined) return text;
    const present = valueIn(text, entry, field);
    if (present === undefined) return insertMember(text, entry, field, { value });
    return same(getNodeValue(present), value) ? text : replaceValue(text, present, value);
  };

  /** Changes the members of an entry that differ; what its owner has added stays. */
  const update = (text: string, name: string, present: Record<string, unknown>, entry: Entry): string => {
    const wanted = { ...present, ...entry };
    if (same(present, wanted)) return text;
    const ours = before(text, name, present);
    // An entry that init wrote is written anew as a whole, so that `remove` still recognises it and leaves no trace.
    if (ours !== undefined) return put(ours.text, name, wanted);
    return Object.entries(entry).reduce((made, [field, value]) => updateField(made, name, field, value), text);
  };

  const add = (text: string, name: string, entry: Entry): string => {
    const node = isBlank(text) ? undefined : partsOf(text, name).entry;
    if (node === undefined) return put(text, name, entry);
    const present: unknown = getNodeValue(node);
    return isObject(present) ? update(text, name, present, entry) : replaceValue(text, node, entry);
  };

  const remove = (text: string, name: string): string | undefined => {
    const node = isBlank(text) ? undefined : partsOf(text, name).entry;
    if (node === undefined) return text;
    const exact = before(text, name, getNodeValue(node));
    return exact === undefined ? (candidates(text, name).at(-1) ?? text) : exact.text;
  };

  return {
    add: (text, name, entry) =>
      text === undefined ? put(undefined, name, entry) : withoutBom(text, (plain) => add(plain, name, entry)),
    remove: (text, name) => withoutBom(text, (plain) => remove(plain, name)),
    entries: (text) => {
      const plain = withoutMark(text);
      const servers = isBlank(plain) ? undefined : partsOf(plain, '').servers;
      return servers === undefined ? {} : (getNodeValue(servers) as Record<string, unknown>);
    },
  };
}
