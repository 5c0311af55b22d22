import type { Hint } from '../domain/hint.ts';

type Wordings = (...values: readonly string[]) => readonly string[];

/** What lists the things of a kind, by the kind of id that was not found. */
const LISTED_BY: Readonly<Record<string, string>> = {
  job: 'list_jobs all_workspaces=true days=90 shows yours',
  pod: 'get_job shows the pods of the job',
  image: 'list_images shows what there is',
  dataset: 'list_datasets shows what there is',
  datasetVersion: 'list_dataset_versions shows those of the dataset',
  codeSource: 'list_code_sources shows what there is',
  workspace: 'list_workspaces shows yours',
  signal: 'list_signals shows those of the job',
  tensorboard: 'list_tensorboards shows what there is',
  jobTemplate: 'list_job_templates shows what there is',
  experiment: 'list_experiments shows what there is',
  run: 'list_runs shows what there is',
  model: 'list_models shows what there is',
  modelVersion: 'list_model_versions shows those of the model',
  rayHistoryServer: 'list_ray_history_servers shows what there is',
  quota: 'list_quotas shows what there is',
  resourceGroup: 'list_resource_groups shows what there is',
  machineGroup: 'list_resource_group_machine_groups shows those of the resource group',
  node: 'list_nodes shows those of the quota, with their resource groups',
  sanityCheck: 'list_job_sanity_check_results shows those of the job',
};

/**
 * The words of each hint, best first; the first whose tools are all offered is said, and nothing where there is none.
 */
export const HINTS: Readonly<Record<Hint, Wordings>> = {
  'from workspaces': () => [' from list_workspaces', ', which the user knows'],
  'from images': () => [' from list_images'],
  'or register image': () => [', or, if it is the right one, register it with add_image, which asks a person'],
  'or register code': () => [', register the repository with create_code_source'],
  'from machines': () => [' from list_ecs_specs'],
  'from quotas': () => [' from list_quotas', ' (PAI console, Resource Quota)'],
  'room of quota': (quota) => [
    `get_quota quota_id=${quota} for what fits now`,
    'the queue of the quota in the console',
  ],
  'from datasets': () => [' from list_datasets'],
  'from code sources': () => [' from list_code_sources'],
  'machines first': () => ['From list_ecs_specs; only', 'Only'],
  'code sources first': () => ['From list_code_sources', 'Id of a registered repository'],
  'machines in brackets': () => [' (from list_ecs_specs)'],
  'or other machines': () => [', or another of list_ecs_specs'],
  'available machines': () => ['that list_ecs_specs shows as available', 'that is available'],
  'workspaces shown': () => ['list_workspaces shows them; '],
  'labels as shown': () => [', as list_image_labels prints them'],
  'datasets shown': () => ['list_datasets shows what there is; leave', 'Leave'],
  'code sources shown': () => ['list_code_sources shows what there is; leave', 'Leave'],
  'datasets beside': () => [' (list_datasets)'],
  'code sources beside': () => [' (list_code_sources)'],
  'see job': (job) => [`: get_job job_id=${job}`],
  'job says': (job, status) => [`get_job job_id=${job} says ${status}`, `it is ${status}`],
  'wait for job': (job, statuses = '') => [
    `Call wait_for_job job_ids=["${job}"] statuses=${JSON.stringify(statuses.split(' or '))}`,
    `Call get_job job_id=${job} until it is ${statuses}`,
    `Wait until it is ${statuses}`,
  ],
  'watch stop': (job) => [
    `Call wait_for_job job_ids=["${job}"] to see it become Stopped.`,
    `Call get_job job_id=${job} to see it become Stopped.`,
    'Wait until it is Stopped.',
  ],
  'or events': () => [', or get_job_events to see what it waits for'],
  'or diagnosis': (job) => [`; diagnose_job job_id=${job} says what to change`],
  'read logs': (job) => [`Read get_pod_logs job_id=${job} instead.`, 'Start one in a job that runs.'],
  'read events': (job) => [`Read get_job_events job_id=${job}, and try`, 'Try'],
  'look at jobs': () => [' with get_job or list_jobs', ' with get_job', ' with list_jobs'],
  'what exists': (kind = '') => (Object.hasOwn(LISTED_BY, kind) ? [`; ${LISTED_BY[kind]}`] : []),
  'viewer limit': (id) => [`: update_tensorboard tensorboard_id=${id} max_running_time_minutes=240`],
  'viewer stop': (kind, id) =>
    kind === 'tensorboard'
      ? [`: stop_tensorboard tensorboard_id=${id}`]
      : [`: stop_ray_history_server ray_history_server_id=${id}`],
  'with create': () => [' with clone_job', ' with create_job'],
};
