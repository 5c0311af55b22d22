import { parseArgs } from 'node:util';
import { evaluate, type Judged, totalsOf } from './evaluate.ts';
import { report } from './report.ts';

const { values } = parseArgs({ options: { seed: { type: 'string', multiple: true } }, allowPositionals: false });
const seeds = (values.seed ?? ['1']).map(Number);
if (seeds.some((seed) => !Number.isInteger(seed) || seed < 0)) {
  console.error('--seed takes a whole number, and may be given several times');
  process.exitCode = 2;
} else {
  const all: Judged[] = [];
  for (const seed of seeds) all.push(...(await evaluate(seed)));
  console.log(`diagnosis of ${all.length} labelled jobs, seed(s) ${seeds.join(', ')}\n`);
  console.log(report(all));
  if (!totalsOf(all).passed) process.exitCode = 1;
}
