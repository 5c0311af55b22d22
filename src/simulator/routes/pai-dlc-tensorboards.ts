import { randomUUID } from 'node:crypto';
import { fail } from '../errors.ts';
import type { Route, SimRequest } from '../route.ts';
import { strings } from '../route.ts';
import type { ViewerRecord } from '../viewers/store.ts';
import { exact, type Params, text } from '../world/query.ts';
import { type JobContext, LOWER_ORDER, readableJob, STRING } from './pai-dlc-shared.ts';
import { ACCESSIBILITY, COUNT, checkMachine, commonWire, selectViewers, workspaceFor } from './pai-dlc-viewers.ts';
import { opens, signedToken } from './tokens.ts';

type Wire = Record<string, unknown>;

const WEEK_SECONDS = 604_800;
const DAY_SECONDS = 86_400;

const CREATE_BODY: Route['body'] = {
  ...strings('DataSourceId', 'DisplayName', 'JobId', 'Options', 'Priority', 'QuotaId', 'SourceId', 'SourceType'),
  ...strings('SummaryPath', 'SummaryRelativePath', 'Uri', 'WorkspaceId'),
  Accessibility: ACCESSIBILITY,
  Cpu: COUNT,
  Memory: COUNT,
  MaxRunningTimeMinutes: COUNT,
  DataSourceType: { type: 'string', values: ['OSS', 'NAS'] },
  DataSources: { type: 'array' },
  TensorboardDataSources: { type: 'array' },
  TensorboardSpec: { type: 'object' },
};

const LIST_QUERY: Route['query'] = {
  ...strings('DisplayName', 'EndTime', 'JobId', 'QuotaId', 'SourceId', 'SourceType', 'StartTime', 'TensorboardId'),
  ...strings('UserId', 'Username', 'WorkspaceId'),
  Accessibility: ACCESSIBILITY,
  PaymentType: { type: 'string', values: ['Free', 'Postpaid'] },
  Status: { type: 'string', values: ['Creating', 'Running', 'Stopped', 'Succeeded', 'Failed'] },
  SortBy: { type: 'string', values: ['DisplayName', 'GmtCreateTime'] },
  Order: LOWER_ORDER,
  PageNumber: COUNT,
  PageSize: { type: 'integer', min: 1, max: 100 },
  ShowOwn: { type: 'boolean' },
  Verbose: { type: 'boolean' },
};

const list = (value: unknown): Wire[] => (Array.isArray(value) ? (value as Wire[]) : []);
const object = (value: unknown): Wire => (value ?? {}) as Wire;

/**
 * The id of a source of that type, however it was said: by a member of its own, by `SourceId`, or as one of several.
 */
const sourcesOf = (said: Wire): { type: string; id: unknown }[] => [
  ...(said.JobId ? [{ type: 'job', id: said.JobId }] : []),
  ...(said.DataSourceId ? [{ type: 'datasource', id: said.DataSourceId }] : []),
  ...(said.SourceId ? [{ type: String(said.SourceType ?? 'job'), id: said.SourceId }] : []),
  ...list(said.TensorboardDataSources).map(({ SourceType, Id }) => ({
    type: SourceType === 'dlcjob' ? 'job' : String(SourceType),
    id: Id,
  })),
];

/** What a request says, once all that it names is there. @throws SimError 400 or 404 */
function admitted(context: JobContext, request: SimRequest, workspaceId: string): Wire {
  const { Accessibility: _, MaxRunningTimeMinutes: _m, WorkspaceId: _w, ...said } = request.params as Wire;
  const sources = sourcesOf(said);
  if (sources.length === 0 && !said.Uri && list(said.DataSources).length === 0)
    throw fail('MissingParameter', 'JobId, DataSourceId, SourceId, Uri or TensorboardDataSources is mandatory.');
  if (said.Uri && !said.DataSourceType)
    throw fail('MissingParameter', 'DataSourceType is mandatory where Uri is given.');
  for (const { type, id } of sources) {
    if (type === 'job') readableJob(context, request, String(id));
    const known = context.world.datasets.some(
      ({ DatasetId, WorkspaceId }) => DatasetId === id && WorkspaceId === workspaceId,
    );
    if (type === 'datasource' && !known) throw fail('NotFound', `Dataset ${id} does not exist.`);
  }
  const { EcsType, VpcId, SwitchId, SecurityGroupId } = object(said.TensorboardSpec);
  const spec = [EcsType, VpcId, SwitchId, SecurityGroupId];
  if (spec.some((part) => part) && !spec.every((part) => part))
    throw fail('InvalidParameter', 'TensorboardSpec needs EcsType, VpcId, SwitchId and SecurityGroupId.');
  checkMachine(context, workspaceId, { machine: EcsType as string | undefined, quota: text(said, 'QuotaId') });
  return said;
}

const paymentOf = (said: Wire): string => (object(said.TensorboardSpec).EcsType ? 'Postpaid' : 'Free');

function wireOf(context: JobContext, record: ViewerRecord): Wire {
  const { said } = record;
  const { status, ranSeconds, timeUp } = context.viewers.standing(record);
  const quota = context.world.quotas.find(({ QuotaId }) => QuotaId === said.QuotaId);
  const { SourceId: _, SourceType: _t, DataSources: _d, Uri: _u, ...shown } = said;
  const ended = status === 'Stopped' && timeUp;
  const job = sourcesOf(said).find(({ type }) => type === 'job')?.id;
  return {
    ...commonWire(context, { ...record, said: shown }),
    TensorboardId: record.id,
    Duration: String(ranSeconds),
    ...(job === undefined ? {} : { JobId: job }),
    ...(record.minutes === undefined ? {} : { MaxRunningTimeMinutes: record.minutes }),
    QuotaName: quota?.QuotaName ?? '',
    ReasonCode: status === 'Deleted' ? 'Delete by user' : ended ? 'MaxRunningTimeExceeded' : '',
    ReasonMessage: status === 'Deleted' ? 'Tensorboard is deleted' : ended ? 'The maximum running time is over.' : '',
    TensorboardUrl: status === 'Running' ? `https://${record.id}.tensorboard.${context.region}.simulated.invalid/` : '',
  };
}

/** Without `Verbose` a list shows no sources and no machine. */
const brief = ({ TensorboardDataSources: _, TensorboardSpec: _s, Options: _o, ...rest }: Wire): Wire => rest;

function matches(record: ViewerRecord | undefined, item: Wire, params: Params): boolean {
  const sources = sourcesOf(record?.said ?? {});
  const type = text(params, 'SourceType');
  const from = (id: string | undefined, of: string | undefined): boolean =>
    id === undefined || sources.some((source) => source.id === id && (of === undefined || source.type === of));
  return (
    from(text(params, 'JobId'), 'job') &&
    from(text(params, 'SourceId'), type) &&
    (type === undefined || sources.some((source) => source.type === type)) &&
    exact(text(params, 'Accessibility'), String(item.Accessibility)) &&
    exact(text(params, 'PaymentType'), paymentOf(record?.said ?? {})) &&
    exact(text(params, 'QuotaId'), String(item.QuotaId ?? '')) &&
    exact(text(params, 'TensorboardId'), String(item.TensorboardId)) &&
    exact(text(params, 'UserId'), String(item.UserId))
  );
}

export function tensorboardRoutes(context: JobContext): Route[] {
  const { viewers, tokenSecret } = context;
  const PATH = '/api/v1/tensorboards/{TensorboardId}';
  const base = { product: 'pai-dlc', query: { WorkspaceId: STRING }, body: {} } as const;
  /** The caller's own one of the path, which is of the named workspace. */
  const own = ({ path, params, caller }: SimRequest): ViewerRecord => {
    const record = viewers.own('tensorboard', path.TensorboardId ?? '', caller);
    if (!exact(text(params, 'WorkspaceId'), record.workspaceId))
      throw fail('NotFound', `Tensorboard ${record.id} does not exist in that workspace.`);
    return record;
  };
  const doing = (act: (record: ViewerRecord) => void) => (request: SimRequest) => {
    const record = own(request);
    if (!request.ignores()) act(record);
    return { TensorboardId: record.id };
  };
  return [
    {
      ...base,
      action: 'CreateTensorboard',
      method: 'POST',
      path: '/api/v1/tensorboards',
      query: {},
      body: CREATE_BODY,
      handle: (request) => {
        const { params, caller } = request;
        const workspaceId = workspaceFor(context, request);
        const said = admitted(context, request, workspaceId);
        const minutes = params.MaxRunningTimeMinutes as number | undefined;
        const accessibility = text(params, 'Accessibility') ?? 'PRIVATE';
        const { id } = viewers.create({ kind: 'tensorboard', workspaceId, accessibility, minutes, said }, caller);
        return { TensorboardId: id, JobId: said.JobId ?? '', DataSourceId: said.DataSourceId ?? '' };
      },
    },
    {
      ...base,
      action: 'ListTensorboards',
      method: 'GET',
      path: '/api/v1/tensorboards',
      query: LIST_QUERY,
      handle: (request) => {
        const byId = new Map(viewers.all('tensorboard').map((record) => [record.id, record]));
        const { rows, total } = selectViewers(
          context,
          'tensorboard',
          request,
          (record) => wireOf(context, record),
          (item, params) => matches(byId.get(String(item.TensorboardId)), item, params),
        );
        return { Tensorboards: request.params.Verbose === true ? rows : rows.map(brief), TotalCount: total };
      },
    },
    {
      ...base,
      action: 'GetTensorboard',
      method: 'GET',
      path: PATH,
      query: strings('JodId', 'Token', 'WorkspaceId'),
      handle: ({ path, params, caller }) => {
        const id = path.TensorboardId ?? '';
        const token = text(params, 'Token');
        const shared = viewers.all('tensorboard').find((record) => record.id === id);
        const open = shared && token && opens(token, tokenSecret, { id, type: 'tensorboard' }, viewers.now());
        const record = open ? shared : viewers.readable('tensorboard', id, caller);
        const item = wireOf(context, record);
        const elsewhere =
          !exact(text(params, 'WorkspaceId'), record.workspaceId) ||
          !exact(text(params, 'JodId'), String(item.JobId ?? ''));
        if (elsewhere) throw fail('NotFound', `Tensorboard ${id} does not exist there.`);
        return item;
      },
    },
    {
      ...base,
      action: 'GetTensorboardSharedUrl',
      method: 'GET',
      path: `${PATH}/sharedurl`,
      query: strings('ExpireTimeSeconds'),
      handle: (request) => {
        const { id, owner } = own(request);
        const seconds = Number(text(request.params, 'ExpireTimeSeconds') ?? DAY_SECONDS);
        if (!(Number.isInteger(seconds) && seconds > 0 && seconds <= WEEK_SECONDS))
          throw fail('InvalidParameter', `ExpireTimeSeconds must be a number up to ${WEEK_SECONDS}.`);
        const iat = Math.floor(viewers.now() / 1000);
        const claims = { exp: iat + seconds, iat, user_id: owner.userId, target_id: id, target_type: 'tensorboard' };
        const host = `pai-dlc-proxy-${context.region}.simulated.invalid`;
        const url = `https://${host}/tensorboard/${id}/${randomUUID()}/?token=${signedToken(claims, tokenSecret)}`;
        return { TensorboardSharedUrl: url };
      },
    },
    { ...base, action: 'StartTensorboard', method: 'PUT', path: `${PATH}/start`, handle: doing(viewers.start) },
    { ...base, action: 'StopTensorboard', method: 'PUT', path: `${PATH}/stop`, handle: doing(viewers.stop) },
    { ...base, action: 'DeleteTensorboard', method: 'DELETE', path: PATH, handle: doing(viewers.remove) },
    {
      ...base,
      action: 'UpdateTensorboard',
      method: 'PUT',
      path: PATH,
      query: {
        ...strings('Priority', 'WorkspaceId'),
        Accessibility: ACCESSIBILITY,
        MaxRunningTimeMinutes: COUNT,
      },
      handle: (request) => {
        const record = own(request);
        const { params, ignores } = request;
        const wanted = (name: string): boolean => params[name] !== undefined && !ignores(name);
        viewers.update(record, (changed) => {
          if (wanted('Accessibility')) changed.accessibility = text(params, 'Accessibility') ?? changed.accessibility;
          if (wanted('MaxRunningTimeMinutes')) changed.minutes = Number(params.MaxRunningTimeMinutes);
          if (wanted('Priority')) changed.said = { ...changed.said, Priority: params.Priority };
        });
        return { TensorboardId: record.id };
      },
    },
  ];
}
