import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The two lines of the published suite, by the name under which package.json has them. */
export type Suite = '@modelcontextprotocol/conformance' | 'conformance-alpha';

/** A name of its command that it imports from `fs` and Node.js 20 does not have; nothing that tests a server uses it. */
const WITHOUT_GLOB = "export * from 'node:fs'; export { default } from 'node:fs'; export const globSync = () => [];";

/** The suite's command, bundled so that it loads on Node.js 20 as well. */
async function command(suite: Suite, folder: string): Promise<string> {
  const outfile = join(folder, 'suite.mjs');
  await build({
    entryPoints: [join(ROOT, 'node_modules', suite, 'dist', 'index.js')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    plugins: [
      {
        name: 'fs',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^fs$/ }, ({ namespace }) =>
            namespace === 'fs' ? { path: 'node:fs', external: true } : { path: 'fs', namespace: 'fs' },
          );
          onLoad({ filter: /^fs$/, namespace: 'fs' }, () => ({ contents: WITHOUT_GLOB }));
        },
      },
    ],
  });
  return outfile;
}

interface Check {
  id: string;
  status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO';
  errorMessage?: string;
}

/** What came of a run. */
export interface Outcome {
  /** Scenarios that were run. */
  scenarios: string[];
  /** Checks that failed, as `scenario` or `scenario/check`, with what the suite says of them. */
  failed: Map<string, string>;
}

function failuresIn(scenario: string, file: string): [string, string][] {
  const checks = JSON.parse(readFileSync(file, 'utf8')) as Check[];
  return checks
    .filter(({ status }) => status === 'FAILURE')
    .map(({ id, errorMessage = 'failed' }) => [id === scenario ? scenario : `${scenario}/${id}`, errorMessage]);
}

/**
 * Runs the suite against a server.
 * @param options further options of its command `server`
 */
export async function runSuite(suite: Suite, url: string, options: readonly string[]): Promise<Outcome> {
  // Below node_modules, so that what it imports is found.
  const cache = join(ROOT, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'conformance-'));
  const results = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-conformance-'));
  try {
    const script = await command(suite, folder);
    const args = [script, 'server', '--url', url, '--output-dir', results, ...options];
    // Its exit code only says that something failed; the files say what.
    const said = await new Promise<string>((resolve) => {
      execFile(process.execPath, args, { cwd: results }, (_, stdout, stderr) => resolve(`${stdout}${stderr}`));
    });
    const found = readdirSync(results).flatMap((name) => {
      const scenario = /^server-(.*?)-\d{4}-\d\d-\d\dT/.exec(name)?.[1];
      return scenario === undefined ? [] : [{ scenario, file: join(results, name, 'checks.json') }];
    });
    if (found.length === 0) throw new Error(`the suite ran no scenario: ${said}`);
    return {
      scenarios: found.map(({ scenario }) => scenario),
      failed: new Map(found.flatMap(({ scenario, file }) => failuresIn(scenario, file))),
    };
  } finally {
    for (const each of [folder, results]) rmSync(each, { recursive: true, force: true });
  }
}
