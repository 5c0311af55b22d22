import { defineConfig } from 'vitest/config';

/** What stands in for modules, timers or the environment of its process has a process for itself. */
const ALONE = [
  'tests/api/**/*.test.ts',
  'tests/state/**/*.test.ts',
  'tests/jobs/big-jobs.test.ts',
  'tests/tools/watch.test.ts',
  'tests/cli/text.test.ts',
];

/** The suite, without some of its files. */
export const suite = (without: readonly string[]) => {
  const include = ['tests/**/*.test.ts'];
  return defineConfig({
    test: {
      testTimeout: 60_000,
      hookTimeout: 60_000,
      // Tests of processes wait as much as they compute: a third worker fills two cores.
      maxWorkers: 3,
      projects: [
        // Most of a short test is loading what it tests: the files of a worker share what is loaded.
        { extends: true, test: { name: 'shared', include, exclude: [...ALONE, ...without], isolate: false } },
        { extends: true, test: { name: 'alone', include: ALONE, exclude: [...without] } },
      ],
    },
  });
};

export default suite([]);
