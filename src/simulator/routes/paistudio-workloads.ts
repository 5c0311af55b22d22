import { fail } from '../errors.ts';
import { submitAt } from '../jobs/plan.ts';
import { diagnose } from '../jobs/quota-diagnosis.ts';
import { wireAmount } from '../jobs/quota-state.ts';
import { type JobRecord, priorityAt, sizeOf } from '../jobs/record.ts';
import { mayRead } from '../jobs/select.ts';
import { TERMINAL } from '../jobs/status.ts';
import { gmt } from '../jobs/times.ts';
import { type Param, type Route, SimError, strings } from '../route.ts';
import type { Told } from '../told/told.ts';
import { csv, exact, oneOf, type Params, page, sorted, text } from '../world/query.ts';
import { withParts } from '../world/quota-tree.ts';
import type { Quota } from '../world/world.ts';
import type { JobContext } from './pai-dlc-shared.ts';
import { quotasGet, readableQuota } from './paistudio-shared.ts';

type Wire = Record<string, unknown>;

const SORT_KEYS = ['GmtCreatedTime', 'GmtEnqueuedTime', 'GmtDequeuedTime', 'Position', 'Priority'] as const;
/** In the query as two members of their own. */
const RANGE: Param = { type: 'object' };

/**
 * The code of the diagnosis of a job that does not queue is unknown, its status 400 or 404 (api-notes: quotas): one row
 * to replace.
 */
const NOT_QUEUED = 'WorkloadNotEnqueued';

/** `ListQuotaWorkloads` and the workload diagnosis, which is in no published client. */
export function workloadRoutes(context: JobContext): Route[] {
  const { world, store } = context;
  const query: Route['query'] = {
    ...strings('BeforeWorkloadId', 'InstanceId', 'NodeName', 'SortBy', 'Status', 'SubQuotaIds', 'UserIds'),
    ...strings('WorkloadIds', 'WorkloadNames', 'WorkloadStatuses', 'WorkloadType', 'WorkspaceIds', 'Order'),
    GmtDequeuedTimeRange: RANGE,
    GmtEnqueuedTimeRange: RANGE,
    GmtPositionModifiedTimeRange: RANGE,
    WorkloadCreatedTimeRange: RANGE,
    PageNumber: { type: 'integer', min: 1 },
    PageSize: { type: 'integer', min: 1, max: 100 },
    Position: { type: 'number' },
    Priority: { type: 'number' },
    // It asks for this level of the tree, without the parts of the quota (api-notes: quotas).
    ShowOwn: { type: 'boolean' },
    UseOversoldResource: { type: 'boolean' },
    WithHistoricalData: { type: 'boolean' },
  };
  return [
    quotasGet('ListQuotaWorkloads', '/{QuotaId}/workloads', query, ({ path, params, caller }) => {
      const quota = readableQuota(world, path.QuotaId, caller);
      const queued = (text(params, 'Status') ?? 'Enqueued') === 'Enqueued';
      const history = params.WithHistoricalData === true;
      const found = (params.ShowOwn === true ? [quota] : withParts(world.quotas, quota))
        .flatMap((level) => {
          const jobs = queued ? store.quotaUse(level.QuotaId).queue : dequeued(context, level, history);
          return jobs.map((job, index) => workload(context, level, job, queued ? index + 1 : 0));
        })
        .filter(
          (item) =>
            oneOf(csv(params, 'WorkloadIds'), item.WorkloadId) &&
            oneOf(csv(params, 'WorkloadNames'), item.WorkloadName) &&
            oneOf(csv(params, 'WorkloadStatuses'), item.WorkloadStatus) &&
            oneOf(csv(params, 'UserIds'), item.UserId) &&
            oneOf(csv(params, 'WorkspaceIds'), item.WorkspaceId) &&
            ['dlc', undefined].includes(text(params, 'WorkloadType')) &&
            oneOf(csv(params, 'SubQuotaIds'), item.QuotaId) &&
            exact(text(params, 'InstanceId'), item.WorkloadId) &&
            isOn(context, item.WorkloadId, text(params, 'NodeName')) &&
            [item.UseOversoldResource, undefined].includes(params.UseOversoldResource as boolean | undefined) &&
            inRanges(item, params) &&
            [item.Priority, undefined].includes(params.Priority as number | undefined) &&
            [item.Position, undefined].includes(params.Position as number | undefined),
        );
      const before = found.findIndex((item) => item.WorkloadId === text(params, 'BeforeWorkloadId'));
      const asked = text(params, 'BeforeWorkloadId') === undefined ? found : found.slice(0, Math.max(0, before));
      const key = SORT_KEYS.find((name) => name === text(params, 'SortBy'));
      if (key === undefined && text(params, 'SortBy') !== undefined)
        throw fail('InvalidParameter', 'SortBy is invalid.');
      const inOrder = key === undefined ? asked : sorted(asked, key as keyof Workload, 'asc');
      if (text(params, 'Order') === 'desc') inOrder.reverse();
      return { Workloads: page(inOrder, params, 10), TotalCount: inOrder.length };
    }),
    quotasGet('GetQuotaWorkloadDiagnosis', '/{QuotaId}/workloads/{WorkloadId}/diagnosis', {}, ({ path, caller }) => {
      const quota = readableQuota(world, path.QuotaId, caller);
      const job = store.find(path.WorkloadId ?? '');
      if (job?.request.ResourceId !== quota.QuotaId)
        throw fail('NotFound', `Workload ${path.WorkloadId ?? ''} does not exist in quota ${quota.QuotaId}.`);
      if (!mayRead(job, caller, world))
        throw fail('OperationForbidden', `You are not authorized to access workload ${job.id}.`);
      if (store.view(job).current.status !== 'Queuing')
        throw new SimError(400, NOT_QUEUED, `Workload ${job.id} is not in the queue of quota ${quota.QuotaId}.`);
      if (job.told) return { Diagnosis: toldDiagnosis(job.told, job.id) };
      return { Diagnosis: diagnose(job, quota, store.quotaUse(quota.QuotaId)) };
    }),
  ];
}

/** What the story of a job has its diagnosis answer. */
function toldDiagnosis({ quotaDiagnosis }: Told, id: string): Readonly<Record<string, unknown>> {
  if (quotaDiagnosis) return quotaDiagnosis;
  throw fail('NotFound', `The story of job ${id} tells no diagnosis of its quota.`);
}

/** Jobs that have left the queue and hold resources; with their history, those that have ended, too. */
function dequeued({ store }: JobContext, quota: Quota, history: boolean): JobRecord[] {
  return store.all().filter((job) => {
    if (job.request.ResourceId !== quota.QuotaId) return false;
    const { startAt, current } = store.view(job);
    return startAt !== undefined && (history || !TERMINAL.includes(current.status));
  });
}

type Workload = ReturnType<typeof workload>;

/** The times of a workload that a list can be narrowed by, by the parameter of the range. */
const RANGES = {
  GmtDequeuedTimeRange: 'GmtDequeuedTime',
  GmtEnqueuedTimeRange: 'GmtEnqueuedTime',
  GmtPositionModifiedTimeRange: 'GmtPositionModifiedTime',
  WorkloadCreatedTimeRange: 'GmtCreatedTime',
} as const;

/** Whether a workload is within all ranges of time that were asked for; one without such a time is in none. */
const inRanges = (item: Workload, params: Params): boolean =>
  Object.entries(RANGES).every(([name, member]) => {
    const range = params[name] as { StartTime?: string; EndTime?: string } | undefined;
    if (range === undefined) return true;
    const at = Date.parse((item as Partial<Record<typeof member, string>>)[member] ?? '');
    return at >= Date.parse(range.StartTime ?? '1970-01-01') && at <= Date.parse(range.EndTime ?? '9999-12-31');
  });

/** Whether a workload has a pod on a machine; everything is where no machine is named. */
function isOn({ store }: JobContext, id: string, node: string | undefined): boolean {
  const job = store.find(id);
  return node === undefined || (job !== undefined && store.view(job).nodes.includes(node));
}

function workload({ store, world, durations }: JobContext, quota: Quota, job: JobRecord, position: number) {
  const { current, startAt, now } = store.view(job);
  const workspace = world.workspaces.find((candidate) => candidate.WorkspaceId === job.workspaceId);
  const enqueued = gmt(submitAt(job, durations));
  return {
    WorkloadId: job.id,
    WorkloadName: job.request.DisplayName,
    WorkloadType: 'dlc',
    QuotaId: quota.QuotaId,
    Status: position > 0 ? 'Enqueued' : 'Dequeued',
    WorkloadStatus: current.status,
    Position: position,
    Priority: priorityAt(job, now),
    Resource: { ...wireAmount(sizeOf(job)), GPUType: quota.GPUType },
    QueueStrategy: quota.QueueStrategy,
    UserId: job.owner.userId,
    UserName: job.owner.userName,
    WorkspaceId: job.workspaceId,
    WorkspaceName: workspace?.WorkspaceName ?? '',
    UseOversoldResource: false,
    CodeType: '',
    Code: '',
    Reason: '',
    GmtCreatedTime: gmt(job.createdAt),
    GmtEnqueuedTime: enqueued,
    GmtPositionModifiedTime: enqueued,
    ...(startAt === undefined ? {} : { GmtDequeuedTime: gmt(startAt) }),
  } satisfies Wire;
}
