/** What a user asks for, and what answers it: tools, in the order of their calls. */
export const QUESTIONS: readonly (readonly [stage: string, questions: readonly (readonly [string, string])[]])[] = [
  [
    'Find',
    [
      ['Which workspace, which region?', 'list_workspaces; the region comes from the user'],
      ['Which image?', 'list_images with a query such as pytorch'],
      ['Which machine, is it in stock?', 'list_ecs_specs with min_gpu or gpu_type'],
      ['How many GPUs are free in the quota?', 'list_quotas, then get_quota for what fits now'],
      ['Who uses the quota?', 'list_quota_workloads'],
      ['Which data, which code?', 'list_datasets, list_code_sources'],
      ['What will it cost?', 'estimate_cost, or create_job with dry_run'],
    ],
  ],
  [
    'Create',
    [
      ['Start a job', 'create_job with dry_run first, then without'],
      ['The same job again, with a change', 'clone_job with the id and only what differs'],
      ['A sweep over some values', 'create_jobs'],
    ],
  ],
  [
    'Watch',
    [
      ['What is running?', 'list_jobs with status=["live"]'],
      ['Which jobs waste GPUs?', 'list_jobs with status=["Running"] and use'],
      ['How is this job doing?', 'get_job, or check_job_health for its progress'],
      ['Does it use its GPUs?', 'get_job_metrics'],
      ['Show the loss, draw it', 'plot_job'],
      ['What differs between these runs, which is better?', 'compare_jobs'],
      ['Show the log', 'get_pod_logs with level=error or a pattern rather than all of it'],
      ['Tell me when it is done', 'wait_for_job'],
      ['Show it in TensorBoard', 'create_tensorboard'],
    ],
  ],
  [
    'Diagnose',
    [
      ['Why did it fail, hang or queue?', 'diagnose_job, before any log is read'],
      ['The verdict is unknown', 'get_job_events, get_pod_events, then get_pod_logs of the pod that failed first'],
      ['Look inside a pod that runs', 'get_web_terminal, which a person has to allow'],
    ],
  ],
  [
    'Change and clean up',
    [
      ['Raise its priority', 'update_job'],
      ['Stop it', 'stop_job; a person is asked, and progress since the last checkpoint is lost'],
      ['Stop several', 'stop_jobs, asked about once'],
      ['Delete old jobs', 'delete_job, for jobs that are over'],
      ['Share it', 'get_token'],
    ],
  ],
];
