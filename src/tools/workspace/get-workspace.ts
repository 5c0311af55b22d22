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
  input: z.strictObject({ verbose: z.boolean().default(true).describe('With owner and administrators') }),
  output: workspaceRecord,
  foreign: ['description', 'conditions'],
  check: null,
  async run(ctx, { verbose }) {
    const answer = await ctx.call('GetWorkspace', { WorkspaceId: ctx.workspaceId ?? '', Verbose: verbose });
    return recordOf(readWorkspace(answer));
  },
  render: ({ name, ...fields }) => renderRecord(`Workspace ${name}`, fields),
  next: () => ['list_members shows who may do what.', 'list_quotas shows what its jobs can run on.'],
});
