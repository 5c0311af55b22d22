import { randomUUID } from 'node:crypto';
import type { CallToolResult } from '@modelcontextprotocol/server';
import { Fault, type FaultDetails } from '../domain/fault.ts';
import type { Log } from './log.ts';

/** The one place that words a failure for a model. */
export const errorText = ({ kind, rule, message, fix, valid, requestId, confirmation }: FaultDetails): string =>
  [
    `[${kind}] ${message}${rule ? ` (rule ${rule})` : ''}`,
    ...(confirmation ? ['Question to the user:', confirmation.question] : []),
    `Fix: ${fix}`,
    ...(confirmation
      ? [`confirmation_token, for one call until ${confirmation.expiresAt}: ${confirmation.token}`]
      : []),
    ...(valid && valid.length > 0 ? [`Valid: ${valid.join(', ')}`] : []),
    ...(requestId ? [`Request id: ${requestId}`] : []),
  ].join('\n');

/** A failure as the result of a tool. */
export function errorResult(details: FaultDetails): CallToolResult {
  const { kind, rule, message, fix, valid, requestId, httpStatus, code, retryable, confirmation } = details;
  const error = {
    kind,
    ...(rule ? { rule } : {}),
    message,
    fix,
    ...(valid ? { valid } : {}),
    ...(code ? { code } : {}),
    ...(requestId ? { request_id: requestId } : {}),
    ...(httpStatus === undefined ? {} : { http_status: httpStatus }),
    ...(confirmation
      ? {
          question: confirmation.question,
          confirmation_token: confirmation.token,
          expires_at: confirmation.expiresAt,
        }
      : {}),
    retryable: retryable ?? false,
  };
  return { isError: true, content: [{ type: 'text', text: errorText(details) }], structuredContent: { error } };
}

/** A result with something that its caller has to know besides; unchanged where there is nothing. */
export const withNotice = (result: CallToolResult, notice: string | undefined): CallToolResult =>
  notice === undefined
    ? result
    : {
        ...result,
        content: [...result.content, { type: 'text', text: notice }],
        structuredContent: { ...(result.structuredContent as object), notice },
      };

/**
 * Any thrown thing as fault details. What is not a `Fault` is a bug: the caller gets an id to find in the log and no
 * internals; the log gets the stack's frames but not the message, which could hold what the cloud or a request said.
 */
export function toFaultDetails(thrown: unknown, log: Log): FaultDetails {
  if (thrown instanceof Fault) return thrown.details;
  const id = randomUUID();
  const frames = thrown instanceof Error ? (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  log.error({ id, name: thrown instanceof Error ? thrown.name : typeof thrown, frames }, 'internal error');
  return {
    kind: 'internal',
    message: `The server failed on this call; the log has the details under ${id}.`,
    fix: 'Read the state back before trying again; if it persists, report the id to the operator.',
  };
}
