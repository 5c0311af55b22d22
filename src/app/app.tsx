import type { CallToolResult } from '@modelcontextprotocol/client';
import type { McpUiHostContext } from '@modelcontextprotocol/ext-apps';
import { useMemo, useState } from 'preact/hooks';
import { textOf } from './answers.ts';
import type { PageHost } from './host.ts';
import { JobPage } from './job-page.tsx';
import { type JobsAsk, JobsPage } from './jobs-page.tsx';
import { languageOf } from './theme.ts';
import { ViewContext, viewOf } from './view.ts';
import { pageWords } from './words.ts';

/** What the host has told of the call that opened the page. */
export interface Opened {
  args?: Record<string, unknown>;
  result?: CallToolResult;
  cancelled?: boolean;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** What the list is asked for at first: as the call says. */
const askOf = ({ status, days, own, page_number }: Record<string, unknown>): JobsAsk => ({
  ...(Array.isArray(status) ? { status } : {}),
  ...(typeof days === 'number' ? { days } : {}),
  ...(typeof own === 'boolean' ? { own } : {}),
  page_number: typeof page_number === 'number' ? page_number : 1,
});

/**
 * A job or the list, and the way between them.
 * @param page which one the call has opened
 */
export function App({
  host,
  context,
  opened: { args, result, cancelled },
  page,
}: {
  host: PageHost;
  context: McpUiHostContext;
  opened: Opened;
  page: 'job' | 'jobs';
}) {
  const language = languageOf(context.locale);
  const words = pageWords(language);
  const [chosen, setChosen] = useState<string>();
  const [asked, setAsked] = useState<JobsAsk>();
  const { region, workspace_id } = args ?? {};
  const view = useMemo(() => {
    const scope = Object.fromEntries(Object.entries({ region, workspace_id }).filter(([, value]) => isText(value)));
    return viewOf(host, { locale: context.locale, timeZone: context.timeZone }, language, scope);
  }, [host, context.locale, context.timeZone, language, region, workspace_id]);

  if (cancelled) return <p class="quiet">{words.cancelled}</p>;
  if (args === undefined) return <p class="quiet">{words.waitingForTool}</p>;
  // A host that calls no tools for a page can still show what the call that opened it has answered.
  if (host.capabilities.serverTools === undefined)
    return (
      <main>
        <p class="note">{words.noTools}</p>
        {result && <pre class="lines wrap">{textOf(result)}</pre>}
      </main>
    );

  const named = isText(args.job_id) ? args.job_id : undefined;
  const jobId = chosen ?? (page === 'job' ? named : undefined);
  const open = (id: string): void => {
    setChosen(id);
    if (host.capabilities.updateModelContext)
      host.tellModel(`The user looks at job ${id} in the page.`).catch(() => {});
  };
  const back = chosen === undefined ? undefined : () => setChosen(undefined);
  return (
    <ViewContext.Provider value={view}>
      {jobId === undefined ? (
        <JobsPage ask={asked ?? askOf(args)} onAsk={setAsked} onOpen={open} />
      ) : (
        <JobPage key={jobId} jobId={jobId} onOpen={open} onBack={back} />
      )}
    </ViewContext.Provider>
  );
}
