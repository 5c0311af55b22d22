import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { SHOWS_APPS } from '../../tests/e2e/session.ts';

/** A server whose pipes are the test's own: what is sent is bytes, what comes is lines. */
export interface Pipe {
  child: ChildProcess;
  send(bytes: string | Uint8Array): Promise<void>;
  /** Everything that came so far, line by line. */
  lines(): readonly string[];
  stderr(): string;
  /** Resolves once `holds` does, or says false after that many milliseconds. */
  until(holds: () => boolean, ms?: number): Promise<boolean>;
  /** How it ended: the code or signal, and after how many milliseconds; `undefined` where it did not within `ms`. */
  ended(ms: number): Promise<{ code: number | null; signal: NodeJS.Signals | null; ms: number } | undefined>;
  kill(): Promise<void>;
}

export interface PipeOptions {
  main: string;
  args?: readonly string[];
  env: Record<string, string>;
  cwd?: string;
}

/** Starts a server without a client. */
export function openPipe({ main, args = [], env, cwd }: PipeOptions): Pipe {
  const child = spawn(process.execPath, [main, ...args], {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(cwd ? { cwd } : {}),
  });
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk));
  child.stdin?.on('error', () => {});
  const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const within = async <T>(work: Promise<T>, ms: number): Promise<T | undefined> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), ms)));
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
  };
  return {
    child,
    send: (bytes) => new Promise((resolve) => (child.stdin?.write(bytes, () => resolve()) ? undefined : resolve())),
    lines: () => out.split('\n').slice(0, -1),
    stderr: () => err,
    async until(holds, ms = 20_000) {
      for (const end = performance.now() + ms; performance.now() < end; ) {
        if (holds()) return true;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return holds();
    },
    async ended(ms) {
      const started = performance.now();
      const [code, signal] = (await within(exit, ms)) ?? [];
      return code === undefined || signal === undefined ? undefined : { code, signal, ms: performance.now() - started };
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await exit;
    },
  };
}

/** A JSON-RPC message as a line. */
export const frame = (message: Record<string, unknown>): string =>
  `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`;

/** The handshake of the 2025 revisions. */
export const HANDSHAKE =
  frame({
    id: 'hello',
    method: 'initialize',
    params: {
      protocolVersion: '2025-06-18',
      capabilities: { extensions: SHOWS_APPS },
      clientInfo: { name: 'scorecard', version: '1' },
    },
  }) + frame({ method: 'notifications/initialized' });

/** What the 2026-07-28 revision wants in every request. */
export const ENVELOPE = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'scorecard', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': { extensions: SHOWS_APPS },
};
