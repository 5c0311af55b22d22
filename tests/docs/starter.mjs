#!/usr/bin/env node
// Stands where the docs have `pai-dlc-mcp` or `dist/main.js`: starts the real program as somebody at a terminal would, and
// keeps what it was given and what it printed in $RECORD.
import { spawn } from 'node:child_process';
import { appendFileSync, fstatSync, openSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { RECORD = '', MAIN = '' } = process.env;
const given = process.argv.slice(2);
const handshake = join(RECORD, 'handshake');

/** The shell's own input is the handshake; a command in the background or behind a pipe has another one. */
const inForeground = fstatSync(0).ino === statSync(handshake).ino;
// A question in the terminal is answered with yes.
const args = given.includes('init') && inForeground ? [...given, '--yes'] : given;
const record = join(RECORD, `start-${process.hrtime.bigint().toString().padStart(20, '0')}`);
writeFileSync(`${record}.args`, given.join(' '));
writeFileSync(`${record}.out`, '');

const child = spawn(process.execPath, [MAIN, ...args], {
  stdio: [inForeground ? openSync(handshake, 'r') : 0, 'pipe', 'inherit'],
});
let printed = '';
child.stdout.setEncoding('utf8').on('data', (chunk) => {
  printed += chunk;
  appendFileSync(`${record}.out`, chunk);
  process.stdout.write(chunk);
  // Somebody ends a simulator with Ctrl-C when they have seen it.
  if (given.includes('simulate') && inForeground && /^ALIBABA_CLOUD_ACCESS_KEY_SECRET=.*\n/m.test(printed))
    child.kill('SIGINT');
});
// The reader, such as head, has gone.
process.stdout.on('error', () => child.kill('SIGTERM'));
child.on('close', (code, signal) => {
  // Ctrl-C is 130 to a shell, whether it came before the program listened for it or after.
  process.exitCode = signal === 'SIGINT' || code === 130 ? 0 : (code ?? 1);
});
