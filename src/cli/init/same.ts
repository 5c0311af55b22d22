import { isDeepStrictEqual } from 'node:util';

/** Some parsers make objects without a prototype, and these must equal ordinary ones. */
export function ordinary(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordinary);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, ordinary(member)]));
}

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !(value instanceof Date);

/** Whether two values say the same. Nothing is copied for that: a document may have thousands of tables. */
export function same(a: unknown, b: unknown): boolean {
  if (!isGroup(a) || !isGroup(b) || Array.isArray(a) !== Array.isArray(b)) return isDeepStrictEqual(a, b);
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && same(a[name], b[name]))
  );
}
