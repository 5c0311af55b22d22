import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, MAIN, type Session, serverEnv } from '../e2e/harness.ts';
import { madeOf } from './made-of.ts';

const scratch = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-lazy-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Built {
  main: string;
  /** Source files by the name of the output file that holds something of them. */
  sources: ReadonlyMap<string, readonly string[]>;
}

/** The product, as it is in dist/. */
function built(): Built {
  const kept = (inputs: Metafile['outputs'][string]['inputs']) =>
    Object.keys(inputs).filter((file) => (inputs[file]?.bytesInOutput ?? 0) > 0);
  const outputs = Object.entries(madeOf().outputs);
  return { main: MAIN, sources: new Map(outputs.map(([file, { inputs }]) => [basename(file), kept(inputs)])) };
}

/** Source files that a server has loaded when it has done `work`, as V8 itself counts the scripts it ran. */
async function loaded({ main, sources }: Built, work: (session: Session) => Promise<unknown>, args: string[] = []) {
  const coverage = mkdtempSync(join(scratch, 'coverage-'));
  const session = await connect({ main, args, env: serverEnv(undefined, { NODE_V8_COVERAGE: coverage }) });
  await work(session);
  await session.close();
  const reports = readdirSync(coverage).map((file) => JSON.parse(readFileSync(join(coverage, file), 'utf8')));
  const chunks = reports
    .flatMap(({ result }) => (result as { url: string }[]).map(({ url }) => basename(url)))
    .filter((name) => sources.has(name));
  return { chunks, files: [...new Set(chunks.flatMap((name) => sources.get(name) ?? []))] };
}

/** What neither `initialize` nor `tools/list` needs. */
const LATER = {
  'the cloud SDK': /@alicloud|@darabonba/,
  'the simulator': /src\/simulator\/|node_modules\/hono\/|@hono/,
  'other commands': /src\/cli\/(doctor|init|demo|simulate|tools)\b/,
  'what only other commands need': /@clack|jsonc-parser|smol-toml|node_modules\/diff\/|modelcontextprotocol\/client/,
  'what draws pictures': /src\/pictures\/(?!chart)|node_modules\/(?:echarts|zrender|@resvg)\//,
  'the audit log and the state file': /src\/state\/|proper-lockfile/,
};
const laterIn = (files: readonly string[]): string[] =>
  Object.entries(LATER).flatMap(([what, pattern]) => (files.some((file) => pattern.test(file)) ? [what] : []));

/** The tools load behind their list; a call of one that does not exist waits for them, and needs nothing more. */
const handshake = async ({ client }: Session): Promise<void> => {
  await client.listTools();
  await client.callTool({ name: 'no_such_tool' }).catch(() => {});
};

describe('what a server loads', () => {
  let product: Built;
  beforeAll(() => {
    product = built();
  });

  it('is in the bundle, every part of it', () => {
    expect(laterIn([...product.sources.values()].flat())).toEqual(Object.keys(LATER));
  });

  it('for initialize and tools/list is only what these need', async () => {
    const { chunks, files } = await loaded(product, handshake);
    expect(chunks).toContain('main.js');
    expect(files).toContain('src/server/call-tool.ts');
    expect(files.filter((file) => /^src\/tools\/[^/]+\//.test(file))).toEqual([]);
    expect(laterIn(files)).toEqual([]);
  });

  it('grows with the first call to the cloud, which the count shows', async () => {
    const { files } = await loaded(product, (session) => session.call('list_jobs'), ['--simulate']);
    expect(laterIn(files)).toEqual(expect.arrayContaining(['the cloud SDK', 'the simulator']));
  });

  it('is too much where the start loads at once what is for later, which the count shows', async () => {
    const early = ['@alicloud/credentials', 'src/simulator/simulator.ts', 'src/cli/doctor.ts', 'src/cli/init.ts'];
    const folder = join(scratch, 'dist');
    cpSync(dirname(MAIN), folder, { recursive: true });
    // The folder is outside of the package, whose package.json says that its files are modules.
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const chunks = readdirSync(join(folder, 'chunks'));
    const chunkOf = (source: string) =>
      chunks.find((name) => product.sources.get(name)?.some((file) => file.includes(source)));
    const lines = [...early.map((source) => `./chunks/${chunkOf(source)}`), './main.js'];
    const main = join(folder, 'early.js');
    writeFileSync(main, lines.map((name) => `import '${name}';\n`).join(''));
    const { files } = await loaded({ ...product, main }, handshake);
    expect(laterIn(files)).toEqual(
      expect.arrayContaining([
        'the cloud SDK',
        'the simulator',
        'other commands',
        'what only other commands need',
      ] satisfies (keyof typeof LATER)[]),
    );
  });
});
