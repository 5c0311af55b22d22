import { Fault } from '../domain/fault.ts';
import { hint } from '../domain/hint.ts';
import { isObject } from './contract/member.ts';
import { readObject, Unusable } from './contract/read.ts';
import type { Operation } from './operation.ts';

/** Names of the API and indices; a key that somebody chose is not shown. */
const step = (key: string): string => (/^(?:[A-Z][A-Za-z0-9]{0,40}|\d{1,9})$/.test(key) ? key : '?');

const whereIs = (path: string): string => path.split('.', 12).map(step).join('.');

/** The rows of a page as they were asked for: a cloud that does not know pages gives all there are. */
export function boundRows(body: unknown, pageSize: unknown): unknown {
  if (typeof pageSize !== 'number' || typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, Array.isArray(value) ? value.slice(0, pageSize) : value]),
  );
}

/**
 * Checks an answer. Unknown members pass through; one that the server depends on must be there and have its type.
 * @throws Fault `unknown_outcome` for a write, which was answered, but not by a usable receipt; `unavailable` for all others
 */
export function readAnswer(operation: Operation, body: unknown): Record<string, unknown> {
  try {
    const { answer, schemas, certain } = operation;
    if (answer !== undefined) return readObject(body, answer, schemas, certain);
    if (isObject(body)) return body;
    throw new Unusable('', 'is not an object');
  } catch (thrown) {
    if (!(thrown instanceof Unusable)) throw thrown;
    throw unusable(operation, `${thrown.path === '' ? 'the answer itself' : whereIs(thrown.path)} (${thrown.message})`);
  }
}

function unusable({ action, effect }: Operation, what: string): Fault {
  const message = `${action} answered without a usable ${what}.`;
  return effect === 'write'
    ? new Fault({
        kind: 'unknown_outcome',
        message,
        fix: `Do not repeat it. Read back${hint('look at jobs')} what the cloud did.`,
        retryable: false,
      })
    : new Fault({
        kind: 'unavailable',
        message,
        fix: 'Call again once; if it stays, the API has changed or something between answers in its place.',
        retryable: true,
      });
}
