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
  input: z.strictObject({}),
  output: workspaceRecord,
  foreign: ['description'],
  check: null,
  run: async (ctx) => recordOf(readWorkspace(await ctx.call('GetDefaultWorkspace', {}))),
  render: ({ name, ...fields }) => renderRecord(`Default workspace ${name}`, fields),
  next: () => ['ask the user whether it is the one to use, and pass its workspace_id.'],
});
