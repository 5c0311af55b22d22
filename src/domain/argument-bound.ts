/** Far more values than any call has, and few enough to check and to send in a moment. */
export const MOST_ARGUMENTS = 20_000;

/** Whether there are more values in it than that, counted level by level and no further than needed. */
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
