import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleOptions, root } from '../../scripts/bundle.mjs';
import { connect, type Session, serverEnv } from '../e2e/harness.ts';

const scratch = mkdtempSync(join(tmpdir(), 'pai-dlc-mcp-lazy-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Built {
  main: string;
  /** Source files by the name of the output file that holds something of them. */
  sources: ReadonlyMap<string, readonly string[]>;
}

/** The product as it is built for dist/, with what esbuild says about each chunk. */
async function built(plugins: readonly Plugin[] = []): Promise<Built> {
  const folder = mkdtempSync(join(scratch, 'build-'));
  const { metafile } = (await build({ ...bundleOptions(folder, undefined, plugins), metafile: true })) as {
    metafile: Metafile;
  };
  // The folder is outside of the package, whose package.json says that its files are modules.
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const kept = (inputs: Metafile['outputs'][string]['inputs']) =>
    Object.keys(inputs).filter((file) => (inputs[file]?.bytesInOutput ?? 0) > 0);
  return {
    main: join(folder, 'main.js'),
    sources: new Map(Object.entries(metafile.outputs).map(([file, { inputs }]) => [basename(file), kept(inputs)])),
  };
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
  beforeAll(async () => {
    product = await built();
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

  it('is too much where main.ts loads at once what is for later, which the count shows', async () => {
    const eager = ['@alicloud/credentials', './simulator/simulator.ts', './cli/doctor.ts', './cli/init.ts'];
    const lines = eager.map((name) => `import '${name}';`).join('\n');
    const plugin: Plugin = {
      name: 'eager',
      setup: ({ onLoad }) =>
        onLoad({ filter: /main\.ts$/ }, ({ path }) =>
          path === resolve(root, 'src/main.ts')
            ? { contents: `${readFileSync(path, 'utf8')}\n${lines}`, loader: 'ts' }
            : undefined,
        ),
    };
    const { files } = await loaded(await built([plugin]), handshake);
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
