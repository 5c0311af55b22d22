import { parseArgs } from 'node:util';
import { readCases, type SetName } from './cases.ts';
import { evaluate } from './evaluate.ts';
import { compare, reached, writeReached } from './reached.ts';
import { countsOf, report } from './report.ts';

const flag = { type: 'boolean' } as const;
const { values } = parseArgs({
  options: { aside: flag, update: flag, totals: flag, case: { type: 'string', multiple: true } },
  allowPositionals: false,
});
const sets: SetName[] = values.aside ? ['aside'] : ['given', 'open'];

if (values.case) {
  // Single cases are told of the sets that everybody may read.
  const wanted = values.case.map((name) => new RegExp(name));
  const cases = (['given', 'open'] as const)
    .flatMap(readCases)
    .filter(({ id }) => wanted.some((pattern) => pattern.test(id)));
  const byId = new Map(cases.map((one) => [one.id, one]));
  for (const { id, grade, text, health, calls } of await evaluate(cases)) {
    console.log(`=== ${id}: ${grade}, ${calls} calls\n${JSON.stringify(byId.get(id)?.truth, null, 1)}\n${text}\n`);
    if (health) console.log(`--- health\n${health.text}\n`);
  }
} else {
  for (const set of sets) {
    const judged = await evaluate(readCases(set));
    console.log(`${report(set, judged, { mistakes: set !== 'aside' && !values.totals })}\n`);
    const counts = countsOf(judged);
    if (values.update && set !== 'aside') writeReached(set, counts);
    const worse = set === 'aside' ? [] : compare(reached(set), counts);
    for (const line of worse) console.log(`WORSE than reached.json in ${set}: ${line}`);
    if (worse.length > 0) process.exitCode = 1;
  }
}
