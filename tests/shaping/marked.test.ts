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

describe('R34 R46 exactly what stands in marks is masked: not less of it, and nothing beside it', () => {
  it.each(Object.entries(GROUPS))('%s', (_, lines) => {
    for (const marked of lines) expect(maskSecrets(plain(marked)), plain(marked)).toBe(shown(marked));
  });

  it('private keys', () => {
    for (const [text, masked] of KEYS) expect(maskSecrets(text), text).toBe(masked);
  });
});
