import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { type Answer, unpack } from '../tests/e2e/harness.ts';
import type { Command } from './start-up.ts';

export interface Connection {
  pid: number;
  call(name: string, args?: Record<string, unknown>): Promise<Answer>;
  /** Has the server collect its garbage; for one that was started with `COLLECTING`. */
  collect(): Promise<void>;
  close(): Promise<void>;
}

/** Arguments of node for a server that collects its garbage when it is told to. */
export const COLLECTING = ['--expose-gc', '--require', fileURLToPath(new URL('collect.cjs', import.meta.url))];
const COLLECTED = 'collected';

/** The official client on a server over stdio. Its person declines whatever is asked. */
export async function connect({ args, env }: Command): Promise<Connection> {
  const client = new Client({ name: 'bench', version: '1' }, { capabilities: { elicitation: { form: {} } } });
  client.setRequestHandler('elicitation/create', () => ({ action: 'decline' as const }));
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [...args],
    env: { ...env },
    stderr: 'pipe',
  });
  const { stderr } = transport;
  stderr?.on('data', (chunk: Buffer) => {
    if (!chunk.includes(COLLECTED)) process.stderr.write(chunk);
  });
  await client.connect(transport);
  return {
    pid: transport.pid ?? 0,
    call: async (name, given = {}) => unpack(await client.callTool({ name, arguments: given })),
    async collect() {
      const collected = stderr && once(stderr, 'data');
      process.kill(transport.pid ?? 0, 'SIGUSR2');
      const [said] = (await collected) ?? [];
      if (!String(said).includes(COLLECTED)) throw new Error('the server did not collect its garbage');
    },
    close: () => client.close(),
  };
}
