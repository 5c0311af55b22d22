import { randomUUID } from 'node:crypto';
import type { JobRecord } from '../src/simulator/jobs/record.ts';
import { TERMINAL } from '../src/simulator/jobs/status.ts';
import type { Simulator } from '../src/simulator/simulator.ts';

/** What a job needs. */
export interface Finds {
  workspace_id: string;
  image: string;
  ecs_spec: string;
  dataset_id: string;
  code_source_id: string;
}

/** What is PRIVATE, to be published. */
export interface Hidden {
  private_code_source_id: string;
  private_dataset_id: string;
  private_image_id: string;
}

/** What calls of any tool name, as it is in some cloud. */
export interface Named extends Finds, Hidden {
  /** Of a dataset with a version that is not the first. */
  versioned_dataset_id: string;
  job_id: string;
  /** Of a job that is over. */
  over_job_id: string;
  /** Of a signal that was sent to the job. */
  signal_id: string;
  pod_id: string;
  image_id: string;
  quota: string;
  /** Of the machines of that quota, and one of those. */
  resource_group: string;
  machine_group: string;
  node: string;
  /** One that runs, and two that are stopped; the same of history servers. */
  tensorboard_id: string;
  stopped_tensorboard_id: string;
  spare_tensorboard_id: string;
  ray_history_server_id: string;
  stopped_ray_history_server_id: string;
  spare_ray_history_server_id: string;
  /** One with two versions, of which the first is the default, and one to delete. */
  template_id: string;
  spare_template_id: string;
  /** An experiment, with a run that has metrics; a model, with a version. */
  experiment_id: string;
  run_id: string;
  model_id: string;
  /** A Ray job that runs; empty where there is none. */
  ray_job_id: string;
}

/** What stands for those where there is no cloud that has them. */
export const VIEWER_NAMES = {
  tensorboard_id: 'tb1xjcumbfm7aai0',
  stopped_tensorboard_id: 'tb2xjcumbfm7aai0',
  spare_tensorboard_id: 'tb3xjcumbfm7aai0',
  ray_history_server_id: 'rhs1xjcumbfm7aai',
  stopped_ray_history_server_id: 'rhs2xjcumbfm7aai',
  spare_ray_history_server_id: 'rhs3xjcumbfm7aai',
  ray_job_id: 'dlc1xjcumbfm7aai',
  template_id: 'tpl1xjcumbfm7aa',
  spare_template_id: 'tpl2xjcumbfm7aa',
  experiment_id: 'exp-1',
  run_id: 'run-1',
  model_id: 'model-1',
};

/** What Ray jobs are called, so that they are found again. */
const RAY_JOB = 'ray-job';

/** Arguments of a create_job call for a Ray job, which has a dashboard. */
export const rayJobArguments = (finds: Finds): Record<string, unknown> =>
  jobArguments(finds, {
    display_name: `${RAY_JOB}-${randomUUID().slice(0, 8)}`,
    job_type: 'RayJob',
    task_specs: [{ type: 'Head', pod_count: 1, image: finds.image, ecs_spec: finds.ecs_spec }],
  });

/** What a job there is called, with the names of its first pod. */
export const namesOfJob = (job_id: string): Pick<Named, 'job_id' | 'pod_id'> => ({
  job_id,
  pod_id: `${job_id}-master-0`,
});

/** A signal that was sent to the job, long ago and to no pod that it still has. */
function signalOf(record: JobRecord | undefined): string {
  const known = record?.signals?.[0]?.id;
  if (record === undefined || known !== undefined) return known ?? '';
  const sent = {
    id: `oper${record.id.slice(3)}`,
    signal: 'SIGUSR1',
    scope: 'pods',
    podNames: [],
    roles: [],
    at: 0,
  } as const;
  record.signals = [sent];
  return sent.id;
}
/** A quota of a simulated cloud, with the names of its machines. */
const namesOfQuota = (
  quota: Simulator['world']['quotas'][number] | undefined,
): Pick<Named, 'quota' | 'resource_group' | 'machine_group' | 'node'> => ({
  quota: quota?.QuotaId ?? '',
  resource_group: `rg${quota?.QuotaId.slice(5)}`,
  machine_group: `mg${quota?.QuotaId.slice(5)}`,
  // One that nothing runs on: a quota fills its first machines first.
  node: quota?.Nodes.at(-1)?.NodeName ?? '',
});

/**
 * Names of what is in a workspace of a simulated cloud, and of what belongs to none.
 *
 * @param job_id a job of the workspace
 * @param workspace_id left out, the default one
 */
export function namesIn(
  { world, users, context: { store } }: Pick<Simulator, 'world' | 'users' | 'context'>,
  job_id: string,
  workspace_id = world.defaultWorkspaceId,
): Named {
  const own = <T extends { WorkspaceId?: string }>(rows: readonly T[]): T | undefined =>
    rows.find((row) => row.WorkspaceId === workspace_id);
  const hidden = <T extends { WorkspaceId: string; Accessibility: string }>(rows: readonly T[]): T | undefined =>
    own(rows.filter(({ Accessibility }) => Accessibility === 'PRIVATE'));
  const [official] = world.images;
  const viewer = (kind: 'tensorboard' | 'history', name: 'now' | 'old' | 'older'): string =>
    world.viewers.find(({ Kind, WorkspaceId, Name }) => Kind === kind && WorkspaceId === workspace_id && Name === name)
      ?.Id ?? '';
  const template = (name: string): string =>
    own(world.jobTemplates.filter(({ TemplateName }) => TemplateName === name))?.TemplateId ?? '';
  const jobs = store.all().filter(({ workspaceId }) => workspaceId === workspace_id);
  const ray = jobs.find(({ request }) => request.DisplayName.startsWith(RAY_JOB));
  const over = jobs.find(
    (job) => job.owner.userId === users[0]?.userId && TERMINAL.includes(store.view(job).current.status),
  );
  return {
    workspace_id,
    ...namesOfJob(job_id),
    signal_id: signalOf(store.find(job_id)),
    over_job_id: over?.id ?? '',
    image_id: (own(world.images) ?? official)?.ImageId ?? '',
    image: official?.ImageUri ?? '',
    ecs_spec: 'ecs.gn6e-c12g1.3xlarge',
    dataset_id: own(world.datasets)?.DatasetId ?? '',
    code_source_id: own(world.codeSources)?.CodeSourceId ?? '',
    private_code_source_id: hidden(world.codeSources)?.CodeSourceId ?? '',
    private_dataset_id: hidden(world.datasets)?.DatasetId ?? '',
    private_image_id: hidden(world.images)?.ImageId ?? '',
    versioned_dataset_id: own(world.datasets.filter(({ Versions }) => Versions.length > 1))?.DatasetId ?? '',
    ...namesOfQuota(world.quotas[0]),
    tensorboard_id: viewer('tensorboard', 'now'),
    stopped_tensorboard_id: viewer('tensorboard', 'old'),
    spare_tensorboard_id: viewer('tensorboard', 'older'),
    ray_history_server_id: viewer('history', 'now'),
    stopped_ray_history_server_id: viewer('history', 'old'),
    spare_ray_history_server_id: viewer('history', 'older'),
    ray_job_id: ray?.id ?? '',
    template_id: template('finetune'),
    spare_template_id: template('spare'),
    experiment_id: own(world.experiments)?.ExperimentId ?? '',
    run_id: own(world.runs)?.RunId ?? '',
    model_id: own(world.models)?.ModelId ?? '',
  };
}

/** Arguments of a create_job call that passes, of a job like no other; `changes` replace top-level members. */
export const jobArguments = (finds: Finds, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  workspace_id: finds.workspace_id,
  display_name: `e2e-${randomUUID().slice(0, 8)}`,
  job_type: 'PyTorchJob',
  command: 'python train.py',
  task_specs: [{ type: 'Worker', pod_count: 1, image: finds.image, ecs_spec: finds.ecs_spec }],
  envs: { PAI_SIM_RUN_SECONDS: '36000' },
  ...changes,
});
