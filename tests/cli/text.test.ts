import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { columnsOf } from '../../src/cli/terminal/stream.ts';
import { cut, elide, hanging, padded, wrapped, wrappedWhole } from '../../src/cli/terminal/text.ts';
import { ticker } from '../../src/cli/terminal/ticker.ts';
import { widthOf } from '../../src/shaping/width.ts';

const text = fc.string({ unit: fc.oneof(fc.constantFrom('训', '练', '任务', 'é', '👩‍💻', '-'), fc.string()) });

describe('text in a terminal', () => {
  it('is cut and elided to so many columns, and left alone where it fits', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 8, max: 60 }), (given, most) => {
        for (const short of [elide, cut]) {
          expect(widthOf(short(given, most))).toBeLessThanOrEqual(most);
          if (widthOf(given) <= most) expect(short(given, most)).toBe(given);
        }
      }),
    );
  });

  it('keeps both ends of what it elides', () => {
    expect(elide('registry.example.com/team/pytorch:2.1', 20)).toBe('regis.../pytorch:2.1');
    expect(elide('大语言模型预训练任务二零二六', 16)).toBe('大语...二零二六');
  });

  it('counts a Chinese character as two columns, and a colour as none', () => {
    expect(widthOf('训练 a')).toBe(6);
    expect(widthOf('\u001b[31mred\u001b[39m')).toBe(3);
    expect(padded('训练', 6)).toBe('训练  ');
    expect(wrapped('训练任务', 4)).toBe('训练\n任务');
    expect(wrapped('由 text 供模型阅读，而 structured 供程序', 11)).toBe(
      '由 text 供\n模型阅读，\n而\nstructured\n供程序',
    );
    expect(wrapped('两者（都要）设置', 10)).toBe('两者（都\n要）设置');
    expect(wrapped('路径 /a/very/long/one', 8)).toBe('路径\n/a/very/\nlong/one');
    expect(wrappedWhole('in /a/long/path it is', 6)).toBe('in\n/a/long/path\nit is');
  });

  it('hangs below its own beginning', () => {
    expect(hanging('1. ', 'one two three', 3, 10)).toBe('1. one two\n   three');
  });

  it('is as wide as the terminal, but no wider than 80 and no narrower than 20 columns', () => {
    expect([undefined, 0, 60, 200, 5].map((columns) => columnsOf({ columns: columns as number }))).toEqual([
      80, 80, 60, 80, 20,
    ]);
  });
});

describe('a ticker', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const stream = (isTTY: boolean) => {
    const written: string[] = [];
    return { out: { isTTY, columns: 40, write: (chunk: string) => written.push(chunk) } as never, written };
  };

  it('says what takes more than a second, on one line, and takes the line away', () => {
    const { out, written } = stream(true);
    const busy = ticker(out);
    busy.show('quick');
    vi.advanceTimersByTime(900);
    busy.clear();
    vi.advanceTimersByTime(2000);
    expect(written).toEqual([]);
    busy.show('slow');
    vi.advanceTimersByTime(1500);
    busy.show(`slow ${'训练'.repeat(30)}`);
    vi.advanceTimersByTime(1000);
    const lines = written.map(stripVTControlCharacters);
    expect(lines[0]).toMatch(/^\r[|/\\-] slow \(1 s\)$/);
    expect(lines.at(-1)).toMatch(/^\r[|/\\-] slow 训.*\.\.\.$/);
    for (const line of lines) expect(widthOf(line)).toBeLessThan(40);
    busy.clear();
    expect(written.at(-1)).toBe('\r\u001b[2K');
    const before = written.length;
    vi.advanceTimersByTime(2000);
    expect(written).toHaveLength(before);
  });

  it('is silent where there is no terminal', () => {
    const { out, written } = stream(false);
    const busy = ticker(out);
    busy.show('slow');
    vi.advanceTimersByTime(5000);
    busy.clear();
    expect(written).toEqual([]);
  });
});
