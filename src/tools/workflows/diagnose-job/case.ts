import type { Evidence } from '../../../diagnosis/finding.ts';
import type { Verdict } from '../../../diagnosis/verdict.ts';
import { count } from '../../../domain/count.ts';
import { jobTimes } from '../../../jobs/job-view.ts';
import { type Pod, readPods } from '../../../jobs/pods.ts';
import { type Reason, readReason } from '../../../jobs/reason.ts';
import { raw, record, records, shown, type WireRecord } from '../../../jobs/wire.ts';
import { durationWords } from '../../../shaping/times.ts';
import { cloudClock } from '../../kit/cloud-clock.ts';

/** A pod as a diagnosis needs it. */
export interface CasePod extends Pod {
  evicted: boolean;
  /** Instances before a restart, oldest first. */
  history: Pod[];
}

/** What GetJob says of the job under diagnosis. */
export interface Case {
  jobId: string;
  job: WireRecord;
  status: string;
  reason: Reason;
  pods: CasePod[];
  times: Record<string, string>;
  /** The cloud's time of the answer. */
  clock: Date;
  quota: string | undefined;
  spot: boolean;
  sanityEnabled: boolean;
}

/** What a route through the diagnosis comes to. */
export interface Outcome {
  verdict: Verdict;
  /** Facts that hold whatever the verdict, as sentences. */
  known: string[];
}

const isSet = (value: unknown): boolean => Object.keys(record(value)).length > 0;

export function readCase(jobId: string, job: WireRecord, now: Date): Case {
  const status = shown(job.Status, 40) ?? 'Unknown';
  return {
    jobId,
    job,
    status,
    reason: readReason(job.ReasonCode, job.ReasonMessage),
    pods: records(job.Pods).flatMap((pod) =>
      readPods(pod).map((read) => ({
        ...read,
        evicted: raw(pod.SubStatus) === 'Evicted',
        history: readPods(pod.HistoryPods),
      })),
    ),
    times: jobTimes(job),
    clock: cloudClock(job, now),
    quota: shown(job.ResourceId, 80),
    spot: records(job.JobSpecs).some((spec) => isSet(spec.SpotSpec)),
    sanityEnabled: String(record(job.Settings).EnableSanityCheck) === 'true',
  };
}

/** Seconds between two times; `undefined` where one is missing. */
export function secondsBetween(from: string | undefined, to: string | Date | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  const span = (new Date(to).getTime() - Date.parse(from)) / 1000;
  return Number.isNaN(span) ? undefined : Math.max(0, span);
}

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
