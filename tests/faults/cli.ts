// `npm run faults -- --seed N` shows one scenario whole; `--count N` runs that many from there on and sums up.
import { parseArgs } from 'node:util';
import { coverage, runCampaign } from './campaign.ts';
import type { Result } from './lane.ts';
import { scenarioOf } from './scenario.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '1' },
    lanes: { type: 'string', default: '10' },
  },
});
const [seed, count, lanes] = [Number(values.seed), Number(values.count), Number(values.lanes)];
if (![seed, count, lanes].every((value) => Number.isInteger(value) && value >= 0) || count < 1 || lanes < 1) {
  console.error('--seed, --count and --lanes take whole numbers.');
  process.exit(2);
}

function show(result: Result): void {
  const { faults, ...rest } = scenarioOf(result.seed);
  console.log(`\nSeed ${result.seed}: ${JSON.stringify(rest)}`);
  for (const { stage, rule } of faults)
    console.log(`  fault: ${stage}: ${JSON.stringify({ ...rule, name: undefined })}`);
  for (const { action, status, committed, fault } of result.requests)
    if (['CreateJob', 'ListJobs', 'GetJob'].includes(action) || fault)
      console.log(
        `  wire: ${action} ${status || 'no answer'}${committed ? ', committed' : ''}${fault ? ` [${fault}]` : ''}`,
      );
  for (const [index, answer] of result.answers.entries())
    console.log(`  answer ${index + 1}: ${answer.replaceAll('\n', '\n    ')}`);
  console.log(`  in the end: ${result.jobs} job(s); wrong: ${result.misreported.join('; ') || 'nothing'}`);
}

const started = performance.now();
const { results, duplicates, misreported } = await runCampaign(
  Array.from({ length: count }, (_, index) => seed + index),
  { lanes },
);
const wrong = new Set([...duplicates, ...misreported.map((each) => each.seed)]);
for (const result of results) if (count === 1 || wrong.has(result.seed)) show(result);
console.log(`\n${results.length} scenarios in ${((performance.now() - started) / 1000).toFixed(0)} s`);
for (const [title, rows] of Object.entries(coverage(results)))
  console.log(
    `${title}: ${Object.entries(rows)
      .map(([name, times]) => `${name} ${times}`)
      .join(', ')}`,
  );
console.log(`duplicates: ${duplicates.length}, misreported: ${misreported.length}`);
if (wrong.size > 0) process.exitCode = 1;
