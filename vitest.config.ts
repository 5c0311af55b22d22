import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { brokenModules } from './tests/broken/modules.ts';
import { compiledSources } from './tests/compiled-sources.ts';
import { LongestFirst } from './tests/longest-first.ts';

const TESTS = fileURLToPath(new URL('tests', import.meta.url));
/** What stands in for a module: others of the same process would meet it too. All else, `taken-back.ts` takes back. */
const STANDS_IN = /\bvi\.mock\(/;
/** Tests that have a process for themselves. */
const ALONE = readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.test\.tsx?$/.test(file) && STANDS_IN.test(readFileSync(join(TESTS, file), 'utf8')))
  .map((file) => join('tests', file));
/** Whether the run ends, and does not watch. */
const ENDS = process.argv.includes('run');

/** The suite, without some of its files. */
export const suite = (without: readonly string[]) => {
  const include = ['tests/**/*.test.{ts,tsx}'];
  const common = {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A tenth of a run was the collection of short-lived objects: a larger space for them is collected less often, and
    // one that is large from the start never has to grow.
    execArgv: ['--min-semi-space-size=64', '--max-semi-space-size=64'],
    // As in the program, schemas compile no code for themselves: of most, few calls are parsed.
    setupFiles: ['src/server/no-code.ts', 'tests/taken-back.ts'].map((file) =>
      fileURLToPath(new URL(file, import.meta.url)),
    ),
    // What is said in a terminal is in its language: tests say so where they are about another one than English.
    env: { LC_ALL: 'C' },
  };
  const plugins = [brokenModules()];
  // An error in a compiled source names the source.
  const mapped = ENDS ? { execArgv: [...common.execArgv, '--enable-source-maps'] } : {};
  return defineConfig({
    test: {
      // Tests of processes wait as much as they compute: one more worker than cores fills them, and a second one loads
      // more than it fills. The projects do not extend this configuration: one that does takes the number from here,
      // whatever `--maxWorkers` says.
      maxWorkers: availableParallelism() + 1,
      sequence: { sequencer: LongestFirst },
      tags: [{ name: 'sweep', description: 'tries thousands of texts, jobs or arguments; no part of test:unit' }],
      // A third of a short run is taking types off: what is as it was at the last run is read from node_modules.
      experimental: { fsModuleCache: true },
      projects: [
        // Most of a short test is loading what it tests: the files of a worker share what is loaded.
        {
          plugins: ENDS ? [...plugins, compiledSources()] : plugins,
          test: { ...common, ...mapped, name: 'shared', include, exclude: [...ALONE, ...without], isolate: false },
        },
        { plugins, test: { ...common, name: 'alone', include: ALONE, exclude: [...without] } },
      ],
    },
  });
};

export default suite([]);
