import { describe, expect, it } from 'vitest';
import { briefValue, isFenced, layout, withBars, withShortSources } from '../../src/cli/demo/shorten.ts';
import { fence } from '../../src/shaping/fence.ts';
import { table } from '../../src/shaping/table.ts';
import { asShown } from '../shaping/as-shown.ts';

describe('the demo shortens', () => {
  it('arguments to what a reader needs', () => {
    const image = `registry.example.com/${'x'.repeat(60)}/pytorch:2.1`;
    expect(briefValue([{ type: 'Worker', pod_count: 2, image }])).toMatch(
      /^\[\{type: Worker, pod_count: 2, image: registry\.e.*\.\.\..*pytorch:2\.1\}\]$/,
    );
  });

  it('tables by their cells and columns, so that every row stays one line', () => {
    const wide = table(
      ['id', 'name', 'uri'],
      [
        ['a', 'n'.repeat(50), `oss://${'b'.repeat(80)}`],
        ['b', 'short', 'oss://c'],
      ],
    );
    const shown = layout(`2 of 2 things\n${wide}\nNext: nothing.`, 50);
    expect(shown.map(({ prose }) => prose)).toEqual([true, false, false, false, true]);
    expect(shown[1]?.line).toMatch(/^id {2}name +\.\.\.$/);
  });

  it('tables of Chinese names so that their columns stand below each other', () => {
    const shown = layout(
      table(
        ['id', 'name', 'status'],
        [
          ['1', '大语言模型预训练', 'Running'],
          ['2', 'sft', 'Failed'],
        ],
      ),
      60,
    );
    const wide = (text: string): number => [...text].length + (text.match(/\p{sc=Han}/gu)?.length ?? 0);
    const columns = shown.map(({ line }) => wide(line.slice(0, line.search(/status|Running|Failed/))));
    expect(new Set(columns).size, shown.map(({ line }) => line).join('\n')).toBe(1);
  });

  it('the source of a line of evidence, and no other bracket', () => {
    const lines = [
      '| [pod_log dlc1-master-0, before 2026-11-24T11:46:53Z] KeyError',
      '| [INFO] step 1',
      '[pod_log of a whole job] x',
    ];
    expect(withShortSources(lines.join('\n')).split('\n')).toEqual(['| [pod_log ...] KeyError', ...lines.slice(1)]);
  });

  it('fences as src/shaping writes them to bars, and keeps every line of theirs', () => {
    const text = `head\n${fence('log of p', asShown('one', '  two', ''))}\nNext: go.`;
    expect(isFenced(text)).toBe(true);
    expect(withBars(text)).toBe('head\n| one\n|   two\n| \nNext: go.');
    expect(isFenced('head')).toBe(false);
  });
});
