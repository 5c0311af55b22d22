import { addCorpus } from '../../src/simulator/corpus.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { allTools } from '../../src/tools/all.ts';
import { frozenCloud } from '../../tests/e2e/session.ts';
import { type Finds, namesIn } from '../../tests/e2e/world.ts';
import { leastCall, soundCall } from '../../tests/server/full-calls.ts';
import { placeJob } from '../shared/place-job.ts';

/** Ids of the jobs that typical calls are about. */
export interface TypicalJobs {
  running: string;
  failed: string;
  /** One that a sanity check was made of, or could have been. */
  checked: string;
  /** One to be stopped, of which nothing else is asked. */
  spare: string;
  /** A Ray job, which has a dashboard. */
  ray: string;
}

/** The account that typical answers come from; always the same but for its times. */
export interface TypicalCloud extends TypicalJobs {
  cloud: Simulator;
}

/** A cloud that holds still, with the work of a team in it. The caller closes it. */
export async function typicalCloud(): Promise<TypicalCloud> {
  const cloud = await frozenCloud({ seed: 21 });
  addCorpus(cloud, { seed: 21, jobs: 24 });
  const on = { quota: 'llm-lingjun' };
  return {
    cloud,
    // For two hours.
    running: placeJob(cloud, { ...on, name: 'sft-7b-main', pods: 8, ageMinutes: 120, runMinutes: 600 }),
    // By an exception in one of 8 pods.
    failed: placeJob(cloud, {
      ...on,
      name: 'sft-7b-labels',
      scenario: 'worker_exception',
      wording: 0,
      pods: 8,
      ageMinutes: 90,
      runMinutes: 30,
    }),
    checked: placeJob(cloud, {
      ...on,
      name: 'sft-7b-checked',
      ageMinutes: 60,
      runMinutes: 600,
      settings: { EnableSanityCheck: true },
    }),
    spare: placeJob(cloud, { ...on, name: 'sft-7b-spare', ageMinutes: 50, runMinutes: 600 }),
    ray: placeJob(cloud, { ...on, name: 'ray-rollout', type: 'RayJob', ageMinutes: 40, runMinutes: 600 }),
  };
}

/** `cloud` has the world that the names of all else are taken from. */
type Call = (
  at: TypicalJobs & { cloud: Pick<Simulator, 'world' | 'users' | 'context'>; finds: Finds; imageId: string },
) => Record<string, unknown>;

/** What is asked for beyond the least call, or of another job than the running one; the last ones change jobs. */
const OWN: Readonly<Record<string, Call>> = {
  list_images: () => ({ labels: 'system.chipType=GPU', query: 'pytorch' }),
  list_ecs_specs: () => ({ min_gpu: 1 }),
  list_nodes: ({ cloud }) => ({ quota_id: namesIn(cloud, '').quota }),
  list_node_types: ({ cloud }) => ({ quota_id: namesIn(cloud, '').quota }),
  get_pod_events: ({ failed }) => ({ job_id: failed, pod_id: `${failed}-master-0` }),
  get_job_events: ({ failed }) => ({ job_id: failed }),
  list_job_sanity_check_results: ({ checked }) => ({ job_id: checked }),
  get_job_sanity_check_result: ({ checked }) => ({ job_id: checked, check_number: 1 }),
  get_token: () => ({ expire_seconds: 3600 }),
  diagnose_job: ({ failed }) => ({ job_id: failed }),
  show_job: ({ failed }) => ({ job_id: failed }),
  read_jobs_page: () => ({ status: ['Failed'] }),
  read_job_page: ({ running }) => ({ job_id: running }),
  wait_for_job: ({ failed }) => ({ job_ids: [failed] }),
  compare_jobs: ({ running, failed }) => ({ job_ids: [running, failed] }),
  plot_job: ({ running }) => ({ job_ids: [running] }),
  estimate_cost: ({ running }) => ({ job_ids: [running] }),
  clone_job: ({ failed }) => ({ job_id: failed }),
  update_code_source: () => ({ branch: 'dev' }),
  delete_code_source: () => ({}),
  create_tensorboard: ({ running }) => ({ job_ids: [running] }),
  update_tensorboard: () => ({ max_running_time_minutes: 20_000 }),
  create_ray_history_server: ({ finds }) => ({ ecs_spec: finds.ecs_spec }),
  update_dataset: () => ({ mount_path: '/mnt/corpus' }),
  update_dataset_version: () => ({ description: 'deduplicated' }),
  delete_dataset_version: () => ({}),
  delete_dataset: () => ({}),
  update_job_template: () => ({ content: '{"JobType":"PyTorchJob"}' }),
  set_job_template_default_version: () => ({}),
  delete_job_template: () => ({}),
  update_job: () => ({ description: 'main run' }),
  create_signal: () => ({ roles: ['Worker'] }),
  get_dashboard: ({ ray }) => ({ job_id: ray }),
  get_ray_dashboard: ({ ray }) => ({ job_id: ray }),
  stop_job: ({ spare }) => ({ job_id: spare }),
  create_jobs: ({ failed }) => ({
    from_job: failed,
    variations: [{ envs: { LR: '1e-4' } }, { envs: { LR: '3e-5' } }, { envs: { LR: '1e-5' } }],
  }),
  stop_jobs: ({ running, checked }) => ({ job_ids: [running, checked] }),
  delete_job: ({ failed }) => ({ job_ids: [failed] }),
  create_job: ({ finds }) => ({
    workspace_id: finds.workspace_id,
    display_name: 'sft-7b-next',
    job_type: 'PyTorchJob',
    command: 'torchrun train.py --config base.yaml',
    task_specs: [{ type: 'Worker', pod_count: 1, image: finds.image, ecs_spec: finds.ecs_spec }],
  }),
};

const LAST = Object.keys(OWN);

/** A call of each tool as it is made most; in this order, since the last ones change jobs. */
export const TYPICAL: Readonly<Record<string, Call>> = Object.fromEntries(
  allTools
    .toSorted((a, b) => LAST.indexOf(a.name) - LAST.indexOf(b.name))
    .map((tool): [string, Call] => [
      tool.name,
      (at) => {
        const own = OWN[tool.name]?.(at);
        const named = { ...namesIn(at.cloud, at.running), ...at.finds, image_id: at.imageId };
        return own === undefined ? soundCall(tool, named) : { ...leastCall(tool, named), ...own };
      },
    ]),
);
