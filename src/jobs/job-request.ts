import type { Input } from '../api/operations.ts';
import type { CreateJobInput } from './job-fields.ts';

type CreateRequest = Input<'CreateJob'>;
type JobSpec = CreateRequest['JobSpecs'][number];
type TaskInput = CreateJobInput['task_specs'][number];
type Defined<T> = { [K in keyof T]: T[K] };

/** Without the members that were not given: the API takes an explicit null for a value. */
const given = <T extends object>(value: T): Defined<T> =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;

function resourceConfig(config: NonNullable<TaskInput['resource_config']>): NonNullable<JobSpec['ResourceConfig']> {
  return given({
    CPU: config.cpu,
    GPU: config.gpu,
    Memory: config.memory,
    SharedMemory: config.shared_memory,
    GPUType: config.gpu_type,
  });
}

function nodes({ assign_nodes, avoid_nodes }: TaskInput): JobSpec['AssignNodeSpec'] {
  if (assign_nodes === undefined && avoid_nodes === undefined) return undefined;
  return given({
    EnableAssignNode: true,
    NodeNames: assign_nodes?.join(','),
    AntiAffinityNodeNames: avoid_nodes?.join(','),
  });
}

function jobSpec(task: TaskInput): JobSpec {
  const { spot, auto_scaling } = task;
  return given({
    Type: task.type,
    PodCount: task.pod_count,
    Image: task.image,
    EcsSpec: task.ecs_spec,
    ResourceConfig: task.resource_config && resourceConfig(task.resource_config),
    RestartPolicy: task.restart_policy,
    IsChief: task.is_chief,
    Driver: task.driver,
    AssignNodeSpec: nodes(task),
    SpotSpec:
      spot &&
      given({
        SpotStrategy: 'SpotWithPriceLimit' as const,
        SpotDiscountLimit: spot.discount_limit,
        SpotPriceLimit: spot.price_limit,
      }),
    AutoScalingSpec:
      auto_scaling &&
      given({
        ScalingStrategy: auto_scaling.strategy,
        MinReplicas: auto_scaling.min_replicas,
        MaxReplicas: auto_scaling.max_replicas,
      }),
  });
}

const dataSource = (source: NonNullable<CreateJobInput['data_sources']>[number]) =>
  given({
    DataSourceId: source.data_source_id,
    DataSourceVersion: source.version,
    Uri: source.uri,
    MountPath: source.mount_path || undefined,
    MountAccess: source.mount_access,
    Options: source.options,
    EnableCache: source.enable_cache,
  });

const codeSource = (source: NonNullable<CreateJobInput['code_source']>) =>
  given({
    CodeSourceId: source.code_source_id,
    Branch: source.branch,
    Commit: source.commit,
    MountPath: source.mount_path,
  });

// The request says ExtendedCIDRs, the answer ExtendedCidrs (api-notes: odd shapes).
const userVpc = (vpc: NonNullable<CreateJobInput['user_vpc']>) =>
  given({
    VpcId: vpc.vpc_id,
    SwitchId: vpc.switch_id,
    SecurityGroupId: vpc.security_group_id,
    ExtendedCIDRs: vpc.extended_cidrs,
    DefaultRoute: vpc.default_route,
  });

const jobSettings = (settings: NonNullable<CreateJobInput['settings']>) =>
  given({
    EnableRDMA: settings.enable_rdma,
    EnableSanityCheck: settings.enable_sanity_check,
    SanityCheckArgs: settings.sanity_check_args,
    EnableErrorMonitoringInAIMaster: settings.enable_error_monitoring,
    ErrorMonitoringArgs: settings.error_monitoring_args,
    Driver: settings.driver,
    JobReservedMinutes: settings.job_reserved_minutes,
    JobReservedPolicy: settings.job_reserved_policy,
    OversoldType: settings.oversold_type,
    EnableCPUAffinity: settings.enable_cpu_affinity,
    EnableOssAppend: settings.enable_oss_append,
    EnableTideResource: settings.enable_tide_resource,
    DisableEcsStockCheck: settings.disable_ecs_stock_check,
    Tags: settings.tags,
  });

/** The body of `CreateJob`, in wire names. The workspace is always explicit (R1). */
export const createRequest = (job: CreateJobInput, workspaceId: string): CreateRequest =>
  given({
    WorkspaceId: workspaceId,
    DisplayName: job.display_name,
    JobType: job.job_type,
    JobSpecs: job.task_specs.map(jobSpec),
    UserCommand: job.command,
    ResourceId: job.resource_id,
    Priority: job.priority,
    JobMaxRunningTimeMinutes: job.job_max_running_time_minutes,
    DataSources: job.data_sources?.map(dataSource),
    CodeSource: job.code_source && codeSource(job.code_source),
    Envs: job.envs,
    ThirdpartyLibs: job.third_party_libs,
    ThirdpartyLibDir: job.third_party_lib_dir,
    UserVpc: job.user_vpc && userVpc(job.user_vpc),
    Settings: job.settings && jobSettings(job.settings),
    SuccessPolicy: job.success_policy,
    Accessibility: job.accessibility,
    Description: job.description,
  });

export interface UpdateJobChanges {
  priority?: number | undefined;
  accessibility?: 'PUBLIC' | 'PRIVATE' | undefined;
  description?: string | undefined;
  task_specs?: readonly { type: string; pod_count: number }[] | undefined;
}

/**
 * The body of `UpdateJob`, in wire names. Pod counts are sent for every role of the job, changed or not: whether the API
 * takes the list for a whole is not documented, and a role must not be lost.
 *
 * @param current roles and pod counts the job has now
 */
export function updateRequest(
  jobId: string,
  changes: UpdateJobChanges,
  current: readonly { type: string; podCount: number | undefined }[],
): Input<'UpdateJob'> {
  const counts = new Map(changes.task_specs?.map(({ type, pod_count }) => [type, pod_count]));
  return given({
    JobId: jobId,
    Priority: changes.priority,
    Accessibility: changes.accessibility,
    Description: changes.description,
    JobSpecs:
      changes.task_specs &&
      current.map(({ type, podCount }) => given({ Type: type, PodCount: counts.get(type) ?? podCount })),
  });
}
