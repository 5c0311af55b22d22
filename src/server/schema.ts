import type * as z from 'zod';

/** A schema as its library describes it: the members that matter to one who walks it beside a value. */
interface Definition {
  type: string;
  /** Of an optional, a nullable or a default: what it is of. */
  innerType?: z.core.$ZodType;
  element?: z.core.$ZodType;
  valueType?: z.core.$ZodType;
  shape?: Readonly<Record<string, z.core.$ZodType>>;
}

/** A schema without its optional, nullable and default wrappers, and what these allow. */
export interface Bare {
  schema: z.core.$ZodType;
  def: Definition;
  /** Whether the value may be absent. */
  optional: boolean;
  /** Whether `null` is a value of its own. */
  nullable: boolean;
}

/** Takes the wrappers off a schema. */
export function bare(schema: z.core.$ZodType): Bare {
  const { innerType, type } = schema._zod.def as Definition;
  if (innerType === undefined) return { schema, def: schema._zod.def as Definition, optional: false, nullable: false };
  const inner = bare(innerType);
  return {
    ...inner,
    optional: inner.optional || type === 'optional' || type === 'default',
    nullable: inner.nullable || type === 'nullable',
  };
}

/** The schema of one member of an object, a list or a record; `undefined` where it has none of that name. */
export function memberSchema(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  const { def } = bare(schema);
  if (def.shape !== undefined) return Object.hasOwn(def.shape, key) ? def.shape[String(key)] : undefined;
  return def.element ?? def.valueType;
}

/** The schema at a path; `undefined` where there is none. */
export const schemaAt = (schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType | undefined =>
  path.reduce<z.core.$ZodType | undefined>((at, key) => at && memberSchema(at, key), schema);
