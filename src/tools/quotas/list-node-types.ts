import * as z from 'zod';
import { ACCELERATOR_TYPES } from '../../domain/lists.ts';
import { table } from '../../shaping/table.ts';
import { readNodeTypes } from '../kit/decoders/node-parts.ts';
import { shapeless } from '../kit/fields.ts';
import { BEYOND_WORKSPACE, machinesAsked, machinesScope } from '../kit/machines-scope.ts';
import { defineTool } from '../tool.ts';

const figure = z.number().optional();
const row = shapeless({
  type: z.string(),
  gpu_type: z.string().optional(),
  gpus: figure,
  cpus: figure,
  memory_gib: figure,
  machines: figure,
  can_be_bound: figure,
});

export const listNodeTypes = defineTool({
  name: 'list_node_types',
  title: 'List machine types of a quota',
  description:
    'Machine types of a quota or of resource groups: size of one, how many there are, and how many another quota can still be given.',
  inChinese: '配额的节点规格',
  toolset: 'quotas',
  effect: 'read',
  scope: 'region',
  actions: ['ListNodeTypes'],
  beyondWorkspace: BEYOND_WORKSPACE,
  input: z.strictObject({
    ...machinesScope,
    accelerator_type: z.enum(ACCELERATOR_TYPES).optional(),
    gpu_type: z.string().optional(),
    node_types: z.array(z.string()).max(100).optional(),
  }),
  output: z.object({ of: z.string(), node_types: z.array(row) }),
  check: null,
  async run(ctx, input) {
    const { asked, words } = machinesAsked(input);
    const answer = await ctx.call('ListNodeTypes', {
      ...asked,
      AcceleratorType: input.accelerator_type,
      GPUType: input.gpu_type,
      NodeTypes: input.node_types?.join(','),
    });
    return {
      of: words,
      node_types: readNodeTypes(answer).map(({ gpuType, memoryGib, unbound, ...rest }) => ({
        ...rest,
        gpu_type: gpuType,
        memory_gib: memoryGib,
        can_be_bound: unbound,
      })),
    };
  },
  render: ({ of, node_types }) =>
    node_types.length === 0
      ? `No machine types found (${of}).`
      : [
          `${node_types.length} machine types (${of})`,
          table(
            ['type', 'gpu_type', 'gpus', 'cpus', 'memory_gib', 'machines', 'can_be_bound'],
            node_types.map((each) => [
              each.type,
              each.gpu_type ?? '',
              ...[each.gpus, each.cpus, each.memory_gib, each.machines, each.can_be_bound].map((value) =>
                String(value ?? 'unknown'),
              ),
            ]),
          ),
        ].join('\n'),
  next: ({ node_types }) => (node_types.length === 0 ? ['drop a filter.'] : []),
});
