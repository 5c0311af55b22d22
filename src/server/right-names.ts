import type * as z from 'zod';
import { cleanLine } from '../shaping/clean.ts';
import { type Doubt, lenient } from './lenient.ts';
import { type Meant, meantBy } from './unknown-names.ts';

export type Issue = z.core.$ZodIssue;
export type Path = readonly PropertyKey[];
export type Unknown = Extract<Issue, { code: 'unrecognized_keys' }>;

/** What is wrong with the arguments of a call, and with which. */
export interface Mistakes {
  issues: readonly Issue[];
  doubts: readonly Doubt[];
  /** In the form they were read in. */
  args: unknown;
  schema: z.ZodObject;
}

/** Mistakes told at once, and unknown names told of one object. */
export const MOST = 8;
/** Members of an object that are gone through: more than any schema has. */
const MOST_MEMBERS = 1000;
/** Levels at which names are set right, one for each object in another. */
const DEEPEST = 4;
/** Characters of a name that are repeated. */
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

/** What the first unknown names of an object stand for; each name that there is for one of them at most. */
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

/** A copy in which the object at a path is replaced; the rest is shared. */
function replacedAt(root: unknown, path: Path, change: (value: object) => object): unknown {
  const [key, ...rest] = path;
  if (root === null || typeof root !== 'object') return root;
  if (key === undefined) return change(root);
  const copy = Array.isArray(root) ? [...root] : { ...root };
  Reflect.set(copy, key, replacedAt(Reflect.get(root, key), rest, change));
  return copy;
}

/**
 * The same mistakes, with every unknown name that can only stand for one parameter read as that: its value is told of in
 * the same turn, and the parameter is not also missing.
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
        ...object,
        ...Object.fromEntries(names.map(({ key, here }) => [here[0], Reflect.get(object, key)])),
      })),
    args,
  );
  const read = lenient(schema, meant);
  const told = new Set(doubts.map(({ path }) => pathText(path)));
  // The unknown names stay in it and are found again, so nothing is lost of what is said of them; what they held is seen now.
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
