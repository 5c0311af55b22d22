import { describe, expect, it } from 'vitest';
import { verdictOf as verdict } from './verdicts.ts';

describe('a message in a frame', () => {
  const line = 'No such option: --leafsize Did you mean --leaf-size?';
  const frames = {
    rounded: `╭─ Error ${'─'.repeat(60)}╮\n│ ${line.padEnd(66)} │\n╰${'─'.repeat(68)}╯`,
    doubled: `╔${'═'.repeat(68)}╗\n║ ${line.padEnd(66)} ║\n╚${'═'.repeat(68)}╝`,
    plain: `+${'-'.repeat(68)}+\n| ${line.padEnd(66)} |\n+${'-'.repeat(68)}+`,
    hashes: `${'#'.repeat(70)}\n# ${line.padEnd(66)} #\n${'#'.repeat(70)}`,
    stars: `${'*'.repeat(70)}\n * [ABORT]${' '.repeat(57)} *\n *  \\___/     ${line.padEnd(54)} *\n${'*'.repeat(70)}`,
  };
  it.each(Object.entries(frames))('is read as if it stood alone, and shown as it was drawn: %s', (_, log) => {
    const { category, confidence, evidence } = verdict(log);
    expect({ category, confidence }).toEqual({ category: 'bad_configuration', confidence: 'direct' });
    const drawn = log.split('\n').find((text) => text.includes(line));
    expect(evidence.map(({ text }) => text)).toContain(drawn);
  });
  it('is no line of a table', () => {
    expect(verdict('| 0 | No such option: --leafsize | 12 |').confidence).not.toBe('direct');
  });
  it('is no line of a traceback that is drawn in one', () => {
    const log = `╭${'─'.repeat(16)} Traceback (most recent call last) ${'─'.repeat(16)}╮
│ /mnt/code/train.py:9 in <module>                                 │
│                                                                    │
│ ❱  9 reader.open("leaf")                                           │
╰${'─'.repeat(68)}╯
FileNotFoundError: [Errno 2] No such file or directory: '/mnt/data/leaf.tile'`;
    const { category, evidence } = verdict(log);
    expect(category).toBe('missing_module_or_file');
    expect(evidence.map(({ text }) => text).join('\n')).toContain('File "/mnt/code/train.py", line 9, in <module>');
  });
});
