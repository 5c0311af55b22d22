import type { Operation } from './operation.ts';

/** The other spelling of a prefix, for actions of which no row has both. */
const OTHER_PREFIX: Readonly<Record<string, string>> = { paidlc: 'pai', pai: 'paidlc' };

/**
 * The RAM actions that a refused call needs. The one that the gateway names comes first. Its other spelling is added,
 * since the official pages and the vendor's skill disagree (api-notes: permissions).
 * @param authAction what the gateway says is missing; `undefined` where it does not say
 */
export function missingActions(operation: Pick<Operation, 'ram'>, authAction: string | undefined): readonly string[] {
  if (authAction === undefined) return operation.ram;
  const [prefix = '', name = ''] = authAction.split(':');
  const same = operation.ram.filter((action) => action.split(':')[1] === name);
  const other = OTHER_PREFIX[prefix];
  return [...new Set([authAction, ...same, ...(same.length === 0 && other ? [`${other}:${name}`] : [])])];
}

/** The least RAM policy that allows the actions, as one line of JSON. */
export const leastPolicy = (actions: readonly string[]): string =>
  JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });
