import * as z from 'zod';
import { flag, items, lenient, text } from '../wire.ts';

/** `AssumeUserInfo` of the answer: role injection. */
export const assumeUserInfo = z.looseObject({
  AccessKeyId: lenient(text),
  Id: lenient(text),
  SecurityToken: lenient(text),
  Type: lenient(text),
});

/** `CredentialRole` of the answer: role injection. */
export const credentialRole = z.looseObject({
  AssumeRoleFor: lenient(text),
  AssumeUserInfo: lenient(assumeUserInfo),
  Policy: lenient(text),
  RoleArn: lenient(text),
  RoleType: lenient(text),
});

/** `CredentialConfigItem` of the answer: role injection. */
export const credentialConfigItem = z.looseObject({
  Key: lenient(text),
  Roles: lenient(items(credentialRole)),
  Type: lenient(text),
});

/** `CredentialConfig` of the answer: role injection. */
export const credentialConfig = z.looseObject({
  AliyunEnvRoleKey: lenient(text),
  CredentialConfigItems: lenient(items(credentialConfigItem)),
  EnableCredentialInject: lenient(flag),
});
