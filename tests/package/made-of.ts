import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { MADE_OF, root } from '../../scripts/bundle.mjs';

/**
 * What esbuild has said of the files of dist/ when it made them: bundling once more takes 4 s of the processor.
 * @throws Error where dist/ is not the one that it was said of
 */
export function madeOf(): Metafile {
  const metafile = JSON.parse(readFileSync(MADE_OF, 'utf8')) as Metafile;
  const files = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => `dist/${file.replaceAll('\\', '/')}`);
  const others = files.filter((file) => metafile.outputs[file]?.bytes !== statSync(join(root, file)).size);
  if (files.length === 0 || others.length > 0)
    throw new Error(`dist/ is not as it was built: ${others.join(', ')}. Build it: npm run build`);
  return metafile;
}
