import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * The test files that take ten seconds and more, the longest first, those that mostly wait between those that compute.
 * A fresh clone has no times of an earlier run to go by. It goes by the size of the files, of which these are small
 * ones: a run would end with one worker at work and the others idle.
 */
const LONGEST = [
  'tests/confirm/wire.test.ts',
  'tests/evals/diagnosis.test.ts',
  'tests/evals/reports.test.ts',
  'tests/faults/campaign.test.ts',
  'tests/evals/scorecard.test.ts',
  'tests/e2e/rules/credentials.test.ts',
  'tests/e2e/tools.test.ts',
  'tests/clients/every-answer.test.ts',
  'tests/e2e/wait-for-job.test.ts',
  'tests/docs/simulator-guide.test.ts',
  'tests/advice/selections.test.ts',
  'tests/e2e/rules/viewers.test.ts',
  'tests/bench/bench.test.ts',
  'tests/shaping/linear/linear.test.ts',
  'tests/docs/commands.test.ts',
  'tests/server/every-call.test.ts',
  'tests/e2e/process.test.ts',
];

/** Begins the longest test files first, and the others in the order that is vitest's own. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const gone = LONGEST.filter((file) => !existsSync(join(ROOT, file)));
    if (gone.length > 0) throw new Error(`tests/longest-first.ts names what is no file: ${gone.join(', ')}`);
    const inOrder = await super.sort(files);
    const named = (name: string) => inOrder.filter(({ moduleId }) => relative(ROOT, moduleId) === name);
    return [...new Set([...LONGEST.flatMap(named), ...inOrder])];
  }
}
