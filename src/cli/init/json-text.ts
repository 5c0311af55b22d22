import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { notEditable } from './not-editable.ts';
import { eolOf, placeOf } from './text.ts';

/**
 * The tree of a JSON text with the offsets of its nodes.
 * @param lenient whether comments and trailing commas are taken
 * @throws Fault where it is not one JSON object
 */
export function parseObject(text: string, lenient: boolean): Node {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: lenient, disallowComments: !lenient });
  const [first] = errors;
  if (first !== undefined)
    throw notEditable(`it is not valid JSON at ${placeOf(text, first.offset)} (${printParseErrorCode(first.error)})`);
  if (root?.type !== 'object') throw notEditable('it is not a JSON object');
  return root;
}

const endOf = (node: Node): number => node.offset + node.length;
const splice = (text: string, from: number, to: number, put = ''): string => text.slice(0, from) + put + text.slice(to);

/** The blanks that the line of an offset begins with. */
const indentAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))?.[0] ?? '';

/** One step of indentation: what the first indented line has. */
const unitOf = (text: string): string => /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';

/** A value as it stands behind a member's name: on lines of its own below `indent`, or, without one, on the same line. */
function written(text: string, value: unknown, indent: string | undefined): string {
  if (indent === undefined) return JSON.stringify(value);
  return JSON.stringify(value, null, unitOf(text))
    .split('\n')
    .join(eolOf(text) + indent);
}

/** Indentation of an object's members; `undefined` where they stand on one line. */
function memberIndent(text: string, object: Node): string | undefined {
  const [first] = object.children ?? [];
  const indent = indentAt(text, first?.offset ?? object.offset);
  if (first === undefined)
    return text.trim().length > 2 && !text.trim().includes('\n') ? undefined : indent + unitOf(text);
  return /[\r\n][ \t]*$/.test(text.slice(object.offset, first.offset)) ? indent : undefined;
}

/**
 * The text with another member in an object, the last one; it comes first where a comment follows the last one, which
 * belongs to that. Nothing else changes.
 */
export function insertMember(text: string, object: Node, name: string, value: unknown): string {
  const indent = memberIndent(text, object);
  const [start, end] =
    indent === undefined ? ['', ''] : [eolOf(text) + indent, eolOf(text) + indentAt(text, object.offset)];
  const member = `${start}${JSON.stringify(name)}:${indent === undefined ? '' : ' '}${written(text, value, indent)}`;
  const last = object.children?.at(-1);
  const from = last === undefined ? object.offset + 1 : endOf(last);
  const rest = text.slice(from, endOf(object) - 1);
  if (last === undefined)
    return splice(
      text,
      from,
      rest.trim() === '' ? endOf(object) - 1 : from,
      rest.trim() === '' ? member + end : member,
    );
  if (/[^\s,]/.test(rest)) return splice(text, object.offset + 1, object.offset + 1, `${member},`);
  return splice(text, from, from, `,${member}`);
}

/** The text with another value in the place of one. */
export const replaceValue = (text: string, node: Node, value: unknown): string => {
  const indent = text.trim().includes('\n') ? indentAt(text, node.offset) : undefined;
  return splice(text, node.offset, endOf(node), written(text, value, indent));
};

/** The texts without a member, by the places where it may have been put. Each is sound, but for the comments in it. */
export function withoutMember(text: string, object: Node, member: Node): readonly string[] {
  const all = object.children ?? [];
  const at = all.indexOf(member);
  const [before, after] = [all[at - 1], all[at + 1]];
  const found: string[] = [];
  if (before !== undefined) found.push(splice(text, endOf(before), endOf(member)));
  if (after !== undefined) {
    const comma = text.indexOf(',', endOf(member));
    found.push(splice(text, object.offset + 1, comma + 1));
    found.push(splice(text, member.offset, after.offset));
  }
  if (before === undefined && after === undefined) {
    const around = text.slice(object.offset + 1, member.offset) + text.slice(endOf(member), endOf(object) - 1);
    if (/^[\s,]*$/.test(around)) found.push(splice(text, object.offset + 1, endOf(object) - 1));
    else {
      const comma = /^\s*,/.exec(text.slice(endOf(member)))?.[0].length ?? 0;
      found.push(
        splice(text, object.offset + 1, endOf(member) + comma),
        splice(text, member.offset, endOf(member) + comma),
      );
    }
  }
  return found;
}
