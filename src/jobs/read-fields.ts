import * as z from 'zod';
import type { AnyFieldTable, FieldRow } from './field-table.ts';
import { positive, raw, record, records, textLines, type WireRecord } from './wire.ts';

export type Arguments = Record<string, unknown>;

/** Whether an answer shows a member as set: what is unset comes as `""`, `0`, `false` or empty (api-notes: jobs). */
export function isSet(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isSet);
  if (typeof value === 'object' && value !== null) return Object.values(value).some(isSet);
  return value !== undefined && value !== null && value !== '' && value !== false && value !== 0;
}

export const orNothing = <T extends object>(value: T): T | undefined =>
  Object.keys(value).length === 0 ? undefined : value;

const setFlag = (value: unknown): true | undefined => (String(value) === 'true' ? true : undefined);

const textOf = (value: unknown): string | undefined => (value === '' ? '' : raw(value));

/** A map of texts. Under a name that somebody chose, `""` and `"0"` are values like any other. */
export const textMap = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(record(value)).flatMap(([name, each]): [string, string][] => {
      const text = textOf(each);
      return text === undefined ? [] : [[name, text]];
    }),
  );

/** How a value of an answer is read, by the type of its schema. */
const READERS: Readonly<Record<string, (value: unknown) => unknown>> = {
  string: raw,
  enum: raw,
  number: positive,
  boolean: setFlag,
  array: (value) => orNothing(textLines(value).filter((line) => line !== '')),
  record: (value) => orNothing(textMap(value)),
};

function typeOf(schema: z.ZodType): string {
  return schema instanceof z.ZodOptional ? typeOf(schema.unwrap() as z.ZodType) : schema.def.type;
}

const isList = ({ schema }: FieldRow): boolean => typeOf(schema) === 'array';

/** The members of an answer that a row reads, in the order in which they are looked at. */
const placesOf = ({ wire, answered = wire, also = [] }: FieldRow): string[] => [
  answered,
  // As a request spells it, which a template holds.
  ...(answered === wire ? [] : [wire]),
  ...also,
];

/** All members that a row knows. */
export const namesOf = (row: FieldRow): string[] => [
  ...placesOf(row),
  ...(row.impliedBy === undefined ? [] : [row.impliedBy]),
];

const isAsked = ({ asked }: FieldRow, from: WireRecord, job: WireRecord): boolean => asked?.(from, job) ?? true;

/** The objects of a row's own fields, in the order of the answer. */
const objectsOf = (row: FieldRow, from: WireRecord): WireRecord[] =>
  placesOf(row).flatMap((place) => records(from[place]));

/** The objects of a row and the arguments that each stands for, without those in which nothing is set. */
function argumentsOf(
  row: FieldRow,
  of: AnyFieldTable,
  from: WireRecord,
  job: WireRecord,
): { object: WireRecord; args: Arguments }[] {
  const isThere = ({ object, args }: { object: WireRecord; args: Arguments }): boolean =>
    Object.keys(args).length > 0 || Object.keys(of.always).some((name) => isSet(object[name]));
  return objectsOf(row, from)
    .map((object) => ({ object, args: readFields(of, object, job) }))
    .filter(isThere);
}

const valuesOf = (row: FieldRow, from: WireRecord): unknown[] =>
  placesOf(row).map((place) => (row.inner === undefined ? from[place] : record(from[place])[row.inner.name]));

function readRow(row: FieldRow, from: WireRecord, job: WireRecord): unknown {
  const { of, code, schema, impliedBy } = row;
  if (!isAsked(row, from, job)) return undefined;
  if (row.read !== undefined) return row.read(from);
  if (of !== undefined) {
    const objects = argumentsOf(row, of, from, job).map(({ args }) => args);
    if (isList(row)) return orNothing(objects);
    return objects[0] ?? (impliedBy !== undefined && setFlag(from[impliedBy]) ? {} : undefined);
  }
  const reader = code?.read ?? READERS[typeOf(schema)] ?? raw;
  return valuesOf(row, from)
    .map(reader)
    .find((value) => value !== undefined);
}

/**
 * The arguments that an object of an answer stands for; what is unset in it was not asked for. Values are as the cloud
 * has them, of whatever form: the schema of the table is not applied.
 * @param job the answer that the object is a part of
 */
export function readFields(table: AnyFieldTable, from: WireRecord, job: WireRecord): Arguments {
  const entries = Object.entries(table.rows).map(([name, row]) => [name, readRow(row, from, job)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

const NAME = /^\w{1,60}$/;
const setNames = (from: WireRecord): string[] =>
  Object.keys(from).filter((name) => isSet(from[name]) && NAME.test(name));

/** A number or a flag that is unset, as text. */
const UNSET_TEXTS: readonly unknown[] = ['0', 'false'];

/** What is set of one row and lost when it is read, by paths in wire names. */
function unreadOf(row: FieldRow, rows: readonly FieldRow[], from: WireRecord, job: WireRecord): string[] {
  const { of, inner, wire } = row;
  if (!isAsked(row, from, job)) return [];
  if (row.read !== undefined) return [...(row.drops?.(from) ?? [])];
  if (of !== undefined)
    return objectsOf(row, from).flatMap((object) => unreadFields(of, object, job).map((name) => `${wire}.${name}`));
  // It is set, but has another form than the row's, so that it reads as nothing.
  const odd = valuesOf(row, from).some((value) => isSet(value) && !UNSET_TEXTS.includes(value));
  const own =
    odd && readRow(row, from, job) === undefined ? [inner === undefined ? wire : `${wire}.${inner.name}`] : [];
  if (inner === undefined) return own;
  const known = new Set(rows.flatMap((each) => (each.wire === wire && each.inner ? [each.inner.name] : [])));
  const others = setNames(record(from[wire])).filter((name) => !known.has(name) && !Object.hasOwn(inner.beside, name));
  return [...own, ...others.map((name) => `${wire}.${name}`)];
}

/**
 * The members of an object of an answer that are set and that no row carries, by their names on the wire, each once.
 */
export function unreadFields(table: AnyFieldTable, from: WireRecord, job: WireRecord): string[] {
  const rows = Object.values(table.rows);
  const known = new Set(rows.flatMap(namesOf));
  const strange = setNames(from).filter((name) => !known.has(name) && from[name] !== table.always[name]);
  return [...new Set([...strange, ...rows.flatMap((row) => unreadOf(row, rows, from, job))])];
}

/** Something of which an answer says neither that it is set nor that it is not. */
export interface Untold {
  /** A parameter by its path, such as `data_sources[0].version`, or a member of the request that none stands for. */
  path: string;
  /** What to choose from, where nothing can be created without it. */
  needed?: string | undefined;
  /** The member of the request, where no parameter stands for it. */
  member?: string;
}

const untoldOf = ({ untold: told, schema }: FieldRow): Omit<Untold, 'path'> =>
  schema instanceof z.ZodOptional ? {} : { needed: String(told) };

/** What may have been asked for with an object of an answer and would not show in it. */
export function untoldFields(table: AnyFieldTable, from: WireRecord, job: WireRecord): Untold[] {
  const rows = Object.entries(table.rows);
  const own = rows
    .filter(([, row]) => row.untold !== undefined && valuesOf(row, from).every((value) => value === undefined))
    .map(([path, row]) => ({ path, ...untoldOf(row) }));
  const below = rows.flatMap(([name, row]) => {
    const { of } = row;
    if (of === undefined || !isAsked(row, from, job)) return [];
    return argumentsOf(row, of, from, job).flatMap(({ object }, index) => {
      const at = isList(row) ? `${name}[${index}]` : name;
      return untoldFields(of, object, job).map((each) => ({ ...each, path: `${at}.${each.path}` }));
    });
  });
  const rest = table.untold.filter((name) => from[name] === undefined).map((path) => ({ path, member: path }));
  return [...own, ...below, ...rest];
}
