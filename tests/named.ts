import { randomUUID } from 'node:crypto';
import type { JobRecord } from '../src/simulator/jobs/record.ts';
import type { JobFacts, Simulator } from '../src/simulator/simulator.ts';

/** What a job needs. */
export interface Finds {
  workspace_id: string;
  image: string;
  ecs_spec: string;
  dataset_id: string;
  code_source_id: string;
}

/** What calls of any tool name, as it is in some cloud. */
export interface Named extends Finds {
  job_id: string;
  /** Of a job that is over. */
  over_job_id: string;
  /** Of a signal that was sent to the job. */
  signal_id: string;
  pod_id: string;
  image_id: string;
  quota: string;
}

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

/**
 * Names of what is in a workspace of a simulated cloud, and of what belongs to none.
 *
 * @param job_id a job of the workspace
 * @param workspace_id left out, the default one
 */
export function namesIn(
  { world, jobs, users, context }: Pick<Simulator, 'world' | 'jobs' | 'users' | 'context'>,
  job_id: string,
  workspace_id = world.defaultWorkspaceId,
): Named {
  const own = <T extends { WorkspaceId?: string }>(rows: readonly T[]): T | undefined =>
    rows.find((row) => row.WorkspaceId === workspace_id);
  const [official] = world.images;
  const isOver = ({ status, workspaceId, owner }: JobFacts): boolean =>
    workspaceId === workspace_id && owner === users[0]?.userName && ['Succeeded', 'Failed', 'Stopped'].includes(status);
  return {
    workspace_id,
    ...namesOfJob(job_id),
    signal_id: signalOf(context.store.find(job_id)),
    over_job_id: jobs().find(isOver)?.id ?? '',
    image_id: (own(world.images) ?? official)?.ImageId ?? '',
    image: official?.ImageUri ?? '',
    ecs_spec: 'ecs.gn6e-c12g1.3xlarge',
    dataset_id: own(world.datasets)?.DatasetId ?? '',
    code_source_id: own(world.codeSources)?.CodeSourceId ?? '',
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
