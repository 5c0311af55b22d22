import * as z from 'zod';
import { readWorkspace } from '../kit/decoders/workspace-details.ts';
import { renderRecord } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';
import { recordOf, workspaceRecord } from './workspace-record.ts';

export const getDefaultWorkspace = defineTool({
  name: 'get_default_workspace',
  title: 'Get default workspace',
  description: "The account's default workspace of a region. No call falls back to it: the user chooses.",
  inChinese: '默认工作空间',
  toolset: 'workspace',
  effect: 'read',
  scope: 'region',
  actions: ['GetDefaultWorkspace'],
  input: z.strictObject({ verbose: z.boolean().default(false).describe('With how it came to be') }),
  output: workspaceRecord,
  foreign: ['description', 'conditions'],
  check: null,
  run: async (ctx, { verbose }) => recordOf(readWorkspace(await ctx.call('GetDefaultWorkspace', { Verbose: verbose }))),
  render: ({ name, ...fields }) => renderRecord(`Default workspace ${name}`, fields),
  next: () => ['ask the user whether it is the one to use, and pass its workspace_id.'],
});
