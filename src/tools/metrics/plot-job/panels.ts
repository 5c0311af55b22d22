import type { LogCurve } from '../../../diagnosis/health/curves.ts';
import type { Panel } from '../../../pictures/chart.ts';
import { seriesOf } from '../../kit/job-metrics/rows.ts';
import { curvePanels } from '../../kit/plot/curve-panel.ts';
import { meanPanel, metricPanels } from '../../kit/plot/metric-panel.ts';
import { isLogCurve, type JobRead } from './read.ts';

const foundOf = ({ metrics }: JobRead, metric: string) =>
  seriesOf(metrics.find((one) => one.metric === metric)?.asked ?? []);

function logPanels(kind: LogCurve, reads: readonly JobRead[]): Panel[] {
  const curves = reads.flatMap(({ name, log }) => {
    const curve = log?.curves[kind];
    return curve === undefined ? [] : [{ name: reads.length === 1 ? kind.replace('_', ' ') : name, curve }];
  });
  return curvePanels(kind, curves);
}

/** The panels of a picture, in the order in which the curves were asked for. */
export function panelsOf(reads: readonly JobRead[], curves: readonly string[]): Panel[] {
  const [one, ...more] = reads;
  return curves.flatMap((curve) => {
    if (isLogCurve(curve)) return logPanels(curve, reads);
    if (one !== undefined && more.length === 0)
      return metricPanels(one.job.jobId, curve, foundOf(one, curve), one.window);
    return meanPanel(
      curve,
      reads.map((read) => ({ name: read.name, series: foundOf(read, curve), start: read.window.from.getTime() })),
    );
  });
}
