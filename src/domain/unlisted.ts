import * as z from 'zod';

/**
 * A parameter that is taken and checked like any other, and is not in `tools/list`: few calls
 * need it, and every definition costs tokens in every session. The reference lists it, and so
 * does the refusal of a name that is nearly right.
 */
export const unlisted = <S extends z.ZodType>(schema: S): S => schema.meta({ unlisted: true }) as S;

/**
 * A choice whose values are taken and checked like any other, and are not in `tools/list`, which only says that it is a
 * text: where a model meets them in answers, it needs no list of them. The reference and each refusal list them.
 */
export const unlistedValues = <S extends z.ZodType>(schema: S): S => schema.meta({ unlistedValues: true }) as S;

/** The values of a choice that are taken and not advertised. */
export const unlistedValuesOf = (schema: z.core.$ZodType): readonly string[] =>
  schema instanceof z.ZodEnum && schema.meta()?.unlistedValues ? (schema.options as string[]) : [];

/** The members of an object that are taken and not advertised. */
export const unlistedOf = (schema: z.core.$ZodType): string[] =>
  Object.entries(schema instanceof z.ZodObject ? schema.shape : {})
    .filter(([, member]) => (member as z.ZodType).meta()?.unlisted)
    .map(([name]) => name);
