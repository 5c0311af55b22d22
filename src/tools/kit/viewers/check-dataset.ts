import { Fault } from '../../../domain/fault.ts';
import type { ToolContext } from '../../tool.ts';
import { attempt } from '../attempt.ts';

/**
 * Looks for the dataset that a new viewer names before a person is asked about it. A read that fails otherwise decides
 * nothing: the caller may be allowed to use what it may not read.
 * @throws Fault `not_found` for what there is not; `refused` for what is outside a locked scope
 */
export async function checkDatasetThere(ctx: ToolContext, datasetId: string | undefined): Promise<void> {
  if (datasetId === undefined) return;
  const read = await attempt(() => ctx.call('GetDataset', { DatasetId: datasetId }));
  if ('cause' in read && ['not_found', 'refused'].includes(read.cause.kind)) throw new Fault(read.cause);
}
