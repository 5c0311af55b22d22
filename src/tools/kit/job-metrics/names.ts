import { ifOffered } from '../../../advice/offered.ts';
import { LOG_CURVES } from '../../../diagnosis/health/curves.ts';
import { JOB_METRICS } from '../../../domain/lists.ts';
import { nearest } from '../../../domain/nearest.ts';

/** The form of CloudMonitor's names: their catalogue is not published, so each of them may be one. */
const OF_MONITOR = /^[A-Z0-9]+(?:_[A-Z0-9]+)+$/;

const known = (names: readonly string[]): string => `known names are ${names.join(', ')}`;

const named = (name: string, meant: string): string => `${name} (no known name; ${meant})`;

/** A name of a metric with what may be meant by it, where it is none that is known. */
export function metricNamed(name: string): string {
  if (JOB_METRICS.some((each) => each === name) || OF_MONITOR.test(name)) return name;
  const metric = nearest(name, JOB_METRICS);
  if (metric !== undefined) return named(name, `did you mean ${metric}?`);
  const curve = nearest(name, LOG_CURVES);
  const drawn = curve && ifOffered(`plot_job draws ${curve} from the log`, known(JOB_METRICS));
  return named(name, drawn ?? known(JOB_METRICS));
}

/** The same for a name where curves of logs are taken as well. */
export function curveNamed(name: string): string {
  const names = [...LOG_CURVES, ...JOB_METRICS];
  if (names.some((each) => each === name) || OF_MONITOR.test(name)) return name;
  const meant = nearest(name, names);
  return named(name, meant === undefined ? known(names) : `did you mean ${meant}?`);
}
