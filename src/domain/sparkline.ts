const BARS = [...'▁▂▃▄▅▆▇█'];
/** Stands where there is no value. */
const NONE = '·';

/** Values in at most `most` groups of neighbours, each as its mean; a group without a number is `undefined`. */
function groups(values: readonly number[], most: number): (number | undefined)[] {
  const count = Math.min(most, values.length);
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * values.length) / count);
    const to = Math.floor(((index + 1) * values.length) / count);
    const numbers = values.slice(from, to).filter(Number.isFinite);
    return numbers.length === 0 ? undefined : numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  });
}

/**
 * The shape of a curve in a line of text, each character one of eight heights between its lowest and its highest value.
 * @param values in their order; what is no number leaves a gap
 * @param most characters
 */
export function sparkline(values: readonly number[], most = 16): string {
  const means = groups(values, most);
  const numbers = means.filter((mean) => mean !== undefined);
  const low = numbers.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = numbers.reduce((greatest, value) => Math.max(greatest, value), Number.NEGATIVE_INFINITY);
  const height = (value: number): number => (high > low ? Math.round(((value - low) / (high - low)) * 7) : 3);
  return means.map((mean) => (mean === undefined ? NONE : (BARS[height(mean)] ?? NONE))).join('');
}
