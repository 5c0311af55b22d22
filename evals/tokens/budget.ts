import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { type Cost, MODES, type Mode, type Sizes } from './measure.ts';

const FILE = fileURLToPath(new URL('./budget.json', import.meta.url));

const bytes = z.int().positive();
const cost = z.strictObject({ definition: bytes, answer: bytes });

/** What may be spent, in bytes. */
const budgetSchema = z.strictObject({
  /** Of the default tools/list by what answers are made of, and of the instructions. Set by people; `--update` keeps them. */
  totals: z.strictObject({ text: bytes, structured: bytes, instructions: bytes }),
  tools: z.record(z.string(), z.strictObject({ text: cost, structured: cost })),
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

/** Name of a measured thing of a tool: those of the default mode need no mode. */
export const nameOf = (tool: string, mode: Mode, part: keyof Cost): string =>
  `${tool} ${mode === 'text' ? '' : 'structured '}${part}`;

/** Everything that has a budget or needs one, and the budgets of tools that are gone, with 0 bytes and none. */
export function hold({ tools, list, instructions }: Sizes, { totals, tools: perTool }: Budget): Held[] {
  const gone = Object.keys(perTool).filter((name) => !tools.some((tool) => tool.name === name));
  return [
    ...tools.flatMap((tool) =>
      MODES.flatMap((mode) =>
        (['definition', 'answer'] as const).map((part) => ({
          what: nameOf(tool.name, mode, part),
          bytes: tool[mode][part],
          budget: perTool[tool.name]?.[mode][part],
        })),
      ),
    ),
    ...MODES.map((mode) => ({ what: `${mode} list`, bytes: list[mode], budget: totals[mode] })),
    { what: 'instructions', bytes: instructions, budget: totals.instructions },
    ...gone.map((name) => ({ what: `${name}, which is no tool any more`, bytes: 0, budget: undefined })),
  ];
}

const above = (value: number, share: number, step: number): number => Math.ceil((value * (1 + share)) / step) * step;

const roomFor = ({ definition, answer }: Cost): Cost => ({
  definition: above(definition, 0.03, 10),
  answer: above(answer, 0.15, 50),
});

/** Budgets for what was measured: 3% above a definition, 15% above an answer, which depends on the data. Totals stay. */
export const budgetFor = ({ tools }: Sizes, { totals }: Budget): Budget => ({
  totals,
  tools: Object.fromEntries(
    tools.map(({ name, text, structured }) => [name, { text: roomFor(text), structured: roomFor(structured) }]),
  ),
});
