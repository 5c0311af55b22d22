import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { run as program } from '../../src/cli/run.ts';
import { MAIN } from '../e2e/harness.ts';
import type { Ended } from './run.ts';

/** What the test runner has put into the environment for itself. */
const RUNNERS = /^(?:VITEST|TEST$|NODE_|MODE$|DEV$|PROD$|SSR$|BASE_URL$)/;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Listener = (...args: unknown[]) => void;

/** Everything that is written through `write`, from now on. */
function caught(stream: NodeJS.WriteStream): { text(): string; release(): void } {
  const { write } = stream;
  let text = '';
  stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    const done = rest.at(-1);
    if (typeof done === 'function') process.nextTick(done as () => void);
    return true;
  }) as typeof write;
  return {
    text: () => text,
    release: () => {
      stream.write = write;
    },
  };
}

/** What a console writes to; nothing waits, for the program may end in the same turn. */
const through = (stream: NodeJS.WriteStream): Writable =>
  new Writable({
    write(chunk, _, done) {
      stream.write(chunk);
      done();
    },
  });

/** Makes this process's environment another one, and gives the one back that it had. */
function become(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  const before = { ...process.env };
  for (const name of Object.keys(before)) if (!RUNNERS.test(name)) delete process.env[name];
  for (const [name, value] of Object.entries(env)) if (value !== undefined) process.env[name] = value;
  return before;
}

/** Ends with the work, or where the program ends its process. */
const ended = (work: Promise<void>): Promise<void> =>
  new Promise((resolve, reject) => {
    process.exit = ((code?: number) => {
      process.exitCode = code ?? process.exitCode;
      resolve();
    }) as typeof process.exit;
    work.then(resolve, reject);
  });

async function runAlone(args: readonly string[], { env, cwd }: Where): Promise<Ended> {
  const { argv, exit, exitCode, stdout, stderr } = process;
  const heard = [stdout, stderr].map((stream) => [stream, 'error'] as const);
  const emitters = [...heard, ...SIGNALS.map((signal) => [process, signal] as const)];
  const listening = emitters.map(([emitter, name]) => new Set((emitter as NodeJS.EventEmitter).listeners(name)));
  const here = process.cwd();
  const { console } = globalThis;
  const [out, err] = [caught(stdout), caught(stderr)];
  const before = become(env);
  try {
    process.chdir(cwd ?? here);
    process.argv = [process.execPath, MAIN, ...args];
    process.exitCode = undefined;
    globalThis.console = new Console(through(stdout), through(stderr));
    await ended(program(process.argv));
    return { code: Number(process.exitCode ?? 0), out: out.text(), err: err.text() };
  } finally {
    globalThis.console = console;
    for (const output of [out, err]) output.release();
    become(before);
    process.chdir(here);
    Object.assign(process, { argv, exit, exitCode });
    for (const [index, [emitter, name]] of emitters.entries())
      for (const listener of (emitter as NodeJS.EventEmitter).listeners(name))
        if (!listening[index]?.has(listener)) (emitter as NodeJS.EventEmitter).off(name, listener as Listener);
  }
}

interface Where {
  env: Readonly<Record<string, string>>;
  cwd?: string;
}
let last: Promise<unknown> = Promise.resolve();

/**
 * Runs a command as `run` does, with the same arguments, environment and folder, but in this process and from the sources: most
 * of a short command is the start of its process. One at a time, because all of that is the process's. No command that serves.
 */
export function runHere(args: readonly string[], where: Where): Promise<Ended> {
  const next = last.then(() => runAlone(args, where));
  last = next.catch(() => undefined);
  return next;
}
