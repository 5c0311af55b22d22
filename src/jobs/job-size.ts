import type { Output } from '../api/operations.ts';
import type { Machine, Machines } from '../domain/machine.ts';
import { parseCount, parseMemory, type Resources, totalResources } from '../domain/quantity.ts';
import { number, raw, record, records, shown } from './wire.ts';

/** One role of a job, as far as its size goes; quantities in the API's units. */
export interface SizedTask {
  pods: number;
  ecsSpec?: string | undefined;
  cpu?: string | undefined;
  gpu?: string | undefined;
  memory?: string | undefined;
}

type Spec = Output<'ListEcsSpecs'>['EcsSpecs'][number];

const machine = (spec: Spec): Machine => ({
  gpus: spec.Gpu ?? 0,
  cpus: spec.Cpu ?? 0,
  memoryGib: spec.Memory ?? 0,
  gpuType: shown(spec.GpuType, 40),
  lingjun: spec.ResourceType === 'Lingjun',
  inStock: spec.IsAvailable,
  spotInStock: spec.SpotStockStatus === undefined ? undefined : spec.SpotStockStatus === 'WithStock',
  drivers: (spec.SupportedGPUDrivers ?? []).map((driver) => shown(driver, 40) ?? ''),
});

/** The machine types of an answer, by type. */
export const machinesOf = (specs: readonly Spec[]): Map<string, Machine> =>
  new Map(specs.map((spec) => [spec.InstanceType, machine(spec)]));

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
