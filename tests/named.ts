import { randomUUID } from 'node:crypto';
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
}

/** What calls of any tool name, as it is in some cloud. */
export interface Named extends Finds, Hidden {
  /** Of a dataset with a version that is not the first. */
  versioned_dataset_id: string;
  job_id: string;
  pod_id: string;
  image_id: string;
  quota: string;
}

/** What a job there is called, with the names of its first pod. */
export const namesOfJob = (job_id: string): Pick<Named, 'job_id' | 'pod_id'> => ({
  job_id,
  pod_id: `${job_id}-master-0`,
});

/**
 * Names of what is in a workspace of a simulated cloud, and of what belongs to none.
 *
 * @param job_id a job of the workspace
 * @param workspace_id left out, the default one
 */
export function namesIn(
  { world }: Pick<Simulator, 'world'>,
  job_id: string,
  workspace_id = world.defaultWorkspaceId,
): Named {
  const own = <T extends { WorkspaceId?: string }>(rows: readonly T[]): T | undefined =>
    rows.find((row) => row.WorkspaceId === workspace_id);
  const hidden = <T extends { WorkspaceId: string; Accessibility: string }>(rows: readonly T[]): T | undefined =>
    own(rows.filter(({ Accessibility }) => Accessibility === 'PRIVATE'));
  const [official] = world.images;
  return {
    workspace_id,
    ...namesOfJob(job_id),
    image_id: (own(world.images) ?? official)?.ImageId ?? '',
    image: official?.ImageUri ?? '',
    ecs_spec: 'ecs.gn6e-c12g1.3xlarge',
    dataset_id: own(world.datasets)?.DatasetId ?? '',
    code_source_id: own(world.codeSources)?.CodeSourceId ?? '',
    private_code_source_id: hidden(world.codeSources)?.CodeSourceId ?? '',
    private_dataset_id: hidden(world.datasets)?.DatasetId ?? '',
    versioned_dataset_id: own(world.datasets.filter(({ Versions }) => Versions.length > 1))?.DatasetId ?? '',
    quota: world.quotas[0]?.QuotaId ?? '',
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
