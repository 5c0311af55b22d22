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
    return value.map((item, at) => inner(item, base, rest, to, within(path, at), depth));
  }
  if (!isObject(value)) throw new Unusable(path, 'is not a map by name');
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, inner(item, base, rest, to, within(path, key), depth)]),
  );
}

const NOTHING: Certain = {};

function object(value: unknown, schema: string, to: Reading, path: string, depth: number): Record<string, unknown> {
  if (!isObject(value)) throw new Unusable(path, 'is not an object');
  const read: Record<string, unknown> = { ...value };
  if (depth > DEEPEST) return read;
  const uncertain = { schemas: to.schemas, certain: NOTHING };
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
      const parts = Array.isArray(need) ? { schemas: to.schemas, certain: need[0] } : uncertain;
      read[name] = inner(given, base, wraps, parts, at, depth);
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
 * reads as absent, and numbers, flags and texts are taken for each other where one says the other.
 *
 * @throws Unusable where a certain member is missing or has another type
 */
export const readObject = (
  value: unknown,
  schema: string,
  schemas: Schemas,
  certain: Certain,
): Record<string, unknown> => object(value, schema, { schemas, certain }, '', 0);
