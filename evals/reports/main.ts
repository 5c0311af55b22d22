import { parseArgs } from 'node:util';
import { readCases, type SetName } from './cases.ts';
import { evaluate, type Judged } from './evaluate.ts';
import { evaluateFiles } from './files.ts';
import { evaluateLeftOut } from './left-out.ts';
import { partOf } from './part.ts';
import { compare, reached, writeReached } from './reached.ts';
import { countsOf, report } from './report.ts';

const flag = { type: 'boolean' } as const;
const { values } = parseArgs({
  options: { aside: flag, update: flag, 'left-out': flag, totals: flag, case: { type: 'string', multiple: true } },
  allowPositionals: false,
});
/** Through the server's tools, and what the command `diagnose` makes of the same logs as files. */
const WAYS = [
  ['', evaluate],
  [', from files', evaluateFiles],
] as const;
/** Writes what was reached, or fails where it is less than before. */
function held(what: string, judged: readonly Judged[]): void {
  const counts = countsOf(judged);
  if (values.update) writeReached(what, counts);
  const worse = compare(reached(what), counts);
  for (const line of worse) console.log(`WORSE than reached.json in ${what}: ${line}`);
  if (worse.length > 0) process.exitCode = 1;
}

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
} else if (values['left-out']) {
  const judged = await evaluateLeftOut((['given', 'open'] as const).flatMap(readCases));
  console.log(report('without the cause that knew each', judged, { mistakes: !values.totals }));
} else {
  for (const set of sets) {
    const cases = readCases(set);
    for (const [name, judge] of WAYS) {
      const judged = await judge(cases);
      const what = `${set}${name}`;
      console.log(`${report(what, judged, { mistakes: set !== 'aside' && name === '' && !values.totals })}\n`);
      if (set !== 'aside') held(what, judged);
      if (set === 'open' && name === '') {
        const part = new Set(partOf(cases).map(({ id }) => id));
        held(
          'open, in part',
          judged.filter(({ id }) => part.has(id)),
        );
      }
    }
  }
}
