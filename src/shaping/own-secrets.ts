import { MASK } from './spans.ts';

/** Characters. A shorter value is no credential of the cloud, and would be found and masked in ordinary text. */
const LEAST = 8;
/** Values that are remembered: those of several refreshes of temporary keys, of which the older ones have expired. */
const MOST = 16;

/** How a value is found in a text. */
interface OwnSecret {
  /** Texts that are it, or hold it: as it is, in hex, and in base64 wherever it stands in what was encoded. */
  forms: readonly string[];
  /** It with some of its characters escaped, as JSON, HTML and addresses do. */
  escaped: RegExp;
}

/**
 * Values that this process uses as secrets. Never logged or shown.
 */
const own = new Map<string, OwnSecret>();

/**
 * Characters of base64 that follow from a value alone, when so many bytes stand before it in the last group of three.
 * The characters at its ends also have bits of what stands beside it.
 */
function base64Core(value: string, before: number): string {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]);
  const [first, end] = [Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6)];
  return bytes.toString('base64').slice(first, end);
}

const formsOf = (value: string): string[] => {
  const hex = Buffer.from(value).toString('hex');
  const cores = [0, 1, 2].map((before) => base64Core(value, before));
  const inAddresses = cores.map((core) => core.replaceAll('+', '-').replaceAll('/', '_'));
  return [...new Set([value, hex, hex.toUpperCase(), ...cores, ...inAddresses])];
};

const HTML_NAMES: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
  '+': 'plus',
  '/': 'sol',
  '=': 'equals',
};

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
/** Digits in hex, in either case. */
const inHex = (code: number, width: number): string =>
  code
    .toString(16)
    .padStart(width, '0')
    .replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);

/** A character as it is, or in one of its escapes. */
function escapesOf(character: string): string {
  const code = character.charCodeAt(0);
  const named = HTML_NAMES[character];
  const html = [`#0{0,6}${code}`, `#[xX]0{0,6}${inHex(code, 1)}`, ...(named === undefined ? [] : [named])];
  const slashes = [`u${inHex(code, 4)}`, ...(code < 256 ? [`x${inHex(code, 2)}`] : []), literal(character)];
  const address = code < 128 ? `|%(?:25){0,2}${inHex(code, 2)}` : '';
  return `(?:${literal(character)}|\\\\{1,3}(?:${slashes.join('|')})|&(?:${html.join('|')});${address})`;
}

/** Almost no text has an escape: to look for one is cheaper than to look for each value. */
const ESCAPE = /[\\&%]/;

/**
 * From now on these values are masked wherever they stand (R22). It is called again when temporary keys are refreshed.
 */
export function keepSecret(values: readonly string[]): void {
  for (const value of values) {
    if (value.length < LEAST) continue;
    const known = own.get(value);
    own.delete(value);
    own.set(value, known ?? { forms: formsOf(value), escaped: new RegExp([...value].map(escapesOf).join(''), 'g') });
    const [oldest] = own.keys();
    if (own.size > MOST && oldest !== undefined) own.delete(oldest);
  }
}

/** A text without the secrets of this process. */
export function maskOwn(text: string): string {
  let masked = text;
  for (const { forms } of own.values())
    for (const form of forms) if (masked.includes(form)) masked = masked.replaceAll(form, MASK);
  if (!ESCAPE.test(masked)) return masked;
  for (const { escaped } of own.values()) masked = masked.replace(escaped, MASK);
  return masked;
}
