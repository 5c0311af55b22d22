import * as z from 'zod';
import { fail } from '../errors.ts';

const cpuQuantity = z.string().regex(/^(\d+(\.\d+)?m?)?$/, 'not a quantity such as "8"');
const memoryQuantity = z.string().regex(/^(\d+(\.\d+)?(Ki|Mi|Gi|Ti))?$/, 'not a quantity such as "96Gi"');

const resourceConfig = z.looseObject({
  CPU: cpuQuantity.optional(),
  GPU: cpuQuantity.optional(),
  Memory: memoryQuantity.optional(),
  SharedMemory: memoryQuantity.optional(),
  GPUType: z.string().optional(),
});

const taskSpec = z.looseObject({
  Type: z.string().min(1),
  PodCount: z.int().min(1).default(1),
  Image: z.string().min(1),
  EcsSpec: z.string().optional(),
  ResourceConfig: resourceConfig.optional(),
  IsChief: z.boolean().optional(),
  RestartPolicy: z.enum(['Always', 'Never', 'OnFailure', 'ExitCode']).optional(),
  SpotSpec: z.looseObject({}).optional(),
  AutoScalingSpec: z.looseObject({ MinReplicas: z.int().optional(), MaxReplicas: z.int().optional() }).optional(),
  AssignNodeSpec: z
    .looseObject({ EnableAssignNode: z.boolean().optional(), NodeNames: z.string().optional() })
    .optional(),
});

const dataSource = z.looseObject({
  DataSourceId: z.string().optional(),
  Uri: z.string().optional(),
  MountPath: z.string().optional(),
  MountAccess: z.enum(['RO', 'RW']).optional(),
  Options: z.string().optional(),
});

const settings = z.looseObject({
  EnableSanityCheck: z.boolean().optional(),
  EnableErrorMonitoringInAIMaster: z.boolean().optional(),
  ErrorMonitoringArgs: z.string().optional(),
  JobReservedMinutes: z.int().min(0).optional(),
  JobReservedPolicy: z.enum(['Always', 'OnFailure', 'OnSucceed']).optional(),
  DisableEcsStockCheck: z.boolean().optional(),
  OversoldType: z.string().optional(),
  BusinessUserId: z.string().optional(),
  Caller: z.string().optional(),
  PipelineId: z.string().optional(),
  Tags: z.record(z.string(), z.string()).optional(),
});

const taskSpecs = z.array(taskSpec).min(1);

/** The body of `CreateJob`, nested parts included, in wire names; what the simulator does not read passes through. */
const jobRequest = z.looseObject({
  DisplayName: z.string().min(1),
  JobType: z.string(),
  JobSpecs: taskSpecs,
  UserCommand: z.string().min(1),
  WorkspaceId: z.string().optional(),
  ResourceId: z.string().optional(),
  Priority: z.int().min(1).max(9).optional(),
  JobMaxRunningTimeMinutes: z.int().min(1).optional(),
  Accessibility: z.enum(['PUBLIC', 'PRIVATE']).optional(),
  Description: z.string().optional(),
  DataSources: z.array(dataSource).optional(),
  CodeSource: z.looseObject({ CodeSourceId: z.string().optional(), MountPath: z.string().optional() }).optional(),
  Envs: z.record(z.string(), z.string()).optional(),
  CustomEnvs: z.array(z.looseObject({ Key: z.string(), Value: z.string() })).optional(),
  ElasticSpec: z.looseObject({ EnableElasticTraining: z.boolean().optional() }).optional(),
  CredentialConfig: z.looseObject({}).optional(),
  SchedulingStrategy: z.string().optional(),
  Settings: settings.optional(),
  ThirdpartyLibs: z.array(z.string()).optional(),
  ThirdpartyLibDir: z.string().optional(),
  TemplateId: z.string().optional(),
  TemplateVersion: z.int().optional(),
  UserVpc: z.looseObject({}).optional(),
});

export type JobRequest = z.output<typeof jobRequest>;
export type TaskSpec = z.output<typeof taskSpec>;

/** The checked body; throws 400 `MissingParameter` or `InvalidParameter` naming the member. */
export const parseJobRequest = (body: unknown): JobRequest => parse(jobRequest, body, '');

// The facts call no member of an update mandatory; a task is found by its type, and only its pod count is taken over.
const scaledTasks = z.array(taskSpec.pick({ Type: true, PodCount: true })).min(1);

/** The checked `JobSpecs` of `UpdateJob`; 400 as for `CreateJob`. */
export const parseTaskSpecs = (value: unknown): z.output<typeof scaledTasks> => parse(scaledTasks, value, 'JobSpecs.');

function parse<T extends z.ZodType>(schema: T, value: unknown, prefix: string): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const name = `${prefix}${issue?.path.join('.') ?? ''}`;
  if (issue?.code === 'invalid_type' && issue.message.endsWith('received undefined'))
    throw fail('MissingParameter', `${name} is mandatory for this action.`);
  throw fail('InvalidParameter', `${name} is invalid: ${issue?.message ?? 'unknown'}.`);
}
