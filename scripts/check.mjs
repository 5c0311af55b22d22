// What needs no test runner, side by side: lint, types, and that what is generated is up to date. What fails is shown whole.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

const CHECKS = {
  lint: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
  types: ['node_modules/typescript/bin/tsc', '--noEmit'],
  'types of the page': ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'src/app'],
  docs: ['scripts/docs.mjs', '--check'],
  contract: ['scripts/run-ts.mjs', 'scripts/contract/main.ts', '--check'],
};

const results = await Promise.all(
  Object.entries(CHECKS).map(async ([name, args]) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise((resolve) => child.once('close', resolve));
    const said = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { name, said: said.join(''), failed: (await ended) !== 0 };
  }),
);
for (const { name, said, failed } of results) {
  console.log(`${name}: ${failed ? 'failed' : 'ok'}`);
  if (failed) console.log(said);
}
process.exitCode = results.some(({ failed }) => failed) ? 1 : 0;
