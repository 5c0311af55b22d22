import type { Evidence } from '../../../diagnosis/finding.ts';
import type { Verdict } from '../../../diagnosis/verdict.ts';
import { count } from '../../../domain/count.ts';
import { cloudClock, type Job, type JobTimes, secondsBetween } from '../../../jobs/job.ts';
import type { Pod } from '../../../jobs/pods.ts';
import type { Reason } from '../../../jobs/reason.ts';
import { durationWords } from '../../../shaping/times.ts';

/** The job under diagnosis, as GetJob shows it. */
export interface Case {
  jobId: string;
  job: Job;
  status: string;
  reason: Reason;
  pods: readonly Pod[];
  times: JobTimes;
  /** The cloud's time of the answer. */
  clock: Date;
  quota: string | undefined;
  spot: boolean;
  sanityEnabled: boolean;
}

/** The result of one route of the diagnosis. */
export interface Outcome {
  verdict: Verdict;
  /** Facts that hold whatever the verdict, as sentences. */
  known: string[];
}

export const readCase = (jobId: string, job: Job, now: Date): Case => ({
  jobId,
  job,
  status: job.status,
  reason: job.reason,
  pods: job.pods,
  times: job.times,
  clock: cloudClock(job, now),
  quota: job.resourceId?.line(80),
  spot: job.tasks.some(({ spot }) => spot),
  sanityEnabled: job.sanityCheck,
});

const spanWords = (from: string | undefined, to: string | Date | undefined): string | undefined => {
  const span = secondsBetween(from, to);
  return span === undefined ? undefined : durationWords(span);
};

/** How long the job waited and ran, and how many pods it has. */
export function timesKnown({ times, status, clock, pods }: Case): string[] {
  const { created, running, finished } = times;
  const waited = spanWords(created, running ?? finished ?? clock);
  const ran = spanWords(running, finished ?? clock);
  const parts = [
    waited && `waited ${waited}`,
    running === undefined ? 'it has not run' : ran && `ran ${ran}`,
    finished && `ended ${finished}`,
  ].filter((part) => part);
  return [`${status}: ${parts.join(', ')}; ${count(pods.length, 'pod')}.`];
}

/** The reason the job itself gives, as evidence. */
export function reasonEvidence({ reason, times }: Case): Evidence[] {
  const text = [reason.reason_code, reason.reason?.split('\n').join(' ')].filter((part) => part).join(': ');
  return text === '' ? [] : [{ source: 'job_reason', time: times.finished, text }];
}
