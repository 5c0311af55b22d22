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

/** How the configuration of a host is changed. @param file its path, for the error where it cannot be changed */
export function documentOf(host: Pick<Host, 'format' | 'key'>, file = 'The configuration file'): Document {
  const document = plainDocument(host);
  return {
    add: (text, name, entry) =>
      namingFile(file, () => {
        const made = document.add(text, name, entry);
        // The end of a file that init alone has made notes whether its folder was made too (`firstText`): it has to
        // stay.
        const own = text !== undefined && document.remove(text, name) === undefined;
        return own ? made.trimEnd() + text.slice(text.trimEnd().length) : made;
      }),
    remove: (text, name) => namingFile(file, () => document.remove(text, name)),
    entries: (text) => namingFile(file, () => document.entries(text)),
  };
}
