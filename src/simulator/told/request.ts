import { fail } from '../errors.ts';
import { type JOB_TYPES, ROLES } from '../jobs/admit.ts';
import { nearestTo } from '../nearest.ts';
import type { Quota, World } from '../world/world.ts';
import type { CheckedStory, NamedPod } from './schema.ts';

const KNOWN_ROLES = Object.values(ROLES).flat();
const GPU_MACHINE = 'ecs.gn6e-c12g1.3xlarge';
const CPU_MACHINE = 'ecs.g6.xlarge';
const SPOT_MACHINE = 'ml.gu8tf.8.46xlarge';

/** A role as task specs spell it: `worker` and `Worker` are `Worker`. */
export const roleOf = (given: string): string =>
  KNOWN_ROLES.find((role) => role.toLowerCase() === given.toLowerCase()) ??
  given.charAt(0).toUpperCase() + given.slice(1);

/** The body of the `CreateJob` of a story, with the members it gives itself in place of ours. */
export function storyRequest(story: CheckedStory, pods: readonly NamedPod[], world: World): Record<string, unknown> {
  const { jobType, displayName, spot, request } = story;
  const quota = story.quota === undefined ? undefined : quotaOf(story.quota, world);
  const roles = [...new Set(pods.map(({ role }) => role))];
  return {
    DisplayName: displayName,
    JobType: jobType,
    WorkspaceId: world.defaultWorkspaceId,
    UserCommand: jobType === 'PyTorchJob' ? 'torchrun train.py' : 'python train.py',
    JobSpecs: roles.map((Type) => ({
      Type,
      PodCount: pods.filter(({ role }) => role === Type).length,
      Image: imageFor(jobType, world),
      ...(quota ? { ResourceConfig: shareOf(quota) } : machine(spot, jobType)),
    })),
    ...(quota ? { ResourceId: quota.QuotaId, Priority: 5 } : {}),
    ...request,
  };
}

function quotaOf(name: string, { quotas, defaultWorkspaceId }: World): Quota {
  const usable = quotas.filter(({ WorkspaceIds }) => WorkspaceIds.includes(defaultWorkspaceId));
  const found = usable.find(({ QuotaName, QuotaId }) => name === QuotaName || name === QuotaId);
  if (found) return found;
  const near = nearestTo(
    name,
    usable.map(({ QuotaName }) => QuotaName),
  );
  throw fail('InvalidParameter', `The story is invalid. quota: there is no "${name}". Nearest: ${near.join(', ')}.`);
}

function shareOf({ Nodes: [node] }: Quota): Record<string, string> {
  const { CPU = 8, Memory = 64, GPU = 0 } = node ?? {};
  return { CPU: String(CPU), Memory: `${Memory}Gi`, GPU: String(GPU), SharedMemory: `${Math.floor(Memory / 2)}Gi` };
}

const machine = (spot: boolean, jobType: (typeof JOB_TYPES)[number]): Record<string, unknown> =>
  spot
    ? { EcsSpec: SPOT_MACHINE, SpotSpec: { SpotStrategy: 'SpotWithPriceLimit', SpotDiscountLimit: 0.6 } }
    : { EcsSpec: jobType === 'XGBoostJob' ? CPU_MACHINE : GPU_MACHINE };

function imageFor(jobType: string, { images }: World): string {
  const framework = jobType === 'TFJob' ? 'tensorflow' : 'pytorch';
  const fitting = images.find(({ WorkspaceId, ImageUri }) => WorkspaceId === '' && ImageUri.includes(`/${framework}`));
  return (fitting ?? images[0])?.ImageUri ?? '';
}
