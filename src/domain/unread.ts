import { Fault } from './fault.ts';

type Path = readonly PropertyKey[];

/** A part of a call was looked at that could not be read. Nobody but this file sees one. */
class Unread extends Error {}

const throwing = {
  enumerable: true,
  configurable: true,
  get(): never {
    throw new Unread('a part of the call that could not be read is looked at outside of whereRead');
  },
};

/**
 * A copy of a value in which every member at one of the paths throws as soon as it is looked at. So a
 * check needs no case for what is missing: within `whereRead` it says nothing where it would need such a
 * member, and what it says of the others holds.
 */
export function withUnread<T>(value: T, paths: readonly Path[]): T {
  if (paths.length === 0 || typeof value !== 'object' || value === null) return value;
  // Member by member, because one of them may be unread already.
  const copy = Object.defineProperties(Array.isArray(value) ? [] : {}, Object.getOwnPropertyDescriptors(value));
  for (const key of new Set(paths.flatMap(([head]) => (head === undefined ? [] : [head])))) {
    const below = paths.filter(([head]) => head === key).map((path) => path.slice(1));
    const itself = below.some((path) => path.length === 0);
    const inner = itself ? undefined : withUnread<unknown>(Reflect.get(value, key), below);
    Object.defineProperty(copy, key, itself ? throwing : { value: inner, enumerable: true, configurable: true });
  }
  return copy as T;
}

/** Stands for an unread part where values are passed on and not looked at; no schema takes it. */
const MARK = Symbol('unread');

/**
 * A copy of a value with a mark for each unread part, so that it can be merged with another one: no check may see it.
 */
export function marked<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  const copy: object = Array.isArray(value) ? [] : {};
  for (const [key, { get, value: inner }] of Object.entries(Object.getOwnPropertyDescriptors(value)))
    if (key !== 'length') Reflect.set(copy, key, get === undefined ? marked(inner) : MARK);
  return copy as T;
}

const nothingIfUnread = (thrown: unknown): [] => {
  if (thrown instanceof Unread) return [];
  throw thrown;
};

/**
 * What is found without looking at an unread part; nothing where one is needed.
 * In a call that was read whole, all of it.
 */
export function whereRead<T>(find: () => readonly T[]): readonly T[] {
  try {
    return find();
  } catch (thrown) {
    return nothingIfUnread(thrown);
  }
}

/** `whereRead` for each item of a list, so that an unread part of one does not hide what is found of the others. */
export const whereEachRead = <I, T>(list: () => readonly I[], find: (item: I, index: number) => readonly T[]): T[] =>
  whereRead(() => Array.from(list().keys())).flatMap((index) => whereRead(() => find(list()[index] as I, index)));

const ranOut = (thrown: unknown): boolean => thrown instanceof Error && thrown.name === 'TimeoutError';

/**
 * `whereRead` for what is read from the cloud. A read that fails or takes too long is no mistake of
 * the call, so nothing is found then either.
 */
export async function whereAnswered<T>(find: () => Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await find();
  } catch (thrown) {
    return thrown instanceof Fault || ranOut(thrown) ? [] : nothingIfUnread(thrown);
  }
}
