import type { Quota } from '../world/world.ts';
import { isCordoned } from './machine-state.ts';
import { heldOn, type NodeState, ownStates } from './quota-state.ts';
import type { JobRecord } from './record.ts';
import { sumOf } from './resources.ts';
import type { QuotaUse } from './store.ts';
import { storyOf } from './story.ts';

const gpus = (states: readonly NodeState[]): number => sumOf(states.map(({ used }) => used)).GPU;

/**
 * The machines of a quota as an administrator sees them: what its jobs take, and what stands in the way of a job that
 * waits. Where several wait for different reasons, the one counts that leaves least.
 */
export function machinesOf(quota: Quota, use: QuotaUse): readonly NodeState[] {
  const of = (record: JobRecord): NodeState[] => ownStates(record, storyOf(record).course.obstacle, quota, use);
  const waiting = use.queue.filter((record) => storyOf(record).course.obstacle !== undefined).map(of);
  if (waiting.length > 0) return waiting.reduce((most, each) => (gpus(each) > gpus(most) ? each : most));
  return quota.Nodes.map(
    (node): NodeState => ({ node, ...heldOn(node, use), reason: isCordoned(node) ? 'NodeUnschedulable' : undefined }),
  );
}
