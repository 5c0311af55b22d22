import * as z from 'zod';
import { hint } from '../domain/hint.ts';
import { HIDDEN, PLAIN } from '../domain/identifiers.ts';
import { JOB_TYPES, ROLE_WORDS } from '../domain/job-type.ts';

const text = z.string();
const opt = text.optional();
const flag = z.boolean().optional();
/** Printable ASCII: what is shown to a person must be what is sent. */
const plain = z.string().regex(PLAIN);
/** Any letters, for what may be named in any language; likewise nothing that a person would not see. */
const visible = z
  .string()
  .refine((value) => !HIDDEN.test(value), 'it holds control or invisible characters')
  .optional();
/** Not `positive()`, which becomes a keyword that not every model API takes. */
const positive = z
  .number()
  .refine((value) => value > 0, 'it is not above 0')
  .optional();

const resourceConfig = z.strictObject({
  cpu: text.describe('"8"'),
  memory: text.describe('"96Gi"'),
  gpu: opt,
  shared_memory: opt.describe('At most memory'),
  gpu_type: opt.describe('e.g. Tesla-V100-16G'),
});

/** One role of a job. */
export const taskSpec = z.strictObject({
  type: plain.describe(`Role: ${ROLE_WORDS}`),
  pod_count: z.int().min(1),
  image: plain.describe(`image_uri${hint('from images')}, verbatim`),
  ecs_spec: plain.optional().describe(`${hint('machines first')} without resource_id`),
  resource_config: resourceConfig.optional().describe('Per pod; only with resource_id'),
  restart_policy: z.enum(['Always', 'Never', 'OnFailure', 'ExitCode']).optional(),
  spot: z
    .strictObject({ discount_limit: positive, price_limit: positive })
    .optional()
    .describe('Preemptible; exactly one limit: share of list price, or CNY per minute'),
  is_chief: flag,
  driver: opt,
  assign_nodes: z.array(plain).optional(),
  avoid_nodes: z.array(plain).optional(),
  auto_scaling: z
    .strictObject({
      strategy: z.enum(['Default', 'ScaleByAPI', 'RayAutoscaler', 'CloudMonitor']).optional(),
      min_replicas: z.int().min(1).optional(),
      max_replicas: z.int().min(1).optional(),
    })
    .optional(),
});

const dataSource = z.strictObject({
  data_source_id: visible.describe(`Dataset id${hint('from datasets')}; or uri`),
  uri: visible.describe('e.g. oss://bucket.oss-cn-hangzhou-internal.aliyuncs.com/path/'),
  mount_path: visible.describe("Default: the dataset's own"),
  mount_access: z.enum(['RO', 'RW']),
  version: opt,
  options: opt.describe('JSON, OSS only'),
  enable_cache: flag,
});

const codeSource = z.strictObject({
  code_source_id: visible.describe(hint('code sources first')),
  branch: visible,
  commit: visible,
  mount_path: visible,
});

const userVpc = z.strictObject({
  vpc_id: text,
  switch_id: opt,
  security_group_id: text,
  extended_cidrs: z.array(text).optional(),
  default_route: z.enum(['eth0', 'eth1']).optional(),
});

const settings = z.strictObject({
  enable_rdma: flag,
  enable_sanity_check: flag,
  sanity_check_args: opt,
  enable_error_monitoring: flag.describe('AIMaster fault tolerance'),
  error_monitoring_args: opt,
  driver: opt,
  job_reserved_minutes: z.int().min(0).optional().describe('Keeps pods after the end, billed'),
  job_reserved_policy: z.enum(['Always', 'OnFailure', 'OnSucceed']).optional(),
  oversold_type: z.enum(['ForbiddenQuotaOverSold', 'AcceptQuotaOverSold', 'ForceQuotaOverSold']).optional(),
  enable_cpu_affinity: flag,
  enable_oss_append: flag,
  enable_tide_resource: flag,
  disable_ecs_stock_check: flag,
  tags: z.record(text, text).optional(),
});

/** Parameters of `create_job`. None carries a credential, a role, an endpoint or an answer to a confirmation. */
export const createJobInput = z.strictObject({
  display_name: text.describe('Letters, digits, _ . - only; e.g. project-model-20260131; cannot be changed'),
  job_type: z.enum(JOB_TYPES),
  task_specs: z.array(taskSpec).min(1),
  command: z.string().min(1).describe('Shell command of every pod'),
  resource_id: plain
    .optional()
    .describe('Quota id (quota...) given by the user, never invented; absent: public pay-as-you-go'),
  priority: z.int().min(1).max(9).optional().describe('9 is highest; quota only'),
  job_max_running_time_minutes: z.int().min(1).optional().describe('Recommended: nothing else stops a hanging job'),
  data_sources: z.array(dataSource).optional(),
  code_source: codeSource.optional(),
  envs: z.record(text, text).optional(),
  third_party_libs: z.array(text).optional().describe('pip specs'),
  third_party_lib_dir: opt.describe('Directory of requirements.txt'),
  user_vpc: userVpc.optional(),
  settings: settings.optional(),
  success_policy: z.enum(['AllWorkers', 'ChiefWorker', 'Never']).optional(),
  accessibility: z.enum(['PUBLIC', 'PRIVATE']).optional().describe('PUBLIC: whole workspace'),
  description: opt,
  dry_run: flag.describe('Only check and report'),
});

export type CreateJobInput = z.output<typeof createJobInput>;
