import type { Resources } from './quantity.ts';

/** RoomSize of which some may not be known: `undefined` is not zero. Memory in GiB. */
export type RoomSize = { [K in keyof Resources]: number | undefined };

/** A machine of a quota: what it has, and what of that is free. */
export interface NodeRoom {
  name: string;
  /** Whether new pods can go there. */
  open: boolean;
  size: RoomSize;
  free: RoomSize;
}

const KEYS = ['gpus', 'cpus', 'memoryGib'] as const;

/** A pod as it is asked for: what is not named takes nothing. */
export type PodSize = Partial<Resources>;

/** How many pods of a size fit into some room; `undefined` where a figure that decides is not known. */
function fitInto(room: RoomSize, pod: PodSize): number | undefined {
  let most = Number.POSITIVE_INFINITY;
  for (const key of KEYS) {
    const need = pod[key] ?? 0;
    if (need <= 0) continue;
    const has = room[key];
    if (has === undefined) return undefined;
    most = Math.min(most, Math.floor(has / need + 1e-9));
  }
  return most;
}

/**
 * Pods of one size that could start now, over all open machines.
 * @returns `complete` false where machines were left out for lack of figures
 */
export function podsThatFit(nodes: readonly NodeRoom[], pod: PodSize): { pods: number; complete: boolean } {
  const fits = nodes.filter(({ open }) => open).map(({ free }) => fitInto(free, pod));
  return {
    pods: fits.reduce<number>((sum, each) => sum + (each ?? 0), 0),
    complete: fits.every((each) => each !== undefined),
  };
}

/**
 * Whether a pod fits onto one of the machines when that is empty; `undefined` where a figure that decides is not known.
 */
export function everFits(nodes: readonly NodeRoom[], pod: PodSize): boolean | undefined {
  const fits = nodes.map(({ size }) => fitInto(size, pod));
  if (fits.some((each) => each !== undefined && each >= 1)) return true;
  return fits.some((each) => each === undefined) ? undefined : false;
}

/** More GPUs first, then more CPUs, then more memory. */
const bySize = (a: RoomSize, b: RoomSize): number =>
  KEYS.map((key) => (b[key] ?? -1) - (a[key] ?? -1)).find((difference) => difference !== 0) ?? 0;

/** The open machine with the most room, for the largest pod that could start now. */
export const roomiest = (nodes: readonly NodeRoom[]): NodeRoom | undefined =>
  nodes.filter(({ open }) => open).toSorted((a, b) => bySize(a.free, b.free))[0];

/** The largest machine, for the largest pod that could ever start. */
export const largest = (nodes: readonly NodeRoom[]): NodeRoom | undefined =>
  nodes.toSorted((a, b) => bySize(a.size, b.size))[0];
