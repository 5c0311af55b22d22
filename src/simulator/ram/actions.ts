import type { Route } from '../route.ts';

/** AIWorkSpace's RAM prefixes, by what an operation is about. */
const AIWORKSPACE_PREFIXES: readonly (readonly [noun: string, prefix: string])[] = [
  ['Workspace', 'paiworkspace'],
  ['Member', 'paiworkspace'],
  ['Resource', 'paiworkspace'],
  ['Product', 'paiworkspace'],
  ['Permission', 'paiworkspace'],
  ['Image', 'paiimage'],
  ['Dataset', 'paidataset'],
  ['CodeSource', 'paicodesource'],
  // No source spells these two.
  ['Experiment', 'paiexperiment'],
  ['Run', 'paiexperiment'],
  ['Model', 'paimodel'],
];

/**
 * The RAM action of an operation in both spellings (api-notes: permissions): the official pages' first, then the
 * vendor's skill's.
 */
export function ramActions({ product, action }: Pick<Route, 'product' | 'action'>): readonly [string, string] {
  if (product === 'paistudio') return [`paistudio:${action}`, `pai:${action}`];
  if (product === 'pai-dlc') return [`paidlc:${action}`, `pai:${action}`];
  const [, prefix = 'aiworkspace'] = AIWORKSPACE_PREFIXES.find(([noun]) => action.includes(noun)) ?? [];
  return [`${prefix}:${action}`, `aiworkspace:${action}`];
}

/**
 * Operations whose reference lists no authorization: only a policy that denies them by name or pattern stops them
 * (api-notes: permissions).
 */
export const WITHOUT_AUTHORIZATION: readonly string[] = ['ListEcsSpecs'];
