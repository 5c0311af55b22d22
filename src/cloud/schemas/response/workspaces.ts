import * as z from 'zod';
import { flag, items, lenient, text } from '../wire.ts';

/** `ListWorkspacesResponseBodyWorkspaces` of the answer: one workspace. */
export const workspaceItem = z.looseObject({
  WorkspaceId: text,
  AdminNames: lenient(items(text)),
  Creator: lenient(text),
  Description: lenient(text),
  DisplayName: lenient(text),
  EnvTypes: lenient(items(text)),
  ExtraInfos: lenient(z.record(z.string(), z.unknown())),
  GmtCreateTime: lenient(text),
  GmtModifiedTime: lenient(text),
  IsDefault: lenient(flag),
  Status: lenient(text),
  WorkspaceName: lenient(text),
  resourceGroupId: lenient(text),
});
