import { parseArgs } from 'node:util';
import { budgetFor, hold, isOver, readBudget, writeBudget } from './budget.ts';
import { measure } from './measure.ts';
import { report } from './report.ts';

const { values } = parseArgs({ options: { update: { type: 'boolean' } }, allowPositionals: false });
const sizes = await measure();
if (values.update) writeBudget(budgetFor(sizes, readBudget()));
const budget = readBudget();
console.log(report(sizes, budget));
if (hold(sizes, budget).some(isOver)) process.exitCode = 1;
