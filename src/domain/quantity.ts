import { amount } from './amount.ts';
import { count } from './count.ts';
import { en, listed, type Said, say, zh } from './said.ts';

const UNITS: Readonly<Record<string, number>> = { Ki: 2 ** -20, Mi: 2 ** -10, Gi: 1, Ti: 2 ** 10 };

/**
 * A count as the API writes it, in units of one: `"8"` is 8, `"500m"` is 0.5 (api-notes: resources).
 * @returns `undefined` for what is no such quantity
 */
export function parseCount(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(m?)$/.exec(text);
  return match === null ? undefined : amount(Number(match[1]) / (match[2] === 'm' ? 1000 : 1));
}

/**
 * Memory in GiB: `"96Gi"` is 96, `"512Mi"` is 0.5. A bare number has no unit and is refused.
 * @returns `undefined` for what is no such quantity
 */
export function parseMemory(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(Ki|Mi|Gi|Ti)$/.exec(text);
  return match === null ? undefined : amount(Number(match[1]) * (UNITS[match[2] ?? ''] ?? Number.NaN));
}

/** Resources of one pod or of a whole job; memory in GiB. */
export interface Resources {
  gpus: number;
  cpus: number;
  memoryGib: number;
}

/**
 * Sum over all pods.
 * @param tasks pods per task and what one pod takes, `undefined` where that is not known
 * @returns the sum, and whether a task had to be left out of it
 */
export function totalResources(
  tasks: readonly { pods: number; each: Resources | undefined }[],
): Resources & { complete: boolean } {
  return tasks.reduce<Resources & { complete: boolean }>(
    (sum, { pods, each }) => ({
      gpus: sum.gpus + pods * (each?.gpus ?? 0),
      cpus: sum.cpus + pods * (each?.cpus ?? 0),
      memoryGib: sum.memoryGib + pods * (each?.memoryGib ?? 0),
      complete: sum.complete && each !== undefined,
    }),
    { gpus: 0, cpus: 0, memoryGib: 0, complete: true },
  );
}

const UNKNOWN_SIZE = say(en`unknown GPUs, CPUs and memory`, zh`数量未知的 GPU、CPU 和内存`);

/**
 * `16 GPUs, 192 CPUs, 1536 GiB memory`, with `at least` before it where a part is not known. Of what is not known at
 * all there is no number: none is not the same as at least none.
 */
export function resources({ gpus, cpus, memoryGib, complete }: Resources & { complete: boolean }): Said {
  const [gpu, cpu, memory] = [round(gpus), round(cpus), round(memoryGib)];
  const parts = [
    { of: gpu, said: say(en`${count(gpu, 'GPU')}`, zh`${gpu} 张 GPU`) },
    { of: cpu, said: say(en`${count(cpu, 'CPU')}`, zh`${cpu} 核 CPU`) },
    { of: memory, said: say(en`${memory} GiB memory`, zh`${memory} GiB 内存`) },
  ].flatMap(({ of, said }) => (complete || of > 0 ? [said] : []));
  if (parts.length === 0) return UNKNOWN_SIZE;
  const sum = listed(parts);
  return complete ? sum : say(en`at least ${sum}`, zh`${sum}（至少）`);
}

/** `resources` for a model. */
export const resourceWords = (sum: Resources & { complete: boolean }): string => resources(sum).en;

/** To two decimals. */
export const round = (value: number): number => Math.round(value * 100) / 100;

/** What one pod takes; `undefined` where a part of it is not known. Memory in GiB. */
export const eachPod = (
  cpus: number | undefined,
  memoryGib: number | undefined,
  gpus: number | undefined,
): Resources | undefined =>
  cpus === undefined || memoryGib === undefined || gpus === undefined ? undefined : { cpus, memoryGib, gpus };
