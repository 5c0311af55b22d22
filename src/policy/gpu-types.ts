import { briefList, quoted } from '../domain/brief.ts';
import { sameGpu } from '../domain/gpu-name.ts';
import type { JobDraft } from '../domain/job-draft.ts';
import { isOfFamily, type Machines } from '../domain/machine.ts';
import { en, say, zh } from '../domain/said.ts';
import { whereEachRead } from '../domain/unread.ts';
import { type Check, passed, warned } from './checks.ts';

/** The GPUs that machine types have, each once. */
const gpusOf = ({ sizes }: Machines): string[] =>
  [...new Set([...sizes.values()].flatMap(({ gpus, gpuType }) => (gpus > 0 && gpuType ? [gpuType] : [])))].sort();

const namesAre = (gpus: readonly string[], region: string): string =>
  `The GPUs of ${region} are ${briefList(gpus, 30, 40)}`;

/**
 * What to say of the GPUs there are to a caller whose machine type is none: nothing where it names a GPU that there is.
 */
export function gpusInstead(type: string, machines: Machines, region: string): string {
  const gpus = gpusOf(machines);
  if (isOfFamily(type) || gpus.length === 0 || gpus.some((gpu) => sameGpu(type, gpu))) return '';
  return ` ${namesAre(gpus, region)}.`;
}

/**
 * R5 for the GPU that a task in a quota asks for by name. Only a warning: a quota can
 * have GPUs that are on no public machine.
 * @param machines all of the region, where a name is to be checked
 */
export const checkGpuTypes = (job: JobDraft, machines: Machines, region: string): Check[] =>
  whereEachRead(
    () => job.task_specs,
    ({ resource_config }, index) => {
      const wanted = resource_config?.gpu_type;
      const gpus = gpusOf(machines);
      if (wanted === undefined || gpus.length === 0) return [];
      const what = `gpu_type of task_specs[${index}]`;
      if (gpus.some((gpu) => sameGpu(wanted, gpu))) return [passed('R5', what)];
      return [
        warned(
          'R5',
          what,
          say(
            en`No machine of ${region} has a GPU ${quoted(wanted, 40)} (task_specs[${index}]): unless its quota has some, the job waits without an end.`,
            zh`${region} 没有任何机型带有 GPU ${quoted(wanted, 40)}（task_specs[${index}]）：除非资源配额中有，否则任务会一直等待。`,
          ),
          `Leave gpu_type out, or name a GPU of the quota. ${namesAre(gpus, region)}.`,
        ),
      ];
    },
  );
