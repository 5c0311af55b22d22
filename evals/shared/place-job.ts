import { admit } from '../../src/simulator/jobs/admit.ts';
import { parseJobRequest } from '../../src/simulator/jobs/request.ts';
import { wholeSecond } from '../../src/simulator/jobs/times.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';

/** A job that is there before the agent comes. */
export interface PlacedJob {
  name: string;
  /** Default: PyTorchJob. */
  type?: 'PyTorchJob' | 'RayJob';
  /** How its life goes, a scenario of the simulator; default: success. */
  scenario?: string;
  /** Which of the scenario's wordings. */
  wording?: number;
  ageMinutes: number;
  runMinutes: number;
  pods?: number;
  /** Name of its quota, and what each pod takes of it. */
  quota: string;
  cpu?: number;
  memoryGib?: number;
  gpus?: number;
  priority?: number;
  /** Index of its owner among the simulator's users; 0 is the one the server works for. */
  owner?: number;
  settings?: Record<string, unknown>;
  envs?: Record<string, string>;
}

/** An official image for GPUs. */
const imageOf = ({ world }: Simulator): string => {
  const image = world.images.find(
    ({ ImageUri, WorkspaceId }) => WorkspaceId === '' && /\/pytorch:.*-gpu-/.test(ImageUri),
  );
  if (image === undefined) throw new Error('the simulated account has no PyTorch image for GPUs');
  return image.ImageUri;
};

/** Puts a job into a simulated cloud, as old as asked for, and returns its id. */
export function placeJob(cloud: Simulator, job: PlacedJob): string {
  const { context, world, users } = cloud;
  const owner = users[job.owner ?? 0];
  const quota = world.quotas.find(({ QuotaName }) => QuotaName === job.quota);
  if (owner === undefined || quota === undefined) throw new Error(`no owner or no quota for ${job.name}`);
  const { cpu = 32, memoryGib = 240, gpus = 2 } = job;
  const request = parseJobRequest({
    DisplayName: job.name,
    JobType: job.type ?? 'PyTorchJob',
    WorkspaceId: world.defaultWorkspaceId,
    ResourceId: quota.QuotaId,
    Priority: job.priority ?? 3,
    UserCommand: 'torchrun train.py --config base.yaml',
    Accessibility: 'PUBLIC',
    ...(job.envs && { Envs: job.envs }),
    JobSpecs: [
      {
        Type: job.type === 'RayJob' ? 'Head' : 'Worker',
        PodCount: job.pods ?? 1,
        Image: imageOf(cloud),
        ResourceConfig: {
          CPU: String(cpu),
          Memory: `${memoryGib}Gi`,
          GPU: String(gpus),
          SharedMemory: `${Math.floor(memoryGib / 2)}Gi`,
        },
      },
    ],
    Settings: { ...job.settings },
  });
  const record = admit(request, owner, context, {
    createdAt: wholeSecond(context.store.now()) - job.ageMinutes * 60_000,
    scenario: job.scenario ?? 'success',
    ...(job.wording === undefined ? {} : { wording: job.wording }),
    runSeconds: Math.round(job.runMinutes * 60),
  });
  context.store.add(record);
  return record.id;
}
