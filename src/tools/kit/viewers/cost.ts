import { jobPricePerHour } from '../../../domain/prices.ts';
import type { ViewerCost } from '../../../policy/viewers.ts';
import type { ToolContext } from '../../tool.ts';
import { machineSizes } from '../machine-sizes.ts';

/** What one takes, as it is or as it would be. */
export interface Takes {
  machine?: string | undefined;
  quotaId?: string | undefined;
  minutes?: number | undefined;
}

/**
 * What it costs: a machine of its own is billed, a quota is paid for already, shared machines are free (api-notes:
 * tensorboard). Sizes are only read where a price of a GPU could count.
 * @param without what it is without a machine and a quota: `free` where a call asks for it so, `untold` where it was
 *   read
 */
export async function viewerCost(
  ctx: ToolContext,
  { machine, quotaId, minutes }: Takes,
  without: 'free' | 'untold',
): Promise<ViewerCost> {
  const table = machine === undefined ? undefined : await ctx.prices();
  const sizes = await machineSizes(ctx, table === undefined ? [] : [machine]);
  const task = { pod_count: 1, ecs_spec: machine, spot: undefined };
  return {
    payment: quotaId !== undefined ? 'quota' : machine !== undefined ? 'billed' : without,
    on: quotaId ?? machine ?? '',
    price: jobPricePerHour({ resource_id: quotaId, task_specs: [task] }, sizes, ctx.region, table),
    minutes,
  };
}
