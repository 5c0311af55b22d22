import type { Curve, LogCurve } from '../../../diagnosis/health/curves.ts';
import type { ChartLine, Panel } from '../../../pictures/chart.ts';

const TITLES: Readonly<Record<LogCurve, string>> = {
  loss: 'Loss',
  learning_rate: 'Learning rate',
  throughput: 'Throughput',
};

/** One curve with the name of its line. */
export interface NamedCurve {
  name: string;
  curve: Curve;
}

const keyOf = ({ over, unit }: Curve): string => `${over} ${unit ?? ''}`;

/** Curves of one kind: those that have the same axes share a panel. */
export function curvePanels(kind: LogCurve, curves: readonly NamedCurve[]): Panel[] {
  return [...new Set(curves.map(({ curve }) => keyOf(curve)))].map((key) => {
    const alike = curves.filter(({ curve }) => keyOf(curve) === key);
    const { over, unit } = (alike[0] as NamedCurve).curve;
    const lines = alike.map(({ name, curve }): ChartLine => {
      const places = curve.points.map(({ x, value }) => [x, Number.isFinite(value) ? value : null] as const);
      return { name, places };
    });
    return { title: unit === undefined ? TITLES[kind] : `${TITLES[kind]}, ${unit}`, over, lines };
  });
}
