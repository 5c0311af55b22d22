import type { HandedOver, Shown } from '../domain/shown.ts';
import { cleanLine, cleanText } from './clean.ts';
import { maskSecrets } from './mask.ts';
import { maskOwn } from './own-secrets.ts';
import { isoTime } from './times.ts';

/** Characters that are read of a text for each one that is shown, as cleaning removes some. */
const LOOKED_AT = 4;
const LEAST_LOOKED_AT = 1024;
/** Beginning of a text in which something is looked for. */
const HEAD = 4096;

const fitToShow = (text: string): string => maskSecrets(cleanText(text));

/**
 * A text that somebody else wrote and that has not been cleaned, cut and masked yet (R34). It is no string, so that no
 * template, concatenation or JSON lets it out by mistake. What a program needs to know of it, it asks with `matches`.
 */
export class Foreign {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text of a value that has one; numbers and flags count, empty texts do not. */
  static of(value: unknown): Foreign | undefined {
    if (typeof value === 'number' || typeof value === 'boolean') return new Foreign(String(value));
    return typeof value === 'string' && value !== '' ? new Foreign(value) : undefined;
  }

  /** Whether a pattern finds something in its first 4,096 characters. */
  matches(pattern: RegExp): boolean {
    return pattern.test(this.#text.slice(0, HEAD));
  }

  /** Whether it is this very text. */
  is(text: string): boolean {
    return this.#text === text;
  }

  /** Whether both are shown alike: to say whether they are the same would tell what a mask hides. */
  looksLike(text: string): boolean {
    return this.#text === text || this.#shown === fitToShow(text);
  }

  /** Whether a part of it is shown masked. */
  get isMasked(): boolean {
    return this.#shown !== cleanText(this.#text);
  }

  get #shown(): string {
    return fitToShow(this.#text);
  }

  /** Whether it is one of these texts, to the letter. */
  isIn(texts: { has(text: string): boolean }): boolean {
    return texts.has(this.#text);
  }

  /** Before, equal to or behind another one in an order of texts: negative, zero or positive. */
  compare(other: Foreign, order: Pick<Intl.Collator, 'compare'>): number {
    return order.compare(this.#text.slice(0, HEAD), other.#text.slice(0, HEAD));
  }

  /** What a reader makes of it that can hold no text: a number, a flag. */
  read<T extends number | boolean | undefined>(reader: (text: string) => T): T {
    return reader(this.#text);
  }

  /**
   * The time that it tells, as ISO 8601 with a zone. That consists of digits and
   * signs, so nothing of the text gets through.
   */
  time(): Shown | undefined {
    return isoTime(this.#text);
  }

  /**
   * What it says as a JSON document; `undefined` for none, and for what is no object. Its texts are foreign as well.
   */
  json(): unknown {
    if (!this.#text.trimStart().startsWith('{')) return undefined;
    try {
      return JSON.parse(this.#text);
    } catch {
      return undefined;
    }
  }

  /** The text itself where it is nothing but what an allow-list has: an id, a code. The pattern has to be anchored. */
  plain(form: RegExp): Shown | undefined {
    return this.#text.length <= HEAD && form.test(this.#text) && maskSecrets(this.#text) === this.#text
      ? (this.#text as Shown)
      : undefined;
  }

  /** One line of at most `max` characters, fit to show; `undefined` where nothing is left. */
  line(max = 200): Shown | undefined {
    const cut = this.#text.slice(0, Math.max(LEAST_LOOKED_AT, max * LOOKED_AT));
    return (cleanLine(maskSecrets(cleanText(cut)), max) || undefined) as Shown | undefined;
  }

  /** As it is, of at most `max` characters, with its lines, fit to show; `undefined` where nothing is left. */
  text(max: number): Shown | undefined {
    const cut = this.#text.slice(0, Math.max(LEAST_LOOKED_AT, max * LOOKED_AT));
    const shown = maskSecrets(cleanText(cut)).trim();
    return (shown.length <= max ? shown || undefined : `${shown.slice(0, max)}…`) as Shown | undefined;
  }

  /**
   * A link or a token that a caller has asked for and gets whole. It is a secret itself, so it is not masked; instead
   * it has to be of exactly this form, and must not hold a secret of this server. The pattern has to be anchored.
   */
  handedOver(form: RegExp, max = HEAD): HandedOver | undefined {
    return this.#text.length <= max && form.test(this.#text) && maskOwn(this.#text) === this.#text
      ? (this.#text as HandedOver)
      : undefined;
  }

  /** The part before what a pattern finds within the first 4,096 characters, or all of it. */
  before(pattern: RegExp): Foreign {
    const at = this.#text.slice(0, HEAD).search(pattern);
    return at < 0 ? this : new Foreign(this.#text.slice(0, at));
  }

  /** The part behind what a pattern finds within the first 4,096 characters, or all of it. */
  behind(pattern: RegExp): Foreign {
    const found = pattern.exec(this.#text.slice(0, HEAD));
    return found === null ? this : new Foreign(this.#text.slice(found.index + found[0].length));
  }

  toString(): never {
    throw new TypeError('a foreign text was about to be used without having been made fit to show');
  }

  toJSON(): never {
    return this.toString();
  }
}
