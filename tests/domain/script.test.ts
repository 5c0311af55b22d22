import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readUserCommand, runOf, SCRIPT_NAME, userCommand } from '../../src/domain/script.ts';

const folder = mkdtempSync(join(tmpdir(), 'script-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a shell prints that runs the command in a folder. */
const run = (command = ''): string => execFileSync('/bin/sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
const written = (name: string): string => readFileSync(join(folder, name), 'utf8');

const NASTY = [
  'print("$HOME `id` $(id) \\\\ \' \\" !")\n',
  'END_OF_SCRIPT\nEND_OF_SCRIPT_2\n',
  '\tEND_OF_SCRIPT\nEND_OF_SCRIPT \n',
  '训练 \u202e 🚀\u0001\u001b[0m\rx\n',
  '\n\n',
  "EOF\n'\n",
  // dash loses a byte of a line that begins as the end of the script does.
  'E\u0300\nEN训练\nEND_OF_SCRIPT训练\nA训练\n',
  'END_OF_SCRIPT\nEND_OF_SCRIPT_é\n',
];

describe('a script in a command', () => {
  it.each(NASTY)('is written by a shell to the byte: %j', (text) => {
    expect(run(userCommand({ script: { name: 'a.py', text }, command: 'echo done' }))).toBe('done\n');
    expect(written('a.py')).toBe(text);
  });

  it('is written so whatever it holds', () => {
    const line = fc.constantFrom(
      'END_OF_SCRIPT',
      'END_OF_SCRIPT_2',
      'END训练',
      'A\u00e9',
      'B_\u00e9',
      "cat > 'x' <<'END_OF_SCRIPT' || exit 1",
      '',
      '\\',
    );
    const text = fc.array(fc.oneof(line, fc.string({ unit: 'grapheme' }))).map((lines) => lines.join('\n'));
    const whole = text.filter((each) => each !== '' && !each.includes('\0') && !each.includes('\r\n'));
    fc.assert(
      fc.property(whole, fc.option(fc.constantFrom('true', 'true\ntrue')), (each, then) => {
        const runs = { script: { name: 'b.txt', text: each }, command: then ?? 'true' };
        const command = userCommand(runs) ?? '';
        run(command);
        const ended = each.endsWith('\n') ? each : `${each}\n`;
        expect(written('b.txt')).toBe(ended);
        expect(readUserCommand(command)).toEqual({ ...runs, script: { ...runs.script, text: ended } });
      }),
      { numRuns: 40 },
    );
  });

  it('runs by itself, by its first line or the end of its name', () => {
    expect(run(userCommand({ script: { name: 'c.sh', text: 'echo from $0' } }))).toBe('from ./c.sh\n');
    expect(run(userCommand({ script: { name: 'bin/d', text: '#!/bin/sh\necho $0' } }))).toBe('bin/d\n');
    expect(runOf({ name: 'e.py', text: 'print(1)' })).toBe("python './e.py'");
    expect(runOf({ name: 'e.py', text: '#!/usr/bin/env python3\n' })).toBe("chmod +x './e.py' && './e.py'");
    expect(runOf({ name: 'e.txt', text: 'x' })).toBeUndefined();
  });

  it('goes no further where it cannot be written', () => {
    const command = userCommand({ script: { name: '/proc/none/x.sh', text: 'echo no' }, command: 'echo went on' });
    expect(() => execFileSync('/bin/sh', ['-c', command ?? ''], { cwd: folder, stdio: 'pipe' })).toThrow();
  });

  it('leaves a command without one as it is', () => {
    expect(userCommand({ command: 'python train.py' })).toBe('python train.py');
    expect(userCommand({})).toBeUndefined();
  });

  it('takes line ends of Windows for those of a shell', () => {
    run(userCommand({ script: { name: 'f.sh', text: 'echo a\r\necho b\r\n' } }));
    expect(written('f.sh')).toBe('echo a\necho b\n');
  });
});

describe('a command that is read back', () => {
  it.each([
    { script: { name: 'train.py', text: 'print(1)\n' } },
    { script: { name: 'train.py', text: 'print(1)\n' }, command: 'torchrun train.py' },
    { script: { name: 'a/b/run', text: 'x\n' }, command: 'sh a/b/run' },
    { script: { name: 'x.sh', text: 'END_OF_SCRIPT\n' }, command: 'bash x.sh\nEND_OF_SCRIPT' },
  ])('has its script and its command: %j', (runs) => {
    expect(readUserCommand(userCommand(runs) ?? '')).toEqual(runs);
  });

  it.each([
    'python train.py',
    "cat > 'x' <<'END_OF_SCRIPT' || exit 1\nnever ends",
    "cat > 'x' <<'END_OF_SCRIPT' || exit 1\n",
    "cat > 'x.py' <<'END_OF_SCRIPT_2' || exit 1\nprint(1)\nEND_OF_SCRIPT_2\npython './x.py'",
    "mkdir -p 'b' && cat > 'a/x' <<'END_OF_SCRIPT' || exit 1\nx\nEND_OF_SCRIPT\nsh a/x",
    '',
  ])('is itself where it was not made so: %j', (command) => expect(readUserCommand(command)).toEqual({ command }));
});

it.each([
  ['train.py', true],
  ['src/train.py', true],
  ['/workspace/train.py', true],
  ['.hidden/..x', true],
  ['../x', false],
  ['a/../b', false],
  ['a/..', false],
  ['.', false],
  ['-x', false],
  ['a//b', false],
  ['a/', false],
  ["a'b", false],
  ['a b', false],
  ['a\nb', false],
  ['a\n', false],
  ['', false],
])('%j is a name for a script: %s', (name, is) => expect(SCRIPT_NAME.test(name)).toBe(is));
