import type { CallToolResult, Tool } from '@modelcontextprotocol/client';
import { clientEnd, connectInProcess } from '../e2e/in-process.ts';
import { type Serve, serveInProcess } from '../e2e/serve-in-process.ts';
import { type Era, type Person, SHOWS_APPS } from '../e2e/session.ts';

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
  /** A broken server in place of ours. */
  serve?: Serve;
}

/** Of a package that is an alias of the v1 SDK (package.json says of which version). */
async function connectV1(alias: string, { person, env, serve = serveInProcess }: ToConnect): Promise<AnyClient> {
  const load = (path: string) => import(`${alias}/${path}`);
  const [{ Client }, { ElicitRequestSchema }] = await Promise.all(['client/index.js', 'types.js'].map(load));
  const client = new Client(
    { name: alias, version: '1.0.0' },
    { capabilities: { elicitation: {}, extensions: SHOWS_APPS } },
  );
  client.setRequestHandler(ElicitRequestSchema, async (request: { params: { message: string } }) =>
    person(request.params.message),
  );
  const server = serve({ env });
  await client.connect(clientEnd(server));
  return {
    listTools: () => client.listTools(),
    callTool: (call) => client.callTool(call),
    async close() {
      await client.close();
      await server.close();
    },
  };
}

async function connectV2(era: Era, options: ToConnect): Promise<AnyClient> {
  const { client, close } = await connectInProcess({ era, ...options });
  return { listTools: () => client.listTools(), callTool: (call) => client.callTool(call), close };
}

/**
 * Clients as hosts are made of. Those of the v1 SDK compile the output schemas of `tools/list` and hold structured content
 * against them; what does not fit never reaches their caller. What they make of an answer does not hang on the pipe it came through, so
 * their server runs in this process.
 */
export const CLIENTS: Readonly<Record<string, (options: ToConnect) => Promise<AnyClient>>> = {
  'SDK v1, newest': (options) => connectV1('sdk-v1', options),
  'SDK v1.20': (options) => connectV1('sdk-v1-20', options),
  'SDK v1.13': (options) => connectV1('sdk-v1-13', options),
  'SDK v2, legacy era': (options) => connectV2('legacy', options),
  'SDK v2, modern era': (options) => connectV2('modern', options),
};
