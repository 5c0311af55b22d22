import { resolve } from 'node:path';
import { parseDocument } from 'yaml';
import * as z from 'zod';
import { Fault } from '../domain/fault.ts';
import type { Price, PriceTable } from '../domain/prices.ts';
import { readForeign } from '../files/foreign-file.ts';

/** Bytes of the largest table that is read. All machine types of all regions fit many times over. */
const MOST_BYTES = 4 * 1024 * 1024;

const perHour = z.record(z.string().min(1), z.number().min(0).max(1e9));
const group = z.strictObject({
  region: z.string().regex(/^[a-z0-9-]{2,40}$/, 'a region such as cn-hangzhou'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'a currency of three capital letters, such as CNY'),
  date: z.iso.date('a day such as 2026-11-01'),
  source: z.string().min(1).max(300),
  /** By machine type: what one machine costs for an hour. */
  machines: perHour.optional(),
  /** By GPU type: what one GPU costs for an hour. */
  gpus: perHour.optional(),
});
const groups = z.array(group).min(1);

/** A file of prices, and the flag or the variable that names it. */
interface Named {
  file: string;
  source: string;
}

const wrong = ({ file, source }: Named, what: string): Fault =>
  new Fault({
    kind: 'invalid_input',
    message: `${source} ${file}: ${what}.`,
    fix: `Write it as docs/guides/prices.md shows, or leave ${source} out.`,
  });

const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${String(step)}`))
    .join('');

/** Prices by region and type. @throws Fault where a type has two prices in a region */
function byType(
  named: Named,
  rows: readonly z.output<typeof group>[],
  of: (row: z.output<typeof group>) => Readonly<Record<string, number>> | undefined,
): ReadonlyMap<string, Price> {
  const found = new Map<string, Price>();
  for (const row of rows)
    for (const [type, amount] of Object.entries(of(row) ?? {})) {
      const key = `${row.region} ${type}`;
      if (found.has(key)) throw wrong(named, `${type} has two prices in ${row.region}`);
      found.set(key, { perHour: amount, currency: row.currency, date: row.date, source: row.source });
    }
  return found;
}

/** @throws Fault where it is not one YAML document, or has aliases, which nothing here needs */
function documentIn(named: Named, text: string): unknown {
  try {
    const document = parseDocument(text, { schema: 'core' });
    const [broken] = document.errors;
    if (broken !== undefined) throw broken;
    return document.toJS({ maxAliasCount: 0 });
  } catch (thrown) {
    const [said = ''] = thrown instanceof Error ? thrown.message.split('\n') : [];
    throw wrong(named, `it is not valid YAML (${said.replace(/[.:]$/, '')})`);
  }
}

/**
 * A price table from its text, which is YAML or JSON.
 * @param file its name, for errors
 * @param source the flag or the variable that names it
 * @throws Fault `invalid_input` that says where it is wrong and what would be right
 */
export function parsePrices(file: string, text: string, source = '--prices'): PriceTable {
  const named = { file, source };
  const read = groups.safeParse(documentIn(named, text));
  if (!read.success) {
    const [{ path, message } = { path: [], message: '' }] = read.error.issues;
    throw wrong(named, `${placeOf(path) || 'the table'} is wrong: ${message}`);
  }
  const machines = byType(named, read.data, (row) => row.machines);
  const gpus = byType(named, read.data, (row) => row.gpus);
  if (machines.size + gpus.size === 0) throw wrong(named, 'it has no prices');
  return {
    ofMachine: (region, type) => machines.get(`${region} ${type}`),
    ofGpu: (region, gpuType) => gpus.get(`${region} ${gpuType}`),
  };
}

/**
 * The operator's price table.
 * @param source the flag or the variable that names the file
 * @throws Fault `invalid_input` where it is missing, cannot be read, or is wrong
 */
export async function readPrices(file: string, source = '--prices'): Promise<PriceTable> {
  const path = resolve(file);
  const named = { file: path, source };
  const bytes = await readForeign(path, MOST_BYTES).catch((thrown: unknown) => {
    throw wrong(named, `it cannot be read (${thrown instanceof Error ? thrown.message : 'no reason given'})`);
  });
  if (bytes === undefined) throw wrong(named, 'there is no such file');
  return parsePrices(path, bytes.toString('utf8'), source);
}
