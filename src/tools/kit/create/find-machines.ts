import { sameGpu } from '../../../domain/gpu-name.ts';
import { isOfFamily, type Machines } from '../../../domain/machine.ts';
import { closest, fold } from '../../../domain/nearest.ts';
import type { ToolContext } from '../../tool.ts';
import { attempt } from '../attempt.ts';
import { byType, type MachineType } from '../decoders/machine-types.ts';
import { allEcsSpecs } from '../ecs-specs.ts';
import { machineSizes } from '../machine-sizes.ts';

const MOST_NEAREST = 5;

export interface MachineFindings {
  machines: Machines;
  /** Real types for each one that does not exist, nearest first. */
  nearest: ReadonlyMap<string, readonly string[]>;
}

/** `gn` of `ecs.gn7i-c8g1.2xlarge`: what kind of machine it is. */
const kindOf = (type: string): string => /^(?:(?:ecs|ml)\.)?([a-z]+)/.exec(type)?.[1] ?? '';

/**
 * The types with a GPU of that name, those in stock and with fewest GPUs first; else the types of the most similar
 * names, first those of its kind. A word that is in the name of no type, such as a GPU that the region has not, is near
 * none of them.
 */
function nearestTypes(wanted: string, types: readonly MachineType[]): string[] {
  const named = isOfFamily(wanted) ? [] : types.filter(({ gpuType = '' }) => sameGpu(wanted, gpuType));
  const rank = ({ inStock, gpus }: MachineType): number => (inStock === false ? 1000 : 0) + gpus;
  const found = named.toSorted((a, b) => rank(a) - rank(b)).map(({ type }) => type);
  if (found.length > 0) return found.slice(0, MOST_NEAREST);
  const names = types.map(({ type }) => type);
  const alike = wanted.includes('.') ? names : names.filter((name) => fold(name).includes(fold(wanted)));
  return closest(wanted, alike, MOST_NEAREST, [kindOf, (type) => type]);
}

/**
 * The machine types of a job as the region has them now. They are never taken from memory, because a person is shown
 * their stock. One filtered call is made; where a type is missing in its answer, the whole list is read and decides.
 * @param types distinct
 * @param all whether the whole list is needed in any case
 */
export async function findMachines(ctx: ToolContext, types: readonly string[], all = false): Promise<MachineFindings> {
  const asked = await machineSizes(ctx, types);
  const missing = types.filter((type) => !asked.sizes.has(type));
  if (!asked.read || (missing.length === 0 && !all)) return { machines: asked, nearest: new Map() };
  const whole = await attempt(() => allEcsSpecs(ctx, {}));
  if ('cause' in whole) return { machines: asked, nearest: new Map() };
  const listed = byType(whole.answer.types);
  return {
    machines: { sizes: new Map([...listed, ...asked.sizes]), read: true },
    nearest: new Map(missing.map((type) => [type, nearestTypes(type, whole.answer.types)])),
  };
}
