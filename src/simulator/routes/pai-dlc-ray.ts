import { randomUUID } from 'node:crypto';
import { fail } from '../errors.ts';
import type { JobRecord } from '../jobs/record.ts';
import { type Route, type SimRequest, strings } from '../route.ts';
import type { ViewerRecord } from '../viewers/store.ts';
import { exact, fuzzy, type Params, text } from '../world/query.ts';
import { type JobContext, LOWER_ORDER, readableJob } from './pai-dlc-shared.ts';
import { ACCESSIBILITY, COUNT, checkMachine, commonWire, selectViewers, workspaceFor } from './pai-dlc-viewers.ts';
import { opens } from './tokens.ts';

type Wire = Record<string, unknown>;

const LIST_QUERY: Route['query'] = {
  ...strings('DisplayName', 'EndTime', 'IdPrefix', 'ModifiedAfter', 'ResourceId', 'StartTime', 'StoragePath'),
  ...strings('UserIdForFilter', 'Username', 'WorkspaceId'),
  PaymentType: { type: 'string', values: ['PrePaid', 'PostPaid'] },
  Status: { type: 'string', values: ['Creating', 'Queuing', 'Running', 'Stopped', 'Failed'] },
  SortBy: {
    type: 'string',
    values: ['DisplayName', 'GmtCreateTime', 'UserId', 'ResourceId', 'Status', 'GmtModifyTime'],
  },
  Order: LOWER_ORDER,
  PageNumber: COUNT,
  PageSize: { type: 'integer', min: 1, max: 100 },
  ShowOwn: { type: 'boolean' },
};

const CREATE_BODY: Route['body'] = {
  ...strings('EcsSpec', 'ResourceId'),
  DisplayName: { type: 'string', required: true },
  StoragePath: { type: 'string', required: true },
  WorkspaceId: { type: 'string', required: true },
  Accessibility: ACCESSIBILITY,
  MaxRuntimeMinutes: COUNT,
};

function wireOf(context: JobContext, record: ViewerRecord): Wire {
  const item = commonWire(context, record);
  const { timeUp } = context.viewers.standing(record);
  const quota = context.world.quotas.find(({ QuotaId }) => QuotaId === record.said.ResourceId);
  // No word for one that is being stopped is documented: it is still said to run.
  const status = item.Status === 'Stopping' ? 'Running' : item.Status;
  const ended = status === 'Stopped' && timeUp;
  return {
    ...item,
    Status: status,
    RayHistoryServerId: record.id,
    ResourceId: record.said.ResourceId ?? '',
    ResourceName: quota?.QuotaName ?? '',
    TenantId: record.owner.userId,
    ReasonCode: ended ? 'MaxRuntimeExceeded' : '',
    ReasonMessage: ended ? 'The maximum running time is over.' : '',
    RayHistoryServerUrl:
      status === 'Running' ? `https://${record.id}-dashboard.${context.region}.simulated.invalid/` : '',
    ...(record.minutes === undefined ? {} : { MaxRuntimeMinutes: record.minutes }),
  };
}

const matches = (item: Wire, params: Params): boolean =>
  String(item.RayHistoryServerId).startsWith(text(params, 'IdPrefix') ?? '') &&
  String(item.GmtModifyTime) > (text(params, 'ModifiedAfter') ?? '') &&
  exact(text(params, 'ResourceId'), String(item.ResourceId)) &&
  exact(text(params, 'UserIdForFilter'), String(item.UserId)) &&
  exact(text(params, 'PaymentType'), item.ResourceId === '' ? 'PostPaid' : 'PrePaid') &&
  fuzzy(text(params, 'StoragePath'), String(item.StoragePath));

/** The history servers of Ray, and the dashboards of jobs that have one. */
export function rayRoutes(context: JobContext): Route[] {
  const { viewers, store, tokenSecret } = context;
  const PATH = '/api/v1/rayhistoryservers/{RayHistoryServerId}';
  const base = { product: 'pai-dlc', query: {}, body: {} } as const;
  const doing = (act: (record: ViewerRecord) => void) => (request: SimRequest) => {
    const record = viewers.own('history', request.path.RayHistoryServerId ?? '', request.caller);
    if (!request.ignores()) act(record);
    return {};
  };
  /** The running job of the path, which has a dashboard; with a token, whoever's it is. */
  const jobOf = (request: SimRequest): JobRecord => {
    const { path, params } = request;
    const id = path.jobId ?? '';
    const token = text(params, 'token');
    const shared = params.isShared === true;
    if (shared && !(token && opens(token, tokenSecret, { id, type: 'job' }, store.now())))
      throw fail('InvalidParameter', 'isShared needs a token of the job that has not expired.');
    const record = (shared ? store.find(id) : undefined) ?? readableJob(context, request, id);
    if (record.request.JobType !== 'RayJob') throw fail('BadRequest', `Job ${id} has no dashboard.`);
    if (store.view(record).current.status !== 'Running') throw fail('BadRequest', `Job ${id} is not running.`);
    return record;
  };
  const link = (path: string): string =>
    `https://pai-dlc-proxy-${context.region}.simulated.invalid/${path}?access=${randomUUID()}`;
  const DASHBOARD: Route['query'] = { isShared: { type: 'boolean' }, token: { type: 'string' } };
  return [
    {
      ...base,
      action: 'CreateRayHistoryServer',
      method: 'POST',
      path: '/api/v1/rayhistoryservers',
      body: CREATE_BODY,
      handle: (request) => {
        const { Accessibility: _, MaxRuntimeMinutes: minutes, WorkspaceId: _w, ...said } = request.params as Wire;
        const workspaceId = workspaceFor(context, request);
        const [machine, quota] = [text(said, 'EcsSpec'), text(said, 'ResourceId')];
        if (machine === undefined && quota === undefined)
          throw fail('MissingParameter', 'EcsSpec or ResourceId is mandatory for this action.');
        checkMachine(context, workspaceId, { machine, quota });
        const accessibility = text(request.params, 'Accessibility') ?? 'PRIVATE';
        const made = { kind: 'history', workspaceId, accessibility, minutes: minutes as number, said } as const;
        return { RayHistoryServerId: viewers.create(made, request.caller).id };
      },
    },
    {
      ...base,
      action: 'ListRayHistoryServers',
      method: 'GET',
      path: '/api/v1/rayhistoryservers',
      query: LIST_QUERY,
      handle: (request) => {
        const { rows, total } = selectViewers(
          context,
          'history',
          request,
          (record) => wireOf(context, record),
          matches,
        );
        return { RayHistoryServers: rows, TotalCount: total };
      },
    },
    {
      ...base,
      action: 'GetRayHistoryServer',
      method: 'GET',
      path: PATH,
      handle: ({ path, caller }) => wireOf(context, viewers.readable('history', path.RayHistoryServerId ?? '', caller)),
    },
    { ...base, action: 'StartRayHistoryServer', method: 'POST', path: `${PATH}/start`, handle: doing(viewers.start) },
    { ...base, action: 'StopRayHistoryServer', method: 'POST', path: `${PATH}/stop`, handle: doing(viewers.stop) },
    { ...base, action: 'DeleteRayHistoryServer', method: 'DELETE', path: PATH, handle: doing(viewers.remove) },
    {
      ...base,
      action: 'GetDashboard',
      method: 'GET',
      path: '/api/v1/jobs/{jobId}/dashboard',
      query: DASHBOARD,
      handle: (request) => ({ url: link(`dashboard/${jobOf(request).id}`) }),
    },
    {
      ...base,
      action: 'GetRayDashboard',
      method: 'GET',
      path: '/api/v1/jobs/{jobId}/rayDashboard',
      query: DASHBOARD,
      handle: (request) => ({ url: link(`ray/dashboard/${jobOf(request).id}`), metricsEnabled: 'true' }),
    },
  ];
}
