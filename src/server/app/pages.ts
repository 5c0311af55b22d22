import { RESOURCE_URI_META_KEY } from '@modelcontextprotocol/ext-apps/server';
import type { AppRole } from '../../tools/tool.ts';

/** The pages, by the part that a tool has in them. Both are one HTML file, which shows the list or a job. */
export const PAGES = {
  job: 'ui://pai-dlc-mcp/job.html',
  jobs: 'ui://pai-dlc-mcp/jobs.html',
} as const satisfies Partial<Record<AppRole, string>>;

/** What `tools/list` says of a tool to hosts that show apps. Some still read the address from where drafts of the extension had it. */
export const appMeta = (app: AppRole): Record<string, unknown> =>
  app === 'data'
    ? { ui: { visibility: ['app'] } }
    : { ui: { resourceUri: PAGES[app] }, [RESOURCE_URI_META_KEY]: PAGES[app] };
