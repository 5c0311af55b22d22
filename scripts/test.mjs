// All that a change has to pass: what needs no test runner, and beside it the build and the tests, which wait much of their time.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

const started = (args, stdio) => {
  const child = spawn(process.execPath, args, { stdio });
  return { child, ended: new Promise((resolve) => child.once('close', resolve)) };
};
const run = (...args) => started(args, 'inherit').ended;

const checks = started(['scripts/check.mjs'], ['ignore', 'pipe', 'inherit']);
const said = text(checks.child.stdout);
const passed =
  (await run('scripts/build.mjs')) === 0 &&
  (await run('node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2))) === 0;
// Told last, where they are seen: the tests print a line for each of their files.
console.log((await said).trimEnd());
process.exitCode = (await checks.ended) === 0 && passed ? 0 : 1;
