import { REQUEST_TAG } from '../domain/create-ledger.ts';
import { number, positive, raw, record, records, textLines, type WireRecord } from './wire.ts';

export type Arguments = Record<string, unknown>;

const isSet = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(isSet);
  if (typeof value === 'object' && value !== null) return Object.values(value).some(isSet);
  return value !== undefined && value !== null && value !== '' && value !== false && value !== 0 && value !== '0';
};

/** Members that are set, under their own names; what is unset in an answer was not asked for. */
const given = (members: Arguments): Arguments =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => isSet(value)));

const orNothing = (members: Arguments): Arguments | undefined => (isSet(members) ? given(members) : undefined);
const flag = (value: unknown): true | undefined => (String(value) === 'true' ? true : undefined);
const list = (value: unknown): string[] | undefined => raw(value)?.split(',').filter(Boolean);

const readTask = (spec: WireRecord, inQuota: boolean): Arguments => {
  const config = record(spec.ResourceConfig);
  const spot = record(spec.SpotSpec);
  const nodes = record(spec.AssignNodeSpec);
  const scaling = record(spec.AutoScalingSpec);
  return given({
    type: raw(spec.Type),
    pod_count: number(spec.PodCount),
    image: raw(spec.Image),
    ecs_spec: raw(spec.EcsSpec),
    // Jobs on a machine type get the sizes of the machine answered.
    resource_config:
      inQuota || raw(spec.EcsSpec) === undefined
        ? orNothing({
            cpu: raw(config.CPU),
            memory: raw(config.Memory),
            gpu: raw(config.GPU),
            shared_memory: raw(config.SharedMemory),
            gpu_type: raw(config.GPUType),
          })
        : undefined,
    restart_policy: raw(spec.RestartPolicy),
    spot: orNothing({
      discount_limit: positive(spot.SpotDiscountLimit),
      price_limit: positive(spot.SpotPriceLimit),
    }),
    is_chief: flag(spec.IsChief),
    driver: raw(spec.Driver),
    assign_nodes: list(nodes.NodeNames),
    avoid_nodes: list(nodes.AntiAffinityNodeNames),
    auto_scaling: orNothing({
      strategy: raw(scaling.ScalingStrategy),
      min_replicas: positive(scaling.MinReplicas),
      max_replicas: positive(scaling.MaxReplicas),
    }),
  });
};

/** The answer has the URI of a dataset beside its id; a request has one of them (R6). */
const readSource = (source: WireRecord): Arguments =>
  given({
    data_source_id: raw(source.DataSourceId),
    uri: raw(source.DataSourceId) === undefined ? raw(source.Uri) : undefined,
    mount_path: raw(source.MountPath),
    mount_access: raw(source.MountAccess),
    version: raw(source.DataSourceVersion),
    options: raw(source.Options),
    enable_cache: flag(source.EnableCache),
  });

const readTags = (value: unknown): Arguments => {
  const { [REQUEST_TAG]: _request, ...tags } = record(value);
  return tags;
};

const readSettings = (settings: WireRecord): Arguments =>
  given({
    enable_rdma: flag(settings.EnableRDMA),
    enable_sanity_check: flag(settings.EnableSanityCheck),
    sanity_check_args: raw(settings.SanityCheckArgs),
    enable_error_monitoring: flag(settings.EnableErrorMonitoringInAIMaster),
    error_monitoring_args: raw(settings.ErrorMonitoringArgs),
    driver: raw(settings.Driver),
    job_reserved_minutes: positive(settings.JobReservedMinutes),
    job_reserved_policy: raw(settings.JobReservedPolicy),
    oversold_type: raw(settings.OversoldType),
    enable_cpu_affinity: flag(settings.EnableCPUAffinity),
    enable_oss_append: flag(settings.EnableOssAppend),
    enable_tide_resource: flag(settings.EnableTideResource),
    disable_ecs_stock_check: flag(settings.DisableEcsStockCheck),
    tags: readTags(settings.Tags),
  });

const readVpc = (vpc: WireRecord): Arguments =>
  given({
    vpc_id: raw(vpc.VpcId),
    switch_id: raw(vpc.SwitchId),
    security_group_id: raw(vpc.SecurityGroupId),
    extended_cidrs: vpc.ExtendedCidrs,
    default_route: raw(vpc.DefaultRoute),
  });

const readCode = (code: WireRecord): Arguments =>
  given({
    code_source_id: raw(code.CodeSourceId),
    branch: raw(code.Branch),
    commit: raw(code.Commit),
    mount_path: raw(code.MountPath),
  });

/** Every variable of a job with its value, wherever the answer has it. */
const readEnvs = (job: WireRecord): Arguments => ({
  ...record(job.Envs),
  ...Object.fromEntries(records(job.CustomEnvs).map(({ Key, Value }) => [raw(Key) ?? '', raw(Value)])),
});

/**
 * The parameters of `create_job` that would make a job as a GetJob answer shows it: the mirror of `createRequest`. Values
 * are as the cloud has them, secrets included: never show them as they are.
 */
export function readArguments(job: WireRecord): Arguments {
  const resourceId = raw(job.ResourceId);
  const code = readCode(record(job.CodeSource));
  return given({
    workspace_id: raw(job.WorkspaceId),
    display_name: raw(job.DisplayName),
    job_type: raw(job.JobType),
    task_specs: records(job.JobSpecs).map((spec) => readTask(spec, resourceId !== undefined)),
    command: raw(job.UserCommand)?.replaceAll('\r\n', '\n'),
    resource_id: resourceId,
    priority: resourceId === undefined ? undefined : positive(job.Priority),
    job_max_running_time_minutes: positive(job.JobMaxRunningTimeMinutes),
    data_sources: records(job.DataSources).map(readSource),
    code_source: code.code_source_id === undefined ? undefined : code,
    envs: given(readEnvs(job)),
    third_party_libs: textLines(job.ThirdpartyLibs).filter((line) => line !== ''),
    third_party_lib_dir: raw(job.ThirdpartyLibDir),
    user_vpc: readVpc(record(job.UserVpc)),
    settings: readSettings(record(job.Settings)),
    success_policy: raw(job.SuccessPolicy),
    accessibility: raw(job.Accessibility),
    description: raw(job.Description),
  });
}

const TASK_FIELDS = new Set(
  'Type PodCount Image EcsSpec ResourceConfig RestartPolicy SpotSpec IsChief IsCheif Driver AssignNodeSpec AutoScalingSpec UseSpotInstance'.split(
    ' ',
  ),
);
const SETTINGS_FIELDS = new Set(
  'EnableRDMA EnableSanityCheck SanityCheckArgs EnableErrorMonitoringInAIMaster ErrorMonitoringArgs Driver JobReservedMinutes JobReservedPolicy OversoldType EnableCPUAffinity EnableOssAppend EnableTideResource DisableEcsStockCheck Tags'.split(
    ' ',
  ),
);
/** What was asked for with a job and create_job has no parameter for; the other fields of an answer are its state. */
const JOB_FIELDS = ['CredentialConfig', 'SchedulingStrategy', 'TemplateId', 'Options', 'DebuggerConfigContent'];
/** Parts of mapped fields that create_job does not have. */
const TASK_PARTS: readonly (readonly [string, string])[] = [
  ['AssignNodeSpec', 'HyperNodes'],
  ['AssignNodeSpec', 'AntiAffinityHyperNodes'],
  ['AutoScalingSpec', 'AutoscalingMetricSpec'],
];

const strange = (value: WireRecord, known: ReadonlySet<string>): string[] =>
  Object.keys(value).filter((name) => !known.has(name) && isSet(value[name]) && /^\w{1,60}$/.test(name));

/** Fields, in wire names, that the job has set and create_job cannot: credentials and registry passwords among them. */
export function notCopied(job: WireRecord): string[] {
  const tasks = records(job.JobSpecs).flatMap((spec) => [
    ...strange(spec, TASK_FIELDS).map((name) => `JobSpecs.${name}`),
    ...TASK_PARTS.flatMap(([of, part]) => (isSet(record(spec[of])[part]) ? [`JobSpecs.${of}.${part}`] : [])),
  ]);
  return [
    ...new Set([
      ...JOB_FIELDS.filter((name) => isSet(job[name])),
      ...(flag(record(job.ElasticSpec).EnableElasticTraining) ? ['ElasticSpec'] : []),
      ...tasks,
      ...strange(record(job.Settings), SETTINGS_FIELDS).map((name) => `Settings.${name}`),
    ]),
  ];
}
