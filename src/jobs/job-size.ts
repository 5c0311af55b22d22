import type { Machines } from '../domain/machine.ts';
import { type Resources, totalResources } from '../domain/quantity.ts';
import type { Task } from './task.ts';

/** What tells how much one role of a job takes. */
export interface SizedTask {
  pods: number;
  /** A machine type, whose size counts where there is one. */
  ecsSpec: string | undefined;
  /** What one pod takes, where it is on no machine type; `undefined` where a part of it is not known. */
  each: Resources | undefined;
}

/**
 * Sum over all pods of a job. A machine type of unknown size is left out of it, as are GPUs that the cloud does not
 * tell of one; the sum is then not `complete`.
 */
export function totalOf(tasks: readonly SizedTask[], { sizes }: Machines) {
  const machines = tasks.map(({ ecsSpec }) => (ecsSpec === undefined ? undefined : sizes.get(ecsSpec)));
  const known = machines.map((machine) => (machine?.sizeUnknown ? undefined : machine));
  const total = totalResources(
    tasks.map(({ pods, ecsSpec, each }, index) => ({ pods, each: ecsSpec === undefined ? each : known[index] })),
  );
  return { ...total, complete: total.complete && !machines.some((machine) => machine?.gpusUnknown) };
}

/** The roles of a job as `totalOf` takes them. */
export const sizedTasks = (tasks: readonly Task[]): SizedTask[] =>
  tasks.map(({ pods = 0, ecsSpec, each }) => ({ pods, ecsSpec: ecsSpec?.line(80), each }));
