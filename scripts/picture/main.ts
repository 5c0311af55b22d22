// Runs the demo and draws the pictures of it for the README, and has the server draw a job of its simulator.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pictures } from './pictures.ts';
import { plots } from './plot.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { NO_COLOR: _, ...environment } = process.env;
const main = join(root, 'dist', 'main.js');
const output = execFileSync(process.execPath, [main, 'demo'], {
  env: { ...environment, FORCE_COLOR: '1' },
  encoding: 'utf8',
});
for (const [file, text] of pictures(output)) {
  writeFileSync(join(root, file), text);
  console.log(`wrote: ${file}, ${text.split('\n').length} lines, ${text.length} characters`);
}
for (const [file, png] of await plots(main)) {
  writeFileSync(join(root, file), png);
  console.log(`wrote: ${file}, ${png.length} bytes`);
}
