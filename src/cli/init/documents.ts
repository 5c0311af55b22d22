import type { Document } from './document.ts';
import type { Host } from './host.ts';
import { jsonDocument } from './json-document.ts';
import { namingFile } from './not-editable.ts';
import { tomlDocument } from './toml-document.ts';
import { yamlDocument } from './yaml-document.ts';

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
