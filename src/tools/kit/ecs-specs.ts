import type { ToolContext } from '../tool.ts';
import { allPages } from './all-pages.ts';
import { type MachineType, readMachineTypes } from './decoders/machine-types.ts';

/**
 * Every machine type of the region, never with `SortBy` or `Order` (R19: the API answers 400 to its own documented
 * values).
 *
 * @returns the types and whether they are all
 */
export async function allEcsSpecs(
  ctx: ToolContext,
  filter: { AcceleratorType?: 'CPU' | 'GPU'; ResourceType?: 'ECS' | 'Lingjun' },
): Promise<{ types: MachineType[]; complete: boolean }> {
  const { rows, complete } = await allPages(async (page) => {
    const { types, total } = readMachineTypes(await ctx.call('ListEcsSpecs', { ...filter, ...page }));
    return { rows: types, total };
  });
  return { types: rows, complete };
}
