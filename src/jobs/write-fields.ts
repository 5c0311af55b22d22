import type { AnyFieldTable, FieldRow } from './field-table.ts';
import { record } from './wire.ts';

type Values = Readonly<Record<string, unknown>>;

function toWire({ of, code }: FieldRow, value: unknown): unknown {
  if (code !== undefined) return code.write(value as never);
  if (of === undefined) return value;
  return Array.isArray(value) ? value.map((item) => writeFields(of, item)) : writeFields(of, record(value));
}

/**
 * The object of a request that arguments stand for. What is not given is left out:
 * the API takes an explicit null for a value.
 * @param args as the schema of the table has them; others than its own are left out too
 */
export function writeFields(table: AnyFieldTable, args: Values): Record<string, unknown> {
  const body: Record<string, unknown> = { ...table.always };
  for (const [name, row] of Object.entries(table.rows)) {
    if (args[name] === undefined) continue;
    const value = toWire(row, args[name]);
    const { wire, inner } = row;
    body[wire] = inner === undefined ? value : { ...record(body[wire]), ...inner.beside, [inner.name]: value };
  }
  return body;
}
