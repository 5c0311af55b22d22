import type { Output } from '../../../api/operations.ts';
import type { Machine } from '../../../domain/machine.ts';
import { positive, shown } from '../../../jobs/wire.ts';
import { verbatim } from '../listing.ts';

type Answer = Output<'ListEcsSpecs'>;

/** A machine type with its name, as ListEcsSpecs has it. */
export interface MachineType extends Machine {
  type: string;
  gpuMemoryGib: number | undefined;
}

const machineType = (spec: Answer['EcsSpecs'][number]): MachineType => ({
  type: verbatim(spec.InstanceType),
  gpus: spec.Gpu ?? 0,
  cpus: spec.Cpu ?? 0,
  memoryGib: spec.Memory ?? 0,
  gpuType: shown(spec.GpuType),
  gpusUnknown: spec.Gpu === undefined && spec.AcceleratorType !== 'CPU',
  sizeUnknown: spec.Cpu === undefined || spec.Memory === undefined,
  gpuMemoryGib: positive(spec.GpuMemory),
  lingjun: spec.ResourceType === 'Lingjun',
  inStock: spec.IsAvailable,
  spotInStock: spec.SpotStockStatus === undefined ? undefined : spec.SpotStockStatus === 'WithStock',
  drivers: (spec.SupportedGPUDrivers ?? []).map((driver) => shown(driver, 40) ?? ''),
});

/** The machine types of an answer, and how many there are in all. */
export const readMachineTypes = ({ EcsSpecs, TotalCount }: Answer): { types: MachineType[]; total: number } => ({
  types: EcsSpecs.map(machineType),
  total: TotalCount,
});

export const byType = (types: readonly MachineType[]): Map<string, MachineType> =>
  new Map(types.map((machine) => [machine.type, machine]));
