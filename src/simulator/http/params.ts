import { fail } from '../errors.ts';
import type { Param, Route } from '../route.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * The declared parameters of a route, converted. Undeclared ones are ignored, as the gateway does; an empty query value
 * counts as absent, unless the parameter may be empty. Throws 400 `MissingParameter` or `InvalidParameter`.
 */
export function readParams(route: Route, query: URLSearchParams, body: Values): Record<string, unknown> {
  const fromQuery = Object.entries(route.query).map(([name, param]) => {
    const flat = param.type === 'object' && param.serialised === undefined;
    const text = query.get(name);
    const absent = text === null || (text === '' && !param.mayBeEmpty);
    const value = flat ? members(name, query) : absent ? undefined : parseText(name, param, text);
    return [name, check(name, param, value)] as const;
  });
  const fromBody = Object.entries(route.body).map(([name, param]) => {
    const value = body[name] ?? undefined;
    return [name, check(name, param, value)] as const;
  });
  return Object.fromEntries([...fromQuery, ...fromBody].filter(([, value]) => value !== undefined));
}

/** An object whose members stand in the query one by one, as `Name.Member=value`. */
function members(name: string, query: URLSearchParams): Values | undefined {
  const found = [...query].flatMap(([key, value]) =>
    key.startsWith(`${name}.`) && value !== '' ? [[key.slice(name.length + 1), value] as const] : [],
  );
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

function parseText(name: string, param: Param, text: string): unknown {
  if (param.serialised === 'simple') return text.split(',');
  if (param.type === 'string') return text;
  if (param.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  if (param.type === 'integer') return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
  if (param.type === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  try {
    return JSON.parse(text);
  } catch {
    throw fail('InvalidParameter', `${name} is not valid JSON.`);
  }
}

const IS_TYPE: Readonly<Record<Param['type'], (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  array: (value) => Array.isArray(value),
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

function check(name: string, param: Param, value: unknown): unknown {
  if (value === undefined || (param.required && value === '')) {
    if (param.required) throw fail('MissingParameter', `${name} is mandatory for this action.`);
    return undefined;
  }
  if (!IS_TYPE[param.type](value)) throw fail('InvalidParameter', `${name} must be of type ${param.type}.`);
  if (typeof value === 'string') {
    if (param.values && value !== '' && !param.values.includes(value))
      throw fail('InvalidParameter', `${name} is invalid; valid values: ${param.values.join(', ')}.`);
    if (param.maxLength !== undefined && value.length > param.maxLength)
      throw fail('InvalidParameter', `${name} must not have more than ${param.maxLength} characters.`);
  }
  if (typeof value === 'number') {
    if (param.min !== undefined && value < param.min)
      throw fail('InvalidParameter', `${name} must not be less than ${param.min}.`);
    if (param.max !== undefined && value > param.max)
      throw fail('InvalidParameter', `${name} must not be more than ${param.max}.`);
  }
  return value;
}
