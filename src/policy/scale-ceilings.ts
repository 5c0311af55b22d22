import { CEILINGS, type Ceilings, type NumericCeiling } from '../domain/ceilings.ts';
import { numeric } from './ceilings.ts';
import type { Refuse } from './decision.ts';
import { sum, times } from './most.ts';

/**
 * A role of a job that exists: its pods, and GPUs and price per hour of each.
 * What the cloud does not tell is `undefined`.
 */
export interface ScaledTask {
  type: string;
  podCount: number | undefined;
  gpus?: number | undefined;
  pricePerHour?: number | undefined;
}

/**
 * R42 for a job whose pods are scaled. What makes it larger may not end above a ceiling. What makes it smaller passes,
 * even where a job that was made elsewhere stays above one.
 */
export function scaleCeilings(
  tasks: readonly ScaledTask[],
  specs: readonly { type: string; pod_count: number }[],
  ceilings: Ceilings,
): Refuse[] {
  const wanted = new Map(specs.map(({ type, pod_count }) => [type, pod_count]));
  const held = (name: NumericCeiling, each: (task: ScaledTask) => number | undefined): Refuse[] => {
    const added = sum(
      tasks.map((task) => {
        const [to, now, size] = [wanted.get(task.type), task.podCount, each(task)];
        if (to === undefined) return 0;
        if (now === undefined) return times(size, undefined);
        // What becomes smaller takes less, whatever a pod of it takes.
        return to <= now ? (to - now) * (size ?? 0) : times(size, to - now);
      }),
    );
    if (added !== undefined && added <= 0) return [];
    const whole = sum(tasks.map((task) => times(each(task), wanted.get(task.type) ?? task.podCount)));
    const unknown = `The ${CEILINGS[name].what} after the change cannot be told`;
    const refusal = numeric(ceilings, name, whole, { unknown, verb: 'would then take' });
    return refusal === undefined ? [] : [refusal];
  };
  return [
    ...held('pods', () => 1),
    ...held('gpus', ({ gpus }) => gpus),
    ...held('pricePerHour', ({ pricePerHour }) => pricePerHour),
  ];
}
