import { statusFacts } from '../../domain/job-status.ts';
import type { Job } from '../../jobs/job.ts';

/**
 * The cloud's time of a GetJob answer. The duration of a live job runs until the moment of the answer, so creation and
 * duration together tell the time; the clock of this machine may be wrong.
 * @param now this machine's time, for a job that is over or has no duration
 */
export function cloudClock({ status, seconds, times }: Job, now: Date): Date {
  const created = Date.parse(times.created ?? '');
  const live = statusFacts(status).phase === 'live';
  return live && seconds > 0 && !Number.isNaN(created) ? new Date(created + seconds * 1000) : now;
}
