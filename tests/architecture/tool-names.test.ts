import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { allTools } from '../../src/tools/all.ts';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));
const NAMES = allTools.map(({ name }) => name).join('|');
const NAMED = new RegExp(`\\b(?:${NAMES})\\b`, 'g');

/** Rooms that name no tool: what they have to say of one is a hint, whose words stand in `src/advice/`. */
const SILENT = ['api', 'policy', 'diagnosis', 'jobs', 'shaping', 'domain', 'state', 'files', 'config'];

/** Code without its comments, which may say what they like. Names in code are in camelCase: what is left is in strings. */
const withoutComments = (code: string): string =>
  code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$|\s\/\/ .*$/gm, '');

const named = (code: string): string[] => withoutComments(code).match(NAMED) ?? [];

describe('names of tools', () => {
  it.each(SILENT)('are not said by %s', (room) => {
    const files = readdirSync(join(SRC, room), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    expect(files.length).toBeGreaterThan(1);
    const found = files.flatMap((file) =>
      named(readFileSync(join(SRC, room, file), 'utf8')).map((name) => `${file}: ${name}`),
    );
    expect(found).toEqual([]);
  });

  it('are seen in strings, and let be in comments', () => {
    expect(named("/** get_job */\nconst a = 'https://x get_job'; // list_jobs\n")).toEqual(['get_job']);
  });
});
