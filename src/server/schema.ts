import type * as z from 'zod';

/** The members of a zod schema's definition that matter when it is walked together with a value. */
interface Definition {
  type: string;
  /** The wrapped schema of an optional, a nullable or a default. */
  innerType?: z.core.$ZodType;
  element?: z.core.$ZodType;
  valueType?: z.core.$ZodType;
  shape?: Readonly<Record<string, z.core.$ZodType>>;
  checks?: readonly z.core.$ZodCheck[];
}

/** A schema without its optional, nullable and default wrappers, and what these wrappers allow. */
export interface Bare {
  schema: z.core.$ZodType;
  def: Definition;
  /** Whether the value may be absent. */
  optional: boolean;
  /** Whether `null` is a value of its own. */
  nullable: boolean;
}

/** Each value of each call is held against its schema several times. */
const taken = new WeakMap<z.core.$ZodType, Bare>();

export function bare(schema: z.core.$ZodType): Bare {
  const known = taken.get(schema) ?? unwrapped(schema);
  taken.set(schema, known);
  return known;
}

function unwrapped(schema: z.core.$ZodType): Bare {
  const { innerType, type } = schema._zod.def as Definition;
  if (innerType === undefined) return { schema, def: schema._zod.def as Definition, optional: false, nullable: false };
  const inner = bare(innerType);
  return {
    ...inner,
    optional: inner.optional || type === 'optional' || type === 'default',
    nullable: inner.nullable || type === 'nullable',
  };
}

/** Kinds of values of which white space is no part. */
const FORMED: ReadonlySet<string> = new Set(['enum', 'number', 'boolean']);

/** Whether the values of a schema have a form without white space around it: every kind but free text. */
export function hasForm(schema: z.core.$ZodType): boolean {
  const { def } = bare(schema);
  if (def.type !== 'string') return FORMED.has(def.type);
  // A pattern, or `trim()`, which says as much of a text whose form is held to elsewhere.
  return (def.checks ?? []).some(({ _zod }) => ['string_format', 'overwrite'].includes(_zod.def.check));
}

/** The pattern that the texts of a schema are held to; `undefined` where there is none. */
export function formOf(schema: z.core.$ZodType): RegExp | undefined {
  const patterns = (bare(schema).def.checks ?? []).map(({ _zod: { def } }) => Reflect.get(def, 'pattern'));
  return patterns.find((pattern) => pattern instanceof RegExp);
}

/** The schema of one member of an object, a list or a record; `undefined` where an object has no such member. */
function memberSchema(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  const { def } = bare(schema);
  if (def.shape !== undefined) return Object.hasOwn(def.shape, key) ? def.shape[String(key)] : undefined;
  return def.element ?? def.valueType;
}

/** The schema at a path; `undefined` where there is none. */
export const schemaAt = (schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType | undefined =>
  path.reduce<z.core.$ZodType | undefined>((at, key) => at && memberSchema(at, key), schema);
