import type * as z from 'zod';
import { Fault } from '../domain/fault.ts';
import type { Operation } from './operation.ts';
import { fillPath } from './path.ts';

/** A request before signing. */
export interface WireRequest {
  pathname: string;
  query: Record<string, string>;
  body: Record<string, unknown> | undefined;
}

function invalidInput(action: string, issue: z.core.$ZodIssue | undefined): Fault {
  const field =
    issue?.path.map(String).join('.') || (issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : 'input');
  const values = issue?.code === 'invalid_value' ? issue.values.map(String) : undefined;
  return new Fault({
    kind: 'invalid_input',
    message: `${action} cannot take ${field}: ${issue?.message ?? 'it does not fit the API'}.`,
    fix: values ? `Set ${field} to one of the valid values.` : `Correct ${field} and call again; nothing was sent.`,
    ...(values ? { valid: values } : {}),
  });
}

const pick = (input: Readonly<Record<string, unknown>>, names: readonly string[]): [string, unknown][] =>
  names.flatMap((name): [string, unknown][] => (input[name] === undefined ? [] : [[name, input[name]]]));

/**
 * Checks an input against the operation's schema and spreads it over path, query and body.
 * @throws Fault `invalid_input` naming the field; the value is not repeated, as it may be a secret
 */
export function toRequest(operation: Operation, input: unknown): WireRequest {
  const parsed = operation.input.safeParse(input);
  if (!parsed.success) throw invalidInput(operation.action, parsed.error.issues[0]);
  const values = parsed.data as Readonly<Record<string, unknown>>;
  const query = pick(values, operation.query).map(([name, value]): [string, string] => [
    name,
    operation.jsonQuery.includes(name) ? JSON.stringify(value) : String(value),
  ]);
  return {
    pathname: fillPath(operation, values),
    query: Object.fromEntries(query),
    body: operation.body.length > 0 ? Object.fromEntries(pick(values, operation.body)) : undefined,
  };
}
