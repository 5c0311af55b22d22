import type { Provenance } from '../../config/config.ts';
import { CREDENTIAL_VARIABLES, variablesSet } from '../../config/variables.ts';
import { type Host, letsThrough } from './host.ts';

/** Whether the server is to use the simulator, which needs no credentials. */
export const isSimulated = (explained: readonly Provenance[]): boolean =>
  explained.some(({ setting, value }) => setting.name === 'simulate' && value === true);

/**
 * The variables that an entry is to name. A list may name one that is not set, which the host then leaves out; of a
 * reference to it something would reach the server.
 */
export function variablesFor(host: Host, explained: readonly Provenance[]): readonly string[] {
  const simulated = isSimulated(explained);
  const set = variablesSet().filter((name) => !simulated || !CREDENTIAL_VARIABLES.includes(name));
  const read = host.passing.named?.as === 'list' && !simulated ? CREDENTIAL_VARIABLES : [];
  const kept = letsThrough(host, undefined, [...new Set([...set, ...read])]);
  return host.passing.named === undefined ? [] : [...kept].flatMap(([name, how]) => (how === 'passed' ? [] : [name]));
}
