import { isDeepStrictEqual } from 'node:util';
import { findNodeAtLocation, getNodeValue, type Node } from 'jsonc-parser';
import type { Document } from './document.ts';
import type { Entry } from './hosts.ts';
import { insertMember, parseObject, replaceValue, withoutMember } from './json-text.ts';
import { notEditable } from './not-editable.ts';
import { withoutBom } from './text.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The member of an object: name and value. */
const memberOf = (object: Node, name: string): Node | undefined =>
  object.children?.find((member) => member.children?.[0]?.value === name);

/** Servers in a JSON file. @param lenient whether the host takes comments and trailing commas */
export function jsonDocument(key: string, lenient: boolean): Document {
  const parse = (text: string): Node => parseObject(text, lenient);

  /** @throws Fault where the member is no object */
  const serversIn = (root: Node): Node | undefined => {
    const servers = findNodeAtLocation(root, [key]);
    if (servers !== undefined && servers.type !== 'object') throw notEditable(`its "${key}" is not an object`);
    return servers;
  };

  const put = (text: string, name: string, entry: unknown): string => {
    if (text.trim() === '') return `${JSON.stringify({ [key]: { [name]: entry } }, null, 2)}\n`;
    const root = parse(text);
    const servers = serversIn(root);
    return servers === undefined
      ? insertMember(text, root, key, { [name]: entry })
      : insertMember(text, servers, name, entry);
  };

  /** Only what differs of an entry that is there: what its owner added to it, such as `env`, stays. */
  const update = (text: string, name: string, field: string, value: unknown): string => {
    const entry = findNodeAtLocation(parse(text), [key, name]);
    if (entry?.type !== 'object') return text;
    const present = findNodeAtLocation(entry, [field]);
    if (present === undefined) return insertMember(text, entry, field, value);
    return isDeepStrictEqual(getNodeValue(present), value) ? text : replaceValue(text, present, value);
  };

  const add = (text: string, name: string, entry: Entry): string => {
    const present = text.trim() === '' ? undefined : serversIn(parse(text));
    const node = present === undefined ? undefined : findNodeAtLocation(present, [name]);
    if (node === undefined) return put(text, name, entry);
    if (!isObject(getNodeValue(node))) return replaceValue(text, node, entry);
    return Object.entries(entry).reduce((made, [field, value]) => update(made, name, field, value), text);
  };

  const without = (text: string, object: Node | undefined, name: string): readonly string[] => {
    const member = object === undefined ? undefined : memberOf(object, name);
    return object === undefined || member === undefined ? [] : withoutMember(text, object, member);
  };

  const remove = (text: string, name: string): string | undefined => {
    const root = text.trim() === '' ? undefined : parse(text);
    const servers = root === undefined ? undefined : serversIn(root);
    const node = servers === undefined ? undefined : findNodeAtLocation(servers, [name]);
    if (root === undefined || node === undefined) return text;
    const entry: unknown = getNodeValue(node);
    if (put('', name, entry) === text) return undefined;
    const bare = servers?.children?.length === 1 ? without(text, root, key) : [];
    const kept = without(text, servers, name);
    // Which of the texts it was is shown by what adding makes of each; where init did not add it, any will do.
    return [...bare, ...kept].find((before) => put(before, name, entry) === text) ?? kept.at(-1) ?? text;
  };

  return {
    add: (text, name, entry) => withoutBom(text ?? '', (plain) => add(plain, name, entry)),
    remove: (text, name) => withoutBom(text, (plain) => remove(plain, name)),
  };
}
