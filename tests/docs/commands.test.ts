import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainStart } from '../../src/cli/plain-start.ts';
import { readConfig } from '../../src/config/config.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { frozenCloud, serverEnv } from '../e2e/session.ts';
import { allBlocks, type Block, placeOf, read } from './markdown.ts';
import { NOT_RUN } from './not-run.ts';
import { type PageRun, runPage } from './shell.ts';

const SHELLS = ['sh', 'bash', 'shell'];
/** Other blocks hold no commands. */
const OTHERS = ['json', 'yaml', 'jsonc', 'md', 'toml', 'ts', 'text', 'mermaid', ''];

/** Its blocks run and compile by themselves, in simulator-guide.test.ts. */
const BY_ITSELF = 'docs/guides/simulator.md';

// Pages in Chinese have the same blocks (translation.test.ts).
const blocks = allBlocks().filter(({ file }) => !file.endsWith('.zh-CN.md'));
const shells = blocks.filter(({ file, language }) => file !== BY_ITSELF && SHELLS.includes(language));

/** Logical lines of a block without trailing comments. */
const linesOf = (text: string): string[] =>
  text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter(Boolean);

const excuse = (line: string) =>
  NOT_RUN.find(({ line: known }) => (typeof known === 'string' ? known === line : known.test(line)));

/** The block without the lines that are not run; line breaks and comments stay. */
const runnable = ({ text }: Block): string =>
  text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => linesOf(line).every((command) => excuse(command) === undefined))
    .join('\n');

/** What a page says where a reader puts something of their own. */
const ours = (text: string, cloud: Simulator): string =>
  text.replaceAll('/path/to/pai-dlc-mcp/', '').replaceAll('123456', cloud.world.defaultWorkspaceId);

let cloud: Simulator;
beforeAll(async () => {
  cloud = await frozenCloud();
});
afterAll(() => cloud.close());

/** What leads to the simulator in place of the cloud, and nothing that a page says itself. */
function environment(): Record<string, string> {
  const {
    PATH: _path,
    HOME: _home,
    PAI_DLC_MCP_REGION: _region,
    PAI_DLC_MCP_STATE_FILE: _file,
    ...env
  } = serverEnv(cloud, { PAI_DLC_MCP_TOOLSETS: '' });
  return env;
}

/** A page's commands. */
const follow = (texts: readonly string[]): Promise<PageRun> =>
  runPage(
    texts.map((text) => ours(text, cloud)),
    environment(),
  );

/** The words of options as a shell reads them; of its quotes the docs use one kind. */
const wordsOf = (text: string): string[] => text.split(' ').map((word) => word.replaceAll("'", ''));

/** Command lines with all of these options, as few as there are when none has an option twice. */
function together(options: readonly string[]): string[] {
  const flags = (text: string): string[] => text.match(/--[\w-]+/g) ?? [];
  const lines: string[] = [];
  for (const text of options) {
    const at = lines.findIndex((line) => flags(text).every((flag) => !flags(line).includes(flag)));
    if (at < 0) lines.push(text);
    else lines[at] += ` ${text}`;
  }
  return lines;
}

/** What a page shows as the output of a block: a text block with the marker `output` that comes next. */
function shownAfter(block: Block): Block | undefined {
  const next = blocks[blocks.indexOf(block) + 1];
  return next?.file === block.file && next.marker === 'output' ? next : undefined;
}

/** The pieces of a shown output, between the places where `...` leaves something out. */
const pieces = (text: string): string[] =>
  text
    .split('...')
    .map((piece) => piece.trim())
    .filter(Boolean);

/** Pieces of a shown output that what was printed does not have, in this order. */
function missing(shown: string, printed: string): string[] {
  let rest = printed;
  return pieces(shown).filter((piece) => {
    const at = rest.indexOf(piece);
    if (at >= 0) rest = rest.slice(at + piece.length);
    return at < 0;
  });
}

/** The names of the commands that do not serve. */
const COMMANDS = /(^|\s)(demo|simulate|diagnose|wait|tools|doctor|init|--help|--version)(\s|$)/;

describe('blocks of the docs', () => {
  it('are in languages that a test here knows', () => {
    const unknown = blocks.filter(({ language }) => ![...SHELLS, ...OTHERS].includes(language));
    expect(unknown.map((block) => `${placeOf(block)} is \`${block.language}\``)).toEqual([]);
  });

  it('that are marked as not to be run give a reason in not-run.ts', () => {
    const without = shells
      .filter(({ info }) => info !== '')
      .flatMap((block) => linesOf(block.text).map((line) => ({ block, line })))
      .filter(({ line }) => excuse(line) === undefined);
    expect(without.map(({ block, line }) => `${placeOf(block)}: ${line}`)).toEqual([]);
  });

  it('make every entry of not-run.ts necessary', () => {
    const lines = shells.flatMap(({ text }) => linesOf(text));
    const stale = NOT_RUN.filter(
      ({ line: known }) => !lines.some((line) => (typeof known === 'string' ? known === line : known.test(line))),
    );
    expect(stale.map(({ line }) => String(line))).toEqual([]);
  });
});

/** Pages with commands that run, each with those that no earlier page has (a translation repeats them). */
const pages = (() => {
  const seen = new Set<string>();
  const byFile = new Map<string, Block[]>();
  for (const block of shells) {
    if (seen.has(block.text) || linesOf(runnable(block)).length === 0) continue;
    seen.add(block.text);
    byFile.set(block.file, [...(byFile.get(block.file) ?? []), block]);
  }
  return [...byFile];
})();

describe('outputs in the docs', () => {
  it('follow a block of commands each', () => {
    const outputs = blocks.filter(({ marker }) => marker === 'output');
    const shown = shells.map(shownAfter);
    expect(outputs.length).toBeGreaterThan(0);
    expect(outputs.filter((block) => !shown.includes(block)).map(placeOf)).toEqual([]);
  });

  it('have to be printed in their order', () => {
    expect(missing('one ... three', 'one two three')).toEqual([]);
    expect(missing('three\n...\none', 'one two three')).toEqual(['one']);
  });
});

describe('commands of the docs', () => {
  it('are found', () => expect(pages.map(([file]) => file)).toContain('README.md'));

  it.each(pages)('of %s run', { timeout: 120_000 }, async (_file, list) => {
    const { code, blocks: ran, starts } = await follow(list.map(runnable));
    const last = list[ran.length - 1];
    expect(code, `${last && placeOf(last)}\n${ran.at(-1)?.out}\n${ran.at(-1)?.err}`).toBe(0);
    expect(ran).toHaveLength(list.length);
    for (const [n, block] of list.entries()) {
      const shown = shownAfter(block);
      if (shown) expect(missing(shown.text, ran[n]?.out ?? ''), placeOf(shown)).toEqual([]);
    }
    for (const { args, out } of starts.filter(({ args }) => !COMMANDS.test(args)))
      expect(out, args).toMatch(/"tools":\[\{"name":"/);
  });

  it('of the settings table of README.md start a server', { timeout: 120_000 }, async () => {
    const [, table = ''] = /^## Settings\n([\s\S]*?)\n## /m.exec(read('README.md')) ?? [];
    const options = [...table.matchAll(/`(--[^`]+)`/g)].map(([, text = '']) =>
      text.replace(/\bFILE\b/, 'audit.jsonl').replace(/\bHOST\b/, 'pai.example.com'),
    );
    expect(options.length).toBeGreaterThan(8);
    // Each by itself makes settings that are allowed; a process starts with as many as go together.
    for (const text of options) {
      const flags = plainStart(wordsOf(ours(text, cloud)));
      expect(flags, text).toBeDefined();
      expect(() => readConfig(flags ?? {}, environment()), text).not.toThrow();
    }
    const lines = together(options);
    const { code, starts, blocks: ran } = await follow(lines.map((text) => `node dist/main.js ${text}`));
    expect(code, ran.at(-1)?.err).toBe(0);
    expect(starts).toHaveLength(lines.length);
    for (const { args, out } of starts) expect(out, args).toMatch(/"tools":\[\{"name":"/);
  });

  it('may leave a simulator in the background; one in the foreground is ended', async () => {
    const { code, blocks: ran } = await follow([
      'node dist/main.js simulate --seed 3',
      'pai-dlc-mcp simulate --seed 5 >sim.env &',
      'until grep -q SECRET sim.env; do sleep 0.1; done\n. ./sim.env\ncommand -v pai-dlc-mcp\n' +
        'pai-dlc-mcp doctor --endpoint "http://$PAI_SIM_ENDPOINT" --region cn-hangzhou --tools list_workspaces',
    ]);
    expect(code, ran.at(-1)?.out).toBe(0);
    expect(ran[0]?.out).toContain('PAI_SIM_CONTROL=');
    // The simulator in the background has keys of its own.
    expect(ran[2]?.out).toContain('ok    Signed call');
  });

  it('fail the page where one fails', async () => {
    const { code, blocks: ran } = await follow([
      'node dist/main.js doctor --tools list_job >/dev/null\necho on',
      'true',
    ]);
    expect(code).not.toBe(0);
    expect(ran).toEqual([{ out: '', err: '' }]);
  });
});
