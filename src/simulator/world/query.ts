import { SimError, type SimRequest } from '../route.ts';

export type Params = SimRequest['params'];

/** A string parameter; absent and empty are the same to these APIs. */
export const text = (params: Params, name: string): string | undefined => {
  const value = params[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** A comma separated parameter, trimmed; `undefined` where it is absent. */
export const csv = (params: Params, name: string): string[] | undefined =>
  text(params, name)
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Case-insensitive "contains"; everything matches an absent needle. */
export const fuzzy = (needle: string | undefined, ...haystacks: readonly string[]): boolean =>
  needle === undefined || haystacks.some((hay) => hay.toLowerCase().includes(needle.toLowerCase()));

/** Equality; everything matches an absent value. */
export const exact = (wanted: string | undefined, value: string): boolean => wanted === undefined || wanted === value;

/** Membership in a csv parameter; everything matches an absent one. */
export const oneOf = (wanted: readonly string[] | undefined, value: string): boolean =>
  wanted === undefined || wanted.includes(value);

/** One page by `PageNumber` (from 1) and `PageSize`; beyond the end it is empty. 400 `InvalidParameter` below 1. */
export function page<T>(items: readonly T[], params: Params, defaultSize: number): T[] {
  const number = positive(params, 'PageNumber', 1);
  const size = positive(params, 'PageSize', defaultSize);
  return items.slice((number - 1) * size, number * size);
}

function positive(params: Params, name: string, fallback: number): number {
  const value = params[name] ?? fallback;
  if (typeof value !== 'number' || value < 1)
    throw new SimError(400, 'InvalidParameter', `${name} must be at least 1.`);
  return value;
}

/** Sorted copy by a string or number member; stable. `order` is `asc` or `desc` in any case. */
export function sorted<T>(items: readonly T[], key: keyof T, order: string): T[] {
  const sign = order.toLowerCase() === 'desc' ? -1 : 1;
  return [...items].sort((a, b) => sign * compare(a[key], b[key]));
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
