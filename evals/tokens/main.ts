import { parseArgs } from 'node:util';
import { catalogue } from '../../src/tools/catalogue.ts';
import { budgetFor, hold, isOver, readBudget, writeBudget } from './budget.ts';
import { measure } from './measure.ts';
import { report } from './report.ts';

const { values } = parseArgs({ options: { update: { type: 'boolean' } }, allowPositionals: false });
const workflows = new Set(catalogue.filter(({ toolset }) => toolset === 'workflows').map(({ name }) => name));
const sizes = await measure(workflows);
if (values.update) writeBudget(budgetFor(sizes, readBudget()));
const budget = readBudget();
console.log(report(sizes, budget));
if (hold(sizes, budget).some(isOver)) process.exitCode = 1;
