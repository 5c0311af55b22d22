import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { notEditable } from './not-editable.ts';
import { eolOf, placeOf } from './text.ts';

/**
 * Levels of nesting at most: far more than configurations have, and few enough for a parser that calls itself per
 * level.
 */
const DEEPEST = 500;

/** @throws Fault where brackets are nested deeper than any configuration's */
function checkDepth(text: string): void {
  // Almost every text has fewer brackets than that in all.
  if (text.split(/[[{]/, DEEPEST + 2).length <= DEEPEST + 1) return;
  const scanner = createScanner(text, true);
  let depth = 0;
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const letter = text.charAt(scanner.getTokenOffset());
    if (letter === '{' || letter === '[') depth += 1;
    if (letter === '}' || letter === ']') depth -= 1;
    if (depth > DEEPEST)
      throw notEditable(`it is nested deeper than ${DEEPEST} levels at ${placeOf(text, scanner.getTokenOffset())}`);
  }
}

/**
 * The tree of a JSON text with the offsets of its nodes.
 * @param lenient whether comments and trailing commas are taken
 * @throws Fault where it is not one JSON object
 */
export function parseObject(text: string, lenient: boolean): Node {
  checkDepth(text);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: lenient, disallowComments: !lenient });
  const [first] = errors;
  if (first !== undefined)
    throw notEditable(`it is not valid JSON at ${placeOf(text, first.offset)} (${printParseErrorCode(first.error)})`);
  if (root?.type !== 'object') throw notEditable('it is not a JSON object');
  return root;
}

/**
 * The member of an object: name and value.
 * @throws Fault where the name is there twice: a host takes the last of them, and an edit would change only one
 */
export function memberNode(text: string, object: Node, name: string): Node | undefined {
  const [member, second] = (object.children ?? []).filter(({ children }) => children?.[0]?.value === name);
  if (second !== undefined)
    throw notEditable(`${JSON.stringify(name)} is there twice, the second time at ${placeOf(text, second.offset)}`);
  return member;
}

const endOf = (node: Node): number => node.offset + node.length;
const splice = (text: string, from: number, to: number, put = ''): string => text.slice(0, from) + put + text.slice(to);

/** The blanks that the line of an offset begins with. */
const indentAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))?.[0] ?? '';

/** One step of indentation: what the first indented line has. */
const unitOf = (text: string): string => /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';

/** Whether a document with something in it stands on one line, where what is added joins it. */
const onOneLine = (text: string): boolean => text.trim().length > 2 && !text.trim().includes('\n');

/**
 * A value as it stands behind a member's name: on lines of its own below `indent`, or, without one, on the same line.
 */
function written(text: string, value: unknown, indent: string | undefined): string {
  if (indent === undefined) return JSON.stringify(value);
  return JSON.stringify(value, null, unitOf(text))
    .split('\n')
    .join(eolOf(text) + indent);
}

/** Whether an object's first member stands on a line of its own. */
const onLines = (text: string, object: Node, first: Node): boolean =>
  /[\r\n][ \t]*$/.test(text.slice(object.offset, first.offset));

/**
 * A new object with one member, as text. A blank or line end behind its brace notes that the object is new; an empty
 * one that was there gets its member directly behind the brace (`insertMember`).
 */
function newObject(text: string, [name, value]: readonly [string, unknown], indent: string | undefined): string {
  const object = written(text, { [name]: value }, indent);
  return indent === undefined ? object.replace('{', '{ ') : object;
}

/** What is put behind a member's name: a value, or an object that is made for it. */
export type Put = { value: unknown } | { newObjectWith: readonly [name: string, value: unknown] };

function memberText(text: string, name: string, put: Put, indent: string | undefined): string {
  const value = 'value' in put ? written(text, put.value, indent) : newObject(text, put.newObjectWith, indent);
  return `${JSON.stringify(name)}:${indent === undefined ? '' : ' '}${value}`;
}

/**
 * The text with one more member in an object. Nothing else changes, and the place of the member shows what was there
 * before, so that it can be taken out without a trace: directly behind the brace in an object that was empty; first
 * where a comment follows the last member, as that comment belongs to it; else last.
 */
export function insertMember(text: string, object: Node, name: string, put: Put): string {
  const [first] = object.children ?? [];
  const last = object.children?.at(-1);
  if (first === undefined || last === undefined) {
    const indent = onOneLine(text) ? undefined : indentAt(text, object.offset);
    return splice(text, object.offset + 1, object.offset + 1, memberText(text, name, put, indent));
  }
  const indent = onLines(text, object, first) ? indentAt(text, first.offset) : undefined;
  const start = indent === undefined ? '' : eolOf(text) + indent;
  const member = start + memberText(text, name, put, indent);
  const rest = text.slice(endOf(last), endOf(object) - 1);
  return /[^\s,]/.test(rest)
    ? splice(text, object.offset + 1, object.offset + 1, `${member},`)
    : splice(text, endOf(last), endOf(last), `,${member}`);
}

/** The text with another value in the place of one. */
export const replaceValue = (text: string, node: Node, value: unknown): string => {
  const indent = onOneLine(text) ? undefined : indentAt(text, node.offset);
  return splice(text, node.offset, endOf(node), written(text, value, indent));
};

/** The offset behind the comma that follows a member; that of its end where none does. */
function behindComma(text: string, member: Node): number {
  const scanner = createScanner(text, true);
  scanner.setPosition(endOf(member));
  scanner.scan();
  return text[scanner.getTokenOffset()] === ',' ? scanner.getTokenOffset() + 1 : endOf(member);
}

/**
 * The texts without a member, one for each place where `insertMember` may have put it. The last one is right in any
 * case.
 */
export function withoutMember(text: string, object: Node, member: Node): readonly string[] {
  const all = object.children ?? [];
  const [before, after] = [all[all.indexOf(member) - 1], all[all.indexOf(member) + 1]];
  const inside = object.offset + 1;
  const end = behindComma(text, member);
  if (before !== undefined) return [splice(text, endOf(before), endOf(member))];
  if (after !== undefined) return [splice(text, inside, end), splice(text, member.offset, after.offset)];
  return [splice(text, inside, end), splice(text, member.offset, end)];
}
