import type { Phase } from '../jobs/phase.ts';
import type { PodStatus } from '../jobs/status.ts';
import type { TimedLine } from '../jobs/text.ts';

/** A pod of a told job. Milliseconds. */
export interface ToldPod {
  role: string;
  index: number;
  /** Index of its task spec. */
  spec: number;
  status: PodStatus;
  subStatus: string;
  ip: string | undefined;
  startAt: number | undefined;
  finishAt: number | undefined;
  log: readonly TimedLine[];
  events: readonly TimedLine[];
}

/** A job's life as somebody told it, in place of what a scenario makes of it. */
export interface Told {
  /** Until somebody stops it. */
  phases: readonly Phase[];
  /** In order of rank. */
  pods: readonly ToldPod[];
  /** Absent: that its pods were created. */
  events: readonly TimedLine[] | undefined;
  quotaDiagnosis: Readonly<Record<string, unknown>> | undefined;
}
