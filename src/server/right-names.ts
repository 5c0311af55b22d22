import type * as z from 'zod';
import { cleanLine } from '../shaping/clean.ts';
import { type Doubt, lenient } from './lenient.ts';
import { type Meant, meantBy } from './unknown-names.ts';

export type Issue = z.core.$ZodIssue;
export type Path = readonly PropertyKey[];
export type Unknown = Extract<Issue, { code: 'unrecognized_keys' }>;

/** What is wrong with the arguments of a call, together with the arguments and the schema. */
export interface Mistakes {
  issues: readonly Issue[];
  doubts: readonly Doubt[];
  /** The arguments after the lenient reading. */
  args: unknown;
  schema: z.ZodObject;
}

/** Most mistakes in one fault, and most unknown names of one object. */
export const MOST = 8;
/** Members of an object that are looked at. No schema has as many; a hostile object can. */
const MOST_MEMBERS = 1000;
/** How often names are corrected and the arguments parsed again: once for each level of objects inside objects. */
const DEEPEST = 4;
/** Characters of an unknown name that an error repeats. */
const LONGEST_NAME = 60;

export const shortName = (key: PropertyKey): string => cleanLine(String(key).slice(0, 2 * LONGEST_NAME), LONGEST_NAME);

/** A path as a model writes it, as `task_specs[0].image`. */
export const pathText = (path: Path): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? shortName(key) : `${text}.${shortName(key)}`;
  }, '') || 'arguments';

export const valueAtPath = (root: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      value !== null && typeof value === 'object' && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined,
    root,
  );

/** What the first unknown names of an object probably mean. No parameter is suggested for two of them. */
export function meanings({ keys, path }: Unknown, args: unknown, schema: z.ZodObject): (Meant & { key: string })[] {
  const object = valueAtPath(args, path);
  const taken = new Set(
    object !== null && typeof object === 'object' ? Object.keys(object).slice(0, MOST_MEMBERS) : [],
  );
  return keys.slice(0, MOST).map((key) => {
    const meant = meantBy(key, schema, path, taken);
    if (meant.here.length === 1) taken.add(meant.here[0] ?? '');
    return { key, ...meant };
  });
}

/** A copy of `root` with the value at the path replaced. What lies off the path is shared, not copied. */
export function replacedAt(root: unknown, path: Path, change: (value: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(root);
  if (root === null || typeof root !== 'object') return root;
  const copy = Array.isArray(root) ? [...root] : { ...root };
  Reflect.set(copy, key, replacedAt(Reflect.get(root, key), rest, change));
  return copy;
}

/** A copy of `root` in which the object at the path lacks these members. */
export function withoutMembers(root: unknown, path: Path, keys: readonly string[]): unknown {
  const left = new Set(keys);
  return replacedAt(root, path, (object) =>
    Object.fromEntries(Object.entries(Object(object)).filter(([key]) => !left.has(key))),
  );
}

/**
 * The mistakes that remain if every unknown name with only one possible meaning is read as that parameter. So a wrong
 * value under a wrong name is reported in the same turn, and the parameter is not reported as missing too.
 */
export function underRightNames(mistakes: Mistakes, level = 0): Mistakes {
  const { issues, doubts, args, schema } = mistakes;
  const unknown = issues.filter((issue) => issue.code === 'unrecognized_keys');
  const renames = unknown.map((issue) => ({
    path: issue.path,
    names: meanings(issue, args, schema).filter(({ here }) => here.length === 1),
  }));
  if (level === DEEPEST || renames.every(({ names }) => names.length === 0)) return mistakes;
  const meant = renames.reduce<unknown>(
    (value, { path, names }) =>
      replacedAt(value, path, (object) => ({
        ...Object(object),
        ...Object.fromEntries(names.map(({ key, here }) => [here[0], Reflect.get(Object(object), key)])),
      })),
    args,
  );
  const read = lenient(schema, meant);
  const told = new Set(doubts.map(({ path }) => pathText(path)));
  // The unknown names stay beside the right ones, so the next parse reports them
  // again, now with what their values have wrong.
  return underRightNames(
    {
      issues: schema.safeParse(read.value).error?.issues ?? [],
      doubts: [...doubts, ...read.doubts.filter(({ path }) => !told.has(pathText(path)))],
      args: read.value,
      schema,
    },
    level + 1,
  );
}
