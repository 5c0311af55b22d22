import { isDeepStrictEqual } from 'node:util';

/** Some parsers make objects without a prototype, and these must equal ordinary ones. */
export function ordinary(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordinary);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, ordinary(member)]));
}

/** Whether two values say the same. */
export const same = (a: unknown, b: unknown): boolean => isDeepStrictEqual(ordinary(a), ordinary(b));
