import * as z from 'zod';
import { formed } from '../../domain/form.ts';
import { USER_ID } from '../../domain/identifiers.ts';
import { readMembers } from '../kit/decoders/workspace-details.ts';
import { FIXED_PAGE_SIZE, listHead, listSteps, pageNumber, renderList, scopeText } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';

/** `PAI.AlgoDeveloper`, or the id of a role that an administrator made. */
const ROLE = formed(/^(?:PAI\.[A-Za-z]{1,40}|role-[A-Za-z0-9-]{1,64})$/, 'a role, which begins with PAI. or role-');

const row = z.object({
  user_id: z.string(),
  name: z.string(),
  account: z.string(),
  roles: z.string(),
  since: z.string().optional(),
});

export const listMembers = defineTool({
  name: 'list_members',
  title: 'List members',
  description: 'Who is a member of a workspace, with roles: whom to ask, and whose user_id a job has.',
  inChinese: '工作空间成员、角色',
  toolset: 'workspace',
  effect: 'read',
  scope: 'workspace',
  actions: ['ListMembers'],
  input: z.strictObject({
    member_name: z.string().optional(),
    user_id: z.string().regex(USER_ID).optional(),
    roles: z.array(z.string().regex(ROLE)).max(20).optional().describe('e.g. PAI.WorkspaceAdmin'),
    ...pageNumber,
  }),
  output: z.object({ ...listHead, members: z.array(row) }),
  check: null,
  async run(ctx, { member_name, user_id, roles, page_number }) {
    const wanted = roles?.join(',');
    const answer = await ctx.call('ListMembers', {
      WorkspaceId: ctx.workspaceId ?? '',
      PageNumber: page_number,
      PageSize: FIXED_PAGE_SIZE,
      ...(member_name ? { MemberName: member_name } : {}),
      ...(user_id ? { UserId: user_id } : {}),
      ...(wanted ? { Roles: wanted } : {}),
    });
    const { members, total } = readMembers(answer);
    return {
      total,
      scope: scopeText(`workspace ${ctx.workspaceId}, ${ctx.region}`, { member_name, user_id, roles: wanted }),
      members: members.map(({ userId, ...rest }) => ({ user_id: userId, ...rest })),
    };
  },
  render: ({ members, ...head }, { page_number }) =>
    renderList({
      ...head,
      noun: 'members',
      page: page_number,
      pageSize: FIXED_PAGE_SIZE,
      headers: ['user_id', 'name', 'account', 'roles', 'since'],
      rows: members.map(({ user_id, name, account, roles, since }) => [user_id, name, account, roles, since]),
    }),
  next: ({ total, members }, { page_number }) =>
    listSteps(
      { total, rows: members, page: page_number, pageSize: FIXED_PAGE_SIZE },
      { found: 'list_jobs workspace_id=<workspace_id> user_id=<user_id> shows their jobs.', none: 'drop a filter.' },
    ),
});
