import type { Curve } from '../../../diagnosis/health/curves.ts';
import { median } from '../../../diagnosis/health/trend.ts';
import { seriesFacts } from '../../../domain/series.ts';
import { sparkline } from '../../../domain/sparkline.ts';
import { type Job, spansOf } from '../../../jobs/job.ts';
import { fourDigits, seriesOf } from '../../kit/job-metrics/rows.ts';
import type { MetricFound } from '../../kit/job-metrics/sources.ts';
import { bestOf } from '../../kit/plot/figures.ts';
import type { LogCurves } from '../../kit/plot/log-curves.ts';
import { costWords, type Spent } from '../../kit/spent.ts';
import type { Compared } from './settings.ts';

/** What is known of how a job went. */
export interface Went {
  job: Job;
  log: LogCurves;
  gpu: readonly MetricFound[];
  spent: Spent | undefined;
}

const numbersOf = (curve: Curve | undefined): number[] =>
  curve === undefined ? [] : curve.points.map(({ value }) => value).filter(Number.isFinite);

const lossWords = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : String(fourDigits(value));

function best(curve: Curve | undefined): string | undefined {
  const at = curve && bestOf(curve);
  return curve === undefined || at === undefined
    ? undefined
    : `${fourDigits(at.value)} at ${curve.over} ${fourDigits(at.x)}`;
}

function pace(curve: Curve | undefined): string | undefined {
  const middle = median(numbersOf(curve));
  return middle === undefined ? undefined : `${fourDigits(middle)} ${curve?.unit ?? ''}`.trim();
}

function reached(curve: Curve | undefined): string | undefined {
  const last = curve?.points.at(-1)?.x;
  return curve === undefined || last === undefined || curve.over === 'reading'
    ? undefined
    : `${curve.over} ${fourDigits(last)}`;
}

function use(gpu: readonly MetricFound[]): string | undefined {
  const facts = seriesFacts(seriesOf(gpu).flatMap(({ points }) => points));
  return facts === undefined ? undefined : `${fourDigits(facts.mean)}%`;
}

const gpuHours = ({ gpus, hours }: Spent): string | undefined =>
  gpus === undefined || hours === undefined ? undefined : String(fourDigits(gpus * hours));

/** The figures of each job, by what they are; what is known of none has no row. */
export function outcomes(all: readonly Went[], now: Date): Compared[] {
  const rows: Readonly<Record<string, (went: Went) => string | undefined>> = {
    status: ({ job }) => job.status,
    reason: ({ job }) => job.reason.reason_code,
    waited: ({ job }) => spansOf(job, now).queue_time,
    ran: ({ job }) => spansOf(job, now).run_time,
    restarts: ({ job }) => job.restarts,
    reached: ({ log }) => reached(log.curves.loss),
    'best loss': ({ log }) => best(log.curves.loss),
    'last loss': ({ log }) => lossWords(numbersOf(log.curves.loss).at(-1)),
    'loss curve': ({ log }) => sparkline(log.curves.loss?.points.map(({ value }) => value) ?? []) || undefined,
    pace: ({ log }) => pace(log.curves.throughput),
    'GPU use': ({ gpu }) => use(gpu),
    'GPU-hours': ({ spent }) => spent && gpuHours(spent),
    cost: ({ spent }) => spent && costWords(spent),
  };
  return Object.entries(rows).flatMap(([what, of]) => {
    const values = all.map((went) => of(went));
    return values.every((value) => value === undefined) ? [] : [{ what, values: values.map((value) => value ?? '-') }];
  });
}
