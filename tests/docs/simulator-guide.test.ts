import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filled } from '../../scripts/reference/guides.ts';
import { simulatorTables } from '../../scripts/reference/simulator.ts';
import { IN_CHINESE } from '../../scripts/reference/simulator-zh.ts';
import { startSimulator } from '../../src/simulator/api/simulator.ts';
import { compile, installed, link, node, type Outcome } from '../package/install.ts';

const guide = readFileSync('docs/guides/simulator.md', 'utf8');
const program = readFileSync('src/cli/program.ts', 'utf8');

interface Block {
  language: string;
  text: string;
  /** The heading it is under, and its number in the guide. */
  title: string;
}

/** Fenced blocks in order. */
const blocks = guide
  .split(/^## /m)
  .flatMap((part) =>
    [...part.matchAll(/^```(\w*)\n([\s\S]*?)\n```$/gm)].map(([, language = '', text = '']) => ({
      language,
      text,
      heading: part.slice(0, part.indexOf('\n')),
    })),
  )
  .map(({ language, text, heading }, index): Block => ({ language, text, title: `${index + 1}, under "${heading}"` }));
const of = (language: string): Block[] => blocks.filter((block) => block.language === language);

const folder = installed();
const bin = join(folder, 'bin');
const path = `${bin}${delimiter}${process.env.PATH}`;
const env = { PATH: path, HOME: folder };
const fileOf = ({ title }: Block): string => `block-${Number.parseInt(title, 10)}`;

beforeAll(() => {
  link(folder, '@modelcontextprotocol/client', '@alicloud/openapi-core', '@types/node');
  mkdirSync(bin);
  const shim = join(bin, 'pai-dlc-mcp');
  writeFileSync(shim, `#!/bin/sh\nexec "${process.execPath}" "${folder}/node_modules/pai-dlc-mcp/dist/main.js" "$@"\n`);
  chmodSync(shim, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function bash(script: string): Promise<Outcome> {
  try {
    const { stdout, stderr } = await promisify(execFile)('bash', ['-e', '-o', 'pipefail', '-c', script], {
      cwd: folder,
      env,
    });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

describe('the guide to the simulator', () => {
  it('has blocks of shell and of TypeScript, and none that is not run', () => {
    expect(of('sh').length).toBeGreaterThanOrEqual(6);
    expect(of('ts').length).toBeGreaterThanOrEqual(5);
    expect(of('sh').length + of('ts').length).toBe(blocks.length);
  });

  it('says how to start it and how to point a client at it before anything else', () => {
    const headings = [...guide.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings.slice(0, 2)).toEqual(['Start it', 'Point a client at it']);
    expect(guide.indexOf('pai-dlc-mcp simulate -- pai-dlc-mcp doctor')).toBeLessThan(1000);
  });

  it.skipIf(process.platform === 'win32').each(of('sh'))('runs the shell of block $title', async ({ text }) => {
    const { code, output } = await bash(text);
    expect(code, output).toBe(0);
  });

  it('type-checks every block of TypeScript', async () => {
    for (const block of of('ts')) writeFileSync(join(folder, `${fileOf(block)}.ts`), block.text);
    const files = of('ts').map((block) => `${fileOf(block)}.ts`);
    const { code, output } = await compile(folder, files, ['--types', 'node', '--skipLibCheck', 'true']);
    expect(code, output).toBe(0);
  });

  it.each(of('ts'))('runs the TypeScript of block $title', async (block) => {
    const { code, output } = await node(folder, [`${fileOf(block)}.js`], env);
    expect(code, output).toBe(0);
  });

  it('fails for a block that does not do what it says', async () => {
    expect((await bash('pai-dlc-mcp simulate -- false')).code).toBe(1);
    expect((await bash('pai-dlc-mcp simulate --sed 3 -- true')).code).not.toBe(0);
  });

  it('names every option of the command, and no other', () => {
    const command = program.slice(program.indexOf(".command('simulate')"), program.indexOf(".command('diagnose')"));
    const options = [...command.matchAll(/\.option\(\s*'(--[a-z-]+)/g)].map(([, option]) => option);
    const rows = [...guide.matchAll(/^\| `(--[a-z-]+)` \|/gm)].map(([, option]) => option);
    expect(options.length).toBeGreaterThan(6);
    expect(rows).toEqual(options);
  });

  it('names every variable a client finds in its environment', async () => {
    const simulator = await startSimulator();
    await simulator.close();
    const rows = [...guide.matchAll(/^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \|/gm)].flatMap(([, names = '']) =>
      [...names.matchAll(/[A-Z_]+/g)].map(([name]) => name),
    );
    expect(rows.sort()).toEqual(Object.keys(simulator.env).sort());
  });

  it('cannot lose a part that is generated', () => {
    const parts = { control: 'a', operations: 'b', scenarios: 'here', story: 'c', 'story-pod': 'd' };
    expect(() => filled(guide.replace('generated: scenarios', 'generated: nothing'), parts)).toThrow(
      'the guide asks for "nothing", which is not one of: control, operations, scenarios, story, story-pod',
    );
    expect(filled(guide, parts)).toContain('<!-- generated: scenarios -->\n\nhere\n\n<!-- end -->');
    expect(() => filled(guide, { ...parts, more: 'e' })).toThrow('the guide does not show: more');
  });

  it('has no Chinese for what its tables say no more', () => {
    const tables = Object.values(simulatorTables('en')).join('\n');
    expect(Object.keys(IN_CHINESE).filter((text) => !tables.includes(`| ${text} |`))).toEqual([]);
  });
});
