import { z } from 'zod';
import { listHead, paging, renderList, scopeText, shown, verbatim } from './shared/listing.ts';
import { defineTool } from './tool.ts';

const row = z.object({
  workspace_id: z.string(),
  name: z.string(),
  is_default: z.boolean(),
  status: z.string(),
  description: z.string(),
});

export const listWorkspaces = defineTool({
  name: 'list_workspaces',
  title: 'List workspaces',
  description:
    'Workspaces of the region that the caller belongs to. Start here when no workspace_id is known, and let the user choose.',
  toolset: 'catalogue',
  effect: 'read',
  scope: 'region',
  input: z.strictObject({ name: z.string().optional().describe('Part of the name'), ...paging }),
  output: z.object({ ...listHead, workspaces: z.array(row) }),
  check: null,
  async run(ctx, { name, page_number, page_size }) {
    const answer = await ctx.call('ListWorkspaces', {
      PageNumber: page_number,
      PageSize: page_size,
      ...(name ? { WorkspaceName: name } : {}),
    });
    const workspaces = (answer.Workspaces ?? []).map((workspace) => ({
      workspace_id: verbatim(workspace.WorkspaceId),
      name: shown(workspace.WorkspaceName),
      is_default: workspace.IsDefault ?? false,
      status: shown(workspace.Status),
      description: shown(workspace.Description),
    }));
    return {
      total: answer.TotalCount ?? workspaces.length,
      page: page_number,
      scope: scopeText(`your workspaces in ${ctx.region}`, { name }),
      workspaces,
    };
  },
  render: ({ workspaces, ...head }, { page_size }) =>
    renderList({
      ...head,
      noun: 'workspaces',
      pageSize: page_size,
      headers: ['workspace_id', 'name', 'default', 'status', 'description'],
      rows: workspaces.map((each) => [
        each.workspace_id,
        each.name,
        each.is_default ? 'yes' : '',
        each.status,
        shown(each.description, 60),
      ]),
      next: 'let the user choose a workspace_id; nothing falls back to the default one.',
      widen: 'drop name, try another region, or ask an administrator to add you to a workspace.',
    }),
});
