import type { JobStatus } from './jobs.ts';

/** Seconds from now (0 or negative: before it), or ISO 8601 with a zone. */
export type StoryTime = number | string;

/**
 * Lines in order: a text of several lines, or a list of texts, each with a time or without. Lines without one are
 * spread evenly between those around them and the beginning and end of what they are told of.
 */
export type StoryLines = string | (string | { at: StoryTime; text: string })[];

export type StoryPodStatus = 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Stopped';

/** One pod of a story. */
export interface StoryPod {
  /** As in the name of the pod; default: `master` for the first pod of a PyTorchJob, else `worker`. */
  role?: string;
  /** Number within its role; default: the next one. */
  index?: number;
  /** Default: by the status of the job and the exit code. */
  status?: StoryPodStatus;
  /** Such as `Evicted`; default `Normal`. */
  subStatus?: string;
  /** Told in the reason of a failed job. */
  exitCode?: number;
  /** Default: one drawn from its name. */
  ip?: string;
  /** Default: that of the job; `null`: it never ran. */
  startedAt?: StoryTime | null;
  /** Default: that of the job, for a pod that has ended. */
  endedAt?: StoryTime;
  /** What it printed. */
  log?: StoryLines;
  /** Its events, without the time in front. */
  events?: StoryLines;
}

/** A job's life as you tell it: what the API then answers of it. What is not told is not there. */
export interface Story {
  /** Default: a new one. */
  jobId?: string;
  /** Name of the job. */
  displayName?: string;
  /** As in `CreateJob`; default `PyTorchJob`. */
  jobType?: string;
  /** The status it is in, and stays in until somebody stops it; default `Failed`. */
  status?: JobStatus;
  /** Of the status; default: as the platform words it, with the exit codes of the pods. */
  reason?: { code: string; message: string };
  /** Default: five minutes before it started. */
  createdAt?: StoryTime;
  /** When it began to run; default: an hour before its end; `null`: it never ran. */
  startedAt?: StoryTime | null;
  /** Default: ten minutes ago, for a job that has ended. */
  endedAt?: StoryTime;
  /** Name or id of a quota; default: public machines. */
  quota?: string;
  /** Runs on preemptible machines. */
  spot?: boolean;
  /** Members of its `CreateJob` that differ from those the story makes, such as `Settings` or `UserCommand`. */
  request?: Record<string, unknown>;
  /** Events of the job, without the time in front; default: that its pods were created. */
  events?: StoryLines;
  /** What `GetQuotaWorkloadDiagnosis` answers for it; default: that there is none. */
  quotaDiagnosis?: Record<string, unknown>;
  /** In order of rank. */
  pods: StoryPod[];
}
