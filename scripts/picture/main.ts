// Runs the demo and draws the pictures of it for the README.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pictures } from './pictures.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { NO_COLOR: _, ...environment } = process.env;
const output = execFileSync(process.execPath, [join(root, 'dist', 'main.js'), 'demo'], {
  env: { ...environment, FORCE_COLOR: '1' },
  encoding: 'utf8',
});
for (const [file, text] of pictures(output)) {
  writeFileSync(join(root, file), text);
  console.log(`wrote: ${file}, ${text.split('\n').length} lines, ${text.length} characters`);
}
