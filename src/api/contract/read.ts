import { isObject, type ReadMember, readMember, within } from './member.ts';
import type { Certain, Schemas } from './types.ts';

/** An answer that lacks what the server depends on. */
export class Unusable extends Error {
  readonly path: string;
  constructor(path: string, why: string) {
    super(why);
    this.path = path;
  }
}

/** No answer nests deeper; below, it passes through unread. */
const DEEPEST = 30;
const NUMERAL = /^\s{0,20}-?\d{1,30}(?:\.\d{1,30})?\s{0,20}$/;

/** The cloud is not consistent: a number may come as text, and the other way round. */
const PRIMITIVES: Readonly<Record<string, (value: unknown) => unknown>> = {
  string: (value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value),
  number: (value) => (typeof value === 'string' && NUMERAL.test(value) ? Number(value) : value),
  boolean: (value) => (value === 'true' ? true : value === 'false' ? false : value),
};
const TYPES: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  int: 'number',
  boolean: 'boolean',
};

function primitive(value: unknown, base: string, path: string): unknown {
  const read = PRIMITIVES[base === 'int' ? 'number' : base];
  const taken = read === undefined ? value : read(value);
  if (base !== 'any' && (typeof taken !== TYPES[base] || Number.isNaN(taken)))
    throw new Unusable(path, `is not a ${TYPES[base]}`);
  return taken;
}

/** What the server knows of a value before it looks: the schemas of its product, and what is certain of the objects in it. */
interface Reading {
  schemas: Schemas;
  certain: Certain;
  /** Whether the server depends on the value, so that no part of it may be missing. */
  depended: boolean;
}

/** Nothing, where a part of a list or map has another type than the documented one and is not depended on. */
function part(read: () => unknown, { depended }: Reading): [] | [unknown] {
  try {
    return [read()];
  } catch (thrown) {
    if (depended || !(thrown instanceof Unusable)) throw thrown;
    return [];
  }
}

function inner(
  value: unknown,
  base: string,
  wraps: ReadMember['wraps'],
  to: Reading,
  path: string,
  depth: number,
): unknown {
  const [wrap, ...rest] = wraps;
  if (wrap === undefined)
    return Object.hasOwn(to.schemas, base) ? object(value, base, to, path, depth + 1) : primitive(value, base, path);
  if (wrap === 'list') {
    // Some services write an empty list as null.
    if (value === null) return [];
    if (!Array.isArray(value)) throw new Unusable(path, 'is not a list');
    return value.flatMap((item, at) => part(() => inner(item, base, rest, to, within(path, at), depth), to));
  }
  if (!isObject(value)) throw new Unusable(path, 'is not a map by name');
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) =>
      part(() => inner(item, base, rest, to, within(path, key), depth), to).map((read) => [key, read]),
    ),
  );
}

const NOTHING: Certain = {};

function object(value: unknown, schema: string, to: Reading, path: string, depth: number): Record<string, unknown> {
  if (!isObject(value)) throw new Unusable(path, 'is not an object');
  const read: Record<string, unknown> = { ...value };
  if (depth > DEEPEST) return read;
  for (const [name, type] of Object.entries(to.schemas[schema] ?? {})) {
    const { base, wraps } = readMember(type);
    const need = to.certain[name];
    const at = within(path, name);
    const given = value[name];
    const listed = wraps[0] === 'list' && (need === 'there' || Array.isArray(need));
    const absent = given === undefined || (given === null && !listed);
    if (absent) {
      if (need !== undefined && need !== 'typed') throw new Unusable(at, 'is missing');
      delete read[name];
      continue;
    }
    try {
      const certain = Array.isArray(need) ? need[0] : NOTHING;
      read[name] = inner(given, base, wraps, { schemas: to.schemas, certain, depended: need !== undefined }, at, depth);
    } catch (thrown) {
      if (need !== undefined || !(thrown instanceof Unusable)) throw thrown;
      delete read[name];
    }
    if (need === 'filled' && read[name] === '') throw new Unusable(at, 'is empty');
    if (need instanceof RegExp && !need.test(String(read[name]))) throw new Unusable(at, 'has an unknown form');
  }
  return read;
}

/**
 * Reads an answer, tolerantly: unknown members pass through untouched, a member of another type than the documented one
 * reads as absent, or is left out of its list or map alone, and numbers, flags and texts are taken for each other where one says the other.
 *
 * @throws Unusable where a certain member is missing or has another type
 */
export const readObject = (
  value: unknown,
  schema: string,
  schemas: Schemas,
  certain: Certain,
): Record<string, unknown> => object(value, schema, { schemas, certain, depended: true }, '', 0);
