import { jobEvents, podEvents, renderEvent } from '../jobs/events.ts';
import { type LogWindow, logLines } from '../jobs/logs.ts';
import { podsOf } from '../jobs/pods.ts';
import { SANITY_PHASES, type SanityResult, sanityRounds } from '../jobs/sanity.ts';
import { timeParam, WEEK_MS } from '../jobs/select.ts';
import type { TimedLine } from '../jobs/text.ts';
import type { Route } from '../route.ts';
import { text } from '../world/query.ts';
import { type JobContext, LOWER_ORDER, MOST_EVENTS, podOf, readableJob, STRING } from './pai-dlc-shared.ts';

const DEFAULT_LINES = 2000;
const WINDOW: Route['query'] = { StartTime: STRING, EndTime: STRING };

/** The window of `StartTime` (7 days ago) and `EndTime` (now), and how many of the newest lines of it are wanted. */
function windowOf(params: Readonly<Record<string, unknown>>, now: number, most: unknown): LogWindow {
  return {
    from: timeParam(params, 'StartTime', now - WEEK_MS),
    to: timeParam(params, 'EndTime', now),
    most: typeof most === 'number' ? most : DEFAULT_LINES,
  };
}

function inWindow(lines: readonly TimedLine[], { from, to, most }: LogWindow): TimedLine[] {
  return lines.filter((line) => line.at >= from && line.at <= to).slice(-most);
}

/** Logs and events of pods, events of jobs, sanity checks. */
export function podRoutes(context: JobContext): Route[] {
  const { store, region, durations } = context;
  const base = { product: 'pai-dlc', method: 'GET', body: {} } as const;
  return [
    {
      ...base,
      action: 'GetPodLogs',
      path: '/api/v1/jobs/{JobId}/pods/{PodId}/logs',
      query: { ...WINDOW, PodUid: STRING, MaxLines: { type: 'integer', min: 1 }, DownloadToFile: { type: 'boolean' } },
      handle: (request) => {
        const { view, pod } = podOf(context, request, readableJob(context, request));
        const lines = logLines(view, pod, region, windowOf(request.params, view.now, request.params.MaxLines));
        return { JobId: view.record.id, PodId: pod.name, PodUid: pod.uid, Logs: lines.map((line) => line.text) };
      },
    },
    {
      ...base,
      action: 'GetPodEvents',
      path: '/api/v1/jobs/{JobId}/pods/{PodId}/events',
      query: { ...WINDOW, PodUid: STRING, MaxEventsNum: MOST_EVENTS },
      handle: (request) => {
        const { view, pod } = podOf(context, request, readableJob(context, request));
        const all = podEvents(view, pod, region, durations);
        const events = inWindow(all, windowOf(request.params, view.now, request.params.MaxEventsNum));
        return { JobId: view.record.id, PodId: pod.name, PodUid: pod.uid, Events: events.map(renderEvent) };
      },
    },
    {
      ...base,
      action: 'GetJobEvents',
      path: '/api/v1/jobs/{JobId}/events',
      query: { ...WINDOW, MaxEventsNum: MOST_EVENTS },
      handle: (request) => {
        const view = store.view(readableJob(context, request));
        const all = jobEvents(view, podsOf(view, region), region);
        const events = inWindow(all, windowOf(request.params, view.now, request.params.MaxEventsNum));
        return { JobId: view.record.id, Events: events.map(renderEvent) };
      },
    },
    {
      ...base,
      action: 'GetJobSanityCheckResult',
      path: '/api/v1/jobs/{JobId}/sanitycheckresult',
      requestIdKey: 'RequestID',
      query: {
        SanityCheckNumber: { type: 'integer', required: true, min: 1 },
        SanityCheckPhase: { type: 'string', values: SANITY_PHASES },
        Token: STRING,
      },
      handle: (request) => {
        const view = store.view(readableJob(context, request));
        const { SanityCheckNumber: round } = request.params;
        const phase = text(request.params, 'SanityCheckPhase');
        const results = sanityRounds(view, podsOf(view, region))
          .flat()
          .filter((result) => result.CheckNumber === round && (phase === undefined || result.Phase === phase));
        return { JobId: view.record.id, SanityCheckResult: results };
      },
    },
    {
      ...base,
      action: 'ListJobSanityCheckResults',
      path: '/api/v1/jobs/{JobId}/sanitycheckresults',
      requestIdKey: 'RequestID',
      query: { Order: LOWER_ORDER },
      handle: (request) => {
        const view = store.view(readableJob(context, request));
        const rounds: SanityResult[][] = sanityRounds(view, podsOf(view, region));
        const ordered = text(request.params, 'Order') === 'desc' ? rounds.toReversed() : rounds;
        return { SanityCheckResults: ordered, TotalCount: ordered.length };
      },
    },
  ];
}
