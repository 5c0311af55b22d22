import { statusFacts } from '../../domain/job-status.ts';
import { number, raw, type WireRecord } from '../../jobs/wire.ts';

/**
 * The cloud's time of a GetJob answer: a live job's duration runs until the moment of the answer, which this machine's clock
 * need not share.
 * @param now this machine's time, for a job that is over or has no duration
 */
export function cloudClock(job: WireRecord, now: Date): Date {
  const [created, duration] = [Date.parse(raw(job.GmtCreateTime) ?? ''), number(job.Duration) ?? 0];
  const live = statusFacts(raw(job.Status) ?? '').phase === 'live';
  return live && duration > 0 && !Number.isNaN(created) ? new Date(created + duration * 1000) : now;
}
