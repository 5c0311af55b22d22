import type * as z from 'zod';
import { fail } from './errors.ts';

/** The value as the schema has it; throws 400 `InvalidParameter` that names the member and what it should be. */
export function checked<T extends z.ZodType>(schema: T, value: unknown, what: string): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const said = result.error.issues.map((issue) => {
    const at = issue.path.join('.');
    return at === '' ? issue.message : `${at}: ${issue.message}`;
  });
  throw fail('InvalidParameter', `The ${what} is invalid. ${said.join('; ')}.`);
}
