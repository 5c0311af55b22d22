import type { Tool } from '@modelcontextprotocol/client';
import { connect, serverEnv } from '../../tests/e2e/harness.ts';
import { type Request, servedBy } from './requests.ts';
import { SEARCHES } from './search.ts';

/** How the search of one host went with the requests in one language. */
export interface Found {
  host: keyof typeof SEARCHES;
  language: Request['language'];
  asked: number;
  /** Among the tools that the search brings. */
  found: number;
  missed: readonly { query: string; tool: string; instead: readonly string[] }[];
}

/** What the server lists with a selection of toolsets. */
export async function listed(toolsets: string): Promise<Tool[]> {
  const env = serverEnv(undefined, { PAI_DLC_MCP_ANSWERS: 'text', PAI_DLC_MCP_TOOLSETS: toolsets });
  const session = await connect({ era: 'modern', env });
  return (await session.client.listTools().finally(session.close)).tools;
}

/** Asks for what these tools can do. */
export function evaluate(tools: readonly Tool[]): Found[] {
  const served = servedBy(tools.map(({ name }) => name));
  return (Object.keys(SEARCHES) as (keyof typeof SEARCHES)[]).flatMap((host) =>
    (['en', 'zh'] as const).map((language) => {
      const asked = served.filter((request) => request.language === language);
      const missed = asked
        .map(({ query, tool }) => ({ query, tool, instead: SEARCHES[host](tools, query) }))
        .filter(({ tool, instead }) => !instead.includes(tool));
      return { host, language, asked: asked.length, found: asked.length - missed.length, missed };
    }),
  );
}
