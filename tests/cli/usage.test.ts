import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { settings } from '../../src/config/settings.ts';
import { widthOf } from '../../src/shaping/width.ts';
import { MAIN, serverEnv } from '../e2e/harness.ts';
import { type Ended, run } from './run.ts';
import { runHere } from './run-here.ts';

const env = serverEnv(undefined);
const COMMANDS = ['serve', 'demo', 'simulate', 'diagnose', 'wait', 'tools', 'doctor', 'init'];

describe('wrong use', () => {
  it.each([
    ['demoo', '"demoo" is not a command', 'Did you mean demo?'],
    ['--regoin cn-hangzhou', 'There is no option --regoin', 'Did you mean --region?'],
    ['--regoin=cn-hangzhou', 'There is no option --regoin.', 'Did you mean --region?'],
    ['--read-only=true', '--read-only takes no value.', 'Write --read-only alone, or leave it out.'],
    ['doctor --json=false', '--json takes no value.', 'Write --json alone, or leave it out.'],
    ['-v', 'There is no option -v', 'Did you mean -V (--version)?'],
    ['doctor --jsn', 'doctor has no option --jsn', 'Did you mean --json?'],
    ['doctor --workspaceid 1', 'doctor has no option --workspaceid', 'Did you mean --workspace-id?'],
    ['--json', 'There is no option --json', 'It is an option of simulate, diagnose, tools, doctor'],
    ['demo --simulate', 'demo has no option --simulate', 'It is an option of serve, wait, tools, doctor, init'],
    ['--language zh diagnose --log a.log', '--language stands before diagnose', 'Leave --language out.'],
    ['--region cn-beijing simulate', '--region stands before simulate', 'Put it after simulate'],
    ['demo now', 'demo takes no argument, and got "now"', 'main.js demo --help'],
    ['init cursor vscode', 'init takes one argument, and got "cursor" "vscode"', 'main.js init --help'],
    ['init cursr', 'The host "cursr" is not known', 'Did you mean cursor?'],
    ['tools --region', '--region <ID> was given no value', 'main.js tools --help'],
    ['--confirm humann', '--confirm is "humann"', 'Did you mean human?'],
    ['--tools list_job', '--tools names "list_job"', 'Did you mean list_jobs?'],
    ['tools --toolsets xyz', '--toolsets names "xyz"', 'Give --toolsets names that exist.'],
    ['init cursor --region cn-hangzhuo', '--region is "cn-hangzhuo"', 'Did you mean cn-hangzhou?'],
    ['docter --json', '"docter" is not a command', 'Did you mean doctor?'],
    ['daignose --log a.log', '"daignose" is not a command', 'Did you mean diagnose?'],
    ['wiat dlc1 --until Running', '"wiat" is not a command', 'Did you mean wait?'],
    ['--region cn-hangzhou --read-only docter --json', '"docter" is not a command', 'Did you mean doctor?'],
    ['docter --region', '"docter" is not a command', 'Did you mean doctor?'],
    ['--regoin doctor', 'There is no option --regoin', 'Did you mean --region?'],
    ['--read-only false', '--read-only takes no value.', 'Write --read-only alone, or leave it out.'],
    ['doctor --json false', '--json takes no value.', 'Write --json alone, or leave it out.'],
    ['init cursor --simulate 0', '--simulate takes no value.', 'Write --simulate alone'],
    ['--read-only flase', '"flase" is not a command', 'explains each'],
    ['help demoo', '"demoo" is not a command', 'Did you mean demo?'],
  ])('%s', async (line, what, fix) => {
    const { code, out, err } = await runHere(line.split(' '), { env });
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/^pai-dlc-mcp: .+\nFix: .+\n/);
    expect(err).toContain(what);
    expect(err.split('\nFix: ')[1]).toContain(fix);
  });

  it('names the port that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { code, err } = await runHere(['simulate', '--port', String(port)], { env });
    taken.close();
    expect(code).toBe(2);
    expect(err).toContain(`Port ${port} of 127.0.0.1 is taken by another process.`);
  });
});

describe('--help', () => {
  it('is no wider than 80 columns, and documents the exit codes', async () => {
    const { code, out } = await runHere(['--help'], { env });
    expect(code).toBe(0);
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
    for (const exit of [0, 1, 2, 130, 141]) expect(out).toMatch(new RegExp(`^ +${exit}  \\w`, 'm'));
    expect(out.replace(/\s+/g, ' ')).toContain('[default: human]');
  });

  it.each(['', ...COMMANDS].flatMap((command) => [80, 60, 45].flatMap((columns) => [[command, columns] as const])))(
    'of "%s" keeps to a terminal of %i columns',
    async (command, columns) => {
      const { stdout } = process;
      const before = stdout.columns;
      stdout.columns = columns;
      try {
        for (const language of ['en', 'zh']) {
          const words = [...(command === '' ? [] : [command]), '--help'];
          const { out } = await runHere(words, { env: { ...env, PAI_DLC_MCP_LANGUAGE: language } });
          // Terms of options, and command lines that are to be copied, stay whole.
          const prose = out.split('\n').filter((line) => !/^ +(?:-|\S*node|pai-dlc-mcp|\/)|^Usage|^用法/.test(line));
          expect(prose.filter((line) => widthOf(line) > columns)).toEqual([]);
        }
      } finally {
        stdout.columns = before;
      }
    },
  );

  it('of diagnose and wait has every exit code', async () => {
    const codes = async (command: string) =>
      [...(await runHere([command, '--help'], { env })).out.matchAll(/^ {2,4}(\d{1,3}) {2}\S/gm)].map(([, code]) =>
        Number(code),
      );
    expect(await codes('diagnose')).toEqual([0, 1, 2, 130]);
    expect(await codes('wait')).toEqual([0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 124, 130]);
  });

  it.each(COMMANDS)('of %s shows its own options; those of the server only where it serves', async (command) => {
    const { out } = await runHere([command, '--help'], { env });
    expect(out).toContain(`Usage: pai-dlc-mcp ${command}`);
    expect(out.includes(settings[0].description.en)).toBe(false);
    expect(out.includes('--max-in-flight <N>')).toBe(command === 'serve');
    expect(out.includes('main.js --help')).toBe(['wait', 'tools', 'doctor', 'init'].includes(command));
  });
});

describe('--help in Chinese', () => {
  const zh = /[\u4e00-\u9fff]/;
  it.each<[string, string[], Record<string, string>]>([
    ['by the option', ['--language', 'zh', '--help'], {}],
    ['by the option as one word', ['--help', '--language=zh'], { LANG: 'en_US.UTF-8' }],
    ['by the variable', ['--help'], { PAI_DLC_MCP_LANGUAGE: 'zh', LC_ALL: 'C' }],
    ['by the terminal', ['--help'], { LANG: 'zh_CN.UTF-8' }],
    ['by the first variable of the terminal', ['--help'], { LC_ALL: 'zh_CN.UTF-8', LANG: 'C' }],
  ])('%s', async (_name, words, extra) => {
    const { code, out } = await runHere(words, { env: { ...env, LC_ALL: '', LC_MESSAGES: '', LANG: '', ...extra } });
    expect(code).toBe(0);
    expect(out).toMatch(/^用法：/);
    expect(out.split('\n').filter((line) => widthOf(line) > 80 && zh.test(line))).toEqual([]);
  });

  it.each<[string, string[], Record<string, string>]>([
    ['English was asked for', ['--language', 'en', '--help'], { LANG: 'zh_CN.UTF-8' }],
    ['the variable says English', ['--help'], { PAI_DLC_MCP_LANGUAGE: 'en', LANG: 'zh_CN.UTF-8' }],
    ['the terminal is not', ['--help'], { LANG: 'de_DE.UTF-8' }],
    ['an earlier variable wins', ['--help'], { LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }],
  ])('is not where %s', async (_name, words, extra) => {
    const { out } = await runHere(words, { env: { ...env, LC_ALL: '', LC_MESSAGES: '', LANG: '', ...extra } });
    expect(out).toMatch(/^Usage:/);
    expect(zh.test(out)).toBe(false);
  });

  it.each(['', ...COMMANDS])('has every text of %s', async (command) => {
    const words = [...(command === '' ? [] : [command]), '--help'];
    const { out } = await runHere(words, { env: { ...env, PAI_DLC_MCP_LANGUAGE: 'zh' } });
    // What the terms of options and commands, names and examples leave: sentences have three English words in a row.
    const prose = out.replaceAll(/\[[^\]]*\]/g, '').replaceAll(/^ +pai-dlc-mcp .*$/gm, '');
    expect(prose.match(/[a-z]{2,} [a-z]{2,} [a-z]{2,}/)).toBe(null);
  });
});

describe('colour', () => {
  it.each([['--help'], ['demoo']])('of %j is for terminals, or forced', async (...args) => {
    const output = async (extra: Record<string, string>) => {
      const { out, err } = await runHere(args, { env: { ...env, ...extra } });
      return out + err;
    };
    expect(await output({})).not.toContain('\u001b');
    expect(await output({ FORCE_COLOR: '1', NO_COLOR: '1' })).not.toContain('\u001b');
    const forced = await output({ FORCE_COLOR: '1' });
    expect(forced).toContain('\u001b[');
    expect(stripVTControlCharacters(forced)).not.toContain('\u001b');
  });
});

/** Without the version, which is written into the bundle alone. */
const unversioned = (ended: Ended): Ended => ({ ...ended, out: ended.out.replace(/"version": ".*"/, '') });

// What the tests of commands rest on: they run most of them in their own process, from the sources.
describe('a command in its own process', () => {
  it.each([
    '--help',
    'demoo',
    'tools --tools list_jobs',
    'tools --json',
    'init cursor --simulate',
    'doctor --json --region x',
  ])('prints and ends as in this one: %s', async (line) => {
    const args = line.split(' ');
    const apart = await run(args, { env });
    expect(apart.out + apart.err).not.toBe('');
    expect(unversioned(await runHere(args, { env }))).toEqual(unversioned(apart));
  });
});

describe('a reader that goes away', () => {
  it.each([['--help'], ['tools'], ['doctor', '--simulate'], ['demo']])('ends %j without a word', async (...args) => {
    const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      err += chunk;
    });
    const [code] = await once(child, 'close');
    expect(err).toBe('');
    expect(code).toBe(141);
  });
});
