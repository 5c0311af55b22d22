import { Fault } from '../../domain/fault.ts';
import { parseCount, parseMemory, type Resources, totalResources } from '../../domain/quantity.ts';
import type { ToolContext } from '../tool.ts';
import { number, raw, record, records } from './wire.ts';

/** One role of a job, as far as its size goes; quantities in the API's units. */
export interface SizedTask {
  pods: number;
  ecsSpec?: string | undefined;
  cpu?: string | undefined;
  gpu?: string | undefined;
  memory?: string | undefined;
}

/** What machine types have, by type; `undefined` where the list could not be read. */
export interface Machines {
  sizes: ReadonlyMap<string, Resources>;
  read: boolean;
}

/**
 * Sizes of machine types. Serves a question to a person only: a list that cannot be read leaves the sum incomplete, and
 * does not stop the call.
 * @throws Fault where the call itself would fail the same way (no credentials, a wrong region)
 */
export async function machineSizes(ctx: ToolContext, types: readonly (string | undefined)[]): Promise<Machines> {
  const wanted = [...new Set(types.filter((type): type is string => type !== undefined))];
  if (wanted.length === 0) return { sizes: new Map(), read: true };
  try {
    const answer = await ctx.call('ListEcsSpecs', { InstanceTypes: wanted.join(','), PageSize: 100 });
    const sizes = records(answer.EcsSpecs).map(
      (spec) =>
        [
          raw(spec.InstanceType) ?? '',
          { gpus: number(spec.Gpu) ?? 0, cpus: number(spec.Cpu) ?? 0, memoryGib: number(spec.Memory) ?? 0 },
        ] as const,
    );
    return { sizes: new Map(sizes), read: true };
  } catch (thrown) {
    if (!(thrown instanceof Fault) || ['credentials', 'invalid_input'].includes(thrown.details.kind)) throw thrown;
    return { sizes: new Map(), read: false };
  }
}

function sizeOfPod({ ecsSpec, cpu, gpu, memory }: SizedTask, machines: Machines): Resources | undefined {
  if (ecsSpec !== undefined) return machines.sizes.get(ecsSpec);
  const [cpus, memoryGib, gpus] = [parseCount(cpu ?? ''), parseMemory(memory ?? ''), parseCount(gpu || '0')];
  return cpus === undefined || memoryGib === undefined || gpus === undefined ? undefined : { cpus, memoryGib, gpus };
}

/** Sum over all pods of a job. */
export const totalOf = (tasks: readonly SizedTask[], machines: Machines) =>
  totalResources(tasks.map((task) => ({ pods: task.pods, each: sizeOfPod(task, machines) })));

/** The roles of a GetJob answer, as far as their size goes. */
export const sizedTasks = (jobSpecs: unknown): SizedTask[] =>
  records(jobSpecs).map((spec) => {
    const config = record(spec.ResourceConfig);
    return {
      pods: number(spec.PodCount) ?? 0,
      ecsSpec: raw(spec.EcsSpec),
      cpu: raw(config.CPU),
      gpu: raw(config.GPU),
      memory: raw(config.Memory),
    };
  });
