import * as z from 'zod';
import { readWorkspaces } from '../kit/decoders/workspaces.ts';
import { foreignText } from '../kit/fields.ts';
import { listShown } from '../kit/list-shown.ts';
import {
  FIXED_PAGE_SIZE,
  listHead,
  listSteps,
  pageNumber,
  renderList,
  scopeText,
  shownOrEmpty,
} from '../kit/listing.ts';
import { defineTool } from '../tool.ts';

const row = z.object({
  workspace_id: z.string(),
  name: z.string().optional(),
  is_default: z.boolean(),
  status: z.string().optional(),
  description: foreignText.optional(),
});

export const listWorkspaces = defineTool({
  name: 'list_workspaces',
  title: 'List workspaces',
  description: 'Workspaces you belong to in a region. Start here without a workspace_id; the user chooses.',
  inChinese: '工作空间列表',
  alwaysLoad: true,
  toolset: 'catalogue',
  core: true,
  effect: 'read',
  scope: 'region',
  actions: ['ListWorkspaces'],
  input: z.strictObject({ name_contains: z.string().optional(), ...pageNumber }),
  output: z.object({ ...listHead, workspaces: z.array(row) }),
  foreign: ['workspaces[].description'],
  check: null,
  async run(ctx, { name_contains, page_number }) {
    const answer = await listShown(ctx, 'ListWorkspaces', {
      PageNumber: page_number,
      PageSize: FIXED_PAGE_SIZE,
      ...(name_contains ? { WorkspaceName: name_contains } : {}),
    });
    const { workspaces, total } = readWorkspaces(answer);
    return {
      total,
      scope: scopeText(`your workspaces in ${ctx.region}`, { name_contains }),
      workspaces: workspaces.map(({ workspaceId, name, isDefault, status, description }) => ({
        workspace_id: workspaceId,
        name,
        is_default: isDefault,
        status,
        description,
      })),
    };
  },
  render: ({ workspaces, ...head }, { page_number }) =>
    renderList({
      ...head,
      noun: 'workspaces',
      page: page_number,
      pageSize: FIXED_PAGE_SIZE,
      headers: ['workspace_id', 'name', 'default', 'status', 'description'],
      rows: workspaces.map((each) => [
        each.workspace_id,
        each.name,
        each.is_default,
        each.status,
        shownOrEmpty(each.description, 60),
      ]),
    }),
  next: ({ total, workspaces }, { page_number }) =>
    listSteps(
      { total, rows: workspaces, page: page_number, pageSize: FIXED_PAGE_SIZE },
      {
        found: 'let the user choose a workspace_id; nothing falls back to the default one.',
        none: 'drop name_contains, try another region, or ask an administrator to add you to a workspace.',
      },
    ),
});
