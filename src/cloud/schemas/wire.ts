import * as z from 'zod';

/** A string of an answer. Numbers and booleans are taken too: the cloud is not consistent (facts, section 6.9). */
export const text = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)]);

/** A string the server acts on: the empty one is as good as none. */
export const filled = text.refine((value) => value !== '', 'is empty');

/** A number of an answer, also where it is written as a string. */
export const amount = z.union([
  z.number(),
  z
    .string()
    .regex(/^\s*-?\d+(?:\.\d+)?\s*$/)
    .transform(Number),
]);

/** A boolean of an answer, also where it is written as a string. */
export const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')]);

/** A list of an answer; `null` is the empty list, which is how some services write one. */
export const items = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullable()
    .transform((value) => value ?? []);

/** A member that may be missing or null, but must not have another type: to drop it silently would mislead. */
export const present = <T extends z.ZodType>(schema: T) =>
  schema
    .nullish()
    .transform((value) => value ?? undefined)
    .optional();

/** A member nothing depends on: missing, null and another type than the documented one all read as absent. */
export const lenient = <T extends z.ZodType>(schema: T) => present(schema).catch(undefined);
