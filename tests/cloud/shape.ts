import { z } from 'zod';

/** What a schema says of a value, in the words of the API facts. */
export type Shape =
  | { kind: 'string' | 'number' | 'boolean' | 'any'; values?: readonly string[] }
  | { kind: 'array'; item: z.ZodType }
  | { kind: 'map'; item: z.ZodType }
  | { kind: 'object'; members: Readonly<Record<string, z.ZodType>>; open: boolean };

const inner = (schema: z.ZodType): z.ZodType | undefined => {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodCatch)
    return schema.def.innerType as z.ZodType;
  if (schema instanceof z.ZodPipe) return schema.def.in as z.ZodType;
  // Lenient scalars are unions whose first option is the documented type.
  if (schema instanceof z.ZodUnion) return schema.def.options[0] as z.ZodType;
  return undefined;
};

/** The documented type behind optionality and leniency. */
export function shapeOf(schema: z.ZodType): Shape {
  const next = inner(schema);
  if (next) return shapeOf(next);
  if (schema instanceof z.ZodString) return { kind: 'string' };
  if (schema instanceof z.ZodEnum) return { kind: 'string', values: schema.options.map(String) };
  if (schema instanceof z.ZodNumber) return { kind: 'number' };
  if (schema instanceof z.ZodBoolean) return { kind: 'boolean' };
  if (schema instanceof z.ZodUnknown) return { kind: 'any' };
  if (schema instanceof z.ZodArray) return { kind: 'array', item: schema.element as z.ZodType };
  if (schema instanceof z.ZodRecord) return { kind: 'map', item: schema.valueType as z.ZodType };
  if (schema instanceof z.ZodObject)
    return { kind: 'object', members: schema.shape, open: schema.def.catchall instanceof z.ZodUnknown };
  throw new Error(`no shape for ${schema.constructor.name}`);
}

/** Whether a member may be left out. */
export const mayBeAbsent = (schema: z.ZodType): boolean => schema.safeParse(undefined).success;
