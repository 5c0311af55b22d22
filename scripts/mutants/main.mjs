/**
 * Changes the code of a part in small ways, one at a time, and says which of them no test notices:
 * node scripts/mutants/main.mjs [PART | FILE[:LINES]]..., where a file narrows its part to the files that are named.
 */
import { Stryker } from '@stryker-mutator/core';
import { chosen } from './chosen.mjs';
import { PARTS } from './parts.mjs';

const { parts, unknown } = chosen(process.argv.slice(2));
if (unknown.length > 0) {
  console.error(
    `Neither a part nor a file of one: ${unknown.join(', ')}. The parts are ${Object.keys(PARTS).join(', ')}.`,
  );
  process.exit(2);
}

for (const [part, mutate] of parts) {
  process.env.MUTANTS_PART = part;
  await new Stryker({
    mutate,
    testRunner: 'vitest',
    vitest: { configFile: 'scripts/mutants/vitest.config.ts', related: false },
    plugins: ['@stryker-mutator/vitest-runner'],
    concurrency: 1,
    // Not incremental: of what runs once when it is loaded, such a run takes over that nothing noticed, whatever new tests do.
    reporters: ['clear-text', 'html', 'json', 'progress-append-only'],
    jsonReporter: { fileName: `reports/mutants/${part}.json` },
    htmlReporter: { fileName: `reports/mutants/${part}.html` },
    clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false, skipFull: true },
    ignorePatterns: ['dist'],
    // Its rewriting of paths needs an API that TypeScript 7 has not, and nothing here needs the rewriting.
    tsconfigFile: 'none',
    thresholds: { high: 100, low: 95, break: 95 },
    timeoutMS: 20_000,
  }).runMutationTest();
}
