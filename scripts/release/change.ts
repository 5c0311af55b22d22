import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** Headings of a release in the changelog, in their order. */
export const SECTIONS = ['Tools', 'Policy', 'Commands', 'Speed', 'Package', 'Simulator', 'Documentation'] as const;
export type Section = (typeof SECTIONS)[number];

const head = z.strictObject({
  /** `breaking`: somebody has to change what they have; `feature`: there is more than before; `fix`: it does what it said. */
  kind: z.enum(['breaking', 'feature', 'fix']),
  section: z.enum(SECTIONS),
});
export type Kind = z.infer<typeof head>['kind'];

/** What users notice of one change, as a file in `changes/` tells it. */
export interface Change extends z.infer<typeof head> {
  /** One paragraph of Markdown, without the list's dash. */
  text: string;
}

/**
 * Reads a change file: its head in YAML between two lines of dashes, then one paragraph.
 *
 * @throws Error that names the file and says what is wrong with it
 */
export function parseChange(file: string, source: string): Change {
  const wrong = (what: string): Error => new Error(`${file}: ${what}`);
  const [, front, body = ''] = /^---\n([\s\S]*?)^---\n([\s\S]*)$/m.exec(source.replaceAll('\r\n', '\n')) ?? [];
  if (front === undefined) throw wrong('it has to begin with `kind` and `section` between two lines of `---`');
  const read = head.safeParse(parse(front));
  if (!read.success)
    throw wrong(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  const text = body.trim();
  if (text === '') throw wrong('it says nothing');
  if (/\n\s*\n|^\s*(#|[-*] )/m.test(text)) throw wrong('it has to be one paragraph, without headings and lists');
  return { ...read.data, text };
}

/** The change files of a repository: names from its root, sorted. */
export const changeFiles = (root: string): string[] =>
  readdirSync(join(root, 'changes'))
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .sort()
    .map((name) => `changes/${name}`);

/** The changes since the last release; throws for the first file that is not valid. */
export const readChanges = (root: string): Change[] =>
  changeFiles(root).map((file) => parseChange(file, readFileSync(join(root, file), 'utf8')));
