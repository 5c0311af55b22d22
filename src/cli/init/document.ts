import type { Entry, Host } from './host.ts';
import { jsonDocument } from './json-document.ts';
import { namingFile } from './not-editable.ts';
import { tomlDocument } from './toml-document.ts';
import { yamlDocument } from './yaml-document.ts';

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

function plainDocument({ format, key }: Pick<Host, 'format' | 'key'>): Document {
  if (format === 'toml') return tomlDocument(key);
  return format === 'yaml' ? yamlDocument(key) : jsonDocument(key, format === 'jsonc');
}

/** @param file where the text stands, which is said of one that cannot be changed */
export function documentOf(host: Pick<Host, 'format' | 'key'>, file = 'The configuration file'): Document {
  const document = plainDocument(host);
  return {
    add: (text, name, entry) =>
      namingFile(file, () => {
        const made = document.add(text, name, entry);
        // Of a file that is init's own alone, the end says whether its folder is too.
        const own = text !== undefined && document.remove(text, name) === undefined;
        return own ? made.trimEnd() + text.slice(text.trimEnd().length) : made;
      }),
    remove: (text, name) => namingFile(file, () => document.remove(text, name)),
    entries: (text) => namingFile(file, () => document.entries(text)),
  };
}
