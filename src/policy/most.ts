import type { TaskDraft } from '../domain/job-draft.ts';
import type { Machine, Machines } from '../domain/machine.ts';
import { parseCount } from '../domain/quantity.ts';

/** The sum; `undefined` where one of the values is. */
export const sum = (values: readonly (number | undefined)[]): number | undefined =>
  values.reduce((all, value) => (all === undefined || value === undefined ? undefined : all + value), 0);

/** What so many pods take; nothing is nothing, whatever the other is. */
export const times = (each: number | undefined, pods: number | undefined): number | undefined => {
  if (each === 0 || pods === 0) return 0;
  return each === undefined || pods === undefined ? undefined : each * pods;
};

/** Pods of a task at the size that it may grow to by itself; `undefined` where that has no bound. */
export const mostPods = ({ pod_count, auto_scaling }: TaskDraft): number | undefined => {
  if (auto_scaling === undefined) return pod_count;
  const { min_replicas = 0, max_replicas } = auto_scaling;
  return max_replicas === undefined ? undefined : Math.max(pod_count, min_replicas, max_replicas);
};

/** GPUs of one machine; `undefined` where they are not known. */
export const gpusOf = (machine: Machine | undefined): number | undefined =>
  machine?.gpusUnknown ? undefined : machine?.gpus;

/** GPUs of one pod of a task; `undefined` where they are not known. */
export const gpusEach = ({ ecs_spec, resource_config }: TaskDraft, { sizes }: Machines): number | undefined =>
  ecs_spec === undefined ? parseCount(resource_config?.gpu || '0') : gpusOf(sizes.get(ecs_spec));

/** GPUs of a task at the size that it may grow to; `undefined` where they cannot be counted. */
export const mostGpus = (task: TaskDraft, machines: Machines): number | undefined =>
  times(gpusEach(task, machines), mostPods(task));
