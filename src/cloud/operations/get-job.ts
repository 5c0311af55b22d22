import * as z from 'zod';
import { defineOperation } from '../operation.ts';
import { credentialConfig } from '../schemas/response/credentials.ts';
import { jobElasticSpec } from '../schemas/response/elastic.ts';
import { jobReplicaStatus, jobUserVpc, statusTransitionItem } from '../schemas/response/job-item.ts';
import { jobCodeSource, jobCustomEnv, jobDataSource, jobPod, jobRestartRecord } from '../schemas/response/job-parts.ts';
import { jobSpec } from '../schemas/response/job-spec.ts';
import { jobSettings } from '../schemas/response/settings.ts';
import { amount, filled, flag, items, lenient, present, text } from '../schemas/wire.ts';

/** One job with its pods. */
export const getJob = defineOperation({
  product: 'pai-dlc',
  action: 'GetJob',
  method: 'GET',
  path: '/api/v1/jobs/{JobId}',
  pathParams: { JobId: 'job' },
  query: ['NeedDetail'],
  jsonQuery: [],
  body: [],
  ram: ['paidlc:GetJob', 'pai:GetJob'],
  effect: 'read',
  input: z.strictObject({
    JobId: z.string(),
    NeedDetail: z.boolean().optional(),
  }),
  output: z.looseObject({
    JobId: filled,
    Status: text,
    Accessibility: lenient(text),
    ClusterId: lenient(text),
    CodeSource: lenient(jobCodeSource),
    CredentialConfig: lenient(credentialConfig),
    CustomEnvs: lenient(items(jobCustomEnv)),
    DataSources: lenient(items(jobDataSource)),
    Description: lenient(text),
    DisplayName: present(text),
    Duration: lenient(amount),
    ElasticSpec: lenient(jobElasticSpec),
    EnabledDebugger: lenient(flag),
    Envs: lenient(z.record(z.string(), text)),
    GmtCreateTime: lenient(text),
    GmtFailedTime: lenient(text),
    GmtFinishTime: lenient(text),
    GmtRunningTime: lenient(text),
    GmtStoppedTime: lenient(text),
    GmtSubmittedTime: lenient(text),
    GmtSuccessedTime: lenient(text),
    JobReplicaStatuses: lenient(items(jobReplicaStatus)),
    JobSpecs: present(items(jobSpec)),
    JobType: lenient(text),
    Pods: present(items(jobPod)),
    Priority: present(amount),
    ReasonCode: lenient(text),
    ReasonMessage: lenient(text),
    RequestId: lenient(text),
    ResourceId: present(text),
    ResourceLevel: lenient(text),
    ResourceType: lenient(text),
    RestartRecord: lenient(items(jobRestartRecord)),
    RestartTimes: lenient(text),
    RoleSystemEnvs: lenient(z.record(z.string(), z.record(z.string(), z.unknown()))),
    SchedulingStrategy: lenient(text),
    Settings: lenient(jobSettings),
    StatusHistory: lenient(items(statusTransitionItem)),
    SubStatus: lenient(text),
    TenantId: lenient(text),
    ThirdpartyLibDir: lenient(text),
    ThirdpartyLibs: lenient(items(text)),
    UserCommand: lenient(text),
    UserId: lenient(text),
    UserVpc: lenient(jobUserVpc),
    WorkspaceId: present(text),
    WorkspaceName: lenient(text),
    supportedProfilingTypes: lenient(text),
  }),
});
