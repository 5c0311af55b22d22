import { processTests } from './tests/processes.ts';
import { suite } from './vitest.config.ts';

/** Tests that try thousands of texts, jobs or arguments. What they hold is seldom what one is at work on. */
const SWEEPS = [
  'tests/evals/**',
  'tests/shaping/linear/**',
  'tests/shaping/corpus.test.ts',
  'tests/simulator/corpus.test.ts',
  'tests/server/forms.test.ts',
  'tests/cli/init-bytes.test.ts',
  'tests/jobs/big-jobs.test.ts',
  'tests/policy/questions.test.ts',
  'tests/pictures/**',
];

/** The inner loop: without what starts processes, and without the sweeps. */
export default suite([...processTests(), ...SWEEPS]);
