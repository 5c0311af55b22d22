import * as z from 'zod';
import { MACHINE_GROUP_ID, RESOURCE_GROUP_ID } from '../../domain/identifiers.ts';
import { readMachineGroup } from '../kit/decoders/resource-groups.ts';
import { renderRecord } from '../kit/listing.ts';
import { endingSoon, machineGroupRow, machineGroupRowOf } from '../kit/machine-groups.ts';
import { defineTool } from '../tool.ts';

export const getResourceGroupMachineGroup = defineTool({
  name: 'get_resource_group_machine_group',
  title: 'Get machine group',
  description: 'One machine group of a resource group: type, size of a machine, count, payment, driver, when it ends.',
  inChinese: '机器组详情',
  toolset: 'quotas',
  effect: 'read',
  scope: 'region',
  actions: ['GetResourceGroupMachineGroup'],
  input: z.strictObject({
    resource_group_id: z.string().regex(RESOURCE_GROUP_ID),
    machine_group_id: z.string().regex(MACHINE_GROUP_ID),
  }),
  output: z.object({ group: machineGroupRow, warnings: z.array(z.string()) }),
  check: null,
  async run(ctx, { resource_group_id, machine_group_id }) {
    const answer = await ctx.call('GetResourceGroupMachineGroup', {
      ResourceGroupID: resource_group_id,
      MachineGroupID: machine_group_id,
    });
    const group = machineGroupRowOf(readMachineGroup(answer));
    return { group, warnings: endingSoon([group], ctx.now()) };
  },
  render: ({ group: { machine_group_id, ...fields }, warnings }) =>
    [...warnings, renderRecord(`Machine group ${machine_group_id}`, fields)].join('\n'),
  next: () => [],
});
