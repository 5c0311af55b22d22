import type { ToolContext } from '../tool.ts';
import { type MachineType, readMachineTypes } from './decoders/machine-types.ts';

const PAGE_SIZE = 100;
/** Bounds the reads of one call: 2,000 types, more than ten times as many as the largest region is known to have. */
const MOST_PAGES = 20;

/**
 * Every machine type of the region, never with `SortBy` or `Order` (R19: the API answers 400 to its own documented
 * values). The service may cap the page size: reading goes on until its own count is reached.
 *
 * @returns the types and whether they are all
 */
export async function allEcsSpecs(
  ctx: ToolContext,
  filter: { AcceleratorType?: 'CPU' | 'GPU'; ResourceType?: 'ECS' | 'Lingjun' },
): Promise<{ types: MachineType[]; complete: boolean }> {
  const types: MachineType[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const answer = await ctx.call('ListEcsSpecs', { ...filter, PageNumber: page, PageSize: PAGE_SIZE });
    const batch = readMachineTypes(answer);
    types.push(...batch.types);
    if (batch.types.length === 0 || types.length >= batch.total) return { types, complete: true };
  }
  return { types, complete: false };
}
