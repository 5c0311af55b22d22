import { SCOPE_ARGUMENTS } from './arguments.ts';
import type { Prompt } from './prompt.ts';

export const submitTrainingJob: Prompt = {
  name: 'submit_training_job',
  title: 'Submit a training job',
  description: 'Finds image, data and machine, proposes the job, and creates it once you agree.',
  arguments: [
    ...SCOPE_ARGUMENTS,
    { name: 'goal', description: 'What to train: code, data, framework, GPUs', required: false },
  ],
  needs: ['create_job'],
  task: 'Submit a training job on PAI-DLC for me.',
  steps: [
    'If I named no workspace, call `list_workspaces` and let me choose one; nothing falls back to a default.',
    [
      'Image: read `list_image_labels`, then search `list_images`. Take the image_uri exactly as it is shown.',
      'Image: search `list_images`. Take the image_uri exactly as it is shown.',
    ],
    'Data: `list_datasets` has the ids for data_source_id.',
    'Code: `list_code_sources` has the ids for code_source_id.',
    {
      reads: [{ tool: 'list_ecs_specs', args: { min_gpu: 1 } }],
      answered:
        'Resources: the public GPU machines in stock are below, read just now; `list_ecs_specs` has the others. To run on a quota instead, ask me for its resource_id; never invent one.',
      otherwise: [
        'Resources: `list_ecs_specs` has the public machine types, `list_quotas` what is free in my quotas. To run on a quota, ask me for its resource_id; never invent one.',
        'Resources: `list_ecs_specs` has the public machine types. To run on a quota instead, ask me for its resource_id; never invent one.',
        'Resources: ask me for the machine type, or for the resource_id of my quota; never invent one.',
      ],
    },
    'Show me the whole job before you create it: type, image, machines and how many, mounts, command, a display_name that sorts well, and job_max_running_time_minutes so that something ends it.',
    'Call `create_job` once, when I agree. If it asks for a confirmation, the answer is mine to give.',
    [
      'If the outcome is unknown, do not create again: look for the job with `list_jobs` first.',
      'If the outcome is unknown, do not create again: tell me.',
    ],
    ['Follow it with `wait_for_job` until it is Running.', 'Follow it with `get_job` until it is Running.'],
    'Then show me with `get_pod_logs` that it makes progress.',
  ],
};
