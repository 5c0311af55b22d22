import * as z from 'zod';
import { defineOperation } from '../operation.ts';
import { accessibility, jobType, successPolicy } from '../schemas/enums.ts';
import { credentialConfig } from '../schemas/request/credentials.ts';
import { jobElasticSpec } from '../schemas/request/elastic.ts';
import { codeSource, customEnv, dataSource, userVpc } from '../schemas/request/job-parts.ts';
import { jobSpec } from '../schemas/request/job-spec.ts';
import { jobSettings } from '../schemas/request/settings.ts';
import { lenient, text } from '../schemas/wire.ts';

/** Creates a job. Not idempotent: the API has no client token. */
export const createJob = defineOperation({
  product: 'pai-dlc',
  action: 'CreateJob',
  method: 'POST',
  path: '/api/v1/jobs',
  pathParams: {},
  query: [],
  jsonQuery: [],
  body: [
    'Accessibility',
    'CodeSource',
    'CredentialConfig',
    'CustomEnvs',
    'DataSources',
    'DebuggerConfigContent',
    'Description',
    'DisplayName',
    'ElasticSpec',
    'Envs',
    'JobMaxRunningTimeMinutes',
    'JobSpecs',
    'JobType',
    'Options',
    'Priority',
    'ResourceId',
    'SchedulingStrategy',
    'Settings',
    'SuccessPolicy',
    'TemplateId',
    'TemplateVersion',
    'ThirdpartyLibDir',
    'ThirdpartyLibs',
    'UserCommand',
    'UserVpc',
    'WorkspaceId',
  ],
  ram: ['paidlc:CreateJob', 'pai:CreateJob'],
  effect: 'write',
  input: z.strictObject({
    Accessibility: accessibility.optional(),
    CodeSource: codeSource.optional(),
    CredentialConfig: credentialConfig.optional(),
    CustomEnvs: z.array(customEnv).optional(),
    DataSources: z.array(dataSource).optional(),
    DebuggerConfigContent: z.string().optional(),
    Description: z.string().optional(),
    DisplayName: z.string().min(1).max(1024),
    ElasticSpec: jobElasticSpec.optional(),
    Envs: z.record(z.string(), z.string()).optional(),
    JobMaxRunningTimeMinutes: z.int().min(1).optional(),
    JobSpecs: z.array(jobSpec).min(1),
    JobType: jobType,
    Options: z.string().optional(),
    Priority: z.int().min(1).max(9).optional(),
    ResourceId: z.string().optional(),
    SchedulingStrategy: z.string().optional(),
    Settings: jobSettings.optional(),
    SuccessPolicy: successPolicy.optional(),
    TemplateId: z.string().optional(),
    TemplateVersion: z.int().optional(),
    ThirdpartyLibDir: z.string().optional(),
    ThirdpartyLibs: z.array(z.string()).optional(),
    UserCommand: z.string(),
    UserVpc: userVpc.optional(),
    WorkspaceId: z.string().optional(),
  }),
  output: z.looseObject({
    // An id of another form is no receipt: nothing could be done with it (facts, section 3.4).
    JobId: text.refine((id) => /^dlc[0-9a-z-]{1,60}$/.test(id), 'is no job id'),
    RequestId: lenient(text),
  }),
});
