import { type AdmitContext, admit } from '../jobs/admit.ts';
import type { Draw } from '../jobs/draw.ts';
import { parseJobRequest } from '../jobs/request.ts';
import type { Obstacle, Place } from '../jobs/scenarios/types.ts';
import { wholeSecond } from '../jobs/times.ts';
import type { SimUser } from '../route.ts';
import { buildQuota, type QuotaRow } from '../world/quotas.ts';
import type { Quota, World } from '../world/world.ts';

const LINGJUN = { type: 'Lingjun', cpu: 184, memory: 1800, gpu: 8, gpuType: 'GU8TF' } as const;

/** Quotas wide enough that no job of a corpus has to wait in them. */
const WIDE: Readonly<Partial<Record<Place, Omit<QuotaRow, 'name' | 'workspaces'>>>> = {
  lingjun: { ...LINGJUN, nodes: 320 },
  ecs: { type: 'ECS', nodes: 240, cpu: 128, memory: 1000, gpu: 8, gpuType: 'NVIDIA A100' },
  cpu: { type: 'ECS', nodes: 80, cpu: 64, memory: 256, gpu: 0, gpuType: '' },
};

export interface QuotaMaker {
  /** The quota of a place, `undefined` for public resources; made when first asked for. */
  wide(place: Place): Quota | undefined;
  /** A quota of its own for a job of `pods` machines that will wait in it, with the neighbours its obstacle needs. */
  crowded(name: string, pods: number, obstacle: Obstacle | undefined, draw: Draw, queuedAt: number): Quota;
}

/** Makes quotas in the simulated account; the neighbours' jobs belong to `neighbour`. */
export function quotaMaker(context: AdmitContext & { region: string }, prefix: string, neighbour: SimUser): QuotaMaker {
  const made = new Map<Place, Quota>();
  const make = (row: Omit<QuotaRow, 'workspaces'>): Quota => {
    const quota = buildQuota({ ...row, workspaces: [0] }, scopeOf(context, neighbour));
    context.world.quotas.push(quota);
    return quota;
  };
  return {
    wide: (place) => {
      const row = WIDE[place];
      if (!row) return undefined;
      const quota = made.get(place) ?? make({ ...row, name: `${prefix}-${place}` });
      made.set(place, quota);
      return quota;
    },
    crowded: (name, pods, obstacle, draw, queuedAt) => {
      const nodes = pods * 2 + draw.between(1, 5);
      const strict = obstacle === 'jobs_ahead';
      const strategy = strict
        ? 'PaiStrategyStrictFIFO'
        : draw.of(['PaiStrategyIntelligent', 'PaiStrategyBalance'] as const);
      const quota = make({ ...LINGJUN, nodes, name: `${prefix}-${name}`, strategy });
      const before = (minutes: number): number => wholeSecond(queuedAt - minutes * 60_000);
      const add = (count: number, gpus: number, minutes: number, priority: number): void =>
        neighbourJob(context, neighbour, quota, {
          count,
          gpus,
          createdAt: before(minutes),
          priority,
          name: `${name}-${minutes}`,
        });
      if (obstacle === 'fragmented')
        for (let node = 0; node < nodes; node += 1) add(1, draw.between(5, 7), 400 + node, 5);
      else for (let node = 0; node < Math.floor(nodes / 2) - 1; node += 1) add(1, 8, 400 + node, 5);
      // It fits nowhere, and in a strict queue nothing passes it.
      if (strict) add(nodes, 8, 90, 9);
      return quota;
    },
  };
}

const scopeOf = (context: AdmitContext & { region: string }, user: SimUser) => ({
  region: context.region,
  seed: context.seed,
  users: [user],
  workspaces: context.world.workspaces,
});

function neighbourJob(
  context: AdmitContext,
  owner: SimUser,
  quota: Quota,
  job: { count: number; gpus: number; createdAt: number; priority: number; name: string },
): void {
  const ResourceConfig = { CPU: String(job.gpus * 20), Memory: `${job.gpus * 200}Gi`, GPU: String(job.gpus) };
  const request = parseJobRequest({
    DisplayName: `neighbour-${job.name}`,
    JobType: 'PyTorchJob',
    UserCommand: 'torchrun train.py',
    WorkspaceId: context.world.defaultWorkspaceId,
    ResourceId: quota.QuotaId,
    Priority: job.priority,
    JobSpecs: [{ Type: 'Worker', PodCount: job.count, Image: anyImage(context.world), ResourceConfig }],
  });
  const overrides = { createdAt: job.createdAt, scenario: 'success', runSeconds: 20 * 86_400 };
  context.store.add(admit(request, owner, context, overrides));
}

const anyImage = (world: World): string => world.images[0]?.ImageUri ?? '';
