import { amount } from '../../domain/amount.ts';
import { isObject, type ReadMember, readMember, within } from './member.ts';
import type { Certain, Schemas } from './types.ts';

/** Thrown for an answer that lacks what the server depends on. */
export class Unusable extends Error {
  readonly path: string;
  constructor(path: string, why: string) {
    super(why);
    this.path = path;
  }
}

/** Levels that are read. No documented answer has as many; what lies deeper passes through unread. */
const DEEPEST = 30;
const NUMERAL = /^\s{0,20}-?\d{1,30}(?:\.\d{1,30})?\s{0,20}$/;

/** Numbers and flags may come as texts, and texts as numbers (api-notes: odd shapes). */
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
  if (base !== 'any' && (typeof taken !== TYPES[base] || (typeof taken === 'number' && amount(taken) === undefined)))
    throw new Unusable(path, `is not a ${TYPES[base]}`);
  return taken;
}

/** What a value is read by. */
interface Reading {
  schemas: Schemas;
  certain: Certain;
  /** Whether the server depends on the value. Then an odd part of it makes the answer unusable, else it is left out. */
  depended: boolean;
}

/**
 * A part of a list or map; `[]` where it has another type than the documented one and the server does not depend on it.
 */
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
    // An empty list may come as null (api-notes: odd shapes).
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
const NO_MEMBERS: Schemas[string] = {};

const taken = new WeakMap<Schemas[string], readonly [name: string, ReadMember][]>();

/** The members of a schema, taken apart: once per schema, as every object of an answer needs them. */
function membersOf(schema: Schemas[string]): readonly [name: string, ReadMember][] {
  let known = taken.get(schema);
  if (known === undefined) {
    known = Object.entries(schema).map(([name, type]) => [name, readMember(type)]);
    taken.set(schema, known);
  }
  return known;
}

/**
 * Every answer of the cloud has one. An empty list may be left out of it; of an
 * object without one nobody knows whose it is.
 */
export const hasRequestId = (answer: object): boolean => Object.keys(answer).some((name) => /^requestid$/i.test(name));

function object(value: unknown, schema: string, to: Reading, path: string, depth: number): Record<string, unknown> {
  if (!isObject(value)) throw new Unusable(path, 'is not an object');
  const read: Record<string, unknown> = { ...value };
  if (depth > DEEPEST) return read;
  for (const [name, { base, wraps }] of membersOf(to.schemas[schema] ?? NO_MEMBERS)) {
    const need = to.certain[name];
    const given = value[name];
    // Most of what is documented is in no answer.
    if (given === undefined && need === undefined) continue;
    const at = within(path, name);
    const listed = wraps[0] === 'list' && (need === 'there' || Array.isArray(need));
    if (listed && given === undefined && hasRequestId(value)) {
      read[name] = [];
      continue;
    }
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
 * Reads an answer tolerantly. Unknown members pass through untouched. A member of another type than the
 * documented one reads as absent; of a list or map only the odd part is left out. A text that says a number or a
 * flag is read as one, and the other way round.
 *
 * @param certain members that the server depends on
 * @throws Unusable where one of those is missing or has another type
 */
export const readObject = (
  value: unknown,
  schema: string,
  schemas: Schemas,
  certain: Certain,
): Record<string, unknown> => object(value, schema, { schemas, certain, depended: true }, '', 0);
