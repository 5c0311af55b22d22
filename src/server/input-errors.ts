import type * as z from 'zod';
import type { Mistake } from '../domain/fault.ts';
import { idWithin } from '../domain/id-within.ts';
import { nearest } from '../domain/nearest.ts';
import { withUnread } from '../domain/unread.ts';
import { cleanLine, unseenWords } from '../shaping/clean.ts';
import { maskDocument } from '../shaping/mask.ts';
import { foundBy } from './found-by.ts';
import type { Doubt } from './lenient.ts';
import {
  type Issue,
  type Mistakes,
  MOST,
  meanings,
  type Path,
  pathText,
  replacedAt,
  shortName,
  type Unknown,
  valueAtPath,
  withoutMembers,
} from './right-names.ts';
import { bare, formOf, schemaAt } from './schema.ts';
import { wantedOf } from './schema-words.ts';
import { hasEnvs, VARIABLES } from './unknown-names.ts';

/** Characters of a wrong value that an error repeats. */
const LONGEST_VALUE = 80;
/**
 * Characters of a value that are masked before it is cut: a cut could end in the middle of a secret and hide its form.
 */
const LOOKED_AT = 4096;

/** Parameters whose values an error never repeats: they often hold secrets, and hosts log errors. */
const UNTOLD: ReadonlySet<PropertyKey> = new Set(['envs', 'command', 'script']);

/**
 * A wrong value in words. Lists and objects, and text that should have been one, are named by their kind only: they can
 * hold anything, of any length.
 */
function shown({ path, code }: Issue, value: unknown, wanted: z.core.$ZodType | undefined): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value !== 'string') return String(value);
  const compound = wanted !== undefined && ['object', 'array', 'record'].includes(bare(wanted).def.type);
  if (compound || path.some((key) => UNTOLD.has(key))) return 'text';
  const masked = maskDocument(value.slice(0, LOOKED_AT), [], nameAt(path));
  // Where the length alone is wrong, a line break of a text would distract from it.
  const unseen = code === 'too_big' || code === 'too_small' ? '' : unseenWords(value);
  return `${JSON.stringify(cleanLine(String(masked), LONGEST_VALUE))}${unseen}`;
}

const isText = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

function unknownKeys(issue: Unknown, args: unknown, schema: z.ZodObject): Mistake {
  const { keys, path } = issue;
  const at = schemaAt(schema, path);
  const told = meanings(issue, args, schema).map(({ key, here, elsewhere }) => ({
    key,
    name: `"${shortName(key)}"`,
    places: [
      ...here.map((place) => `"${place}"`),
      // A parameter of the call itself, in an object of it: the same word on both sides would say nothing.
      ...elsewhere.map((place) => (place === key ? 'the top level of the call' : `"${place}"`)),
    ].join(' or '),
  }));
  const removed = (name: string, key: string): string =>
    isText(valueAtPath(args, [...path, key])) && hasEnvs(schema, path)
      ? `remove ${name}, or move it into "${VARIABLES}" if it is an environment variable`
      : `remove ${name}`;
  const hints = told.map(({ name, places, key }) => (places === '' ? removed(name, key) : `${name} -> ${places}`));
  const more = keys.length - told.length;
  return {
    message: `Unknown parameter ${told.map(({ name }) => name).join(', ')}${more > 0 ? ` and ${more} more` : ''}${path.length === 0 ? '' : ` in ${pathText(path)}`}.`,
    fix: `Change: ${hints.join('; ')}${more > 0 ? '; remove the others too' : ''}. Nothing was done.`,
    // The list of valid names helps only where some unknown name has no known meaning.
    ...(more > 0 || told.some(({ places }) => places === '')
      ? { valid: Object.keys((at && bare(at).def.shape) ?? {}) }
      : {}),
  };
}

/** The name of the parameter that a path leads to, or in whose list it leads. */
const nameAt = (path: Path): string => String(path.findLast((key) => typeof key === 'string') ?? '');

const REASONS: Readonly<Partial<Record<Issue['code'], string>>> = {
  too_big: 'too much',
  too_small: 'too little',
  invalid_format: 'not of its form',
  invalid_type: 'not of its kind',
};

/** The id within a value that holds more than that, such as the address of a page of the console. */
function heldId(value: unknown, wanted: z.core.$ZodType | undefined, name: string): string | undefined {
  const form = wanted === undefined ? undefined : formOf(wanted);
  const id = typeof value === 'string' && form !== undefined ? idWithin(value, form, name) : undefined;
  return id === undefined || maskDocument(id, [], name) !== id ? undefined : id;
}

/** @param given the arguments under the names that they came with, before unknown names were replaced */
function repair(issue: Issue, { args, schema }: Mistakes, given: unknown): Mistake {
  if (issue.code === 'unrecognized_keys') return unknownKeys(issue, given, schema);
  const { path } = issue;
  const [name, value, at] = [pathText(path), valueAtPath(args, path), schemaAt(schema, path)];
  const held = issue.code === 'invalid_format' ? heldId(value, at, nameAt(path)) : undefined;
  const fix =
    held === undefined
      ? `Pass ${name} as ${at === undefined ? 'its schema says' : wantedOf(at)}${foundBy(nameAt(path))}.`
      : `Pass ${name} as ${held}, the id within it.`;
  if (value === undefined) return { message: `${name} is missing.`, fix };
  const told = `${name} is ${shown(issue, value, at)}`;
  if (issue.code === 'invalid_value') {
    const valid = issue.values.map(String);
    const best = typeof value === 'string' ? nearest(value, valid) : undefined;
    return {
      message: `${told}, which is not one of its values.`,
      fix: best === undefined ? `Pass one of the valid values of ${name}, spelled exactly.` : `Did you mean "${best}"?`,
      valid,
    };
  }
  return { message: `${told}: ${REASONS[issue.code] ?? issue.message}.`, fix };
}

const ofDoubt = ({ path, says, fix }: Doubt): Mistake => ({ message: `${pathText(path)} ${says}.`, fix: `${fix}.` });

/** Leaves out the schema's issues about values that already have a doubt: both would describe the same mistake. */
function withoutDoubted(issues: readonly Issue[], doubts: readonly Doubt[]): Issue[] {
  const doubted = new Set(
    doubts.flatMap(({ path }) => path.map((_, index) => JSON.stringify(path.slice(0, index + 1)))),
  );
  return issues.filter(({ code, path }) => code === 'unrecognized_keys' || !doubted.has(JSON.stringify(path)));
}

/** What is wrong with the arguments of a call, and what of them is right. */
export interface Misread {
  /** Each wrong parameter with its value and its repair. Names and values are cut, and secrets in values are masked. */
  mistakes: readonly Mistake[];
  /** How many more there are. */
  untold: number;
  /**
   * The arguments as they were probably meant, with defaults left out: names and listed values with only one near miss
   * are replaced, unknown ones dropped. What is wrong all the same throws when it is looked at (see `withUnread`).
   * Absent where so much is wrong that the rest tells little, and would take long to make.
   */
  rest: Readonly<Record<string, unknown>> | undefined;
}

/** A value that is one of a list but for its spelling. */
function meantValue(issue: Issue, args: unknown): string | undefined {
  const value = valueAtPath(args, issue.path);
  return issue.code === 'invalid_value' && typeof value === 'string'
    ? nearest(value, issue.values.map(String))
    : undefined;
}

/** Mistakes beside which the rest of the arguments is looked at. */
const MOST_BESIDE = 50;

/** The arguments without what is wrong with them (see `Misread`). */
function restOf({ issues, doubts, args }: Mistakes): Misread['rest'] {
  if (issues.length + doubts.length > MOST_BESIDE) return undefined;
  const meant = issues.reduce<unknown>((value, issue) => {
    if (issue.code === 'unrecognized_keys') return withoutMembers(value, issue.path, issue.keys);
    const best = meantValue(issue, args);
    return best === undefined ? value : replacedAt(value, issue.path, () => best);
  }, args);
  const wrong = issues.filter((issue) => issue.code !== 'unrecognized_keys' && meantValue(issue, args) === undefined);
  return withUnread(
    meant,
    [...wrong, ...doubts].map(({ path }) => path),
  ) as Misread['rest'];
}

/**
 * Tells what is wrong with the arguments of a call, all of it at once, so that the next call can be right.
 * @param mistakes under the right names
 * @param given the arguments under the names that they came with
 */
export function misread(mistakes: Mistakes, given: unknown): Misread {
  const { issues, doubts } = mistakes;
  const others = withoutDoubted(issues, doubts);
  const told = [
    ...doubts.slice(0, MOST).map(ofDoubt),
    ...others.slice(0, MOST).map((issue) => repair(issue, mistakes, given)),
  ].slice(0, MOST);
  return { mistakes: told, untold: doubts.length + others.length - told.length, rest: restOf(mistakes) };
}
