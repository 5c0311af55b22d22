import * as z from 'zod';
import { RESOURCE_GROUP_ID } from '../../domain/identifiers.ts';
import { readResourceGroup } from '../kit/decoders/resource-groups.ts';
import { foreignText, shapeless } from '../kit/fields.ts';
import { renderRecord } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';

const text = z.string().optional();

export const getResourceGroup = defineTool({
  name: 'get_resource_group',
  title: 'Get resource group',
  description: 'One resource group: kind, status, network, RDMA.',
  inChinese: '资源组详情',
  toolset: 'quotas',
  effect: 'read',
  scope: 'region',
  actions: ['GetResourceGroup'],
  input: z.strictObject({ resource_group_id: z.string().regex(RESOURCE_GROUP_ID) }),
  output: shapeless(
    {
      resource_group_id: z.string(),
      name: z.string(),
      kind: text,
      status: text,
      machines: z.number().optional(),
      rdma: z.boolean().optional(),
      cluster_id: text,
      vpc_id: text,
      switch_id: text,
      created: text,
      description: foreignText.optional(),
    },
    ['resource_group_id', 'name', 'status'],
  ),
  foreign: ['description'],
  check: null,
  async run(ctx, { resource_group_id }) {
    const answer = await ctx.call('GetResourceGroup', { ResourceGroupID: resource_group_id });
    const { clusterId, vpcId, switchId, ...rest } = readResourceGroup(answer);
    return { resource_group_id, ...rest, cluster_id: clusterId, vpc_id: vpcId, switch_id: switchId };
  },
  render: ({ resource_group_id, name, ...fields }) =>
    renderRecord(`Resource group ${resource_group_id}${name ? ` (${name})` : ''}`, fields),
  next: ({ resource_group_id }) => [
    `list_nodes resource_group_ids=["${resource_group_id}"] shows its machines.`,
    `list_resource_group_machine_groups resource_group_id=${resource_group_id} shows when they end.`,
  ],
});
