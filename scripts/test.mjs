// All that a change has to pass: the tests, and beside them what needs no test runner, in the time in which the tests wait.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

const started = (args, stdio) => {
  const child = spawn(process.execPath, args, { stdio });
  return { child, ended: new Promise((resolve) => child.once('close', resolve)) };
};

const checks = started(['scripts/check.mjs'], ['ignore', 'pipe', 'inherit']);
const tests = started(['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)], 'inherit');
// Told last, where they are seen: the tests print a line for each of their files.
const said = await text(checks.child.stdout);
const ended = await Promise.all([checks.ended, tests.ended]);
console.log(said.trimEnd());
process.exitCode = ended.every((code) => code === 0) ? 0 : 1;
