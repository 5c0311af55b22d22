/**
 * Cleans text from the cloud (R34). What a person would not see in it, or would see in another order, must not reach a
 * model: it could carry instructions that nobody notices.
 */

import { HIDDEN } from '../domain/identifiers.ts';
import { barStateOf } from './progress.ts';

// ESC or its one-byte (C1) forms: CSI, then strings closed by BEL or ST (OSC,
// DCS, SOS, PM, APC), then two-byte sequences.
const ANSI =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c\n]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]?/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

// What shows nothing by itself: bidi marks and isolates, zero-width and soft characters, fillers,
// annotations, format controls, and the planes used to smuggle text (tags, variation selectors).
// Unicode calls most of it default-ignorable; of noncharacters it says that no text has them.
const UNSEEN = /[\p{DI}\p{NChar}\ufff9-\ufffb\u{13430}-\u{13455}]/u;

// The few places where such a character is part of what is written. None of them is next to an ASCII letter, so that no
// name or secret can be split: a variation selector of an emoji or a keycap, a joiner between emoji or inside a word of
// a script that needs it, and the tags of the three flags that have some.
const JOINED =
  '[\\p{sc=Arab}\\p{sc=Syrc}\\p{sc=Deva}\\p{sc=Beng}\\p{sc=Guru}\\p{sc=Gujr}\\p{sc=Orya}\\p{sc=Taml}\\p{sc=Telu}\\p{sc=Knda}\\p{sc=Mlym}\\p{sc=Sinh}]';
const BELONGS = [
  '(?<=\\p{ExtPict}|\\p{EMod})[\\ufe0e\\ufe0f]',
  '(?<=[0-9#*])\\ufe0f(?=\\u20e3)',
  '(?<=\\p{ExtPict}\\ufe0f?|\\p{EMod})\\u200d(?=\\p{ExtPict})',
  `(?<=${JOINED})[\\u200c\\u200d](?=${JOINED})`,
  '(?<=\\u{1f3f4})\\u{e0067}\\u{e0062}(?:\\u{e0065}\\u{e006e}\\u{e0067}|\\u{e0073}\\u{e0063}\\u{e0074}|\\u{e0077}\\u{e006c}\\u{e0073})\\u{e007f}',
].join('|');
const UNSEEN_OR_PART = new RegExp(`(${BELONGS})|${UNSEEN.source}`, 'gu');

/** What a person sees as a space: breaks of lines and paragraphs, and the Braille cell without a dot. */
const BLANK = /[\u2028\u2029\u2800]/g;

/** Private use: a font shows a sign of its own, as the arrows of a prompt, or a box. Which it is nobody sees. */
const PRIVATE = /\p{Co}/gu;
const MARK = '\ufffd';

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** States before the last one in which a message may stand. */
const LATE = 3;

/**
 * What a terminal shows of a line that was rewritten with carriage returns: its last state. Where a progress bar was
 * drawn over a message, the message stands before it.
 */
export function lastState(line: string): string {
  if (!line.includes('\r')) return line;
  const states = line.split('\r').filter((part) => part.trim() !== '');
  const last = states.at(-1) ?? '';
  if (barStateOf(last) === undefined) return last;
  const said = states.slice(-1 - LATE, -1).findLast((state) => barStateOf(state) === undefined);
  return said === undefined ? last : `${said.trimEnd()} ${last.trimStart()}`;
}

/**
 * Removes ANSI sequences, control characters (except `\n` and `\t`), bidi and zero-width characters (what belongs to an
 * emoji or to a word of a script that joins letters stays), noncharacters and lone surrogates; a character of private
 * use becomes a mark, `\r\n` becomes `\n`, a progress bar its last state. Keeps the number of lines. Idempotent.
 */
export function cleanText(text: string): string {
  const bare = text.replace(LONE_SURROGATE, '').replace(ANSI, '');
  const states = bare.includes('\r') ? bare.split('\n').map(lastState).join('\n') : bare;
  const visible = states.replace(BLANK, ' ').replace(PRIVATE, MARK).replace(CONTROL, '');
  return UNSEEN.test(visible) ? visible.replace(UNSEEN_OR_PART, (_, part: string | undefined) => part ?? '') : visible;
}

/** A document with its texts and names cleaned: escaped as JSON, what nobody sees would hide a secret from the mask. */
export function cleanDocument(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanDocument);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [cleanText(name), cleanDocument(member)]));
}

/**
 * Cleaned text as one line: white space collapsed, at most `max` characters (code points), cut with an ellipsis.
 */
export function cleanLine(text: string, max = 200): string {
  const line = cleanText(text).replace(/\s+/g, ' ').trim();
  if (line.length <= max) return line;
  const points = [...line];
  return points.length <= max ? line : `${points.slice(0, max - 1).join('')}…`;
}

const NOT_SEEN = new RegExp(`${HIDDEN.source}|${UNSEEN.source}`, 'u');
/** Characters of a text in which what nobody sees is looked for. */
const LOOKED_AT = 4096;

/**
 * ` with the invisible character U+200B at position 17`: the first character of a text that its cleaned form does not
 * show, so that who reads it quoted sees what is wrong with it; `''` where there is none.
 */
export function unseenWords(text: string): string {
  const points = [...text.slice(0, LOOKED_AT)];
  const at = points.findIndex((point) => NOT_SEEN.test(point));
  if (at < 0) return '';
  const code = points[at]?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  return ` with the invisible character U+${code} at position ${at + 1}`;
}

/** A wrong value of the caller's, quoted on one line. */
export const quotedValue = (text: string, max: number): string =>
  `${JSON.stringify(cleanLine(text.slice(0, 2 * max), max))}${unseenWords(text)}`;
