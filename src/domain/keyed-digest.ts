import { createHmac } from 'node:crypto';

/**
 * A digest that nobody can compute without its key. Whatever leaves the process is digested so: whoever holds a digest
 * without a key, over a value that is shown masked, tries values until one fits, and needs no server for it.
 */
export type KeyedDigest = (value: unknown) => string;

/** Digests by HMAC-SHA-256 in base64url, the same for members in any order. */
export const keyedDigest =
  (key: Uint8Array): KeyedDigest =>
  (value) =>
    createHmac('sha256', key).update(stable(value)).digest('base64url');

/** JSON with sorted keys, so that the order in which a client repeats its arguments does not matter. */
function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const given = Object.entries(value).filter(([, item]) => item !== undefined);
    const members = given.map(([key, item]) => `${JSON.stringify(key)}:${stable(item)}`);
    return `{${members.sort().join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
