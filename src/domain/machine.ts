import type { Resources } from './quantity.ts';

/** A machine type of the public resources, as the region lists it. */
export interface Machine extends Resources {
  gpuType: string | undefined;
  /** The cloud lists it without saying how many GPUs it has; `gpus` is 0 then, which is not true. */
  gpusUnknown?: boolean;
  /** The cloud does not say its CPUs or memory, or by no number; what is not said is 0 then, which is not true. */
  sizeUnknown?: boolean;
  /** Lingjun rather than general compute. */
  lingjun: boolean;
  /** In stock for pay-as-you-go; `undefined` where the cloud does not say. */
  inStock: boolean | undefined;
  /** In stock as spot capacity; likewise. */
  spotInStock: boolean | undefined;
  /** GPU drivers it can run; empty where the cloud does not say. */
  drivers: readonly string[];
}

/**
 * Machine types are of a family, such as `ecs.gn7i-c8g1.2xlarge` or `ml.gu8tf.8.46xlarge`; what is not may name a GPU.
 */
export const isOfFamily = (type: string): boolean => /^(?:ecs|ml)\./.test(type);

/** The machine types that were asked for. */
export interface Machines {
  /** By type; one that does not exist is absent. */
  sizes: ReadonlyMap<string, Machine>;
  /** Whether the region's list could be read; otherwise nothing is known of them. */
  read: boolean;
}
