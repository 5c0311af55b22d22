import * as z from 'zod';
import { RESOURCE_GROUP_ID } from '../../domain/identifiers.ts';
import { MACHINE_KINDS } from '../../domain/lists.ts';
import { readResourceGroups } from '../kit/decoders/resource-groups.ts';
import { shapeless } from '../kit/fields.ts';
import { FIXED_PAGE_SIZE, listHead, listSteps, notFound, pageNumber, renderList, scopeText } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';

const text = z.string().optional();
const row = shapeless({
  resource_group_id: z.string(),
  name: z.string(),
  kind: text,
  status: text,
  machines: z.number().optional(),
  created: text,
});

export const listResourceGroups = defineTool({
  name: 'list_resource_groups',
  title: 'List resource groups',
  description: 'Resource groups: the machines that the account has, of which quotas are made.',
  inChinese: '资源组',
  toolset: 'quotas',
  effect: 'read',
  scope: 'region',
  actions: ['ListResourceGroups'],
  input: z.strictObject({
    name: z.string().optional().describe('The whole name'),
    resource_group_ids: z.array(z.string().regex(RESOURCE_GROUP_ID)).max(100).optional(),
    resource_type: z.enum(MACHINE_KINDS).optional(),
    status: z.string().optional().describe('e.g. Ready'),
    ...pageNumber,
  }),
  output: z.object({ ...listHead, resource_groups: z.array(row) }),
  check: null,
  async run(ctx, { name, resource_group_ids, resource_type, status, page_number }) {
    const ids = resource_group_ids?.join(',');
    const answer = await ctx.call('ListResourceGroups', {
      Name: name,
      ResourceGroupIDs: ids,
      ResourceType: resource_type,
      Status: status,
      PageNumber: page_number,
      PageSize: FIXED_PAGE_SIZE,
    });
    const { groups, total } = readResourceGroups(answer);
    return {
      total,
      scope: scopeText(ctx.region, {
        name,
        resource_group_ids: ids,
        resource_type,
        status,
        not_found: notFound(
          resource_group_ids,
          groups.map(({ groupId }) => groupId),
          total,
        ),
      }),
      resource_groups: groups.map(({ groupId, ...rest }) => ({ resource_group_id: groupId, ...rest })),
    };
  },
  render: ({ resource_groups, ...head }, { page_number }) =>
    renderList({
      ...head,
      noun: 'resource groups',
      page: page_number,
      pageSize: FIXED_PAGE_SIZE,
      headers: ['resource_group_id', 'name', 'kind', 'status', 'machines', 'created'],
      rows: resource_groups.map((each) => [
        each.resource_group_id,
        each.name,
        each.kind,
        each.status,
        each.machines,
        each.created,
      ]),
    }),
  next: ({ total, resource_groups }, { page_number }) =>
    listSteps(
      { total, rows: resource_groups, page: page_number, pageSize: FIXED_PAGE_SIZE },
      {
        found: `list_resource_group_machine_groups resource_group_id=${resource_groups[0]?.resource_group_id} shows its machines and when they end.`,
        none: 'drop a filter; without resource groups jobs run on public resources.',
      },
    ),
});
