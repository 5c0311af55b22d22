import { Fault } from '../domain/fault.ts';
import { isObject } from './contract/member.ts';
import { hasRequestId, readObject, Unusable } from './contract/read.ts';
import { readBack } from './errors.ts';
import type { Operation } from './operation.ts';
import { pathNames } from './path.ts';

/**
 * A name of the API or an index, as it is. Other keys are chosen by somebody,
 * such as names of variables, and not shown.
 */
const step = (key: string): string => (/^(?:[A-Z][A-Za-z0-9]{0,40}|\d{1,9})$/.test(key) ? key : '?');

const whereIs = (path: string): string => path.split('.', 12).map(step).join('.');

/**
 * Cuts the lists of an answer to the page size that was asked for: where an
 * endpoint ignores it, the answer has all rows.
 * @param pageSize `PageSize` of the request; nothing is cut where it is not a number
 */
export function boundRows(body: unknown, pageSize: unknown): unknown {
  if (typeof pageSize !== 'number' || typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, Array.isArray(value) ? value.slice(0, pageSize) : value]),
  );
}

/** What the gateway says of success where it gives a code at all. */
const NO_ERROR = /^(?:200|OK|Success)$/i;

/**
 * Checks that a body is an answer of the operation, and no refusal with a status of success, or the like of something
 * in between. Of a write that depends on nothing else, its request id shows that.
 */
function ensureAnswer({ answer, schemas, effect, certain }: Operation, body: unknown): void {
  if (!isObject(body)) throw new Unusable('', 'is not an object');
  const schema = schemas[answer ?? ''] ?? {};
  const beside = (name: string): unknown => (Object.hasOwn(schema, name) ? undefined : body[name]);
  const code = beside('Code');
  if ((typeof code === 'string' && code !== '' && !NO_ERROR.test(code)) || beside('Success') === false)
    throw new Unusable('', 'says that it failed');
  if (effect === 'write' && Object.keys(certain).length === 0 && !hasRequestId(body))
    throw new Unusable('', 'has no request id');
}

/**
 * Holds the ids of an answer against those that the request had in its path: what a cache or a proxy has mixed up would
 * be shown, or acted on, as the thing that was asked for. An id that the answer leaves out or empty says nothing.
 * @throws Unusable where one is another
 */
function ensureAsked({ path }: Operation, body: unknown, input: unknown): void {
  for (const name of pathNames(path)) {
    const [asked, answered] = [input, body].map((each) => (isObject(each) ? String(each[name] ?? '') : ''));
    if (answered !== '' && answered !== asked) throw new Unusable(name, 'is not the one that was asked for');
  }
}

/**
 * Checks an answer and returns it. Unknown members pass through; one that the server
 * depends on has to be there, of its type, and an id has to be the one that was asked for.
 * @param input of the request
 * @throws Fault where it is not: `unknown_outcome` for a write, which may have been carried out, else `unavailable`
 */
export function readAnswer(operation: Operation, body: unknown, input: unknown): Record<string, unknown> {
  try {
    ensureAsked(operation, body, input);
    const { answer, schemas, certain } = operation;
    ensureAnswer(operation, body);
    return answer === undefined ? (body as Record<string, unknown>) : readObject(body, answer, schemas, certain);
  } catch (thrown) {
    if (!(thrown instanceof Unusable)) throw thrown;
    throw unusable(operation, `${thrown.path === '' ? 'answer' : whereIs(thrown.path)} (${thrown.message})`);
  }
}

function unusable(operation: Operation, what: string): Fault {
  const { action, effect } = operation;
  const message = `${action} answered without a usable ${what}.`;
  return effect === 'write'
    ? new Fault({
        kind: 'unknown_outcome',
        message,
        fix: readBack(operation),
        retryable: false,
      })
    : new Fault({
        kind: 'unavailable',
        message,
        fix: 'Call again once; if it stays, the API has changed or something between answers in its place.',
        retryable: true,
      });
}
