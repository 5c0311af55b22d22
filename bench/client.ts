import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { type Answer, unpack } from '../tests/e2e/harness.ts';
import type { Command } from './start-up.ts';

export interface Connection {
  pid: number;
  call(name: string, args?: Record<string, unknown>): Promise<Answer>;
  close(): Promise<void>;
}

/** The official client on a server over stdio. Its person declines whatever is asked. */
export async function connect({ args, env }: Command): Promise<Connection> {
  const client = new Client({ name: 'bench', version: '1' }, { capabilities: { elicitation: { form: {} } } });
  client.setRequestHandler('elicitation/create', () => ({ action: 'decline' as const }));
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [...args],
    env: { ...env },
    stderr: 'inherit',
  });
  await client.connect(transport);
  return {
    pid: transport.pid ?? 0,
    call: async (name, given = {}) => unpack(await client.callTool({ name, arguments: given })),
    close: () => client.close(),
  };
}
