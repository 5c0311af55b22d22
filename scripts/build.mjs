// Bundles src/main.ts and its lazy chunks into dist/. The bundle has no runtime dependency.
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions, root } from './bundle.mjs';

const dist = join(root, 'dist');
rmSync(dist, { recursive: true, force: true });
await build(bundleOptions(dist));
chmodSync(join(dist, 'main.js'), 0o755);
