import * as z from 'zod';
import { readWorkspace } from '../kit/decoders/workspace-details.ts';
import { renderRecord } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';
import { recordOf, workspaceRecord } from './workspace-record.ts';

export const getWorkspace = defineTool({
  name: 'get_workspace',
  title: 'Get workspace',
  description: 'One workspace: status, owner, administrators, environments.',
  inChinese: '工作空间详情',
  toolset: 'workspace',
  effect: 'read',
  scope: 'workspace',
  actions: ['GetWorkspace'],
  input: z.strictObject({}),
  output: workspaceRecord,
  foreign: ['description'],
  check: null,
  async run(ctx) {
    const answer = await ctx.call('GetWorkspace', { WorkspaceId: ctx.workspaceId ?? '', Verbose: true });
    return recordOf(readWorkspace(answer));
  },
  render: ({ name, ...fields }) => renderRecord(`Workspace ${name}`, fields),
  next: () => ['list_members shows who may do what; list_quotas what its jobs can run on.'],
});
