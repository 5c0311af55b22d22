/** What is right to say of a job: each scenario has one. */
export type Label =
  | 'image_pull'
  | 'user_code_error'
  | 'missing_module_or_file'
  | 'framework_error'
  | 'permission_or_mount'
  | 'storage_failure'
  | 'cuda_oom'
  | 'host_oom'
  | 'resource_limit'
  | 'nccl_timeout'
  | 'preempted_or_reclaimed'
  | 'quota_or_stock_shortage'
  | 'hardware_fault'
  | 'bad_configuration'
  | 'stopped_by_person'
  | 'platform_error'
  | 'healthy'
  | 'unknown';

/** A job's status as the API writes it. */
export type JobStatus =
  | 'Creating'
  | 'Queuing'
  | 'Bidding'
  | 'EnvPreparing'
  | 'SanityChecking'
  | 'Running'
  | 'Restarting'
  | 'SucceededReserving'
  | 'FailedReserving'
  | 'Stopping'
  | 'Succeeded'
  | 'Failed'
  | 'Stopped';

/** A fate a job can have. */
export interface Scenario {
  /** What `PAI_SIM_SCENARIO` of a job and `jobs.add` take. */
  name: string;
  label: Label;
  /** Labels a careful reader could give with the same right. */
  alsoRight: readonly (Label | 'network_failure')[];
  /** One line: what the job goes through. */
  about: string;
  /** The status it comes to rest in; `jobs.add` makes a job that is there. */
  status: JobStatus;
  /** In how many ways it is told; `PAI_SIM_VARIANT` of a job chooses one. */
  wordings: number;
}

/** Something the API answers that shows the cause. */
export interface Evidence {
  source:
    | 'pod_log'
    | 'pod_event'
    | 'job_event'
    | 'job_status'
    | 'job_reason'
    | 'restart_record'
    | 'sanity_check'
    | 'quota_diagnosis';
  /** Part of what is answered there, without stamps, colours or escapes. */
  text: string;
  podId?: string;
  podUid?: string;
  /** When it was printed; milliseconds since 1970. */
  at?: number;
}

/** A job that was put in, and what is right to say of it. */
export interface LabelledJob {
  jobId: string;
  displayName: string;
  scenario: string;
  label: Label;
  alsoRight: readonly (Label | 'network_failure')[];
  status: JobStatus;
  jobType: string;
  /** Id of its quota; empty on public resources. */
  quotaId: string;
  /**
   * What shows the cause, the first pod to fail before its peers; never empty. Where the cause is unknown, what is
   * known.
   */
  evidence: readonly Evidence[];
  /** The innermost frame of the traceback that shows the cause. */
  frame?: Evidence;
  /** The pod that failed first, where one did. */
  failedPodId?: string;
}

/** A job that exists, whatever the API shows of it to whom. */
export interface JobFacts {
  id: string;
  displayName: string;
  status: JobStatus;
  tags: Record<string, string>;
  workspaceId: string;
  /** Name of the user it belongs to. */
  owner: string;
  /** Simulated time, ISO 8601. */
  createdAt: string;
}
