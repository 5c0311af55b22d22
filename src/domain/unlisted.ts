import * as z from 'zod';

/**
 * A parameter that is taken and checked like any other, and is not in `tools/list`: few calls
 * need it, and every definition costs tokens in every session. The reference lists it, and so
 * does the refusal of a name that is nearly right.
 */
export const unlisted = <S extends z.ZodType>(schema: S): S => schema.meta({ unlisted: true }) as S;

/** The members of an object that are taken and not advertised. */
export const unlistedOf = (schema: z.core.$ZodType): string[] =>
  Object.entries(schema instanceof z.ZodObject ? schema.shape : {})
    .filter(([, member]) => (member as z.ZodType).meta()?.unlisted)
    .map(([name]) => name);
