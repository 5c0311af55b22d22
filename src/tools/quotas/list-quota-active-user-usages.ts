import * as z from 'zod';
import { QUOTA_ID, USER_ID } from '../../domain/identifiers.ts';
import { USAGE_SORTS } from '../../domain/lists.ts';
import { readQuotaUsers } from '../kit/decoders/quota-users.ts';
import { shapeless } from '../kit/fields.ts';
import { FIXED_PAGE_SIZE, listHead, listSteps, pageNumber, renderList, scopeText } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';

const text = z.string().optional();
const figure = z.number().optional();
const amount = shapeless({ gpus: figure, cpus: figure, memory_gib: figure });
const row = shapeless({ user_id: text, name: text, workloads: figure, used: amount, submitted: amount });

const amountOf = ({ memoryGib, ...rest }: { gpus?: number; cpus?: number; memoryGib?: number }) => ({
  ...rest,
  memory_gib: memoryGib,
});

export const listQuotaActiveUserUsages = defineTool({
  name: 'list_quota_active_user_usages',
  title: 'List use of a quota by user',
  description:
    'Who uses how much of a quota: per user the workloads and the GPUs, CPUs and memory in use, and with what waits.',
  inChinese: '用户用量、谁用得最多',
  toolset: 'quotas',
  effect: 'read',
  scope: 'workspace_optional',
  actions: ['ListQuotaActiveUserUsages'],
  input: z.strictObject({
    quota_id: z.string().regex(QUOTA_ID),
    user_id: z.string().regex(USER_ID).optional(),
    self_only: z.boolean().default(false),
    sort_by: z.enum(USAGE_SORTS).default('UsedGPU'),
    order: z.enum(['desc', 'asc']).default('desc'),
    ...pageNumber,
  }),
  output: z.object({ ...listHead, users: z.array(row) }),
  check: null,
  async run(ctx, { quota_id, user_id, self_only, sort_by, order, page_number }) {
    const answer = await ctx.call('ListQuotaActiveUserUsages', {
      QuotaId: quota_id,
      SortBy: sort_by,
      Order: order,
      PageNumber: page_number,
      PageSize: FIXED_PAGE_SIZE,
      ...(ctx.workspaceId ? { WorkspaceId: ctx.workspaceId } : {}),
      ...(user_id ? { UserId: user_id } : {}),
      ...(self_only ? { SelfOnly: true } : {}),
    });
    const { users, total } = readQuotaUsers(answer);
    return {
      total,
      scope: scopeText(
        `quota ${quota_id}, ${ctx.workspaceId ? `workspace ${ctx.workspaceId}` : 'all its workspaces'}`,
        {
          user_id,
          self_only: self_only ? 'yes' : undefined,
        },
      ),
      users: users.map(({ userId, used, submitted, ...rest }) => ({
        ...rest,
        user_id: userId,
        used: amountOf(used),
        submitted: amountOf(submitted),
      })),
    };
  },
  render: ({ users, ...head }, { page_number }) =>
    renderList({
      ...head,
      noun: 'users',
      page: page_number,
      pageSize: FIXED_PAGE_SIZE,
      headers: ['user_id', 'name', 'workloads', 'gpus in use', 'with waiting', 'cpus in use', 'memory_gib in use'],
      rows: users.map(({ user_id, name, workloads, used, submitted }) => [
        user_id,
        name,
        workloads,
        used.gpus,
        submitted.gpus,
        used.cpus,
        used.memory_gib,
      ]),
    }),
  next: ({ total, users }, { page_number, quota_id }) =>
    listSteps(
      { total, rows: users, page: page_number, pageSize: FIXED_PAGE_SIZE },
      {
        // An id from the cloud that the next call would not take is not named in our words.
        found: `list_quota_workloads quota_id=${quota_id} user_ids=["${users.find(({ user_id }) => USER_ID.test(user_id ?? ''))?.user_id ?? 'USER_ID'}"] shows their workloads.`,
        none: `get_quota quota_id=${quota_id} says what is free.`,
      },
    ),
});
