import type { Simulator } from '../../src/simulator/simulator.ts';
import { allTools } from '../../src/tools/all.ts';
import { connect, frozenCloud, type Session, serverEnv, yes } from '../../tests/e2e/harness.ts';
import { createJob, discover, type Finds, jobArguments, leastCall } from '../../tests/e2e/world.ts';

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
  const known = {
    ...finds,
    job_id: jobId,
    job_ids: [jobId],
    pod_id: `${jobId}-master-0`,
    image_id: imageId,
    check_number: 1,
    expire_seconds: 60,
    ...jobArguments(finds),
  };
  const more: Readonly<Record<string, Args>> = {
    list_images: { page_size: 5 },
    list_ecs_specs: { page_size: 5 },
    create_job: jobArguments(finds),
    update_job: { description: 'changed' },
    wait_for_job: { statuses: ['Running'], timeout_seconds: 1 },
  };
  return Object.fromEntries(allTools.map((tool) => [tool.name, { ...leastCall(tool, known), ...more[tool.name] }]));
}

/** Of these, the ones that write or hand out access. */
export const WRITING = ['create_job', 'update_job', 'stop_job', 'get_web_terminal', 'get_token'] as const;
