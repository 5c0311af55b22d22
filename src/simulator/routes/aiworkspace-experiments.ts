import { type Param, type Route, SimError, type SimRequest, strings } from '../route.ts';
import { exact, fuzzy, type Params, page, sorted, text } from '../world/query.ts';
import type { Experiment, Label, LoggedRun, World } from '../world/world.ts';
import {
  type AssetContext,
  aiworkspaceGet,
  aiworkspaceWrite,
  freshToken,
  memberWorkspace,
  momentOf,
  PAGING,
  UPPER_ORDER,
  visible,
} from './aiworkspace-shared.ts';

export const REQUIRED: Param = { type: 'string', required: true };
/** Two ways to page and two to sort, as the product has them. */
export const BY_TOKEN = {
  ...PAGING,
  ...strings('Labels', 'OrderBy', 'WorkspaceId', 'Name'),
  MaxResults: { type: 'integer', min: 1 },
  PageToken: { type: 'integer', min: 0 },
  Order: UPPER_ORDER,
  Verbose: { type: 'boolean' },
} as const satisfies Route['query'];

const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,62}$/;

/** The name of an experiment or a run. @throws SimError 400 */
export function named(params: Params): string | undefined {
  const name = text(params, 'Name');
  if (name !== undefined && !NAME.test(name))
    throw new SimError(400, 'InvalidParameter', 'Name must be 1 to 63 letters, digits, _ or -, the first a letter.');
  return name;
}

export const pairs = (value: unknown): Label[] =>
  (Array.isArray(value) ? value : []).map(({ Key, Value }) => ({ Key: String(Key), Value: String(Value) }));

/** Rows by token, where one or a most is given, else by page; the token 0 means that there are no more. */
export function tokenPage<T>(rows: readonly T[], params: Params): { shown: T[]; NextPageToken: number } {
  const [token, most] = [params.PageToken, params.MaxResults];
  if (typeof token !== 'number' && typeof most !== 'number') return { shown: page(rows, params, 10), NextPageToken: 0 };
  const from = typeof token === 'number' ? token : 0;
  const to = from + (typeof most === 'number' ? most : 10);
  return { shown: rows.slice(from, to), NextPageToken: to < rows.length ? to : 0 };
}

/** Newest first by `SortBy` and `Order`; the first key of `OrderBy` wins, and is ascending unless it says otherwise. */
export function ordered<T extends { Name: string; GmtCreateTime: string }>(rows: readonly T[], params: Params): T[] {
  const [by = '', way] = (text(params, 'OrderBy') ?? '').split(',')[0]?.trim().split(/\s+/) ?? [];
  const key = (by || text(params, 'SortBy')) === 'Name' ? 'Name' : 'GmtCreateTime';
  return sorted(rows, key, by ? (way ?? 'ASC') : (text(params, 'Order') ?? 'DESC'));
}

/** `Key=Value`, or `Key:Value` as the examples have it. */
export const labelled = (labels: readonly Label[], filter: string | undefined): boolean =>
  (filter ?? '')
    .split(',')
    .filter((part) => part !== '')
    .every((part) => labels.some(({ Key, Value }) => part === `${Key}=${Value}` || part === `${Key}:${Value}`));

/** The experiment of an id, which the caller may see; 404 by the code that experiments have. */
export function experimentOf(world: World, id: string | undefined, caller: SimRequest['caller']): Experiment {
  const experiment = world.experiments.find(({ ExperimentId }) => ExperimentId === id);
  if (experiment === undefined)
    throw new SimError(404, 'NotFoundErrorProblem', `Experiment ${id ?? ''} does not exist.`);
  memberWorkspace(world, experiment.WorkspaceId, caller);
  return experiment;
}

const CREATE_BODY = {
  ...strings('ArtifactUri'),
  Accessibility: { type: 'string', values: ['PRIVATE', 'PUBLIC'] },
  Labels: { type: 'array' },
  Name: REQUIRED,
  WorkspaceId: REQUIRED,
} as const;

function newExperiment(context: AssetContext, { params, caller }: SimRequest): Experiment {
  const { world } = context;
  const Name = named(params) ?? '';
  const { WorkspaceId } = memberWorkspace(world, text(params, 'WorkspaceId') ?? '', caller);
  if (world.experiments.some((each) => each.WorkspaceId === WorkspaceId && each.Name === Name))
    throw new SimError(400, 'InvalidParameter', `Experiment ${Name} exists in workspace ${WorkspaceId}.`);
  const ArtifactUri = text(params, 'ArtifactUri') ?? '';
  if (ArtifactUri !== '' && !ArtifactUri.startsWith('oss://'))
    throw new SimError(400, 'InvalidParameter', 'ArtifactUri must be of OSS.');
  const now = momentOf(context);
  return {
    ExperimentId: `exp-${freshToken(context, 20)}`,
    Name,
    Accessibility: params.Accessibility === 'PUBLIC' ? 'PUBLIC' : 'PRIVATE',
    ArtifactUri,
    TensorboardLogUri: ArtifactUri === '' ? '' : `${ArtifactUri.replace(/\/$/, '')}/tensorboard/`,
    Labels: pairs(params.Labels),
    OwnerId: caller.userId,
    UserId: caller.userId,
    WorkspaceId,
    GmtCreateTime: now,
    GmtModifiedTime: now,
  };
}

/** The newest run of an experiment, without its parameters and metrics. */
function latestRun(world: World, { ExperimentId }: Experiment): Partial<LoggedRun> | undefined {
  const newest = sorted(
    world.runs.filter((run) => run.ExperimentId === ExperimentId),
    'GmtCreateTime',
    'DESC',
  )[0];
  if (newest === undefined) return undefined;
  const { Metrics: _m, Params: _p, ...head } = newest;
  return head;
}

/** `ListExperiment`, `GetExperiment`, `CreateExperiment`. */
export function experimentRoutes(context: AssetContext): Route[] {
  const { world } = context;
  const wire = (experiment: Experiment, { Verbose }: Params): Record<string, unknown> => ({
    ...experiment,
    ...(Verbose === true ? { LatestRun: latestRun(world, experiment) } : {}),
  });
  const query = { ...BY_TOKEN, ...strings('SortBy'), Options: { type: 'object', serialised: 'json' } } as const;
  return [
    {
      ...aiworkspaceGet('ListExperiment', '/experiments', query, ({ params, caller }) => {
        const workspace = memberWorkspace(world, text(params, 'WorkspaceId') ?? world.defaultWorkspaceId, caller);
        const whole = (params.Options as Record<string, unknown> | undefined)?.match_name_exactly === 'true';
        const all = world.experiments.filter(
          (each) =>
            each.WorkspaceId === workspace.WorkspaceId &&
            visible(each, caller) &&
            (whole ? exact : fuzzy)(text(params, 'Name'), each.Name) &&
            labelled(each.Labels, text(params, 'Labels')),
        );
        const { shown, NextPageToken } = tokenPage(ordered(all, params), params);
        return { Experiments: shown.map((each) => wire(each, params)), NextPageToken, TotalCount: all.length };
      }),
      requestIdKey: 'requestId',
    },
    aiworkspaceGet('GetExperiment', '/experiments/{ExperimentId}', { Verbose: { type: 'boolean' } }, (request) =>
      wire(experimentOf(world, request.path.ExperimentId, request.caller), request.params),
    ),
    aiworkspaceWrite(
      context,
      { action: 'CreateExperiment', method: 'POST', path: '/experiments', body: CREATE_BODY },
      (request) => {
        const experiment = newExperiment(context, request);
        return {
          answer: { ExperimentId: experiment.ExperimentId },
          commit: () => void world.experiments.push(experiment),
        };
      },
    ),
  ];
}
