import type { Entry, Host } from './hosts.ts';
import { jsonDocument } from './json-document.ts';
import { tomlDocument } from './toml-document.ts';

/**
 * How the configuration of a host is changed: pure functions from text to text. A text that is absent or blank is a file
 * that has nothing in it. They throw a `Fault` for a text that cannot be changed safely, and then nothing may be written.
 */
export interface Document {
  /** The text with the entry in it; whatever else it holds stays as it is, byte for byte. */
  add(text: string | undefined, name: string, entry: Entry): string;
  /** The text without the entry: where `add` made it, the one before; `undefined` where there was none. */
  remove(text: string, name: string): string | undefined;
}

export const documentOf = ({ format, key }: Pick<Host, 'format' | 'key'>): Document =>
  format === 'toml' ? tomlDocument(key) : jsonDocument(key, format === 'jsonc');
