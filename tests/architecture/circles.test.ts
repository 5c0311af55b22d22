import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-circles-'));
afterAll(() => rmSync(folder, { recursive: true }));

const biome = join(dirname(createRequire(import.meta.url).resolve('@biomejs/biome/package.json')), 'bin', 'biome');

/** What the linter says of these files under the rules of the repository. */
function lint(files: Readonly<Record<string, string>>): string {
  const rules = JSON.parse(readFileSync(new URL('../../biome.json', import.meta.url), 'utf8'));
  const config = { linter: rules.linter, formatter: { enabled: false }, assist: { enabled: false } };
  for (const [name, text] of Object.entries({ 'biome.json': JSON.stringify(config), ...files }))
    writeFileSync(join(folder, name), text);
  const { stdout, stderr } = spawnSync(process.execPath, [biome, 'lint', '.'], { cwd: folder, encoding: 'utf8' });
  return `${stdout}${stderr}`;
}

const b = "import type { A } from './a.ts';\n\nexport interface B {\n  a?: A;\n}\n";

// The linter finds circles of imports in the whole repository (noImportCycles), those of types included.
describe('a circle of imports', () => {
  it('is refused, though it is of types alone', () => {
    const a = "import type { B } from './b.ts';\n\nexport interface A {\n  b?: B;\n}\n";
    expect(lint({ 'a.ts': a, 'b.ts': b })).toMatch(/a\.ts.*noImportCycles[\s\S]*resolves to b\.ts/);
  });

  it('is seen to be what is refused', () => {
    const said = lint({ 'a.ts': 'export interface A {\n  b?: string;\n}\n', 'b.ts': b });
    expect(said).toMatch(/Checked \d+ files/);
    expect(said).not.toContain('noImportCycles');
  });
});
