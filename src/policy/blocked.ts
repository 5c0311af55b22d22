import { statusFacts } from '../domain/job-status.ts';

/** Whether a job does not run and may come to, so that something may keep it from ever doing so. */
export const isYetToRun = (status: string): boolean => {
  const { phase, documented } = statusFacts(status);
  return phase === 'live' && documented && !['Running', 'Stopping'].includes(status);
};

/** What a refusal says of such a job, after what it refuses: to wait until it runs would be to wait for ever. */
export const neverRuns = (blocker: string): string => `as it stands it will not run by itself: ${blocker}.`;
