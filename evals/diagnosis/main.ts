import { parseArgs } from 'node:util';
import { evaluate, type Judged, passed } from './evaluate.ts';
import { report } from './report.ts';
import { MOST_SEEDS, readSeeds } from './seeds.ts';

const many = { type: 'string', multiple: true } as const;
const { values } = parseArgs({
  options: { seed: many, seeds: many, totals: { type: 'boolean' } },
  allowPositionals: false,
});
const seeds = readSeeds([...(values.seed ?? []), ...(values.seeds ?? (values.seed ? [] : ['1']))]);
if (seeds === undefined) {
  console.error(`--seeds takes whole numbers and ranges of them, such as 1-10 or 1,4,7; at most ${MOST_SEEDS} in all`);
  process.exitCode = 2;
} else {
  const all: Judged[] = [];
  for (const seed of seeds) all.push(...(await evaluate(seed)));
  console.log(`diagnosis of ${all.length} labelled jobs, seed(s) ${seeds.join(', ')}\n`);
  console.log(report(all, { mistakes: !values.totals }));
  if (!passed(all)) process.exitCode = 1;
}
