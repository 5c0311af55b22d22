import * as z from 'zod';
import { table } from '../../shaping/table.ts';
import { readPermissions } from '../kit/decoders/workspace-details.ts';
import { defineTool } from '../tool.ts';

const row = z.object({ code: z.string(), covers: z.string() });

export const listPermissions = defineTool({
  name: 'list_permissions',
  title: 'List permissions',
  description:
    'What you may do in a workspace by your role there: create jobs, stop those of others ... RAM can still deny it.',
  inChinese: '我的权限',
  toolset: 'workspace',
  effect: 'read',
  scope: 'workspace',
  actions: ['ListPermissions'],
  input: z.strictObject({ code_contains: z.string().optional().describe('e.g. DLC, StopJob') }),
  output: z.object({ total: z.int(), permissions: z.array(row) }),
  check: null,
  async run(ctx, { code_contains }) {
    const all = readPermissions(await ctx.call('ListPermissions', { WorkspaceId: ctx.workspaceId ?? '' }));
    const wanted = code_contains?.toLowerCase() ?? '';
    return {
      total: all.length,
      permissions: all.filter(({ code }) => code.toLowerCase().includes(wanted)),
    };
  },
  render: ({ total, permissions }) => {
    const head = `${permissions.length} of ${total} permissions of yours in the workspace`;
    if (permissions.length === 0) return `${head}.`;
    return [
      head,
      table(
        ['permission', 'covers'],
        permissions.map((each) => [each.code, each.covers]),
      ),
    ].join('\n');
  },
  next: ({ permissions }) =>
    permissions.length === 0
      ? ['list_members roles=["PAI.WorkspaceAdmin"] names who can give you a role, or drop code_contains.']
      : [],
});
