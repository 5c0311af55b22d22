import type { QuotaNode } from '../world/world.ts';
import { type Amount, fits, plus } from './resources.ts';

/** Names of machines, one per pod. */
export type Placement = readonly string[];

/** What is free on a machine. */
export interface Room {
  node: QuotaNode;
  free(): Amount;
  take(pod: Amount): void;
  give(pod: Amount): void;
}

/** Empty machines. */
export const roomsOf = (nodes: readonly QuotaNode[]): Room[] =>
  nodes.map((node) => {
    let free: Amount = { CPU: node.CPU, Memory: node.Memory, GPU: node.GPU };
    return {
      node,
      free: () => free,
      take: (pod) => {
        free = plus(free, pod, -1);
      },
      give: (pod) => {
        free = plus(free, pod);
      },
    };
  });

/**
 * Puts all pods onto machines of those given, each where the fewest cards are left, and takes their room; `undefined`,
 * and nothing taken, where not all fit.
 */
export function placePods(pods: readonly Amount[], rooms: readonly Room[]): Placement | undefined {
  const taken: { room: Room; pod: Amount }[] = [];
  for (const pod of pods) {
    const [room] = rooms
      .filter((candidate) => fits(pod, candidate.free()))
      .sort((a, b) => a.free().GPU - b.free().GPU || a.free().CPU - b.free().CPU);
    if (!room) {
      for (const one of taken) one.room.give(one.pod);
      return undefined;
    }
    room.take(pod);
    taken.push({ room, pod });
  }
  return taken.map(({ room }) => room.node.NodeName);
}
