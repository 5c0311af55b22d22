import { JOB_ARGUMENT, SCOPE_ARGUMENTS } from './arguments.ts';
import type { Prompt } from './prompt.ts';

export const handOverJob: Prompt = {
  name: 'hand_over_job',
  title: 'Hand over a job',
  description: 'Writes a hand-over note for a job: what it is, where it stands, how to run it again.',
  arguments: [
    ...SCOPE_ARGUMENTS.filter(({ name }) => name === 'region'),
    JOB_ARGUMENT,
    { name: 'recipient', description: 'Who takes over, and what they know already', required: false },
  ],
  needs: ['get_job'],
  task: 'Write a hand-over note for this PAI-DLC job.',
  steps: [
    {
      reads: [{ tool: 'get_job', args: { job_id: '{job_id}', detail: true } }],
      answered: 'The job is below, read just now: what runs, on what, with which data, and its history.',
      otherwise:
        'Call `get_job` with job_id={job_id} and detail=true: what runs, on what, with which data, and its history.',
    },
    'Read `get_job_events` for restarts and waits.',
    ['Call `check_job_health` if it runs.', 'Read the newest lines with `get_pod_logs` for how far it is.'],
    [
      'To run it again: call `clone_job` as a dry run only (dry_run=true), and list what it takes over unseen and what it cannot.',
      'To run it again: list what `create_job` needs, and which values are masked; I have to supply them.',
      'List what is needed to run it again, and which values are masked.',
    ],
    'Write the note: purpose, state, image, code, data and where results go, resources and quota, what is open or fragile, the console link.',
    'Share nothing on your own: call `get_token` only if I ask, because whoever holds the token can read the job.',
    'Widen access with `update_job` only if I ask: PUBLIC cannot be taken back.',
  ],
};
