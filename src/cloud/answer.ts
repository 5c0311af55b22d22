import type * as z from 'zod';
import { Fault } from '../domain/fault.ts';
import type { Operation } from './operation.ts';

/** Names of the API and indices; a key that somebody chose is not shown. */
const step = (key: PropertyKey): string =>
  /^(?:[A-Z][A-Za-z0-9]{0,40}|\d{1,9})$/.test(String(key)) ? String(key) : '?';

const whereIs = (issue: z.core.$ZodIssue | undefined): string =>
  issue?.path.slice(0, 12).map(step).join('.') || 'the answer itself';

/**
 * Checks an answer. Unknown members pass through; one that the server depends on must be there and have its type.
 * @throws Fault `unavailable` for a read, `unknown_outcome` for a write: it was answered, but not by a usable receipt
 */
export function readAnswer<O extends z.ZodType>(operation: Operation<z.ZodType, O>, body: unknown): z.output<O> {
  const parsed = operation.output.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const message = `${operation.action} answered without a usable ${whereIs(issue)} (${issue?.message ?? 'wrong type'}).`;
  throw operation.effect === 'read'
    ? new Fault({
        kind: 'unavailable',
        message,
        fix: 'Call again once; if it stays, the API has changed or something between answers in its place.',
        retryable: true,
      })
    : new Fault({
        kind: 'unknown_outcome',
        message,
        fix: 'Do not repeat it. Read back with get_job or list_jobs what the cloud did.',
        retryable: false,
      });
}
