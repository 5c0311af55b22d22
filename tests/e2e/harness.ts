import { fileURLToPath } from 'node:url';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { environmentFor, openSession, type Session, type SessionOptions } from './session.ts';

export * from './session.ts';

export const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/**
 * The SDK's transport, which asks its own server for its revision. The class itself starts one more process for that question, for
 * servers that do not survive it: of a derived one it asks in place.
 */
class OneProcess extends StdioClientTransport {}

/**
 * Starts the real server process and connects the real client over stdio. What is not about processes and pipes is tested with
 * `connectInProcess`, which is quicker.
 */
export async function connect(
  options: SessionOptions & {
    /** The server's entry; left out, the one of `dist/`. */
    main?: string;
    /** Command that starts the server in place of node, as `sh -c '...; exec "$@"' sh`. */
    under?: readonly [string, ...string[]];
  },
): Promise<Session> {
  const { under = [], main = MAIN } = options;
  const [command = process.execPath, ...args] = [...under, process.execPath, main, ...(options.args ?? [])];
  const transport = new OneProcess({ command, args, env: environmentFor(options), stderr: 'pipe' });
  let stderr = '';
  transport.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return openSession(transport, options, { stderr: () => stderr, pid: () => transport.pid ?? 0 });
}
