/**
 * Values in the arguments of a call at most: far more than any real call has, and
 * few enough to be checked and sent at once.
 */
export const MOST_ARGUMENTS = 20_000;

/**
 * Whether a value holds more than `MOST_ARGUMENTS` others, at any depth. It stops counting there, whatever the size.
 */
export function isTooLarge(value: unknown): boolean {
  let count = 0;
  for (let layer = [value]; layer.length > 0; ) {
    const next: unknown[] = [];
    for (const each of layer) {
      if (typeof each !== 'object' || each === null) continue;
      for (const key in each) {
        if (++count > MOST_ARGUMENTS) return true;
        next.push(Reflect.get(each, key));
      }
    }
    layer = next;
  }
  return false;
}
