import { describe, expect, it } from 'vitest';
import { maskSecrets } from '../../src/shaping/mask.ts';
import { CALLS, COMMANDS, OPTIONS } from './marked/commands.ts';
import { BELOW, FLAGS, NAMES } from './marked/names.ts';
import { KEYS, LINES, MAPS, SCRIPTS } from './marked/scripts.ts';
import { HEADERS, SHAPES, WORDS } from './marked/shapes.ts';

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  ...{ SHAPES, HEADERS, WORDS },
  ...{ OPTIONS, COMMANDS, CALLS },
  ...{ NAMES, FLAGS, BELOW },
  ...{ SCRIPTS, LINES, MAPS },
};

/** What a text with marks is, and what of it is shown. */
const plain = (marked: string): string => marked.replace(/[«»]/g, '');
const shown = (marked: string): string => marked.replace(/«[^»]*»/g, '***');

// Exactly what stands in « » is masked: not less of it, and nothing beside it.
describe.each(Object.entries(GROUPS))('R34 R46 %s', (_, lines) => {
  it.each(lines)('%j', (marked) => {
    expect(maskSecrets(plain(marked))).toBe(shown(marked));
  });
});

describe('R34 private keys', () => {
  it.each(KEYS)('%j', (text, masked) => {
    expect(maskSecrets(text)).toBe(masked);
  });
});
