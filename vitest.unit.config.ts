import { processTests } from './tests/processes.ts';
import { suite } from './vitest.config.ts';

/**
 * Files of tests that try thousands of texts, jobs or arguments, or draw. What they hold is seldom what one is at work on. A single such test
 * of another file has the tag `sweep`, which `npm run test:unit` leaves out.
 */
const SWEEPS = [
  'tests/evals/**',
  'tests/shaping/linear/**',
  'tests/shaping/corpus.test.ts',
  'tests/simulator/corpus.test.ts',
  'tests/server/forms.test.ts',
  'tests/cli/init-bytes.test.ts',
  'tests/jobs/big-jobs.test.ts',
  'tests/policy/questions.test.ts',
  'tests/diagnosis/mixed.test.ts',
  'tests/diagnosis/exception-shapes.test.ts',
  'tests/tools/logs/reader.test.ts',
  'tests/tools/create-once-faults.test.ts',
  'tests/tools/plot-job.test.ts',
  'tests/pictures/**',
];

/** The inner loop: without what starts processes, and without the sweeps. */
export default suite([...processTests(), ...SWEEPS]);
