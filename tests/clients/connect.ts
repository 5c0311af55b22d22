import type { CallToolResult, Tool } from '@modelcontextprotocol/client';
import { connect, type Era, MAIN, type Person } from '../e2e/harness.ts';

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
  /** The server's entry; left out, the one of `dist/`. */
  main?: string;
}

/** Of a package that is an alias of the v1 SDK (package.json says of which version). */
async function connectV1(alias: string, { person, env, main = MAIN }: ToConnect): Promise<AnyClient> {
  const load = (path: string) => import(`${alias}/${path}`);
  const [{ Client }, { StdioClientTransport }, { ElicitRequestSchema }] = await Promise.all(
    ['client/index.js', 'client/stdio.js', 'types.js'].map(load),
  );
  const client = new Client({ name: alias, version: '1.0.0' }, { capabilities: { elicitation: {} } });
  client.setRequestHandler(ElicitRequestSchema, async (request: { params: { message: string } }) =>
    person(request.params.message),
  );
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [main], env, stderr: 'ignore' }));
  return client;
}

const connectV2 = async (era: Era, options: ToConnect): Promise<AnyClient> =>
  (await connect({ era, ...options })).client;

/**
 * Clients as hosts are made of. Those of the v1 SDK compile the output schemas of `tools/list` and hold structured content
 * against them; what does not fit never reaches their caller.
 */
export const CLIENTS: Readonly<Record<string, (options: ToConnect) => Promise<AnyClient>>> = {
  'SDK v1, newest': (options) => connectV1('sdk-v1', options),
  'SDK v1.20': (options) => connectV1('sdk-v1-20', options),
  'SDK v1.13': (options) => connectV1('sdk-v1-13', options),
  'SDK v2, legacy era': (options) => connectV2('legacy', options),
  'SDK v2, modern era': (options) => connectV2('modern', options),
};
