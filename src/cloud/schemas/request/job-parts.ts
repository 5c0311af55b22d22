import * as z from 'zod';
import { defaultRoute, mountAccess } from '../enums.ts';

/** `CreateJobRequestCodeSource` of the request: parts of a job. */
export const codeSource = z.strictObject({
  Branch: z.string().optional(),
  CodeSourceId: z.string().optional(),
  Commit: z.string().optional(),
  IsSharedMountPath: z.boolean().optional(),
  MountPath: z.string().optional(),
});

/** `CreateJobRequestCustomEnvs` of the request: parts of a job. */
export const customEnv = z.strictObject({
  Key: z.string().optional(),
  Value: z.string().optional(),
  Visible: z.string().optional(),
});

/** `CreateJobRequestDataSources` of the request: parts of a job. */
export const dataSource = z.strictObject({
  AccessPointId: z.string().optional(),
  DataSourceId: z.string().optional(),
  DataSourceVersion: z.string().optional(),
  EnableCache: z.boolean().optional(),
  MountAccess: mountAccess.optional(),
  MountPath: z.string().optional(),
  Options: z.string().optional(),
  RoleChain: z.string().optional(),
  Uri: z.string().optional(),
});

/** `CreateJobRequestUserVpc` of the request: parts of a job. */
export const userVpc = z.strictObject({
  DefaultRoute: defaultRoute.optional(),
  ExtendedCIDRs: z.array(z.string()).optional(),
  SecurityGroupId: z.string().optional(),
  SwitchId: z.string().optional(),
  VpcId: z.string().optional(),
});
