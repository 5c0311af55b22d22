import { isObject, type ReadMember, readMember, within } from './member.ts';
import type { Members, Schemas } from './types.ts';

/** What is wrong with a request. It does not hold the value, which may be a secret. */
export interface Misfit {
  /** `JobSpecs.0.Type`. */
  path: string;
  message: string;
  /** All valid values, where the contract lists them. */
  values?: readonly string[];
}

const PRIMITIVES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  int: (value) => Number.isSafeInteger(value),
  boolean: (value) => typeof value === 'boolean',
  any: () => true,
};

function limits(value: unknown, { values, range, length }: ReadMember, path: string): Misfit | undefined {
  if (values !== undefined && !values.includes(String(value)))
    return { path, message: `it is none of ${values.join(', ')}`, values };
  if (range !== undefined && typeof value === 'number') {
    const [least, most] = range;
    if (least !== null && value < least) return { path, message: `it is less than ${least}` };
    if (most !== null && value > most) return { path, message: `it is more than ${most}` };
  }
  if (length !== undefined && (typeof value === 'string' || Array.isArray(value))) {
    const [least, most] = length;
    if (value.length < least) return { path, message: `it is shorter than ${least}` };
    if (most !== null && value.length > most) return { path, message: `it is longer than ${most}` };
  }
  return undefined;
}

function inner(
  value: unknown,
  base: string,
  wraps: ReadMember['wraps'],
  schemas: Schemas,
  path: string,
): Misfit | undefined {
  const [wrap, ...rest] = wraps;
  if (wrap === undefined) {
    const primitive = PRIMITIVES[base];
    if (primitive !== undefined) return primitive(value) ? undefined : { path, message: `it is not of type ${base}` };
    return misfit(value, schemas[base] ?? {}, schemas, path);
  }
  if (wrap === 'list' ? !Array.isArray(value) : !isObject(value))
    return { path, message: `it is not a ${wrap === 'list' ? 'list' : 'map by name'}` };
  for (const [key, item] of Object.entries(value as object)) {
    const found = inner(item, base, rest, schemas, within(path, key));
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Checks an object of a request strictly: no unknown member, no required one missing, none of another type.
 * @returns the first thing that is wrong; `undefined` where all is right
 */
export function misfit(value: unknown, members: Members, schemas: Schemas, path = ''): Misfit | undefined {
  if (!isObject(value)) return { path, message: 'it is not an object' };
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(members, name));
  if (unknown !== undefined) return { path: within(path, unknown), message: 'the API has no such parameter' };
  for (const [name, type] of Object.entries(members)) {
    const member = readMember(type);
    const at = within(path, name);
    if (value[name] === undefined) {
      if (member.required) return { path: at, message: 'it is missing' };
      continue;
    }
    const found = inner(value[name], member.base, member.wraps, schemas, at) ?? limits(value[name], member, at);
    if (found !== undefined) return found;
  }
  return undefined;
}
