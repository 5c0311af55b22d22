import * as z from 'zod';
import type { Input, Output } from '../api/operations.ts';
import { REQUEST_TAG } from '../domain/create-ledger.ts';
import { formed } from '../domain/form.ts';
import { hint } from '../domain/hint.ts';
import { HIDDEN, PLAIN } from '../domain/identifiers.ts';
import { ROLE_WORDS } from '../domain/job-type.ts';
import {
  ACCESSIBILITIES,
  DEFAULT_ROUTES,
  JOB_TYPES,
  MOUNT_ACCESSES,
  OVERSOLD_TYPES,
  RESERVED_POLICIES,
  RESTART_POLICIES,
  SCALING_STRATEGIES,
  SUCCESS_POLICIES,
} from '../domain/lists.ts';
import { SCRIPT_NAME } from '../domain/script.ts';
import { unlisted } from '../domain/unlisted.ts';
import { fields, type Within } from './field-table.ts';
import { isSet, orNothing, textMap } from './read-fields.ts';
import { raw, record, records, type WireRecord } from './wire.ts';

/**
 * Everything that can be asked for with a job, one row per parameter: its name in the tools and on the wire, what the
 * tools take and say of it, and how it reads back from a job. Another parameter is another row.
 */

type Create = Input<'CreateJob'>;
type Job = Output<'GetJob'>;
type Task = Within<Create['JobSpecs']>;
type Settings = NonNullable<Create['Settings']>;
type DataJuicer = Within<Settings['DataJuicerConfig']>;
type TaskOfJob = Within<Job['JobSpecs']>;
type AutoScaling = Within<Task['AutoScalingSpec']>;

const text = z.string();
const opt = text.optional();
const yes = z.boolean().optional();
/** Printable ASCII: what is shown to a person must be what is sent. */
const plain = z.string().regex(PLAIN);
/**
 * The same with spaces, for what is looked up: a name that is none, such as
 * `NVIDIA A100`, gets the nearest ones that are.
 */
const lookedUp = z.string().regex(formed(/^[ -~]{1,512}$/, 'text of letters, digits and signs'));
/** Any letters, for what may be named in any language; likewise nothing that a person would not see. */
const visible = z
  .string()
  .refine((value) => !HIDDEN.test(value), 'it holds control or invisible characters')
  .optional();
/** Not `positive()`, which becomes a keyword that not every model API takes. */
const aboveZero = z
  .number()
  .refine((value) => value > 0, 'it is not above 0')
  .optional();

const isInQuota = ({ ResourceId }: WireRecord): boolean => raw(ResourceId) !== undefined;

const port = z.int().min(1).max(65_535);
const readPorts = ({ ExtraPorts }: WireRecord) =>
  orNothing((Array.isArray(ExtraPorts) ? ExtraPorts : []).map(Number).filter((each) => Number.isInteger(each)));

const resourceConfig = fields<Task['ResourceConfig'], TaskOfJob['ResourceConfig']>()(({ is, table }) =>
  table({
    cpu: is('CPU', text.describe('"8"')),
    memory: is('Memory', text.describe('"96Gi"')),
    gpu: is('GPU', opt),
    shared_memory: is('SharedMemory', opt.describe('At most memory')),
    gpu_type: is('GPUType', opt.describe('e.g. Tesla-V100-16G')),
  }),
);

const spot = fields<Task['SpotSpec'], TaskOfJob['SpotSpec']>()(({ is, table }) =>
  table(
    {
      discount_limit: is('SpotDiscountLimit', aboveZero),
      price_limit: is('SpotPriceLimit', aboveZero),
    },
    { always: { SpotStrategy: 'SpotWithPriceLimit' } },
  ),
);

/** By which figure of CloudMonitor a role scales; its bounds are those of the role. */
const scalingMetric = fields<AutoScaling['AutoscalingMetricSpec'], AutoScaling['AutoscalingMetricSpec']>()(
  ({ is, table }) =>
    table({
      metric_name: is('MetricName', plain),
      target_value: is('TargetValue', z.number()),
      tolerance: is('Tolerance', plain.optional()),
      stabilization_window_seconds: is('StabilizationWindowSeconds', z.int().min(0).optional()),
    }),
);

const autoScaling = fields<Task['AutoScalingSpec'], TaskOfJob['AutoScalingSpec']>()(({ is, has, table }) =>
  table({
    strategy: is('ScalingStrategy', z.enum(SCALING_STRATEGIES).optional()),
    min_replicas: is('MinReplicas', z.int().min(1).optional()),
    max_replicas: is('MaxReplicas', z.int().min(1).optional()),
    autoscaling_metric_spec: has('AutoscalingMetricSpec', scalingMetric, (metric) => unlisted(metric.optional())),
  }),
);

/** The disk of a machine type's system, for images that need more room; what it costs is in no price table. */
const systemDisk = fields<Task['SystemDisk'], TaskOfJob['SystemDisk']>()(({ is, table }) =>
  table({
    category: is('Category', plain.optional()),
    size: is('Size', z.int().min(1).optional()),
    performance_level: is('PerformanceLevel', plain.optional()),
  }),
);

/** Ports by which pods of a role find each other. */
const service = fields<Task['ServiceSpec'], TaskOfJob['ServiceSpec']>()(({ is, table }) =>
  table({
    service_mode: is('ServiceMode', z.enum(['PerPod', 'PerRole']).optional()),
    default_port: is('DefaultPort', port.optional()),
    extra_ports: is('ExtraPorts', z.array(port).optional(), { read: readPorts }),
  }),
);

/** A role that has to be there before this one starts. */
const dependency = fields<Task['StartupDependencies'], TaskOfJob['StartupDependencies']>()(({ is, table }) =>
  table({
    type: is('Type', plain),
    on_phase: is('OnPhase', plain.optional()),
    min_replicas: is('MinReplicas', plain.optional()),
  }),
);

/** A list that the wire has as one text. */
const commas = {
  write: (list: readonly string[]) => list.join(','),
  read: (value: unknown) => orNothing(raw(value)?.split(',').filter(Boolean) ?? []),
};
const plainList = z.array(plain).optional();

/** Machines behind one switch, all or some of them, by the names that the cloud has for both. */
const hyperNodes = {
  write: (list: readonly { hyper_node_name: string; node_names?: readonly string[] | undefined }[]) =>
    list.map(({ hyper_node_name, node_names }) => ({
      HyperNodeName: hyper_node_name,
      ...(node_names && { NodeNames: commas.write(node_names) }),
    })),
  // Without its name none can be asked for again, so the list is carried whole or not at all.
  read: (value: unknown) => {
    const list = records(value).map(({ HyperNodeName, NodeNames }) => {
      const node_names = commas.read(NodeNames);
      return { hyper_node_name: raw(HyperNodeName), ...(node_names && { node_names }) };
    });
    const named = list.flatMap(({ hyper_node_name, ...rest }) =>
      hyper_node_name === undefined ? [] : [{ hyper_node_name, ...rest }],
    );
    return named.length < list.length ? undefined : orNothing(named);
  },
};
const hyperNodeList = z.array(z.strictObject({ hyper_node_name: plain, node_names: plainList })).optional();

/** How many machines behind one switch a role needs. */
const hyperNodeScheduling = fields<Task['HyperNodeSchedulingConfig'], TaskOfJob['HyperNodeSchedulingConfig']>()(
  ({ is, table }) =>
    table({
      min_available: is('MinAvailable', z.int().min(1).optional()),
      quality_policy: is('QualityPolicy', plain.optional()),
    }),
);
const beside = { EnableAssignNode: true };

/** One role of a job. */
export const taskFields = fields<Task, TaskOfJob>()(({ is, has, within, table }) =>
  table({
    type: is('Type', plain.describe(`Role: ${ROLE_WORDS}`)),
    pod_count: is('PodCount', z.int().min(1)),
    image: is('Image', lookedUp.describe(`image_uri${hint('from images')}, verbatim`)),
    ecs_spec: is('EcsSpec', lookedUp.optional().describe(`${hint('machines first')} without resource_id`)),
    resource_config: has(
      'ResourceConfig',
      resourceConfig,
      (config) => config.optional().describe('Per pod; only with resource_id'),
      // For a job on a machine type the answer has the size of the machine here, which nobody asked for.
      { asked: ({ EcsSpec }, job) => isInQuota(job) || raw(EcsSpec) === undefined },
    ),
    restart_policy: is('RestartPolicy', z.enum(RESTART_POLICIES).optional()),
    spot: has(
      'SpotSpec',
      spot,
      (bid) => bid.optional().describe('Preemptible; exactly one limit: share of list price, or CNY per minute'),
      { impliedBy: 'UseSpotInstance' },
    ),
    is_chief: is('IsChief', yes, { also: ['IsCheif'] }),
    driver: is('Driver', opt),
    assign_nodes: within('AssignNodeSpec', { name: 'NodeNames', beside }, plainList, commas),
    avoid_nodes: within('AssignNodeSpec', { name: 'AntiAffinityNodeNames', beside }, plainList, commas),
    assign_hyper_nodes: within('AssignNodeSpec', { name: 'HyperNodes', beside }, unlisted(hyperNodeList), hyperNodes),
    avoid_hyper_nodes: within(
      'AssignNodeSpec',
      { name: 'AntiAffinityHyperNodes', beside },
      unlisted(hyperNodeList),
      hyperNodes,
    ),
    hyper_node_scheduling_config: has('HyperNodeSchedulingConfig', hyperNodeScheduling, (each) =>
      unlisted(each.optional()),
    ),
    auto_scaling: has('AutoScalingSpec', autoScaling, (scaling) => scaling.optional()),
    system_disk: has('SystemDisk', systemDisk, (disk) => unlisted(disk.optional())),
    service_spec: has('ServiceSpec', service, (ports) => unlisted(ports.optional())),
    startup_dependencies: has('StartupDependencies', dependency, (each) => unlisted(z.array(each).optional())),
    consider_in_success_policy: is('ConsiderInSuccessPolicy', unlisted(yes)),
  }),
);

const dataSource = fields<Create['DataSources'], Job['DataSources']>()(({ is, table }) =>
  table(
    {
      data_source_id: is('DataSourceId', visible.describe(`Dataset id${hint('from datasets')}; or uri`)),
      uri: is('Uri', visible.describe('e.g. oss://bucket.oss-cn-hangzhou-internal.aliyuncs.com/path/'), {
        // A request has one of the two (R6), an answer the URI of a dataset beside its id.
        asked: ({ DataSourceId }) => raw(DataSourceId) === undefined,
      }),
      mount_path: is('MountPath', visible.describe("Default: the dataset's own")),
      mount_access: is('MountAccess', z.enum(MOUNT_ACCESSES), { untold: 'RO, or RW where the job writes' }),
      version: is('DataSourceVersion', opt, { untold: true }),
      options: is('Options', opt.describe('JSON, OSS only'), { untold: true }),
      enable_cache: is('EnableCache', yes, { untold: true }),
      access_point_id: is('AccessPointId', unlisted(visible), { untold: true }),
    },
    { untold: { RoleChain: true } },
  ),
);

const codeSource = fields<Create['CodeSource'], Job['CodeSource']>()(({ is, table }) =>
  table({
    code_source_id: is('CodeSourceId', visible.describe(hint('code sources first'))),
    branch: is('Branch', visible),
    commit: is('Commit', visible),
    mount_path: is('MountPath', visible),
    is_shared_mount_path: is('IsSharedMountPath', unlisted(yes), { untold: true }),
  }),
);

const userVpc = fields<Create['UserVpc'], Job['UserVpc']>()(({ is, table }) =>
  table({
    vpc_id: is('VpcId', text),
    switch_id: is('SwitchId', opt),
    security_group_id: is('SecurityGroupId', text),
    extended_cidrs: is('ExtendedCIDRs', z.array(text).optional(), { answered: 'ExtendedCidrs' }),
    default_route: is('DefaultRoute', z.enum(DEFAULT_ROUTES).optional()),
  }),
);

const readTags = ({ Tags }: WireRecord) => {
  const { [REQUEST_TAG]: _request, ...tags } = textMap(Tags);
  return orNothing(tags);
};

const dataJuicerLimit = fields<DataJuicer['ResourceLimit'], DataJuicer['ResourceLimit']>()(({ is, table }) =>
  table({ cpu: is('CPU', opt), memory: is('Memory', opt), gpu: is('GPU', opt) }),
);

/** Of a DataJuicerJob. */
const dataJuicer = fields<Settings['DataJuicerConfig'], Settings['DataJuicerConfig']>()(({ is, has, table }) =>
  table({
    command_type: is('CommandType', z.enum(['shell', 'config']).optional()),
    execution_mode: is('ExecutionMode', z.enum(['standalone', 'distributed']).optional()),
    enable_resource_estimation: is('EnableResourceEstimation', yes),
    resource_limit: has('ResourceLimit', dataJuicerLimit, (limit) => limit.optional()),
  }),
);

const settings = fields<Create['Settings'], Job['Settings']>()(({ is, has, table }) =>
  table({
    enable_rdma: is('EnableRDMA', yes),
    allocate_all_rdma_devices: is('AllocateAllRDMADevices', yes),
    enable_sanity_check: is('EnableSanityCheck', yes),
    sanity_check_args: is('SanityCheckArgs', opt),
    enable_error_monitoring: is('EnableErrorMonitoringInAIMaster', yes.describe('AIMaster fault tolerance')),
    error_monitoring_args: is('ErrorMonitoringArgs', opt),
    driver: is('Driver', opt),
    job_reserved_minutes: is(
      'JobReservedMinutes',
      z.int().min(0).optional().describe('Keeps pods after the end, billed'),
    ),
    job_reserved_policy: is('JobReservedPolicy', z.enum(RESERVED_POLICIES).optional()),
    oversold_type: is('OversoldType', z.enum(OVERSOLD_TYPES).optional()),
    enable_cpu_affinity: is('EnableCPUAffinity', yes),
    enable_oss_append: is('EnableOssAppend', yes),
    enable_tide_resource: is('EnableTideResource', yes),
    disable_ecs_stock_check: is('DisableEcsStockCheck', yes),
    tags: is('Tags', z.record(text, text).optional(), { read: readTags }),
    shell: is('Shell', unlisted(plain.optional())),
    termination_grace_period_seconds: is('TerminationGracePeriodSeconds', unlisted(z.int().min(0).optional())),
    allow_unschedulable_nodes: is('AllowUnschedulableNodes', unlisted(yes)),
    data_juicer_config: has('DataJuicerConfig', dataJuicer, (config) => unlisted(config.optional())),
  }),
);

/** The variables of a job, which an answer has in `Envs`, in `CustomEnvs` or in both. */
const readEnvs = ({ Envs, CustomEnvs }: WireRecord) => {
  const custom = records(CustomEnvs).map(({ Key, Value }) => [raw(Key) ?? '', Value] as const);
  return orNothing({ ...textMap(Envs), ...textMap(Object.fromEntries(custom)) });
};

export const jobFields = fields<Create, Job>()(({ is, has, table }) =>
  table(
    {
      display_name: is(
        'DisplayName',
        text.describe('Letters, digits, _ . - only; e.g. project-model-20260131; cannot be changed'),
      ),
      // Only the nine job types that the API lists (R8).
      job_type: is('JobType', z.enum(JOB_TYPES)),
      task_specs: has('JobSpecs', taskFields, (task) => z.array(task).min(1)),
      command: is('UserCommand', z.string().min(1).describe('Shell command of every pod; or script'), {
        read: ({ UserCommand }) => raw(UserCommand)?.replaceAll('\r\n', '\n'),
      }),
      resource_id: is(
        'ResourceId',
        plain
          .optional()
          .describe('Quota id (quota...) given by the user, never invented; absent: public pay-as-you-go'),
      ),
      // Public resources have no priority, whatever the answer shows.
      priority: is('Priority', z.int().min(1).max(9).optional().describe('9 is highest; quota only'), {
        asked: isInQuota,
      }),
      job_max_running_time_minutes: is(
        'JobMaxRunningTimeMinutes',
        z.int().min(1).optional().describe('Recommended: nothing else stops a hanging job'),
        { untold: true },
      ),
      data_sources: has('DataSources', dataSource, (source) => z.array(source).optional()),
      code_source: has('CodeSource', codeSource, (source) => source.optional(), {
        // A job without code is answered with a code source whose members are empty, or that has a mount path only.
        asked: ({ CodeSource }) => raw(record(CodeSource).CodeSourceId) !== undefined,
      }),
      envs: is('Envs', z.record(text, text).optional(), {
        also: ['CustomEnvs'],
        read: readEnvs,
        drops: ({ CustomEnvs }) =>
          records(CustomEnvs).some(({ Visible }) => isSet(Visible)) ? ['CustomEnvs.Visible'] : [],
      }),
      third_party_libs: is('ThirdpartyLibs', z.array(text).optional().describe('pip specs')),
      third_party_lib_dir: is('ThirdpartyLibDir', opt.describe('Directory of requirements.txt')),
      user_vpc: has('UserVpc', userVpc, (vpc) => vpc.optional()),
      settings: has('Settings', settings, (each) =>
        each.optional().describe('Rarer members of CreateJob are taken everywhere, in snake_case'),
      ),
      success_policy: is('SuccessPolicy', z.enum(SUCCESS_POLICIES).optional(), { untold: true }),
      accessibility: is('Accessibility', z.enum(ACCESSIBILITIES).optional().describe('PUBLIC: whole workspace')),
      description: is('Description', opt),
      scheduling_strategy: is('SchedulingStrategy', unlisted(plain.optional())),
    },
    { untold: { DebuggerConfigContent: true, Options: true, TemplateId: true, TemplateVersion: true } },
  ),
);

/** The API has no member for a file: it travels in the command (see `userCommand`), and so has no row above. */
const script = z.strictObject({
  name: text.regex(SCRIPT_NAME).max(200).describe('e.g. train.py'),
  text: text.min(1).refine((value) => !value.includes('\0'), 'it holds a NUL'),
});

/**
 * Parameters of `create_job`. What few jobs need is taken, checked and shown to a person like the rest, but
 * its definition is not paid for in every session (`unlisted`). None carries a credential, a role, an
 * endpoint or an answer to a confirmation.
 */
export const createJobInput = jobFields.schema.extend({
  command: jobFields.rows.command.schema.optional(),
  script: script.optional().describe('File written before command runs in every pod; without command it is run'),
  dry_run: yes.describe('Only check and report'),
});

export type CreateJobInput = z.output<typeof createJobInput>;
