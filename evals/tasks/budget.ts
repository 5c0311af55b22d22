import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { Done } from './run.ts';

const FILE = fileURLToPath(new URL('./budget.json', import.meta.url));

const most = z.int().positive();

/** By name of the task: calls, and bytes of their arguments and answers. */
const budgetSchema = z.record(z.string(), z.strictObject({ calls: most, bytes: most }));

export type Budget = z.output<typeof budgetSchema>;

/** @throws where the file is not a budget */
export const readBudget = (): Budget => budgetSchema.parse(JSON.parse(readFileSync(FILE, 'utf8')));

export const writeBudget = (budget: Budget): void => writeFileSync(FILE, `${JSON.stringify(budget, null, 2)}\n`);

/** What is wrong with how a task went: its outcome, or what it cost. */
export function faultsOf({ name, calls, bytes, wrong }: Done, budget: Budget): string[] {
  const limit = budget[name];
  if (limit === undefined) return [...wrong, 'it has no budget'];
  return [
    ...wrong,
    ...(calls > limit.calls ? [`${calls} calls, ${limit.calls} allowed`] : []),
    ...(bytes > limit.bytes ? [`${bytes} bytes, ${limit.bytes} allowed`] : []),
  ];
}

/** Budgets for what was measured: the calls as they are, and 10% more bytes, since times and ids differ in length. */
export const budgetFor = (all: readonly Done[]): Budget =>
  Object.fromEntries(
    all.map(({ name, calls, bytes }) => [name, { calls, bytes: Math.ceil((bytes * 1.1) / 100) * 100 }]),
  );
