import type { Machines } from '../../domain/machine.ts';
import type { ToolContext } from '../tool.ts';
import { attempt } from './attempt.ts';
import { byType, readMachineTypes } from './decoders/machine-types.ts';

/**
 * Sizes and stock of machine types. They only make a question to a person clearer, so a list that cannot be read leaves
 * the sum incomplete and does not stop the call.
 * @throws Fault where the call itself would fail the same way (no credentials, a wrong region)
 */
export async function machineSizes(ctx: ToolContext, types: readonly (string | undefined)[]): Promise<Machines> {
  const wanted = [...new Set(types.filter((type): type is string => type !== undefined))];
  if (wanted.length === 0) return { sizes: new Map(), read: true };
  const listed = await attempt(() => ctx.call('ListEcsSpecs', { InstanceTypes: wanted.join(','), PageSize: 100 }));
  return 'answer' in listed
    ? { sizes: byType(readMachineTypes(listed.answer).types), read: true }
    : { sizes: new Map(), read: false };
}
