import type { Entry } from './host.ts';

/**
 * How the configuration of a host is changed: pure functions from text to text. They throw a `Fault` for a text that cannot
 * be changed safely, and then nothing may be written.
 */
export interface Document {
  /**
   * The text with the entry in it; whatever else it holds stays as it is, byte for byte. Different texts become different
   * ones, also an absent file (`undefined`), an empty one and one whose list of servers is empty.
   */
  add(text: string | undefined, name: string, entry: Entry): string;
  /** The text without the entry: where `add` put it in, the one before to the byte; `undefined` where there was none. */
  remove(text: string, name: string): string | undefined;
  /** The entries by name, as the host reads them. */
  entries(text: string): Readonly<Record<string, unknown>>;
}
