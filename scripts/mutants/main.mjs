// Changes the code of a part in small ways, one at a time, and says which of them no test notices: node scripts/mutants/main.mjs [PART...].
import { Stryker } from '@stryker-mutator/core';
import { PARTS } from './parts.mjs';

const parts = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(PARTS);
const unknown = parts.filter((part) => !Object.hasOwn(PARTS, part));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}.`);
  process.exit(2);
}

for (const part of parts) {
  process.env.MUTANTS_PART = part;
  await new Stryker({
    mutate: [...PARTS[part].mutate],
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
