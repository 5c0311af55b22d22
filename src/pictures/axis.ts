/** A unit of time on an axis: its name, its seconds, and the distances of ticks that are round in it. */
const UNITS = [
  { name: 'seconds', seconds: 1, upTo: 120, steps: [1, 2, 5, 10, 15, 20, 30] },
  { name: 'minutes', seconds: 60, upTo: 2 * 3600, steps: [0.5, 1, 2, 5, 10, 15, 20, 30] },
  { name: 'hours', seconds: 3600, upTo: 2 * 86_400, steps: [0.25, 0.5, 1, 2, 3, 6, 12] },
  { name: 'days', seconds: 86_400, upTo: Number.POSITIVE_INFINITY, steps: [0.5, 1, 2, 3, 5, 7, 14] },
] as const;
const MOST_TICKS = 9;

/** A horizontal axis: what stands below it, the distance of its ticks in its own values, and what stands at one. */
export interface Axis {
  unit: string;
  interval: number | undefined;
  label(value: number): string;
}

/** An axis of time in the unit that fits its span. @param span in seconds */
export function timeAxis(span: number): Axis {
  const unit = UNITS.find(({ upTo }) => span <= upTo) ?? UNITS[3];
  const step = unit.steps.find((each) => span / (each * unit.seconds) <= MOST_TICKS);
  const wide = Math.ceil(span / unit.seconds / MOST_TICKS);
  return {
    unit: unit.name,
    interval: (step ?? wide) * unit.seconds,
    label: (value) => String(Number((value / unit.seconds).toPrecision(6))),
  };
}

const LARGE = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** A figure for an axis, in a few characters: `12k`, `0.25`, `3e-5`. */
export function axisFigure(value: number): string {
  const size = Math.abs(value);
  for (const [least, letter] of LARGE) {
    if (size >= least * (letter === 'k' ? 10 : 1)) return `${Number((value / least).toPrecision(3))}${letter}`;
  }
  if (size !== 0 && size < 1e-3) return value.toExponential(1).replace('.0e', 'e');
  return String(Number(value.toPrecision(4)));
}
