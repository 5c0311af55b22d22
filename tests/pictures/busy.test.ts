import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, expect, it } from 'vitest';
import { pictureFiles } from '../../scripts/picture-files.mjs';
import { RASTERISER } from '../../src/pictures/pieces.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-pictures-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a turn of the event loop takes on a busy server, in milliseconds. */
const TURN_MS = 20;

/** Keeps the event loop busy until `work` has ended. @returns what it came to, and after how many turns */
async function onBusyLoop<T>(work: Promise<T>): Promise<[T, number]> {
  let [turns, ended] = [0, false];
  const end = work.finally(() => (ended = true));
  await new Promise<void>((resolve) => {
    const turn = (): void => {
      turns += 1;
      for (const until = performance.now() + TURN_MS; performance.now() < until; );
      if (ended) resolve();
      else setImmediate(turn);
    };
    turn();
  });
  return [await end, turns];
}

it('is read from beside the bundle in few turns of the event loop, as each is long on a busy server', async () => {
  await build({
    absWorkingDir: ROOT,
    entryPoints: { 'chunks/files': 'src/pictures/files.ts' },
    outdir: folder,
    bundle: true,
    format: 'esm',
    platform: 'node',
    outExtension: { '.js': '.mjs' },
    plugins: [pictureFiles(join(ROOT, 'src'))],
  });
  const files: typeof import('../../src/pictures/files.ts') = await import(
    pathToFileURL(join(folder, 'chunks', 'files.mjs')).href
  );
  const [code, turns] = await onBusyLoop(files.readRasteriser());
  const installed = readFileSync(createRequire(import.meta.url).resolve(RASTERISER));
  expect(installed.equals(code)).toBe(true);
  // In pieces of 16 KiB there would be 150.
  expect(turns).toBeLessThan(50);
});
