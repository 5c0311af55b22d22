import { Fault } from '../domain/fault.ts';
import { type Misfit, misfit } from './contract/check.ts';
import { isObject } from './contract/member.ts';
import type { Operation } from './operation.ts';
import { fillPath, pathNames } from './path.ts';

/** A request before signing. */
export interface WireRequest {
  pathname: string;
  query: Record<string, string>;
  body: Record<string, unknown> | undefined;
}

const invalidInput = (action: string, { path, message, values }: Misfit): Fault =>
  new Fault({
    kind: 'invalid_input',
    message: `${action} cannot take ${path || 'this input'}: ${message}.`,
    fix: values
      ? `Set ${path} to one of the valid values.`
      : `Correct ${path || 'it'} and call again; nothing was sent.`,
    ...(values ? { valid: values } : {}),
  });

const pick = (input: Readonly<Record<string, unknown>>, names: readonly string[]): [string, unknown][] =>
  names.flatMap((name): [string, unknown][] => (input[name] === undefined ? [] : [[name, input[name]]]));

/**
 * A query member as the API takes it: JSON where the contract says so, an object
 * as `Name.key` pairs, a list with commas.
 */
function queryPairs(name: string, value: unknown, json: readonly string[]): [string, string][] {
  if (json.includes(name)) return [[name, JSON.stringify(value)]];
  if (isObject(value)) return pick(value, Object.keys(value)).map(([key, part]) => [`${name}.${key}`, String(part)]);
  return [[name, String(value)]];
}

/**
 * Checks an input against the contract and spreads it over path, query and body.
 * @throws Fault `invalid_input` naming the field; the value is not repeated, as it may be a secret
 */
export function toRequest(operation: Operation, input: unknown): WireRequest {
  const { action, path, query, body, json, schemas } = operation;
  const inPath = Object.fromEntries(pathNames(path).map((name) => [name, 'string!']));
  const wrong = misfit(input, { ...inPath, ...query, ...body }, schemas);
  if (wrong !== undefined) throw invalidInput(action, wrong);
  const values = input as Readonly<Record<string, unknown>>;
  const pairs = pick(values, Object.keys(query)).flatMap(([name, value]) => queryPairs(name, value, json));
  return {
    pathname: fillPath(operation, values),
    query: Object.fromEntries(pairs),
    body: body && Object.fromEntries(pick(values, Object.keys(body))),
  };
}
