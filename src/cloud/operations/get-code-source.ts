import * as z from 'zod';
import { defineOperation } from '../operation.ts';
import { amount, lenient, text } from '../schemas/wire.ts';

/** One code source. */
export const getCodeSource = defineOperation({
  product: 'aiworkspace',
  action: 'GetCodeSource',
  method: 'GET',
  path: '/api/v1/codesources/{CodeSourceId}',
  pathParams: { CodeSourceId: 'code_source' },
  query: [],
  jsonQuery: [],
  body: [],
  ram: ['paicodesource:GetCodeSource', 'aiworkspace:GetCodeSource'],
  effect: 'read',
  input: z.strictObject({
    CodeSourceId: z.string(),
  }),
  output: z.looseObject({
    CodeSourceId: text,
    Accessibility: lenient(text),
    CloneType: lenient(amount),
    CodeBranch: lenient(text),
    CodeCommit: lenient(text),
    CodeRepo: lenient(text),
    CodeRepoAccessToken: lenient(text),
    CodeRepoUserName: lenient(text),
    Description: lenient(text),
    DisplayName: lenient(text),
    GmtCreateTime: lenient(text),
    GmtModifyTime: lenient(text),
    MountPath: lenient(text),
    RequestId: lenient(text),
    UserId: lenient(text),
    WorkspaceId: lenient(text),
  }),
});
