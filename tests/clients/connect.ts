import type { CallToolResult, JSONRPCMessage, Tool, Transport } from '@modelcontextprotocol/client';
import { clientEnd } from '../e2e/in-process.ts';
import type { Serve } from '../e2e/serve-in-process.ts';
import { type Era, openSession, type Person, SHOWS_APPS } from '../e2e/session.ts';

/** As much of a client as is the same in every line of the SDK. */
export interface AnyClient {
  listTools(): Promise<{ tools: Tool[] }>;
  /** Rejects where the client puts a protocol error in place of what the server answered. */
  callTool(call: { name: string; arguments: Record<string, unknown> }): Promise<CallToolResult>;
  close(): Promise<void>;
}

interface ToConnect {
  person: Person;
  env: Record<string, string>;
  serve: Serve;
  /** Sees every line in either direction, and answers a request in place of the server where it returns a result. */
  between?: (message: JSONRPCMessage, from: 'client' | 'server') => object | undefined;
}

/** The client's end of a server in this process, and how it is closed. */
function endOf({ env, serve, between }: ToConnect): { transport: Transport; close(): Promise<void> } {
  const server = serve({ env });
  const transport = clientEnd(server);
  return { transport: between ? watched(transport, between) : transport, close: server.close };
}

function watched(inner: Transport, between: NonNullable<ToConnect['between']>): Transport {
  const outer: Transport = {
    async start() {
      inner.onmessage = (message) => {
        between(message, 'server');
        outer.onmessage?.(message);
      };
      inner.onclose = () => outer.onclose?.();
      await inner.start();
    },
    async send(message) {
      const result = between(message, 'client');
      if (result === undefined || !('id' in message)) await inner.send(message);
      else outer.onmessage?.({ jsonrpc: '2.0', id: message.id, result } as JSONRPCMessage);
    },
    close: () => inner.close(),
  };
  return outer;
}

/** A client that closes its server too. */
const closingBoth = (client: AnyClient, close: () => Promise<void>): AnyClient => ({
  listTools: () => client.listTools(),
  callTool: (call) => client.callTool(call),
  async close() {
    await client.close();
    await close();
  },
});

/** Of a package that is an alias of the v1 SDK (package.json says of which version). */
async function connectV1(alias: string, options: ToConnect): Promise<AnyClient> {
  const load = (path: string) => import(`${alias}/${path}`);
  const [{ Client }, { ElicitRequestSchema }] = await Promise.all(['client/index.js', 'types.js'].map(load));
  const client = new Client(
    { name: alias, version: '1.0.0' },
    { capabilities: { elicitation: {}, extensions: SHOWS_APPS } },
  );
  client.setRequestHandler(ElicitRequestSchema, async (request: { params: { message: string } }) =>
    options.person(request.params.message),
  );
  const { transport, close } = endOf(options);
  await client.connect(transport);
  return closingBoth(client, close);
}

async function connectV2(era: Era, options: ToConnect): Promise<AnyClient> {
  const { transport, close } = endOf(options);
  const { client } = await openSession(transport, { era, ...options }, { stderr: () => '', pid: () => 0 });
  return closingBoth(client, close);
}

/** The clients of one era get the same lines: the SDK of the server writes in two ways, and the server knows no more of them. */
export const V2: Readonly<Record<Era, (options: ToConnect) => Promise<AnyClient>>> = {
  legacy: (options) => connectV2('legacy', options),
  modern: (options) => connectV2('modern', options),
};

/**
 * Clients as hosts are made of. They compile the output schemas of `tools/list` and hold structured content against
 * them; what does not fit never reaches their caller. What they make of an answer does not hang on the pipe it came through, so
 * their server runs in this process.
 */
export const V1: Readonly<Record<string, (options: ToConnect) => Promise<AnyClient>>> = {
  'SDK v1, newest': (options) => connectV1('sdk-v1', options),
  'SDK v1.20': (options) => connectV1('sdk-v1-20', options),
  'SDK v1.13': (options) => connectV1('sdk-v1-13', options),
};
