import { brief, briefList, quoted } from '../domain/brief.ts';
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

/** A GPU by name that is not that of the quota. Only a warning: one GPU can have a name of its own in each list. */
function ofQuota(wanted: string, index: number, { quotaId, gpuType: has }: QuotaGpu): Check {
  const what = `gpu_type of task_specs[${index}]`;
  if (sameGpu(wanted, has) || wanted.toLowerCase() === has.toLowerCase()) return passed('R5', what);
  const [asked, there] = [quoted(wanted, 40), brief(has, 40)];
  return warned(
    'R5',
    what,
    say(
      en`The GPUs of quota ${quotaId} are ${there}, not ${asked} (task_specs[${index}]): unless both mean the same, the job waits without an end.`,
      zh`配额 ${quotaId} 的 GPU 为 ${there}，不是 ${asked}（task_specs[${index}]）：除非二者指同一种 GPU，否则任务会一直等待。`,
    ),
    `Leave gpu_type out, or pass ${there}.`,
  );
}

/** A quota whose GPU is known by name. */
type QuotaGpu = { quotaId: string; gpuType: string };

/**
 * R5 for the GPU that a task in a quota asks for by name. Only a warning: a quota can
 * have GPUs that are on no public machine.
 * @param machines all of the region, where a name is to be checked and that of the quota is not known
 */
export const checkGpuTypes = (job: JobDraft, machines: Machines, region: string, quota?: QuotaGpu): Check[] =>
  whereEachRead(
    () => job.task_specs,
    ({ resource_config }, index) => {
      const wanted = resource_config?.gpu_type;
      if (wanted === undefined) return [];
      return quota === undefined ? ofRegion(wanted, index, machines, region) : [ofQuota(wanted, index, quota)];
    },
  );

function ofRegion(wanted: string, index: number, machines: Machines, region: string): Check[] {
  const gpus = gpusOf(machines);
  if (gpus.length === 0) return [];
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
}
