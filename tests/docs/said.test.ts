import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allBlocks, type Block, placeOf, ROOT, read } from './markdown.ts';
import { type Stage, setStage } from './said/cast.ts';
import { KINDS, MORE } from './said/scenes.ts';

/** `UPDATE_SNAPSHOTS=1 npx vitest run tests/docs/said` writes what the server says into the pages. */
const UPDATE = process.env.UPDATE_SNAPSHOTS === '1';
const GUIDE = 'docs/guides/troubleshooting.md';
const SCENES = { ...KINDS, ...MORE };

/** A text with fixed ids, times and tokens in place of those of one run. */
const lasting = (text: string): string =>
  text
    .replace(/\bdlc[0-9a-z]{10,}\b/g, 'dlc1a2b3c4d5e6f7')
    .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '2026-11-24T08:00:00Z')
    .replace(/\b[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\b/g, 'A8C4F08A-6CB2-504C-9654-CF59B68EB73A')
    .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '0f8b3a52-7c1e-4a39-9d0c-5b6f1e2d3c4a')
    // The cloud stands still while the server's clock goes on.
    .replace(/has been running for .+?, created .+? ago/g, 'has been running for 41 min 7 s, created 43 min 30 s ago')
    .replace(/ after \d+\.\d s\b/g, ' after 0.1 s')
    .replace(/, created \d+ s ago/g, ', created 40 s ago')
    .replace(/\bv1\.[\w.-]{100,}/g, 'v1.eyJub25jZSI6...')
    .replace(/hmac-sha256:[\w-]{43}/g, 'hmac-sha256:n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg')
    .replace(/"ms":\d+/, '"ms":412');

const quoted = allBlocks().flatMap((block) => {
  const [, name] = /^said: (\w+)$/.exec(block.marker ?? '') ?? [];
  return name === undefined ? [] : [{ block, name, place: placeOf(block) }];
});

/** Puts a text in place of the one of a block. */
function rewrite({ file, text }: Block, marker: string, said: string): void {
  const fence = `<!-- said: ${marker} -->\n\`\`\`text\n`;
  writeFileSync(
    `${ROOT}${file}`,
    read(file).replace(`${fence}${text}`, () => `${fence}${said}`),
  );
}

const played = new Map<string, Promise<string>>();
/** What a scene says; it is played once. */
function say(name: string): Promise<string> {
  const scene = Reflect.get(SCENES, name) as (typeof SCENES)[keyof typeof SCENES] | undefined;
  if (scene === undefined) throw new Error(`there is no scene "${name}"`);
  const said = played.get(name) ?? scene(stage).then(lasting);
  played.set(name, said);
  return said;
}

let stage: Stage;
let takeDown: () => Promise<void>;
beforeAll(async () => {
  [stage, takeDown] = await setStage();
});
afterAll(() => takeDown());

describe('what the server says, as the guides quote it', () => {
  it.each(quoted)('$name ($place)', async ({ block, name }) => {
    const said = await say(name);
    if (name in KINDS) expect(said).toMatch(new RegExp(`^\\[${name}\\] `));
    if (UPDATE) rewrite(block, name, said);
    expect(said).toBe(UPDATE ? said : block.text);
  });

  it('is quoted wherever a scene is played', () => {
    expect(Object.keys(SCENES).filter((name) => !quoted.some((quote) => quote.name === name))).toEqual([]);
  });
});

describe(`${GUIDE}`, () => {
  it('has a section for every kind of error, with what the server says', () => {
    const sections = read(GUIDE)
      .split(/^## /m)
      .map((text) => [/^`(\w+)`$/m.exec(text.split('\n')[0] ?? '')?.[1], text] as const)
      .filter(([kind]) => kind !== undefined);
    expect(sections.map(([kind]) => kind).sort()).toEqual(Object.keys(KINDS).sort());
    for (const [kind, text] of sections) expect(text, kind).toContain(`<!-- said: ${kind} -->`);
  });
});
