import { pick, uuidOf } from './identifiers.ts';
import { EXIT_CODES } from './scenario.ts';
import type { JobView } from './store.ts';
import { failingReplica, podName, type Replica, replicasOf } from './timeline.ts';

export type PodStatus = 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Stopped';

/** A pod of a job at the moment of the view. Milliseconds. */
export interface Pod {
  name: string;
  uid: string;
  replica: Replica;
  /** Index among all pods; 0 is the one that logs progress. */
  rank: number;
  ip: string;
  nodeName: string;
  createdAt: number;
  startAt: number | undefined;
  finishAt: number | undefined;
  status: PodStatus;
  /** The one that fails first, in a failing scenario. */
  failsFirst: boolean;
}

/** How long before the job the first failing pod ends. */
const FAILS_EARLIER_MS = 3000;

/** The pods of a job; none before its resources are there. */
export function podsOf(view: JobView, region: string): Pod[] {
  const { record, startAt } = view;
  if (startAt === undefined) return [];
  const fails = EXIT_CODES[record.scenario] !== 0 ? failingReplica(record) : undefined;
  const failing = fails ? podName(record, fails) : undefined;
  return replicasOf(record)
    .map((replica, rank) => pod(view, region, replica, rank, podName(record, replica) === failing))
    .filter((candidate) => candidate.createdAt <= view.now);
}

function pod(view: JobView, region: string, replica: Replica, rank: number, failsFirst: boolean): Pod {
  const { record, now } = view;
  const name = podName(record, replica);
  const ip = `10.224.${pick(`${name}/a`, 250)}.${1 + pick(`${name}/b`, 250)}`;
  const createdAt = record.podsAddedAt[name] ?? view.startAt ?? now;
  const running = view.reached.find((phase) => phase.status === 'Running');
  const startAt = running && Math.max(running.from, createdAt);
  const end = ending(view, failsFirst);
  const finishAt = end && end.at <= now ? Math.max(end.at, startAt ?? end.at) : undefined;
  return {
    name,
    uid: uuidOf(`${name}/uid`),
    replica,
    rank,
    ip,
    // A Lingjun node is not named after the address, a general one is (facts 3.4).
    nodeName: record.resourceType === 'Lingjun' ? `lingj${uuidOf(name).slice(0, 8)}-${rank}` : `${region}.${ip}`,
    createdAt,
    startAt,
    finishAt,
    status: finishAt !== undefined && end ? end.status : startAt === undefined ? 'Pending' : 'Running',
    failsFirst,
  };
}

function ending(view: JobView, failsFirst: boolean): { at: number; status: PodStatus } | undefined {
  const { record, reached } = view;
  const stopped = reached.find((phase) => phase.status === 'Stopped');
  const running = reached.find((phase) => phase.status === 'Running');
  if (reached.some((phase) => phase.status === 'Stopping')) return stopped && { at: stopped.from, status: 'Stopped' };
  if (!running) return undefined;
  const earlier = failsFirst ? Math.min(FAILS_EARLIER_MS, running.to - running.from) : 0;
  return { at: running.to - earlier, status: EXIT_CODES[record.scenario] === 0 ? 'Succeeded' : 'Failed' };
}
