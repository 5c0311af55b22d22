import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach } from 'vitest';
import { type Era, MAIN, serverEnv } from './harness.ts';

export type Message = Record<string, unknown>;

const ENVELOPE = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** A line to write: text as it is, anything else as JSON. */
export type Outgoing = string | Message | readonly unknown[];

/** A message as an object; what it is, is the test's business. */
export const frame = (members: Message): Message => ({ jsonrpc: '2.0', ...members });

/** The parameters with what every request of an era carries. */
export const paramsOf = (era: Era, params: Message = {}): Message =>
  era === 'modern' ? { ...params, _meta: { ...ENVELOPE, ...(params._meta as Message | undefined) } } : params;

/** A good request. */
export const request = (era: Era, id: unknown, method: string, params: Message = {}): Message =>
  frame({ id, method, params: paramsOf(era, params) });

/** The server's process, with a client that writes what it likes. */
export interface Raw {
  child: ChildProcess;
  /** Writes each on a line of its own. */
  send(...lines: Outgoing[]): void;
  /** Lines the server wrote so far, parsed. */
  lines(): unknown[];
  /** Messages among them that answer this id. */
  answersTo(id: unknown): Message[];
  /** Waits for the first answer to this id. */
  answer(id: unknown): Promise<Message>;
  until(what: () => boolean): Promise<void>;
  stderr(): string;
  exit: Promise<[number | null, string | null]>;
}

export interface RawOptions {
  args?: readonly string[];
  env?: Record<string, string>;
  main?: string;
  /** Told of every message as it comes. */
  onmessage?: (message: Message) => void;
}

export function startRaw({ args = [], env = serverEnv(undefined), main = MAIN, onmessage }: RawOptions = {}): Raw {
  const child = spawn(process.execPath, [main, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const exit = once(child, 'exit') as Raw['exit'];
  const lines: unknown[] = [];
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const each of waiting) each();
    waiting.clear();
  };
  let rest = '';
  let err = '';
  let ended = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const [...whole] = `${rest}${text}`.split('\n');
    rest = whole.pop() ?? '';
    // Throws where stdout carries anything but JSON.
    const messages = whole.map((line) => JSON.parse(line));
    lines.push(...messages);
    if (onmessage) for (const message of messages) onmessage(message);
    wake();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    wake();
  });
  child.stdin.on('error', () => {});
  void exit.then(() => {
    ended = true;
    wake();
  });
  const answersTo = (id: unknown): Message[] =>
    (lines as Message[]).filter((line) => !('method' in line) && line.id === id);
  const until = async (what: () => boolean): Promise<void> => {
    while (!what()) {
      if (ended) throw new Error(`the server has ended: ${err}`);
      await new Promise<void>((resolve) => waiting.add(resolve));
    }
  };
  return {
    child,
    send: (...given) => {
      for (const line of given) child.stdin.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
    },
    lines: () => lines,
    answersTo,
    async answer(id) {
      await until(() => answersTo(id).length > 0);
      return answersTo(id)[0] as Message;
    },
    until,
    stderr: () => err,
    exit,
  };
}

const capabilitiesOf = (elicits: boolean): Message => (elicits ? { elicitation: {} } : {});

/** The handshake of a 2025 revision. */
export const handshake = (protocolVersion = '2025-06-18', elicits = false): Message[] => [
  frame({
    id: 'handshake',
    method: 'initialize',
    params: { protocolVersion, capabilities: capabilitiesOf(elicits), clientInfo: { name: 'raw', version: '1' } },
  }),
  frame({ method: 'notifications/initialized' }),
];

/** Opens a connection of an era; on the modern one the first request opens it. */
export async function opened(
  era: Era,
  options: RawOptions & { revision?: string; elicits?: boolean } = {},
): Promise<Raw> {
  const raw = startRaw(options);
  if (era === 'legacy') raw.send(...handshake(options.revision, options.elicits));
  else raw.send(request(era, 'handshake', 'server/discover'), request(era, 'opened', 'tools/list'));
  await raw.answer(era === 'legacy' ? 'handshake' : 'opened');
  return raw;
}

/** Starts processes that are ended after the test, however it went. */
export function rawStarter(): { start: typeof startRaw; open: typeof opened } {
  const children: ChildProcess[] = [];
  const kept = (raw: Raw): Raw => {
    children.push(raw.child);
    return raw;
  };
  afterEach(async () => {
    for (const child of children.splice(0))
      if (child.exitCode === null && child.signalCode === null) {
        const exit = once(child, 'exit');
        child.kill('SIGKILL');
        await exit;
      }
  });
  return {
    start: (options) => kept(startRaw(options)),
    open: async (era, options) => kept(await opened(era, options)),
  };
}
