import { SCOPE_ARGUMENTS } from './arguments.ts';
import type { Prompt } from './prompt.ts';

export const reviewRunningCost: Prompt = {
  name: 'review_running_cost',
  title: 'Review running cost and idle jobs',
  description: 'Lists what holds resources now and points out jobs that look idle, hung or forgotten.',
  arguments: SCOPE_ARGUMENTS,
  needs: ['list_jobs'],
  task: 'Review what my PAI-DLC jobs cost now, and which of them look idle.',
  steps: [
    {
      reads: [{ tool: 'list_jobs', args: { status: ['Running'], use: true } }],
      answered:
        "The running jobs are below, read just now: GPU use, idle GPU-hours and, by the operator's prices, the cost so far. Call `list_jobs` for the pages that it says are left, and for the other statuses that hold resources: EnvPreparing, Restarting, SucceededReserving, FailedReserving.",
      otherwise:
        "Call `list_jobs` with status=Running and use=true, all pages: it has GPU use, idle GPU-hours and, by the operator's prices, the cost so far. Then list the other statuses that hold resources: EnvPreparing, Restarting, SucceededReserving, FailedReserving.",
    },
    'Where no cost is told, count GPU-hours, and invent no amounts. What is not known is no zero.',
    [
      'For each running job, `check_job_health` tells whether it makes progress.',
      'For each running job, read the newest lines with `get_pod_logs`: when was the last one written, and does it make progress?',
    ],
    'Show a table, most idle GPU-hours first: job, status, GPUs, GPU-hours, GPU use, cost, last sign of progress, and whether a longest running time is set.',
    'Name the jobs that look idle or hung, with the evidence; a silent log alone proves nothing.',
    [
      'Stop nothing on your own. If I choose a job, call `stop_job` for that one; it asks me again.',
      'Stop nothing; tell me what I could stop.',
    ],
  ],
};
