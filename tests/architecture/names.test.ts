import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

type Sources = ReadonlyMap<string, string>;

/**
 * Names are compared within a world. The simulator imports none of the rest and writes the cloud's own names anew, and what
 * it publishes (`simulator/api`) calls things as a reader of a test wants it, whatever they are called inside.
 */
const WORLDS = ['simulator/api/', 'simulator/', ''];
const worldOf = (file: string): string => WORLDS.find((start) => file.startsWith(start)) ?? '';

/** The generated modules have the same three exports each, and are imported whole: `paiDlc.operations`. */
const GENERATED = /^api\/contract\/(aiworkspace|pai-dlc|paistudio)\.ts$/;
const FROM_GENERATED = /import ([^;]*?) from '[^']*\/contract\/(?:aiworkspace|pai-dlc|paistudio)\.ts'/g;

const DECLARED =
  /^export (?:declare |abstract |async )*(?:function\*?|const|let|class|interface|type|enum) (?<name>[\w$]+)/gm;
/** `export { a }` and `export const { a }` would hide a name from this test; passing on another file's name is no second meaning. */
const UNREADABLE = /^export (?:default\b|(?:const|let) [{[]|(?:type )?\{[^}]*\bas\b[^}]*\}|(?:type )?\{[^}]*\};)/gm;

/** Names that more than one file of a world declares and exports. */
function shared(sources: Sources): string[] {
  const places = new Map<string, string[]>();
  for (const [file, text] of sources) {
    for (const { groups } of text.matchAll(DECLARED)) {
      const key = `${worldOf(file)}#${groups?.name}`;
      places.set(key, [...new Set([...(places.get(key) ?? []), file])]);
    }
  }
  return [...places]
    .filter(([, files]) => files.length > 1)
    .map(([key, files]) => `${key.slice(key.indexOf('#') + 1)}: ${files.join(', ')}`);
}

const sources: Sources = new Map(
  readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => [name, readFileSync(join(SRC, name), 'utf8')]),
);
const written = new Map([...sources].filter(([file]) => !GENERATED.test(file)));

describe('exported names', () => {
  it('have one meaning each', () => expect(shared(written)).toEqual([]));

  it('are written so that this test sees them', () => {
    const odd = [...written].flatMap(([file, text]) =>
      [...text.matchAll(UNREADABLE)].map(([line]) => `${file}: ${line}`),
    );
    expect(odd).toEqual([]);
  });

  it('of generated modules are told apart by their module', () => {
    const uses = [...sources].flatMap(([file, text]) =>
      [...text.matchAll(FROM_GENERATED)].map(([, what]) => [file, what]),
    );
    expect(uses.length).toBeGreaterThan(2);
    expect(uses.filter(([, what]) => !/^(?:type )?\* as /.test(what ?? ''))).toEqual([]);
  });

  it('that two files share are found', () => {
    const text = 'export interface Finding {\n';
    expect(
      shared(
        new Map([
          ['policy/a.ts', text],
          ['diagnosis/b.ts', `${text}export const Finding = 1;\n`],
          ['simulator/c.ts', text],
        ]),
      ),
    ).toEqual(['Finding: policy/a.ts, diagnosis/b.ts']);
    expect('export { a as b };\nexport const { c } = d;\n'.match(UNREADABLE)).toHaveLength(2);
  });
});
