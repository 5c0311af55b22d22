import type { Machines } from '../../../domain/machine.ts';
import { closest } from '../../../domain/nearest.ts';
import type { ToolContext } from '../../tool.ts';
import { attempt } from '../attempt.ts';
import { byType } from '../decoders/machine-types.ts';
import { allEcsSpecs } from '../ecs-specs.ts';
import { machineSizes } from '../machine-sizes.ts';

const MOST_NEAREST = 5;

export interface MachineFindings {
  machines: Machines;
  /** Real types for each one that does not exist, nearest first. */
  nearest: ReadonlyMap<string, readonly string[]>;
}

/**
 * The machine types of a job as the region has them now. They are never taken from memory, because a person is shown their
 * stock. One filtered call is made; where a type is missing in its answer, the whole list is read and decides.
 * @param types distinct
 */
export async function findMachines(ctx: ToolContext, types: readonly string[]): Promise<MachineFindings> {
  const asked = await machineSizes(ctx, types);
  const missing = types.filter((type) => !asked.sizes.has(type));
  if (!asked.read || missing.length === 0) return { machines: asked, nearest: new Map() };
  const whole = await attempt(() => allEcsSpecs(ctx, {}));
  if ('cause' in whole) return { machines: asked, nearest: new Map() };
  const listed = byType(whole.answer.types);
  return {
    machines: { sizes: new Map([...listed, ...asked.sizes]), read: true },
    nearest: new Map(missing.map((type) => [type, closest(type, [...listed.keys()], MOST_NEAREST)])),
  };
}
