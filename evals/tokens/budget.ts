import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { listBytes, type Sizes, type ToolBytes } from './measure.ts';

const FILE = fileURLToPath(new URL('./budget.json', import.meta.url));

const bytes = z.int().positive();

/** What may be spent, in bytes. */
const budgetSchema = z.strictObject({
  /** Of tools/list: all but the workflows, the workflows, and the instructions. Set by people; `--update` keeps them. */
  totals: z.strictObject({ core: bytes, workflows: bytes, instructions: bytes }),
  tools: z.record(z.string(), z.strictObject({ definition: bytes, answer: bytes })),
});

export type Budget = z.output<typeof budgetSchema>;

/** One measured thing held against its budget. */
export interface Held {
  what: string;
  bytes: number;
  /** Absent: nobody has set one, which is a failure too. */
  budget: number | undefined;
}

export const isOver = ({ bytes, budget }: Held): boolean => budget === undefined || bytes > budget;

/** @throws where the file is not a budget */
export const readBudget = (): Budget => budgetSchema.parse(JSON.parse(readFileSync(FILE, 'utf8')));

export const writeBudget = (budget: Budget): void => writeFileSync(FILE, `${JSON.stringify(budget, null, 2)}\n`);

/** What a whole answer costs. */
export const answerTotal = ({ answer }: ToolBytes): number => answer.text + answer.data;

/** Everything that has a budget or needs one, and the budgets of tools that are gone, with 0 bytes and none. */
export function hold({ tools, instructions }: Sizes, { totals, tools: perTool }: Budget): Held[] {
  const of = (workflow: boolean): number => listBytes(tools.filter((tool) => tool.workflow === workflow));
  const gone = Object.keys(perTool).filter((name) => !tools.some((tool) => tool.name === name));
  return [
    ...tools.flatMap((tool) => [
      { what: `${tool.name} definition`, bytes: tool.definition, budget: perTool[tool.name]?.definition },
      { what: `${tool.name} answer`, bytes: answerTotal(tool), budget: perTool[tool.name]?.answer },
    ]),
    { what: 'core', bytes: of(false), budget: totals.core },
    { what: 'workflows', bytes: of(true), budget: totals.workflows },
    { what: 'instructions', bytes: instructions, budget: totals.instructions },
    ...gone.map((name) => ({ what: `${name}, which is no tool any more`, bytes: 0, budget: undefined })),
  ];
}

const above = (value: number, share: number, step: number): number => Math.ceil((value * (1 + share)) / step) * step;

/** Budgets for what was measured: 3% above a definition, 15% above an answer, which depends on the data. Totals stay. */
export const budgetFor = ({ tools }: Sizes, { totals }: Budget): Budget => ({
  totals,
  tools: Object.fromEntries(
    tools.map((tool) => [
      tool.name,
      { definition: above(tool.definition, 0.03, 10), answer: above(answerTotal(tool), 0.15, 50) },
    ]),
  ),
});
