import * as z from 'zod';
import { RESOURCE_GROUP_ID } from '../../domain/identifiers.ts';
import { readMachineGroups } from '../kit/decoders/resource-groups.ts';
import { FIXED_PAGE_SIZE, listHead, listSteps, pageNumber, renderList, scopeText } from '../kit/listing.ts';
import { endingSoon, machineGroupRow, machineGroupRowOf } from '../kit/machine-groups.ts';
import { defineTool } from '../tool.ts';

export const listResourceGroupMachineGroups = defineTool({
  name: 'list_resource_group_machine_groups',
  title: 'List machine groups',
  description: 'Machines of a resource group by order: type, count, status, how they are paid for and when they end.',
  inChinese: '机器组、到期时间',
  toolset: 'quotas',
  effect: 'read',
  scope: 'region',
  actions: ['ListResourceGroupMachineGroups'],
  input: z.strictObject({
    resource_group_id: z.string().regex(RESOURCE_GROUP_ID),
    ecs_spec: z.string().optional(),
    status: z.string().optional().describe('e.g. Ready, Expiring'),
    ...pageNumber,
  }),
  output: z.object({ ...listHead, machine_groups: z.array(machineGroupRow), warnings: z.array(z.string()) }),
  check: null,
  async run(ctx, { resource_group_id, ecs_spec, status, page_number }) {
    const answer = await ctx.call('ListResourceGroupMachineGroups', {
      ResourceGroupID: resource_group_id,
      EcsSpec: ecs_spec,
      Status: status,
      PageNumber: page_number,
      PageSize: FIXED_PAGE_SIZE,
    });
    const { groups, total } = readMachineGroups(answer);
    const machine_groups = groups.map(machineGroupRowOf);
    return {
      total,
      scope: scopeText(`resource group ${resource_group_id}`, { ecs_spec, status }),
      machine_groups,
      warnings: endingSoon(machine_groups, ctx.now()),
    };
  },
  render: ({ machine_groups, warnings, ...head }, { page_number }) =>
    [
      ...warnings,
      renderList({
        ...head,
        noun: 'machine groups',
        page: page_number,
        pageSize: FIXED_PAGE_SIZE,
        headers: [
          'machine_group_id',
          'type',
          'machines',
          'status',
          'gpu_type',
          'gpus',
          'payment',
          'ordered',
          'expires',
        ],
        rows: machine_groups.map((each) => [
          each.machine_group_id,
          each.type,
          each.machines,
          each.status,
          each.gpu_type,
          each.gpus,
          each.payment,
          each.ordered,
          each.expires,
        ]),
      }),
    ].join('\n'),
  next: ({ total, machine_groups }, { page_number, resource_group_id }) =>
    listSteps(
      { total, rows: machine_groups, page: page_number, pageSize: FIXED_PAGE_SIZE },
      {
        found: `list_nodes resource_group_ids=["${resource_group_id}"] shows the machines one by one.`,
        none: 'drop a filter.',
      },
    ),
});
