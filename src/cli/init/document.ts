import type { Entry } from './host.ts';

/**
 * How the configuration of a host is changed: pure functions from text to text. They throw a `Fault` for a text that
 * cannot be changed safely, and then nothing may be written.
 */
export interface Document {
  /**
   * The text with the entry in it; whatever else it holds stays as it is, byte for byte. Different texts stay
   * different, so that `remove` can tell what was there: no file (`undefined`), an empty one, or one with an empty list
   * of servers.
   */
  add(text: string | undefined, name: string, entry: Entry): string;
  /**
   * The text without the entry. Where `add` has made the text, it is the one before, to the byte; `undefined`: there
   * was none.
   */
  remove(text: string, name: string): string | undefined;
  /** The entries by name, as the host reads them. */
  entries(text: string): Readonly<Record<string, unknown>>;
}
