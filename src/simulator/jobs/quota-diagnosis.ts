import { token } from '../world/ids.ts';
import type { Quota } from '../world/world.ts';
import { placePods, roomsOf } from './placement.ts';
import { jobsAhead, type NodeState, nodeStates, ownStates, wireAmount } from './quota-state.ts';
import { type JobRecord, sizeOf } from './record.ts';
import { type Amount, exceeded, plus, sumOf } from './resources.ts';
import type { QuotaUse } from './store.ts';
import { storyOf } from './story.ts';

type Wire = Record<string, unknown>;

/** How many machines of a quota stand behind one switch. */
const HYPER_NODE_SIZE = 4;

const PASSED: Wire = { Status: 'Succeeded' };

/**
 * The answer of the workload diagnosis for a queued job (api-notes: quotas), computed from who holds the quota and who
 * waits for it. A job whose scenario keeps it waiting meets its obstacle besides.
 */
export function diagnose(record: JobRecord, quota: Quota, use: QuotaUse): Wire {
  const { obstacle } = storyOf(record).course;
  const nodes = nodeStates(record, obstacle, use);
  const used = sumOf(nodes.map((state) => state.used));
  const own = sumOf(
    use.holders.filter(({ job }) => job.owner.userId === record.owner.userId).map(({ job }) => sizeOf(job)),
  );
  // Within a tree the limit is what all of it has.
  const lends = use.reach.length > quota.Nodes.length;
  const ahead = jobsAhead(record, use).map((job) => job.id);
  const held = obstacle === 'jobs_ahead' || (quota.QueueStrategy === 'PaiStrategyStrictFIFO' && ahead.length > 0);
  const half: Amount = { CPU: record.demand.CPU, Memory: record.demand.Memory, GPU: Math.floor(record.demand.GPU / 2) };
  return {
    WorkloadId: record.id,
    QuotaId: quota.QuotaId,
    QueueStrategy: quota.QueueStrategy,
    ResourceDiagnosis: {
      SelfQuotaLimit: lends ? PASSED : limitCheck(record.demand, used, quota.Total),
      AncestorQuotaLimit:
        obstacle === 'ancestor_limit'
          ? limitCheck(record.demand, plus(used, quota.Total), plus(plus(used, quota.Total), half))
          : lends
            ? limitCheck(record.demand, used, sumOf(use.reach))
            : PASSED,
      UserLimit: obstacle === 'user_limit' ? limitCheck(record.demand, own, plus(own, half)) : PASSED,
      QueueStrategyLimit: held
        ? { Status: 'Failed', WorkloadIds: ahead.length > 0 ? ahead : [`dsw-${token(`${record.id}/ahead`, 16)}`] }
        : PASSED,
    },
    SchedulingDiagnosis: scheduling(record, nodes, quota, obstacle === 'topology'),
  };
}

/**
 * What is taken of a quota: by its jobs, and by workloads of other kinds, which are there as long as a job waits whose
 * scenario has them in its way. So a list of quotas and the diagnosis of a job tell the same.
 */
export function takenOf(quota: Quota, use: QuotaUse): Amount {
  const own = sumOf(use.holders.map(({ job }) => sizeOf(job)));
  return use.queue.reduce((most, record) => {
    const { obstacle } = storyOf(record).course;
    if (obstacle === undefined) return most;
    const used = sumOf(ownStates(record, obstacle, quota, use).map((state) => state.used));
    return {
      CPU: Math.max(most.CPU, used.CPU),
      Memory: Math.max(most.Memory, used.Memory),
      GPU: Math.max(most.GPU, used.GPU),
    };
  }, own);
}

/** One of the checks that compare amounts. */
function limitCheck(demand: Amount, used: Amount, limit: Amount): Wire {
  const over = exceeded(demand, plus(limit, used, -1));
  const amounts = { Used: wireAmount(used), Limit: wireAmount(limit) };
  return over.length === 0 ? { ...PASSED, ...amounts } : { Status: 'Failed', ExceedResources: over, ...amounts };
}

function scheduling(record: JobRecord, nodes: readonly NodeState[], quota: Quota, hyper: boolean): Wire {
  const open = nodes.filter((state) => state.reason === undefined);
  const rooms = roomsOf(open.map(({ node, used }) => ({ ...node, ...plus(node, used, -1) })));
  const placed = record.podDemands.filter((pod) => placePods([pod], rooms) !== undefined).length;
  const reasons = [...new Set(nodes.flatMap(({ reason }) => reason ?? []))];
  return {
    Status: placed === record.podDemands.length ? 'Succeeded' : 'Failed',
    TaskNum: record.podDemands.length,
    SchedulableNum: placed,
    AvailableNodeNames: open.map(({ node }) => node.NodeName),
    UnschedulableNodes: reasons.map((Reason) => ({
      Reason,
      Nodes: nodes.filter(({ reason }) => reason === Reason).map(({ node }) => node.NodeName),
    })),
    TotalNodes: nodes.map(({ node, used, workloads, reason }) => ({
      NodeName: node.NodeName,
      RequestGPU: String(used.GPU),
      WorkloadNum: workloads.length,
      Workloads: workloads.map((WorkloadId) => ({ WorkloadId })),
      WorkloadSchedulingStatusOnNode: { AvailableForWorkload: reason === undefined, UnschedulableInfo: reason ?? '' },
    })),
    TotalHyperNodes: quota.ResourceType === 'Lingjun' ? hyperNodes(record, nodes, hyper) : [],
  };
}

/** Lingjun machines by switch: all pods of a job must find room behind one where its network asks for that. */
function hyperNodes(record: JobRecord, nodes: readonly NodeState[], scattered: boolean): Wire[] {
  const groups = Array.from({ length: Math.ceil(nodes.length / HYPER_NODE_SIZE) }, (_, index) =>
    nodes.slice(index * HYPER_NODE_SIZE, (index + 1) * HYPER_NODE_SIZE),
  );
  const wanted = Math.min(record.podDemands.length, HYPER_NODE_SIZE);
  return groups.map((group, index) => {
    const free = group.filter(({ reason }) => reason === undefined || reason === 'NetworkTopologyNotSatisfied').length;
    return {
      NodeName: `hyper-${token(`${nodes[0]?.node.NodeName}/${index}`, 8)}`,
      SubNodeCount: group.length,
      AvailableNodeCount: scattered ? Math.min(free, Math.max(0, wanted - 1)) : free,
      MinAvailable: wanted,
    };
  });
}
