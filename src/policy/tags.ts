import { REQUEST_TAG } from '../domain/create-ledger.ts';
import { allow, type Decision, refuse } from './decision.ts';

/**
 * R29: the tag by which a create is found again is the server's. Were it changed or taken away, a create whose
 * answer got lost could make its job twice.
 *
 * @param keys of the tags that are to be set or taken away; `undefined` for all that there are
 */
export function decideTags(keys: readonly string[] | undefined): Decision {
  if (keys === undefined || !keys.includes(REQUEST_TAG)) return allow();
  return refuse(
    'R29',
    `The tag "${REQUEST_TAG}" is the server's own: it tells by it whether a create made its job.`,
    'Leave this tag out.',
  );
}
