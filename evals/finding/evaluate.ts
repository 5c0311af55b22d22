import type { Tool } from '@modelcontextprotocol/client';
import { connect, serverEnv } from '../../tests/e2e/harness.ts';
import { REQUESTS, type Request } from './requests.ts';
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

/** The tools of all toolsets as the server lists them. */
export async function listed(): Promise<Tool[]> {
  const session = await connect({ era: 'modern', env: serverEnv(undefined, { PAI_DLC_MCP_ANSWERS: 'text' }) });
  return (await session.client.listTools().finally(session.close)).tools;
}

export function evaluate(tools: readonly Tool[]): Found[] {
  return (Object.keys(SEARCHES) as (keyof typeof SEARCHES)[]).flatMap((host) =>
    (['en', 'zh'] as const).map((language) => {
      const asked = REQUESTS.filter((request) => request.language === language);
      const missed = asked
        .map(({ query, tool }) => ({ query, tool, instead: SEARCHES[host](tools, query) }))
        .filter(({ tool, instead }) => !instead.includes(tool));
      return { host, language, asked: asked.length, found: asked.length - missed.length, missed };
    }),
  );
}
