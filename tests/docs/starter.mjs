#!/usr/bin/env node
// Stands where the docs have `pai-dlc-mcp` or `dist/main.js`: becomes the real program as somebody at a terminal would start it,
// and keeps what it was given and what it printed in $RECORD.
import { appendFileSync, closeSync, fstatSync, openSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { RECORD = '', MAIN = '' } = process.env;
const given = process.argv.slice(2);
const handshake = join(RECORD, 'handshake');

/** The shell's own input is the handshake; a command in the background or behind a pipe has another one. */
const inForeground = fstatSync(0).ino === statSync(handshake).ino;
if (inForeground) {
  // Earlier starts have read the shell's; the number that is free now is the lowest, which is that of the input again.
  closeSync(0);
  openSync(handshake, 'r');
}
const record = join(RECORD, `start-${process.hrtime.bigint().toString().padStart(20, '0')}`);
writeFileSync(`${record}.args`, given.join(' '));
writeFileSync(`${record}.out`, '');

const { stdout } = process;
const write = stdout.write.bind(stdout);
let printed = '';
stdout.write = (chunk, ...rest) => {
  const text = String(chunk);
  printed += text;
  appendFileSync(`${record}.out`, text);
  // Somebody ends a simulator with Ctrl-C when they have seen it.
  if (given.includes('simulate') && inForeground && /^ALIBABA_CLOUD_ACCESS_KEY_SECRET=.*\n/m.test(printed))
    process.kill(process.pid, 'SIGINT');
  return write(chunk, ...rest);
};
// Ctrl-C is 130 to a shell.
process.on('exit', (code) => {
  process.exitCode = code === 130 ? 0 : code;
});

// A question in the terminal is answered with yes.
process.argv.splice(
  1,
  Number.POSITIVE_INFINITY,
  MAIN,
  ...given,
  ...(given.includes('init') && inForeground ? ['--yes'] : []),
);
await import(pathToFileURL(MAIN).href);
