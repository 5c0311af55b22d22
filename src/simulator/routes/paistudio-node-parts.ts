import { fail } from '../errors.ts';
import { podsOf } from '../jobs/pods.ts';
import { wireAmount } from '../jobs/quota-state.ts';
import { NOTHING } from '../jobs/resources.ts';
import { type Route, strings } from '../route.ts';
import { csv, exact, oneOf, text } from '../world/query.ts';
import { treeOf, withParts } from '../world/quota-tree.ts';
import type { Quota } from '../world/world.ts';
import type { JobContext } from './pai-dlc-shared.ts';
import { nodeTypeOf, quotaOfGroup, quotasAsked, studioGet } from './paistudio-shared.ts';

type Wire = Record<string, unknown>;

/** The pods on a machine, in the order in which their jobs got it; each takes the next cards. */
export function podsOn({ store, region }: JobContext, quota: Quota, nodeName: string) {
  let cards = 0;
  return store.quotaUse(quota.QuotaId).around.flatMap(({ job }) =>
    podsOf(store.view(job), region)
      .filter((pod) => pod.nodeName === nodeName && pod.finishAt === undefined)
      .map((pod) => {
        const amount = job.podDemands[pod.rank] ?? NOTHING;
        const first = cards;
        cards += amount.GPU;
        return { job, pod, amount, gpus: Array.from({ length: Math.ceil(amount.GPU) }, (_, index) => first + index) };
      }),
  );
}

/** What the platform keeps of a machine is not simulated, so all of it is allocatable. */
function wireType(quota: Quota): Wire {
  const [node] = [...quota.Nodes, ...quota.Spare];
  const { CPU, Memory, GPU } = wireAmount(node ?? NOTHING);
  return {
    NodeType: nodeTypeOf(quota),
    AcceleratorType: quota.GPUType === '' ? 'CPU' : 'GPU',
    GPUType: quota.GPUType,
    CPU,
    Memory,
    GPU,
    GPUMemory: '',
    AllocatableCPU: CPU,
    AllocatableMemory: Memory,
    SystemReservedCPU: '0',
    SystemReservedMemory: '0Gi',
  };
}

const countOf = (quotas: readonly Quota[]): number => quotas.reduce((sum, { Nodes }) => sum + Nodes.length, 0);

/** `ListNodePods` and `ListNodeTypes`. */
export function nodePartRoutes(context: JobContext): Route[] {
  const { world } = context;
  return [
    studioGet(
      'ListNodePods',
      '/nodes/{NodeId}/Pods',
      { ...strings('GPUIndexes', 'OversoldTypes'), ResourceGroupId: { type: 'string', required: true } },
      ({ path, params, caller }) => {
        const quota = quotaOfGroup(world, text(params, 'ResourceGroupId'), caller);
        const machines = treeOf(world.quotas, quota).flatMap(({ Nodes, Spare }) => [...Nodes, ...Spare]);
        const node = machines.find(({ NodeName }) => NodeName === path.NodeId);
        if (!node) throw fail('NotFound', `Node ${path.NodeId ?? ''} does not exist.`);
        if (quota.ResourceType !== 'Lingjun')
          throw fail('OperationForbidden', 'The pods of a node are listed for Lingjun resources only.');
        const cards = csv(params, 'GPUIndexes')?.map(Number);
        const pods = podsOn(context, quota, node.NodeName)
          // None is oversold.
          .filter(() => text(params, 'OversoldTypes') === undefined)
          .filter(({ gpus }) => cards === undefined || gpus.some((card) => cards.includes(card)));
        return {
          NodePodInfos: pods.map(({ job, pod, amount, gpus }) => ({
            PodName: pod.name,
            PodNamespace: `t${job.owner.userId}`,
            PodIP: pod.ip,
            Phase: pod.status,
            WorkloadId: job.id,
            WorkloadType: 'dlc',
            GPUIndexes: gpus,
            ResourceSpec: { ...wireAmount(amount), GPUType: quota.GPUType },
          })),
        };
      },
    ),
    studioGet(
      'ListNodeTypes',
      '/nodetypes',
      strings('AcceleratorType', 'GPUType', 'NodeTypes', 'QuotaId', 'ResourceGroupIds'),
      ({ params, caller }) => {
        const quotas = quotasAsked(world, params, caller).filter(
          (quota) =>
            exact(text(params, 'AcceleratorType'), quota.GPUType === '' ? 'CPU' : 'GPU') &&
            exact(text(params, 'GPUType'), quota.GPUType) &&
            oneOf(csv(params, 'NodeTypes'), nodeTypeOf(quota)),
        );
        const ofQuota = text(params, 'QuotaId') !== undefined;
        return {
          NodeTypes: quotas.map(wireType),
          // A sub-quota can take all that its parent has, and a root quota what its resource group has left.
          Statistics: quotas.map((quota) => ({
            NodeType: nodeTypeOf(quota),
            TotalCount: countOf(withParts(world.quotas, quota)) + (ofQuota ? 0 : quota.Spare.length),
            CanBeBoundCount: ofQuota ? quota.Nodes.length : quota.Spare.length,
          })),
        };
      },
    ),
  ];
}
