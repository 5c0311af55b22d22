// Bundles the program and the simulator, with their lazy chunks, into dist/, with the notices of what is in them. The bundle has no
// runtime dependency.
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions, MADE_OF, PAGE, root } from './bundle.mjs';
import { bundledModules } from './package/modules.mjs';
import { notices } from './package/notices.mjs';
import { buildPage } from './page.mjs';
import { writeSimulatorTypes } from './types.mjs';

const dist = join(root, 'dist');
rmSync(dist, { recursive: true, force: true });
const entries = { main: 'src/main.ts', simulator: 'src/simulator/api/simulator.ts' };
const { metafile } = await build({ ...bundleOptions(dist, entries), metafile: true });
chmodSync(join(dist, 'main.js'), 0o755);
writeSimulatorTypes(join(dist, 'simulator.d.ts'));
const page = await buildPage(root);
writeFileSync(join(dist, PAGE), page.html);
const madeOf = { ...metafile, outputs: { ...metafile.outputs, ...page.metafile.outputs } };
writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), notices(bundledModules(madeOf)));
mkdirSync(dirname(MADE_OF), { recursive: true });
writeFileSync(MADE_OF, JSON.stringify(madeOf));
