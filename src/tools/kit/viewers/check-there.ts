import { Fault } from '../../../domain/fault.ts';
import type { ToolContext } from '../../tool.ts';
import { attempt } from '../attempt.ts';

/**
 * Looks for what a new viewer names before a person is asked about it. A read that fails otherwise decides nothing: the
 * caller may be allowed to use what it may not read.
 * @throws Fault `not_found` for what there is not; `refused` for what is outside a locked scope
 */
export async function checkThere(
  ctx: ToolContext,
  { quotaId, datasetId }: { quotaId?: string | undefined; datasetId?: string | undefined },
): Promise<void> {
  const reads = [
    ...(quotaId === undefined ? [] : [attempt(() => ctx.call('GetQuota', { QuotaId: quotaId }))]),
    ...(datasetId === undefined ? [] : [attempt(() => ctx.call('GetDataset', { DatasetId: datasetId }))]),
  ];
  for (const read of await Promise.all(reads))
    if ('cause' in read && ['not_found', 'refused'].includes(read.cause.kind)) throw new Fault(read.cause);
}
