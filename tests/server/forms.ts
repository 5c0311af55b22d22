import type fc from 'fast-check';
import type * as z from 'zod';
import { bare, hasForm } from '../../src/server/schema.ts';

type Schema = z.core.$ZodType;
type Json = Readonly<Record<string, unknown>>;

/** Picks one of several values at random, and says which kind of form it was. */
export type Pick = (forms: readonly (readonly [kind: string, value: unknown])[]) => unknown;

/** @param tried counts the forms that were picked, by kind */
export function picker(gen: fc.GeneratorValue, constantFrom: typeof fc.constantFrom, tried: Map<string, number>): Pick {
  return (forms) => {
    const [kind, value] = gen(() => constantFrom(...forms));
    tried.set(kind, (tried.get(kind) ?? 0) + 1);
    return value;
  };
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function textForms(value: string, entry: boolean, formed: boolean): [string, unknown][] {
  const number = Number(value);
  const numeral =
    value !== '' && String(number) === value && (!Number.isInteger(number) || Number.isSafeInteger(number));
  return [
    ['as it is', value],
    ...(formed && value.trim() !== '' ? ([['white space around', ` ${value}\n`]] as [string, unknown][]) : []),
    ...(numeral ? ([['number for text', number]] as [string, unknown][]) : []),
    ...(entry && /^(?:true|false)$/.test(value) ? ([['flag for text', value === 'true']] as [string, unknown][]) : []),
  ];
}

type Forms = readonly (readonly [kind: string, value: unknown])[];

/** What says nothing of each optional member of an object: worked out once, for thousands of values of a schema. */
const nothings = new WeakMap<Schema, readonly (readonly [name: string, forms: Forms])[]>();

function nothingsOf(schema: Schema): readonly (readonly [name: string, forms: Forms])[] {
  const known = nothings.get(schema);
  if (known !== undefined) return known;
  const optional = Object.entries(bare(schema).def.shape ?? {}).filter(([, member]) => bare(member).optional);
  const found = optional.map(([name, member]) => {
    const { def, nullable } = bare(member);
    const noEmptyList = def.type !== 'array' || (member as z.ZodType).safeParse([]).success;
    const forms: Forms = [
      ['as it is', undefined],
      ['empty text', ''],
      ...(nullable ? [] : [['null', null] as const]),
      ...(noEmptyList ? [] : [['empty list', []] as const]),
    ];
    return [name, forms] as const;
  });
  nothings.set(schema, found);
  return found;
}

/** The same members in other forms, and others that say nothing. */
function members(schema: Schema, value: Json, pick: Pick): Json {
  const shape = bare(schema).def.shape ?? {};
  const nothing = nothingsOf(schema).flatMap(([name, forms]) => {
    const form = name in value ? undefined : pick(forms);
    return form === undefined ? [] : [[name, form] as const];
  });
  const given = Object.entries(value).map(([name, member]) => [name, inAnyForm(shape[name] as Schema, member, pick)]);
  return Object.fromEntries([...given, ...nothing]);
}

/**
 * A value in one of the forms that mean the same to this schema, at every depth.
 *
 * @param entry whether it stands under a free name
 */
export function inAnyForm(schema: Schema, value: unknown, pick: Pick, entry = false): unknown {
  const { def } = bare(schema);
  if (value === null) return value;
  if (typeof value === 'string') return pick(textForms(value, entry, hasForm(schema)));
  if (typeof value === 'number')
    return pick([
      ['as it is', value],
      ['numeral', String(value)],
    ]);
  if (typeof value === 'boolean')
    return pick([
      ['as it is', value],
      ['flag as text', String(value)],
      ['flag as Python has it', value ? 'True' : 'False'],
    ]);
  if (Array.isArray(value)) {
    const list = value.map((each) => inAnyForm(def.element as Schema, each, pick));
    const forms: [string, unknown][] = [
      ['as it is', list],
      ['list as JSON text', JSON.stringify(list)],
    ];
    return pick(list.length === 1 ? [...forms, ['one for a list of one', list[0]]] : forms);
  }
  const object =
    def.type === 'record'
      ? Object.fromEntries(
          Object.entries(value as Json).map(([name, each]) => [
            name,
            inAnyForm(def.valueType as Schema, each, pick, true),
          ]),
        )
      : members(schema, value as Json, pick);
  return pick([
    ['as it is', object],
    ['object as JSON text', JSON.stringify(object, null, 1)],
  ]);
}

/** The arguments of a call in one of the forms that mean the same; they are an object in any case. */
export const argumentsInAnyForm = (schema: z.ZodObject, args: Json, pick: Pick): Json => members(schema, args, pick);

/** Paths of everything that has a schema of its own; elements and entries count once. */
export function pathsOf(schema: Schema, at = ''): string[] {
  const { def } = bare(schema);
  if (def.element) return pathsOf(def.element, `${at}[]`);
  if (def.shape === undefined) return [at];
  return Object.entries(def.shape).flatMap(([name, member]) => pathsOf(member, `${at}.${name}`));
}

/** Paths of what a value gives. */
export function pathsIn(schema: Schema, value: unknown, at = ''): string[] {
  const { def } = bare(schema);
  if (Array.isArray(value)) return value.flatMap((each) => pathsIn(def.element as Schema, each, `${at}[]`));
  if (def.shape === undefined || !isObject(value)) return [at];
  return Object.entries(value).flatMap(([name, each]) => pathsIn(def.shape?.[name] as Schema, each, `${at}.${name}`));
}

const WRONG: Readonly<Record<string, readonly unknown[]>> = {
  string: [['a', 'b'], { a: 1 }, [], true, 2 ** 60],
  enum: ['no such value', 0, true, ['a', 'b'], {}],
  number: ['many', '20 lines', '0x10', '1,5', '1e999', true, [1, 2], {}, '１'],
  boolean: ['yes', 'on', 1, 0, '1', {}],
  array: [true, [null], [[]], '[broken', [{ zz_unknown: 1 }]],
  record: ['a=b', [{ name: 'a', value: 'b' }], { A: [1] }, { A: {} }, '{broken', 5, true],
  object: ['text', '{broken', 5, true, ['a']],
};

/** What does not mean the same any more at this place, nor anything else that the schema knows. */
function wrongForms(schema: Schema, value: unknown): unknown[] {
  const { def, optional, nullable } = bare(schema);
  const wrong = [...(WRONG[def.type] ?? [])];
  if (!optional) wrong.push(...(nullable ? [undefined] : [undefined, null, '']));
  if (def.valueType && !bare(def.valueType).nullable) wrong.push({ A: null });
  if (def.type === 'object' && isObject(value))
    for (const key of ['zz_unknown', 'constructor', '__proto__'])
      wrong.push(Object.fromEntries([...Object.entries(value), [key, null]]));
  return wrong;
}

/** The value with each of its parts made wrong in turn. */
export function* madeWrong(schema: Schema, value: unknown): Generator<unknown> {
  yield* wrongForms(schema, value);
  const { def } = bare(schema);
  if (Array.isArray(value))
    // An element is no parameter: it is not absent where it is empty.
    for (const [index, each] of value.entries())
      for (const wrong of madeWrong(def.element as Schema, each))
        if (wrong !== undefined && wrong !== '') yield value.with(index, wrong);
  if (def.shape !== undefined && isObject(value))
    for (const [name, each] of Object.entries(value))
      for (const wrong of madeWrong(def.shape[name] as Schema, each)) yield { ...value, [name]: wrong };
}
