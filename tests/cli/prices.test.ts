import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePrices, readPrices } from '../../src/cli/prices.ts';
import { Fault } from '../../src/domain/fault.ts';

const GUIDE = new URL('../../docs/guides/prices.md', import.meta.url);
const [, EXAMPLE = ''] = /```yaml\n([\s\S]*?)```/.exec(readFileSync(GUIDE, 'utf8')) ?? [];

const said = (text: string): string => {
  try {
    parsePrices('prices.yaml', text);
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown.details.message;
  }
  throw new Error('no fault');
};

describe('a price table', () => {
  it('is read as the guide shows it', () => {
    const table = parsePrices('prices.yaml', EXAMPLE);
    expect(table.ofMachine('cn-hangzhou', 'ecs.g6.2xlarge')).toEqual({
      perHour: 2.02,
      currency: 'CNY',
      date: '2026-11-01',
      source: 'price page of the China site',
    });
    expect(table.ofMachine('cn-beijing', 'ecs.gn6e-c12g1.12xlarge')?.perHour).toBe(80);
    expect(table.ofMachine('cn-beijing', 'ecs.g6.2xlarge')).toBeUndefined();
    expect(table.ofGpu('cn-hangzhou', 'NVIDIA A10')?.perHour).toBe(9.5);
  });

  it.each([
    ['[', 'it is not valid YAML'],
    ['a: &x 1\nb: *x', 'it is not valid YAML'],
    ['', 'the table is wrong'],
    ['- {}', '[0].region is wrong'],
    [EXAMPLE.replace('CNY', 'yuan'), '[0].currency is wrong: a currency of three capital letters, such as CNY'],
    [EXAMPLE.replace('2026-10-15', '2026-10-32'), '[1].date is wrong: a day such as 2026-11-01'],
    [EXAMPLE.replace('2.02', 'cheap'), '[0].machines.ecs.g6.2xlarge is wrong'],
    [EXAMPLE.replace('2.02', '-1'), '[0].machines.ecs.g6.2xlarge is wrong'],
    [EXAMPLE.replace('gpus', 'gpu'), '[0] is wrong: Unrecognized key: "gpu"'],
    [EXAMPLE.replace('cn-beijing', 'cn-hangzhou'), 'ecs.gn6e-c12g1.12xlarge has two prices in cn-hangzhou'],
    ['[{region: cn-hangzhou, currency: CNY, date: 2026-11-01, source: x}]', 'it has no prices'],
  ])('is refused where it is wrong: %#', (text, message) => {
    expect(said(text)).toContain(`--prices prices.yaml: ${message}`);
  });

  describe('in a file', () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-prices-'));
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    it('is read, and a missing one or a folder is an error', async () => {
      const file = join(folder, 'prices.yaml');
      writeFileSync(file, EXAMPLE);
      expect((await readPrices(file)).ofMachine('cn-hangzhou', 'ecs.g6.2xlarge')?.perHour).toBe(2.02);
      await expect(readPrices(join(folder, 'none'))).rejects.toThrow('there is no such file');
      await expect(readPrices(folder)).rejects.toThrow('it cannot be read');
    });
  });
});
