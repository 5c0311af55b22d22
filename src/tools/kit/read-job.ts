import { Job } from '../../jobs/job.ts';
import type { ToolContext } from '../tool.ts';

/**
 * One job, read anew.
 * @param options.detail `false` only where nothing but name and status is needed: which other members
 *   `NeedDetail=false` leaves out is not documented (api-notes: jobs)
 * @param options.signal ends this read alone; it has to follow the tool's own signal
 */
export const readJob = async (
  { call, signal: own }: Pick<ToolContext, 'call' | 'signal'>,
  jobId: string,
  { detail = true, signal = own }: { detail?: boolean; signal?: AbortSignal } = {},
): Promise<Job> => new Job(await call('GetJob', { JobId: jobId, NeedDetail: detail }, { signal }));
