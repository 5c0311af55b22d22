import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import picomatch from 'picomatch';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { PARTS } from './parts.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { tests = [], alone = false } = PARTS[process.env.MUTANTS_PART ?? ''] ?? {};

/** What loads comes first, and then the tests as the part names them: the first one that fails ends the run of a mutant. */
class AsNamed extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number =>
      tests.findIndex((test) => picomatch.isMatch(relative(root, moduleId), test));
    return files.toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    root,
    include: ['scripts/mutants/loads.test.mjs', ...tests],
    isolate: alone,
    sequence: { sequencer: AsNamed },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
