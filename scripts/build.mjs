// Bundles the program and the simulator, with their lazy chunks, into dist/. The bundle has no runtime dependency.
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions, root } from './bundle.mjs';
import { writeSimulatorTypes } from './types.mjs';

const dist = join(root, 'dist');
rmSync(dist, { recursive: true, force: true });
await build(bundleOptions(dist, { main: 'src/main.ts', simulator: 'src/simulator/api/simulator.ts' }));
chmodSync(join(dist, 'main.js'), 0o755);
writeSimulatorTypes(join(dist, 'simulator.d.ts'));
