import { parseArgs } from 'node:util';
import { TASKS } from './all.ts';
import { budgetFor, faultsOf, readBudget, writeBudget } from './budget.ts';
import { report } from './report.ts';
import { type Done, run } from './run.ts';

const { values } = parseArgs({ options: { update: { type: 'boolean' } }, allowPositionals: false });
const all: Done[] = [];
for (const task of TASKS) all.push(await run(task));
// What a failed task cost is no measure for the next one.
if (values.update && all.every(({ wrong }) => wrong.length === 0)) writeBudget(budgetFor(all));
const budget = readBudget();
console.log(report(all, budget));
if (all.some((done) => faultsOf(done, budget).length > 0)) process.exitCode = 1;
