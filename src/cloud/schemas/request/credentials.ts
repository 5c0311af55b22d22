import * as z from 'zod';

/** `AssumeUserInfo` of the request: role injection. */
export const assumeUserInfo = z.strictObject({
  AccessKeyId: z.string().optional(),
  Id: z.string().optional(),
  SecurityToken: z.string().optional(),
  Type: z.string().optional(),
});

/** `CredentialRole` of the request: role injection. */
export const credentialRole = z.strictObject({
  AssumeRoleFor: z.string().optional(),
  AssumeUserInfo: assumeUserInfo.optional(),
  Policy: z.string().optional(),
  RoleArn: z.string().optional(),
  RoleType: z.string().optional(),
});

/** `CredentialConfigItem` of the request: role injection. */
export const credentialConfigItem = z.strictObject({
  Key: z.string().optional(),
  Roles: z.array(credentialRole).optional(),
  Type: z.string().optional(),
});

/** `CredentialConfig` of the request: role injection. */
export const credentialConfig = z.strictObject({
  AliyunEnvRoleKey: z.string().optional(),
  CredentialConfigItems: z.array(credentialConfigItem).optional(),
  EnableCredentialInject: z.boolean().optional(),
});
