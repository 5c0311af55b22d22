import * as z from 'zod';
import { amount, lenient, text } from '../wire.ts';

/** `CodeSourceItem` of the answer: one code source. */
export const codeSourceItem = z.looseObject({
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
  UserId: lenient(text),
  WorkspaceId: lenient(text),
});
