import { type Route, SimError, type SimRequest, strings } from '../route.ts';
import { exact, fuzzy, type Params, text } from '../world/query.ts';
import type { LoggedRun, RunMetric, World } from '../world/world.ts';
import {
  BY_TOKEN,
  experimentOf,
  labelled,
  named,
  ordered,
  pairs,
  REQUIRED,
  tokenPage,
} from './aiworkspace-experiments.ts';
import {
  type AssetContext,
  aiworkspaceGet,
  aiworkspaceWrite,
  ensureOwn,
  freshToken,
  memberWorkspace,
  momentOf,
  visible,
} from './aiworkspace-shared.ts';

const LOWER = { requestIdKey: 'requestId' } as const;
const CREATE_BODY = {
  ...strings('Name', 'SourceId', 'SourceType'),
  ExperimentId: REQUIRED,
  Labels: { type: 'array' },
  Params: { type: 'array' },
} as const;

const runOf = (world: World, { path, caller }: SimRequest): LoggedRun | undefined => {
  const run = world.runs.find(({ RunId }) => RunId === path.RunId);
  if (run !== undefined) memberWorkspace(world, run.WorkspaceId, caller);
  return run;
};

/** The same for what is about a run that there has to be; 404 by the code that experiments have. */
function thereRun(world: World, request: SimRequest): LoggedRun {
  const run = runOf(world, request);
  if (run === undefined) throw new SimError(404, 'NotFoundErrorProblem', `Run ${request.path.RunId} does not exist.`);
  return run;
}

/** Of each metric the point that was logged last. */
const latest = (metrics: readonly RunMetric[]): RunMetric[] => [
  ...new Map(metrics.map((metric) => [metric.Key, metric])).values(),
];

/** A run as it is answered; parameters and metrics come with `Verbose` only. */
function wire({ Metrics, Params: params, ...head }: LoggedRun, { Verbose }: Params): Record<string, unknown> {
  return Verbose === true ? { ...head, Params: params, Metrics: latest(Metrics) } : head;
}

function newRun(context: AssetContext, { params, caller }: SimRequest): LoggedRun {
  const experiment = experimentOf(context.world, text(params, 'ExperimentId'), caller);
  const RunId = `run-${freshToken(context, 20)}`;
  const now = momentOf(context);
  return {
    RunId,
    Name: named(params) ?? RunId,
    ExperimentId: experiment.ExperimentId,
    SourceType: text(params, 'SourceType') ?? '',
    SourceId: text(params, 'SourceId') ?? '',
    Accessibility: experiment.Accessibility,
    Labels: pairs(params.Labels),
    Params: pairs(params.Params),
    Metrics: [],
    OwnerId: caller.userId,
    UserId: caller.userId,
    WorkspaceId: experiment.WorkspaceId,
    GmtCreateTime: now,
    GmtModifiedTime: now,
  };
}

/** The points of a request. @throws SimError 400 for one without a key or with a value that is no number */
const pointsOf = (params: Params, now: number): RunMetric[] =>
  (Array.isArray(params.Metrics) ? params.Metrics : []).map(({ Key, Value, Step, Timestamp }) => {
    if (typeof Key !== 'string' || Key === '' || typeof Value !== 'number')
      throw new SimError(400, 'InvalidParameter', 'A metric has a Key and a Value that is a number.');
    return {
      Key,
      Value,
      ...(typeof Step === 'number' ? { Step } : {}),
      Timestamp: typeof Timestamp === 'number' ? Timestamp : now,
    };
  });

/** `ListRuns`, `GetRun`, `CreateRun`, `ListRunMetrics`, `LogRunMetrics`. */
export function runRoutes(context: AssetContext): Route[] {
  const { world } = context;
  const query = {
    ...BY_TOKEN,
    ...strings('ExperimentId', 'GmtCreateTime', 'SourceId', 'SourceType'),
    SortBy: { type: 'string', values: ['Name', 'GmtCreateTime'] },
  } as const;
  const pointsQuery = { Key: REQUIRED, MaxResults: BY_TOKEN.MaxResults, PageToken: BY_TOKEN.PageToken } as const;
  return [
    {
      ...aiworkspaceGet('ListRuns', '/runs', query, ({ params, caller }) => {
        const workspace = memberWorkspace(world, text(params, 'WorkspaceId') ?? world.defaultWorkspaceId, caller);
        const all = world.runs.filter(
          (run) =>
            run.WorkspaceId === workspace.WorkspaceId &&
            visible(run, caller) &&
            exact(text(params, 'ExperimentId'), run.ExperimentId) &&
            exact(text(params, 'SourceType'), run.SourceType) &&
            exact(text(params, 'SourceId'), run.SourceId) &&
            exact(text(params, 'GmtCreateTime'), run.GmtCreateTime) &&
            fuzzy(text(params, 'Name'), run.Name) &&
            labelled(run.Labels, text(params, 'Labels')),
        );
        const { shown, NextPageToken } = tokenPage(ordered(all, params), params);
        return { Runs: shown.map((run) => wire(run, params)), NextPageToken, TotalCount: all.length };
      }),
      ...LOWER,
    },
    // One that there is not is answered too, with nothing in it.
    aiworkspaceGet('GetRun', '/runs/{RunId}', { Verbose: { type: 'boolean' } }, (request) => {
      const run = runOf(world, request);
      return run === undefined ? {} : wire(run, request.params);
    }),
    {
      ...aiworkspaceWrite(
        context,
        { action: 'CreateRun', method: 'POST', path: '/runs', body: CREATE_BODY },
        (request) => {
          const run = newRun(context, request);
          return { answer: { RunId: run.RunId }, commit: () => void world.runs.push(run) };
        },
      ),
      ...LOWER,
    },
    {
      ...aiworkspaceGet('ListRunMetrics', '/runs/{RunId}/metrics', pointsQuery, (request) => {
        const { params } = request;
        const all = thereRun(world, request).Metrics.filter(({ Key }) => Key === text(params, 'Key'));
        const { shown, NextPageToken } = tokenPage(all, { MaxResults: 10, ...params });
        return { Metrics: shown, NextPageToken };
      }),
      ...LOWER,
    },
    {
      ...aiworkspaceWrite(
        context,
        {
          action: 'LogRunMetrics',
          method: 'POST',
          path: '/runs/{RunId}/metrics/action/log',
          body: { Metrics: { type: 'array' } },
        },
        (request) => {
          const run = thereRun(world, request);
          ensureOwn(world, run, request.caller);
          const points = pointsOf(request.params, context.now());
          return {
            answer: {},
            commit: () => {
              run.Metrics.push(...points);
              run.GmtModifiedTime = momentOf(context);
            },
          };
        },
      ),
      ...LOWER,
    },
  ];
}
