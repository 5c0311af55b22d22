import { MASK } from './spans.ts';

/** A shorter value is not one of the cloud's, and would be found in ordinary text. */
const LEAST = 8;

/** Values that this process uses as secrets, with the forms in which they can stand in a text. Never logged or shown. */
const own = new Set<string>();

/** Has the values of the credential in use masked wherever they stand, from now on (R22); temporary keys come with each refresh. */
export function keepSecret(values: readonly string[]): void {
  for (const value of values) {
    if (value.length < LEAST) continue;
    for (const form of [
      value,
      encodeURIComponent(value),
      Buffer.from(value)
        .toString('base64')
        .replace(/={1,2}$/, ''),
    ])
      own.add(form);
  }
}

/** A text without the secrets of this process. */
export function maskOwn(text: string): string {
  let masked = text;
  for (const value of own) if (masked.includes(value)) masked = masked.replaceAll(value, MASK);
  return masked;
}
