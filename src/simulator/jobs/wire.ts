import type { World } from '../world/world.ts';
import type { Phase } from './phase.ts';
import { type Pod, podsOf } from './pods.ts';
import { isSpot, type JobRecord, priorityAt, sizeOf } from './record.ts';
import { isRestarting, restartBudget, restartRecords } from './restarts.ts';
import { type Status, TERMINAL } from './status.ts';
import type { JobView } from './store.ts';
import { gmt } from './times.ts';

type Wire = Record<string, unknown>;

/** What the wire forms need beside the job. */
export interface WireContext {
  world: World;
  region: string;
}

/** Dropped by `NeedDetail=false`; which ones the cloud drops is not documented. */
const HEAVY = ['Pods', 'StatusHistory', 'Envs', 'CustomEnvs', 'JobReplicaStatuses', 'RestartRecord', 'UserCommand'];

/** `GetJob`'s flat answer. */
export function jobDetail(view: JobView, context: WireContext, needDetail: boolean): Wire {
  const { request } = view.record;
  const pods = podsOf(view, context.region);
  const restarts = restartRecords(view, pods);
  const detail: Wire = {
    ...common(view, context),
    CustomEnvs: request.CustomEnvs ?? [],
    Description: view.record.description,
    DataSources: dataSources(view.record, context.world),
    RestartRecord: restarts,
    RestartTimes: `${restarts.length}/${restartBudget(view.record)}`,
    Pods: pods.map((pod) => ({
      ...podItem(pod, view.now),
      HistoryPods: pod.history.map((earlier) => podItem(earlier, view.now)),
    })),
  };
  return needDetail ? detail : Object.fromEntries(Object.entries(detail).filter(([name]) => !HEAVY.includes(name)));
}

/** An item of `ListJobs`. */
export function jobItem(view: JobView, context: WireContext): Wire {
  const { record } = view;
  const pods = podsOf(view, context.region);
  const size = sizeOf(record);
  const quota = context.world.quotas.find((candidate) => candidate.QuotaId === record.request.ResourceId);
  return {
    ...common(view, context),
    DataSources: dataSources(record, context.world).map(({ DataSourceId, MountPath }) => ({ DataSourceId, MountPath })),
    EnablePreemptibleJob: isSpot(record),
    GmtModifiedTime: gmt(Math.max(record.modifiedAt, view.current.from)),
    IsDeleted: false,
    NodeCount: String(record.request.JobSpecs.reduce((sum, spec) => sum + spec.PodCount, 0)),
    NodeNames: pods.map((pod) => pod.nodeName),
    RequestCPU: Math.ceil(size.CPU),
    RequestGPU: String(size.GPU),
    RequestMemory: `${Math.ceil(size.Memory)}Gi`,
    ResourceName: quota?.QuotaName ?? '',
    ResourceQuotaName: quota?.QuotaName ?? '',
    RestartTimes: String(restartRecords(view, pods).length),
    UseOversoldResource: false,
    Username: record.owner.userName,
    UserScript: '',
    WorkingDir: '',
    SystemEnvs: {},
    Pods: pods.map((pod) => podItem(pod, view.now)),
  };
}

/** When a status was reached, as a wire time; absent where it was not. */
const reachedAt = (view: JobView, ...statuses: Status[]): string | undefined => {
  const phase = view.reached.find((candidate) => statuses.includes(candidate.status));
  return phase && gmt(phase.from);
};

function common(view: JobView, { world, region }: WireContext): Wire {
  const { record, current, reached } = view;
  const { request } = record;
  const inQuota = Boolean(request.ResourceId);
  const workspace = world.workspaces.find((candidate) => candidate.WorkspaceId === record.workspaceId);
  const finished = reachedAt(view, ...TERMINAL);
  const end = finished ? current.from : view.now;
  const wire: Wire = {
    JobId: record.id,
    DisplayName: request.DisplayName,
    JobType: request.JobType,
    Status: current.status,
    SubStatus: isRestarting(view) ? 'Restarting' : '',
    ReasonCode: current.reasonCode,
    ReasonMessage: current.reasonMessage,
    WorkspaceId: record.workspaceId,
    WorkspaceName: workspace?.WorkspaceName ?? '',
    UserId: record.owner.userId,
    TenantId: record.owner.userId,
    ResourceId: request.ResourceId ?? '',
    ResourceType: record.resourceType,
    ResourceLevel: inQuota ? 'L0' : '',
    ClusterId: inQuota ? `asi_${region}_pai_g01` : '',
    Priority: priorityAt(record, view.now),
    Accessibility: record.accessibility,
    JobMaxRunningTimeMinutes: request.JobMaxRunningTimeMinutes ?? 0,
    JobSpecs: request.JobSpecs.map((spec) => ({ ...spec, EcsSpec: spec.EcsSpec ?? '' })),
    UserCommand: request.UserCommand,
    Envs: request.Envs ?? {},
    CodeSource: { CodeSourceId: '', MountPath: '', ...request.CodeSource },
    ThirdpartyLibs: request.ThirdpartyLibs ?? [],
    ThirdpartyLibDir: request.ThirdpartyLibDir ?? '',
    Settings: { BusinessUserId: '', Caller: '', PipelineId: '', ...request.Settings },
    // Accepted and ignored, but always answered (api-notes: spot).
    ElasticSpec: {
      AIMasterType: '',
      EnableElasticTraining: false,
      MaxParallelism: 0,
      MinParallelism: 0,
      ...request.ElasticSpec,
    },
    SchedulingStrategy: request.SchedulingStrategy,
    CredentialConfig: request.CredentialConfig,
    EnabledDebugger: false,
    StatusHistory: reached.map((phase, index) => transition(phase, reached[index + 1])),
    JobReplicaStatuses: request.JobSpecs.map((spec) => replicaStatus(view, spec.Type, spec.PodCount)),
    Duration: Math.floor((end - record.createdAt) / 1000),
    GmtCreateTime: gmt(record.createdAt),
    GmtSubmittedTime: reachedAt(view, 'Queuing', 'Bidding', 'EnvPreparing'),
    GmtRunningTime: reachedAt(view, 'Running'),
    GmtSuccessedTime: reachedAt(view, 'Succeeded'),
    GmtFailedTime: reachedAt(view, 'Failed'),
    GmtStoppedTime: reachedAt(view, 'Stopped'),
    GmtFinishTime: finished,
    ...(request.UserVpc ? { UserVpc: responseVpc(request.UserVpc) } : {}),
  };
  return Object.fromEntries(Object.entries(wire).filter(([, value]) => value !== undefined));
}

/** Requests spell `ExtendedCIDRs`, answers `ExtendedCidrs`. */
function responseVpc(vpc: Wire): Wire {
  const { ExtendedCIDRs, ...rest } = vpc;
  return ExtendedCIDRs === undefined ? rest : { ...rest, ExtendedCidrs: ExtendedCIDRs };
}

const transition = (phase: Phase, next: Phase | undefined): Wire => ({
  Status: phase.status,
  StartTime: gmt(phase.from),
  EndTime: next ? gmt(next.from) : '',
  ReasonCode: phase.reasonCode,
  ReasonMessage: phase.reasonMessage,
});

function replicaStatus(view: JobView, type: string, pods: number): Wire {
  const { status } = view.current;
  const active = view.startAt !== undefined && !TERMINAL.includes(status);
  return { Type: type, Active: active ? pods : 0, Queuing: status === 'Queuing' ? pods : 0, Dequeued: 0 };
}

function dataSources(record: JobRecord, world: World): { DataSourceId: string; MountPath: string; Uri: string }[] {
  return (record.request.DataSources ?? []).map((source) => {
    const dataset = world.datasets.find((candidate) => candidate.DatasetId === source.DataSourceId);
    return {
      DataSourceId: source.DataSourceId ?? '',
      MountPath: source.MountPath ?? '',
      Uri: source.Uri ?? dataset?.Uri ?? '',
    };
  });
}

function podItem(pod: Pod, now: number): Wire {
  return {
    PodId: pod.name,
    PodUid: pod.uid,
    Type: pod.replica.role.toLowerCase(),
    Status: pod.status,
    SubStatus: pod.subStatus,
    Ip: pod.ip,
    PodIps: [{ InterfaceName: 'eth0', Ip: pod.ip }],
    NodeName: pod.nodeName,
    ResourceType: 'Normal',
    Duration: pod.startAt === undefined ? 0 : Math.floor(((pod.finishAt ?? now) - pod.startAt) / 1000),
    GmtCreateTime: gmt(pod.createdAt),
    ...(pod.startAt === undefined ? {} : { GmtStartTime: gmt(pod.startAt) }),
    ...(pod.finishAt === undefined ? {} : { GmtFinishTime: gmt(pod.finishAt) }),
  };
}
