import type { Simulator } from '../../src/simulator/simulator.ts';
import { connect, frozenCloud, type Session, serverEnv, yes } from '../../tests/e2e/harness.ts';
import { createJob, discover, type Finds, jobArguments } from '../../tests/e2e/world.ts';

export type Args = Record<string, unknown>;

/** A simulated cloud with a running job, and what is in it. */
export interface Ground {
  cloud: Simulator;
  finds: Finds;
  jobId: string;
  imageId: string;
  /** Another running job. */
  job(): Promise<string>;
  /** A server on it, with a person who says yes. */
  serve(options?: Partial<Parameters<typeof connect>[0]>): Promise<Session>;
  close(): Promise<void>;
}

/** @param main the build whose servers `serve` starts; what is prepared is prepared by the sound one */
export async function openGround(main: string, options: Parameters<typeof frozenCloud>[0] = {}): Promise<Ground> {
  const cloud = await frozenCloud(options);
  const first = await connect({ env: serverEnv(cloud) });
  const finds = await discover(first);
  const job = async (): Promise<string> => {
    const id = await createJob(first, finds);
    cloud.clock.advance(300);
    return id;
  };
  const jobId = await job();
  const imageId = cloud.world.images.find(({ ImageUri }) => ImageUri === finds.image)?.ImageId ?? '';
  const open: { close(): Promise<void> }[] = [first];
  return {
    cloud,
    finds,
    jobId,
    imageId,
    job,
    async serve({ env = {}, ...more } = {}) {
      const session = await connect({ era: 'modern', person: yes, main, ...more, env: serverEnv(cloud, env) });
      open.push(session);
      return session;
    },
    async close() {
      for (const each of open) await each.close();
      await cloud.close();
    },
  };
}

/** A call that passes, of every tool. */
export function soundCalls({
  finds,
  jobId,
  imageId,
}: Pick<Ground, 'finds' | 'jobId' | 'imageId'>): Record<string, Args> {
  const job = { job_id: jobId };
  const { workspace_id } = finds;
  return {
    list_workspaces: {},
    list_image_labels: {},
    list_images: { page_size: 5 },
    get_image: { image_id: imageId },
    list_datasets: { workspace_id },
    get_dataset: { dataset_id: finds.dataset_id },
    list_code_sources: { workspace_id },
    get_code_source: { code_source_id: finds.code_source_id },
    list_ecs_specs: { page_size: 5 },
    list_quotas: { workspace_id },
    create_job: jobArguments(finds),
    clone_job: job,
    list_jobs: { workspace_id },
    get_job: job,
    update_job: { ...job, description: 'changed' },
    stop_job: job,
    get_pod_logs: job,
    get_pod_events: { ...job, pod_id: `${jobId}-master-0` },
    get_job_events: job,
    list_job_sanity_check_results: job,
    get_job_sanity_check_result: { ...job, check_number: 1 },
    get_web_terminal: job,
    get_token: { ...job, expire_seconds: 60 },
    diagnose_job: job,
    check_job_health: job,
    wait_for_job: { job_ids: [jobId], statuses: ['Running'], timeout_seconds: 1 },
  };
}

/** Of these, the ones that write or hand out access. */
export const WRITING = ['create_job', 'update_job', 'stop_job', 'get_web_terminal', 'get_token'] as const;
