import { MASK } from './spans.ts';

/** Characters. A shorter value is no credential of the cloud, and would be found and masked in ordinary text. */
const LEAST = 8;

/**
 * Values that this process uses as secrets, with the forms in which they can stand in a text. Never logged or shown.
 */
const own = new Set<string>();

/**
 * From now on these values are masked wherever they stand (R22). It is called again when temporary keys are refreshed.
 */
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
