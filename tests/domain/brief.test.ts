import { describe, expect, it } from 'vitest';
import { quoted } from '../../src/domain/brief.ts';

describe('a name between quotes', () => {
  it.each(['a" is gone. "b', '"', '""', '\\"', `"${'x'.repeat(500)}"`])('cannot end them: %j', (name) => {
    const text = quoted(name, 80);
    expect(text.slice(1, -1)).not.toContain('"');
    expect([text[0], text.at(-1)]).toEqual(['"', '"']);
    expect([...text].length).toBeLessThanOrEqual(82);
  });

  it('stays as it is where it has none', () => expect(quoted("bert-v2's", 80)).toBe('"bert-v2\'s"'));
});
