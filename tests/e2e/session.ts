import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CallToolResult, Client, type JSONRPCMessage, type Transport } from '@modelcontextprotocol/client';
import { EXTENSION_ID, RESOURCE_MIME_TYPE } from '@modelcontextprotocol/ext-apps/server';
import { TOOLSETS } from '../../src/domain/toolsets.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { unfenced } from './unfenced.ts';
import { validators } from './validators.ts';

/** The two protocol families the server speaks. */
export const ERAS = ['legacy', 'modern'] as const;
export type Era = (typeof ERAS)[number];

/** What the person does when asked; absent: the client declares no elicitation. */
export type Person = (
  message: string,
) =>
  | { action: 'accept' | 'decline' | 'cancel'; content?: Record<string, boolean> }
  | Promise<{ action: 'accept' | 'decline' | 'cancel'; content?: Record<string, boolean> }>;

export const yes: Person = () => ({ action: 'accept', content: { confirm: true } });
export const no: Person = () => ({ action: 'decline' });

export interface Session {
  client: Client;
  /** Questions the person was asked, in order. */
  asked: string[];
  stderr(): string;
  /** Process id of the server. */
  pid(): number;
  /** Everything the server wrote to stdout since the handshake. */
  stdout(): string;
  call(name: string, args?: Record<string, unknown>): Promise<Answer>;
  close(): Promise<void>;
}

/** What a client declares that shows pages of MCP Apps. */
export const SHOWS_APPS = { [EXTENSION_ID]: { mimeTypes: [RESOURCE_MIME_TYPE] } };

/** Who is at the other end of a session, and what the server is started with. */
export interface SessionOptions {
  era?: Era;
  person?: Person;
  /** Whether the client shows apps. It does unless a test is about one that does not: so it is offered every tool. */
  apps?: boolean;
  args?: readonly string[];
  env: Record<string, string>;
}

/** A tool's answer, unpacked. */
export interface Answer {
  isError: boolean;
  text: string;
  /** Without the fences around foreign text. */
  data: Record<string, unknown>;
}

export const WORKSPACE_ENV = 'PAI_DLC_MCP_WORKSPACE_ID';

/** A frozen simulated cloud in this process, so that a test can read its request log and move its clock. */
export const frozenCloud = (options: Parameters<typeof startSimulator>[0] = {}): Promise<Simulator> =>
  startSimulator({ seed: 7, speed: 0, ...options });

/** Environment for a server that has nothing of the developer's: only what is given. */
export function serverEnv(
  simulator: Simulator | undefined,
  extra: Record<string, string> = {},
): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: '/nonexistent',
    PAI_DLC_MCP_LOG_LEVEL: 'info',
    // Every tool, as most tests are about one of them. What is on by default is tested where it is decided.
    PAI_DLC_MCP_TOOLSETS: TOOLSETS.join(','),
    // Tests read the data of an answer; its text is the same in either mode.
    PAI_DLC_MCP_ANSWERS: 'structured',
    // The limit itself is tested where it is set; everywhere else it would only make tests slow.
    PAI_DLC_MCP_MAX_PER_SECOND: '1000',
    // A frozen cloud shows a change at once or never.
    PAI_DLC_MCP_READ_BACK_MS: '20',
    PAI_DLC_MCP_STATE_FILE: join(tmpdir(), 'pai-dlc-mcp-tests', `${randomUUID()}.json`),
    ...(simulator
      ? {
          PAI_DLC_MCP_ENDPOINT: `http://${simulator.endpoint}`,
          PAI_DLC_MCP_REGION: 'cn-hangzhou',
          ALIBABA_CLOUD_ACCESS_KEY_ID: simulator.credentials.accessKeyId,
          ALIBABA_CLOUD_ACCESS_KEY_SECRET: simulator.credentials.accessKeySecret,
        }
      : {}),
    ...extra,
  };
}

/**
 * The environment of a server. Where there is no person, creates are not asked about: most tests need a job and are about something
 * else. Those that are about the question set `PAI_DLC_MCP_CONFIRM_CREATE` or the flag themselves.
 */
export const environmentFor = ({ person, env }: SessionOptions): Record<string, string> =>
  person ? env : { PAI_DLC_MCP_CONFIRM_CREATE: 'never', ...env };

/** Connects the real client over a transport at whose other end a server is. */
export async function openSession(
  transport: Transport,
  { era, person, apps = true }: SessionOptions,
  server: Pick<Session, 'stderr' | 'pid'>,
): Promise<Session> {
  const asked: string[] = [];
  const client = new Client(
    { name: 'e2e', version: '1.0.0' },
    {
      versionNegotiation: { mode: era === 'modern' ? { pin: '2026-07-28' } : 'legacy' },
      capabilities: { ...(person ? { elicitation: { form: {} } } : {}), ...(apps ? { extensions: SHOWS_APPS } : {}) },
      jsonSchemaValidator: validators,
    },
  );
  if (person)
    client.setRequestHandler('elicitation/create', async (request) => {
      asked.push(request.params.message);
      return person(request.params.message);
    });
  await client.connect(transport);
  // Few tests look at it: it is made a text when they do.
  const received: JSONRPCMessage[] = [];
  const receive = transport.onmessage;
  transport.onmessage = (message) => {
    received.push(message);
    receive?.(message);
  };
  return {
    client,
    asked,
    ...server,
    stdout: () => received.map((message) => `${JSON.stringify(message)}\n`).join(''),
    call: async (name, args = {}) => unpack(await client.callTool({ name, arguments: args })),
    close: () => client.close(),
  };
}

export function unpack(result: CallToolResult): Answer {
  const first = result.content[0];
  return {
    isError: result.isError === true,
    text: first?.type === 'text' ? first.text : '',
    data: unfenced(result.structuredContent ?? {}) as Record<string, unknown>,
  };
}

/** What follows a label at the beginning of a line. */
const labelled = (text: string, label: string): string | undefined => new RegExp(`^${label}(.*)$`, 'm').exec(text)?.[1];

/** The parts of a failed answer, read from its text, which is all there is of it; no parts of one that is no failure. */
export function errorOf({ isError, text }: Answer): Record<string, unknown> {
  const [, kind, message, rule] =
    /^\[(\w+)\] (.*?)(?: \(rule (R\d+(?:, R\d+)*)\))?$/m.exec(text.split('\n')[0] ?? '') ?? [];
  if (!isError || kind === undefined) return {};
  const token = /^confirmation_token, for one call until (\S+): (\S+)$/m.exec(text);
  const parts = {
    kind,
    rule,
    message,
    fix: labelled(text, 'Fix: '),
    valid: labelled(text, 'Valid: ')?.split(', '),
    request_id: labelled(text, 'Request id: '),
    question: /^Question to the user:\n([\s\S]*?)\nFix: /m.exec(text)?.[1],
    expires_at: token?.[1],
    confirmation_token: token?.[2],
  };
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
}
