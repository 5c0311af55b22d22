import type { Quota, QuotaNode } from '../world/world.ts';
import { isCordoned } from './machine-state.ts';
import type { JobRecord } from './record.ts';
import { type Amount, fits, NOTHING, plus, sumOf } from './resources.ts';
import type { Obstacle } from './scenarios/types.ts';
import type { QuotaUse } from './store.ts';

/** Why a pod cannot go to a machine (api-notes: quotas). */
export type Reason =
  | 'OutOfGPU'
  | 'NotEnoughGPU'
  | 'OutOfCPU'
  | 'NotEnoughCPU'
  | 'OutOfMemory'
  | 'NotEnoughMemory'
  | 'NodeUnschedulable'
  | 'GPUUnhealthy'
  | 'AIMasterBlackList'
  | 'DriverVersionMismatch'
  | 'NetworkTopologyNotSatisfied';

/** A machine of a quota as it is for one waiting job. */
export interface NodeState {
  node: QuotaNode;
  used: Amount;
  /** Ids of the workloads on it. */
  workloads: readonly string[];
  /** Absent where a pod of the job could go there. */
  reason: Reason | undefined;
}

/** What an obstacle makes of the machines that would take the pod. */
const BLOCKED: Readonly<Partial<Record<Obstacle, Reason>>> = {
  cordoned: 'NodeUnschedulable',
  faulty: 'GPUUnhealthy',
  blacklisted: 'AIMasterBlackList',
  driver: 'DriverVersionMismatch',
  topology: 'NetworkTopologyNotSatisfied',
};

/** The largest of a job's pods: where it fits, all fit. */
const largestPod = (record: JobRecord): Amount =>
  record.podDemands.reduce((most, pod) => (fits(pod, most) ? most : pod), NOTHING);

/** What jobs take on a machine, of whatever quota of its tree they are. */
export function heldOn({ NodeName }: QuotaNode, { around }: QuotaUse): Pick<NodeState, 'used' | 'workloads'> {
  const held = around.flatMap(({ job, nodes }) =>
    nodes.flatMap((name, rank) => (name === NodeName ? [{ id: job.id, amount: job.podDemands[rank] ?? NOTHING }] : [])),
  );
  return { used: sumOf(held.map(({ amount }) => amount)), workloads: [...new Set(held.map(({ id }) => id))] };
}

/**
 * The machines that a waiting job can go to: what jobs use there; where the job's obstacle says so, what workloads of
 * other kinds (interactive ones, services) use besides.
 */
export function nodeStates(record: JobRecord, obstacle: Obstacle | undefined, use: QuotaUse): NodeState[] {
  const pod = largestPod(record);
  return use.reach.map((node, index): NodeState => {
    const { used: own, workloads } = heldOn(node, use);
    const foreign = foreignLoad(obstacle, plus(node, own, -1), pod, index);
    const used = foreign ? plus(own, foreign) : own;
    const free = plus(node, used, -1);
    return {
      node,
      used,
      workloads: [...workloads, ...(foreign ? [`dsw-${node.NodeName.slice(-8)}`] : [])],
      reason: isCordoned(node) ? 'NodeUnschedulable' : (lack(pod, free) ?? (obstacle && BLOCKED[obstacle])),
    };
  });
}

/** The same of the machines that are the quota's own. */
export const ownStates = (
  record: JobRecord,
  obstacle: Obstacle | undefined,
  { Nodes }: Quota,
  use: QuotaUse,
): NodeState[] => nodeStates(record, obstacle, use).filter(({ node }) => Nodes.includes(node));

/** What other workloads take of what is free: all of it, or so much that no pod fits any more. */
function foreignLoad(obstacle: Obstacle | undefined, free: Amount, pod: Amount, index: number): Amount | undefined {
  if (!fits(pod, free)) return undefined;
  if (obstacle === 'full') return free;
  if (obstacle !== 'fragmented') return undefined;
  // Nearly a pod is left on each, so that there is enough in all. Where a pod takes one card or none, it is short of
  // cores.
  if (pod.GPU <= 1) return { CPU: free.CPU - pod.CPU / 2, Memory: free.Memory / 2, GPU: 0 };
  return { CPU: free.CPU / 2, Memory: free.Memory / 2, GPU: free.GPU - Math.max(1, pod.GPU - 1 - (index % 2)) };
}

function lack(pod: Amount, free: Amount): Reason | undefined {
  if (pod.GPU > free.GPU) return free.GPU <= 0 ? 'OutOfGPU' : 'NotEnoughGPU';
  if (pod.CPU > free.CPU) return free.CPU <= 0 ? 'OutOfCPU' : 'NotEnoughCPU';
  if (pod.Memory > free.Memory) return free.Memory <= 0 ? 'OutOfMemory' : 'NotEnoughMemory';
  return undefined;
}

/** Those in the queue before a job, the next one first. */
export const jobsAhead = (record: JobRecord, { queue }: QuotaUse): readonly JobRecord[] =>
  queue.slice(
    0,
    Math.max(
      0,
      queue.findIndex((job) => job.id === record.id),
    ),
  );

/** `{CPU, Memory, GPU}` as strings, memory with its unit. */
export const wireAmount = ({ CPU, Memory, GPU }: Amount): Record<string, string> => ({
  CPU: String(CPU),
  Memory: `${Memory}Gi`,
  GPU: String(GPU),
});
