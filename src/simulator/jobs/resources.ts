import type { EcsSpec } from '../world/world.ts';
import type { TaskSpec } from './request.ts';

/** Cores, GiB, cards. */
export interface Amount {
  CPU: number;
  Memory: number;
  GPU: number;
}

export const NOTHING: Amount = { CPU: 0, Memory: 0, GPU: 0 };

export const plus = (a: Amount, b: Amount, times = 1): Amount => ({
  CPU: a.CPU + b.CPU * times,
  Memory: a.Memory + b.Memory * times,
  GPU: a.GPU + b.GPU * times,
});

export const fits = (need: Amount, free: Amount): boolean =>
  need.CPU <= free.CPU && need.Memory <= free.Memory && need.GPU <= free.GPU;

/** Names of what is wanted beyond what is free. */
export const exceeded = (need: Amount, free: Amount): (keyof Amount)[] =>
  (['GPU', 'CPU', 'Memory'] as const).filter((name) => need[name] > free[name]);

const GIB: Readonly<Record<string, number>> = { Ki: 1 / 1024 ** 2, Mi: 1 / 1024, Gi: 1, Ti: 1024 };

/** `"96Gi"` in GiB; empty is 0. */
export function memoryGiB(quantity: string): number {
  const match = /^([\d.]+)(Ki|Mi|Gi|Ti)$/.exec(quantity);
  return match ? Number(match[1]) * (GIB[match[2] ?? ''] ?? 1) : 0;
}

/** `"8"` or `"500m"` in cores or cards; empty is 0. */
export const count = (quantity: string): number =>
  quantity.endsWith('m') ? Number(quantity.slice(0, -1)) / 1000 : Number(quantity || '0');

/** What one pod of the spec takes: its `ResourceConfig`, or the machine type it names. */
/** What one pod of a spec takes. */
export function podAmount(spec: TaskSpec, ecsSpecs: readonly EcsSpec[]): Amount {
  const config = spec.ResourceConfig;
  if (config)
    return { CPU: count(config.CPU ?? ''), Memory: memoryGiB(config.Memory ?? ''), GPU: count(config.GPU ?? '') };
  const machine = ecsSpecs.find((candidate) => candidate.InstanceType === spec.EcsSpec);
  return machine ? { CPU: machine.Cpu, Memory: machine.Memory, GPU: machine.Gpu } : NOTHING;
}

/** What each pod of the specs takes, in order of rank. */
export const podAmounts = (specs: readonly TaskSpec[], ecsSpecs: readonly EcsSpec[]): Amount[] =>
  specs.flatMap((spec) => Array.from({ length: spec.PodCount }, () => podAmount(spec, ecsSpecs)));

export const sumOf = (amounts: readonly Amount[]): Amount => amounts.reduce((sum, one) => plus(sum, one), NOTHING);
