import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { isAlive } from '../alive.ts';
import { type Answer, type Era, MAIN, unpack } from '../e2e/harness.ts';
import { type Serve, serveInProcess } from '../e2e/serve-in-process.ts';

type Message = { id?: number | string; method?: string; params?: Params; result?: Params; error?: { message: string } };
type Params = Record<string, unknown>;

/** A question that is open: on 2026-07-28 the call has returned with it, on the 2025 revisions it waits for the answer. */
export interface Question {
  message: string;
  /** Whether its box is ticked when it appears. */
  ticked: boolean;
  /** What the client has to send back with the answer; the 2025 revisions have no such thing. */
  state: string | undefined;
  /** Answers and returns what the call comes to. */
  answer(reply: unknown): Promise<Answer>;
  /** What the call comes to without an answer; on 2026-07-28 it has come to an end already. */
  unanswered(): Promise<Answer>;
}

/** A client that sends what it likes: each line of JSON is the test's own. */
export interface Wire {
  /** One tools/call and what it comes to. A question is cancelled, or fails on 2026-07-28, as a protocol error does. */
  call(params: Params): Promise<Answer>;
  /** One tools/call that has to lead to a question. */
  ask(params: Params): Promise<Question>;
  /** Sends a notification. */
  notify(method: string, params: Params): void;
  /** Id of the last request. */
  lastId(): number;
  /** Closes its pipes, and resolves once the server has ended. */
  close(): Promise<void>;
  /** Is killed, and resolves once the server has ended; for a client of its own process only. */
  die(): Promise<void>;
}

export interface WireOptions {
  era: Era;
  env: Record<string, string>;
  /** Whether the client declares that it can show forms, and what it says of them. */
  forms?: boolean | { applyDefaults: boolean };
  args?: readonly string[];
  /** The entry of a server that gets a process of its own; left out, it runs in this one. */
  main?: string;
  /** A broken server in place of the one in this process. */
  serve?: Serve;
  /** Whether the client is a process of its own, which can be killed. */
  mortal?: boolean;
}

// A client between the test and the server; it tells the server's pid.
const CLIENT = `
  const { spawn } = require('node:child_process');
  const server = spawn(process.execPath, process.argv.slice(1), { stdio: ['pipe', 'pipe', 'ignore'] });
  process.stderr.write(server.pid + '\\n');
  process.stdin.pipe(server.stdin);
  server.stdout.pipe(process.stdout);`;

/** Where the lines of JSON go, and how their server ends. */
interface Pipes extends Pick<Wire, 'close' | 'die'> {
  input: NodeJS.WritableStream;
  output: NodeJS.ReadableStream;
}

function inThisProcess({ env, args = [], serve = serveInProcess }: WireOptions): Pipes {
  const { input, output, close } = serve({ env, args });
  return {
    input,
    output,
    async close() {
      input.end();
      await close();
    },
    die: () => Promise.reject(new Error('this client is the test itself')),
  };
}

async function inAnother({ env, args = [], main = MAIN, mortal = false }: WireOptions): Promise<Pipes> {
  const command = mortal ? ['-e', CLIENT, main, ...args] : [main, ...args];
  const child: ChildProcess = spawn(process.execPath, command, {
    env,
    stdio: ['pipe', 'pipe', mortal ? 'pipe' : 'ignore'],
  });
  const pid = mortal ? Number(await once(child.stderr as NodeJS.ReadableStream, 'data')) : undefined;
  const { stdin: input, stdout: output } = child as ChildProcess & { stdin: Writable; stdout: Readable };
  return {
    input,
    output,
    async close() {
      input.end();
      output.destroy();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
    async die() {
      if (pid === undefined) throw new Error('this client is the test itself');
      child.kill('SIGKILL');
      for (let tries = 0; isAlive(pid) && tries < 400; tries++) await new Promise((resolve) => setTimeout(resolve, 25));
      if (isAlive(pid)) throw new Error('the server lives on without a client');
    },
  };
}

/** Starts the server and shakes hands as the era does. */
export async function startWire(options: WireOptions): Promise<Wire> {
  const { era, forms = true } = options;
  const { input, output, close, die } = options.main === undefined ? inThisProcess(options) : await inAnother(options);
  const capabilities = forms ? { elicitation: { form: forms === true ? {} : forms } } : {};
  const waiting = new Map<number | string, (message: Message) => void>();
  const cancel = ({ id }: Message) => write({ id, result: { action: 'cancel' } });
  let onQuestion: ((message: Message) => void) | undefined;
  let lastId = 0;

  createInterface({ input: output }).on('line', (line) => {
    const message = JSON.parse(line) as Message;
    if (message.method === 'elicitation/create') (onQuestion ?? cancel)(message);
    else if (message.id !== undefined && message.method === undefined) waiting.get(message.id)?.(message);
  });
  const write = (message: Message): void => {
    input.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  };
  const request = (method: string, params: Params): Promise<Message> =>
    new Promise((resolve) => {
      lastId += 1;
      waiting.set(lastId, resolve);
      write({ id: lastId, method, params });
    });
  const send = (params: Params): Promise<Message> => {
    const envelope = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'wire', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': capabilities,
    };
    return request(
      'tools/call',
      era === 'modern' ? { ...params, _meta: { ...envelope, ...(params._meta as object) } } : params,
    );
  };
  const answered = ({ result, error }: Message): Answer => {
    if (error !== undefined) throw new Error(error.message);
    if (result?.resultType === 'input_required') throw new Error('the server asks');
    return unpack(result as Parameters<typeof unpack>[0]);
  };

  if (era === 'legacy') {
    const clientInfo = { name: 'wire', version: '1' };
    await request('initialize', { protocolVersion: '2025-06-18', capabilities, clientInfo });
    write({ method: 'notifications/initialized' });
  }

  return {
    call: async (params) => answered(await send(params)),
    async ask(params) {
      const question = new Promise<Message>((resolve) => {
        onQuestion = resolve;
      });
      const called = send(params);
      const first = await Promise.race([question, called]);
      onQuestion = undefined;
      if (first.method !== undefined)
        return {
          message: String(first.params?.message),
          ticked: tickedIn(first.params),
          state: undefined,
          answer: async (reply) => {
            write({ id: first.id, result: reply as Params });
            return answered(await called);
          },
          unanswered: async () => answered(await called),
        };
      if (first.result?.resultType !== 'input_required') throw new Error(`no question: ${JSON.stringify(first)}`);
      const { inputRequests, requestState } = first.result as {
        inputRequests: { confirm: { params: { message: string; requestedSchema: object } } };
        requestState: string;
      };
      return {
        message: inputRequests.confirm.params.message,
        ticked: tickedIn(inputRequests.confirm.params),
        state: requestState,
        answer: async (confirm) => answered(await send({ ...params, inputResponses: { confirm }, requestState })),
        unanswered: async () => answered(first),
      };
    },
    notify: (method, params) => write({ method, params }),
    lastId: () => lastId,
    close,
    die,
  };
}

/** Whether the box of a form is ticked when it appears. */
const tickedIn = (params: object | undefined): boolean =>
  JSON.stringify(params).includes('"confirm":{"type":"boolean"') && JSON.stringify(params).includes('"default":true');

/** A person's yes, as a client sends it. */
export const YES = { action: 'accept', content: { confirm: true } };
