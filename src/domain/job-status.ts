import { JOB_STATUSES } from './lists.ts';

/** Case-sensitive (api-notes: statuses, R33). */
export type JobStatus = (typeof JOB_STATUSES)[number];

/**
 * What a status means. An unknown one is tolerated and counts as live, because to look once
 * more is safer than to take a job for over.
 */
export interface StatusFacts {
  /** `live`: may still change or hold resources; `reserving`: finished work that still holds resources (R33). */
  phase: 'live' | 'reserving' | 'terminal';
  documented: boolean;
  /** The operator's default lets a job be stopped here (R15). */
  stoppable: boolean;
  /** A priority change of a quota job has an effect (R16). */
  priorityWindow: boolean;
  /** What normally comes next, for a person. */
  next: string;
}

const live = (next: string, more: Partial<StatusFacts> = {}): StatusFacts => ({
  phase: 'live',
  documented: true,
  stoppable: false,
  priorityWindow: false,
  next,
  ...more,
});
const over = (next: string, phase: StatusFacts['phase'] = 'terminal'): StatusFacts => live(next, { phase });

export const JOB_STATUS: Readonly<Record<JobStatus, StatusFacts>> = {
  Creating: live('Queuing or EnvPreparing, within seconds to minutes', { priorityWindow: true }),
  Queuing: live('EnvPreparing, once there are resources', { stoppable: true, priorityWindow: true }),
  Bidding: live('EnvPreparing, once the spot bid is won'),
  EnvPreparing: live('Running, after image pull and mounts (1 to 12 minutes)', { priorityWindow: true }),
  SanityChecking: live('Running, when the checks pass'),
  Running: live('Succeeded or Failed, when the command ends', { stoppable: true }),
  Restarting: live('EnvPreparing or Running'),
  Stopping: live('Stopped, within seconds'),
  SucceededReserving: over('Succeeded, when the reservation ends', 'reserving'),
  FailedReserving: over('Failed, when the reservation ends', 'reserving'),
  Succeeded: over('nothing: it is finished'),
  Failed: over('nothing: it is finished'),
  Stopped: over('nothing: it is finished'),
};

const UNKNOWN = live('unknown: this status is not in the documented list', { documented: false });

const KNOWN: ReadonlyMap<string, StatusFacts> = new Map(Object.entries(JOB_STATUS));

/** Facts of a status; an undocumented one is live and neither stoppable nor in the priority window. */
export const statusFacts = (status: string): StatusFacts => KNOWN.get(status) ?? UNKNOWN;

/** Statuses in which a job is not over: it waits, runs, or holds resources. */
export const LIVE_STATUSES: readonly JobStatus[] = JOB_STATUSES.filter(
  (status) => statusFacts(status).phase !== 'terminal',
);
