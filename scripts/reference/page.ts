import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A page of the generated reference. */
export interface Page {
  /** Path below the root of the repository. */
  file: string;
  title: string;
  /** Markdown without the title. */
  body: string;
}

/** TypeScript files below a folder as `[path from the root, text]`, sorted by path. */
export const filesBelow = (root: string, folder: string): (readonly [string, string])[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => [file, readFileSync(join(root, file), 'utf8')]);

/** A cell of a Markdown table. */
export const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
