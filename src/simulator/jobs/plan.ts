import type { Quota } from '../world/world.ts';
import { isOpenAt, ownerAt } from './machine-state.ts';
import { type Placement, placePods, type Room, roomsOf } from './placement.ts';
import { type Durations, type JobRecord, priorityAt } from './record.ts';
import { TERMINAL } from './status.ts';
import { storyOf } from './story.ts';
import { isServed, phasesOf } from './timeline.ts';

/** When a job gets its resources, and on which machine each of its pods, in order of rank. */
export interface Start {
  at: number;
  nodes: Placement;
}

/** A job that has its resources, from a time until another (`Infinity`: no end in sight). */
export interface Holder extends Start {
  job: JobRecord;
  until: number;
}

type Planned = Pick<Quota, 'QuotaId' | 'Nodes' | 'Spare' | 'QueueStrategy'>;

/**
 * The jobs of a tree of quotas that get their resources, by id; absent: never, as things stand. Higher priority first,
 * then the older; a job that does not fit does not hold up a smaller one behind it, unless the queue of its quota is
 * strict. It goes to machines of its own quota, else it is lent idle ones of the others, until it ends. Nothing known
 * at a time changes what came before it, so the plan can be made anew after each change.
 */
export function planTree(
  jobs: readonly JobRecord[],
  tree: readonly Planned[],
  durations: Durations,
): Map<string, Holder> {
  const starts = new Map<string, Holder>();
  let waiting = jobs.filter((job) => isServed(job, storyOf(job)));
  let holders: Holder[] = [];
  const machines = tree.flatMap(({ Nodes, Spare }) => [...Nodes, ...Spare]);
  const rooms = roomsOf(machines);
  const owners = new Map(tree.flatMap(({ QuotaId, Nodes }) => Nodes.map((node) => [node, QuotaId] as const)));
  const isOwn = ({ node }: Room, { request }: JobRecord, at: number): boolean =>
    ownerAt(node, at, owners.get(node) ?? '') === request.ResourceId;
  const isStrict = ({ request }: JobRecord): boolean =>
    tree.find(({ QuotaId }) => QuotaId === request.ResourceId)?.QueueStrategy === 'PaiStrategyStrictFIFO';
  const submitted = (job: JobRecord): number => submitAt(job, durations);
  const moments = [
    ...new Set([
      ...jobs.flatMap((job) => [submitted(job), ...job.priorities.map((change) => change.at)]),
      ...machines.flatMap(({ changes = [] }) => changes.map(({ at }) => at)),
    ]),
  ];
  moments.sort((a, b) => a - b);

  let next = 0;
  for (;;) {
    const release = Math.min(...holders.map((holder) => holder.until));
    const now = Math.min(moments[next] ?? Number.POSITIVE_INFINITY, release);
    if (!Number.isFinite(now) || waiting.length === 0) return starts;
    if (moments[next] === now) next += 1;
    for (const holder of holders) if (holder.until <= now) giveBack(holder, rooms);
    holders = holders.filter((holder) => holder.until > now);
    waiting = waiting.filter((job) => !(job.stopAt !== undefined && job.stopAt <= now));
    const heldUp = new Set<string | undefined>();
    for (const job of queueAt(waiting, now, durations)) {
      if (heldUp.has(job.request.ResourceId)) continue;
      const open = rooms.filter(({ node }) => isOpenAt(node, now, job.workspaceId));
      const own = open.filter((room) => isOwn(room, job, now));
      const others = open.filter((room) => !own.includes(room));
      // Of machines with as much room the first ones are taken, so that no more is lent than is needed.
      const nodes = placePods(job.podDemands, own) ?? placePods(job.podDemands, [...own, ...others]);
      if (!nodes && isStrict(job)) heldUp.add(job.request.ResourceId);
      if (!nodes) continue;
      const holder = { job, at: now, nodes, until: endOf(job, now, durations) };
      starts.set(job.id, holder);
      holders.push(holder);
    }
    waiting = waiting.filter((job) => !starts.has(job.id));
  }
}

/** The jobs among `waiting` that are in the queue at a time, the next one first. */
export const queueAt = (waiting: readonly JobRecord[], now: number, durations: Durations): JobRecord[] =>
  waiting
    .filter((job) => submitAt(job, durations) <= now)
    .sort((a, b) => priorityAt(b, now) - priorityAt(a, now) || a.sequence - b.sequence);

export const submitAt = (job: JobRecord, durations: Durations): number => job.createdAt + durations.creating * 1000;

function giveBack({ job, nodes }: Holder, rooms: readonly Room[]): void {
  for (const [rank, node] of nodes.entries()) {
    const room = rooms.find((candidate) => candidate.node.NodeName === node);
    const pod = job.podDemands[rank];
    if (room && pod) room.give(pod);
  }
}

const endOf = (job: JobRecord, startAt: number, durations: Durations): number =>
  phasesOf(job, startAt, durations).find((phase) => TERMINAL.includes(phase.status))?.from ?? Number.POSITIVE_INFINITY;
