import type { Output } from '../../../api/operations.ts';
import { Fault } from '../../../domain/fault.ts';
import { hint } from '../../../domain/hint.ts';
import { time } from '../../../jobs/wire.ts';
import { maskDocument } from '../../../shaping/mask.ts';
import { shownOrEmpty, verbatim } from '../listing.ts';
import { labelText } from './labels.ts';

type Listed = Output<'ListExperiment'>;
type ListedRun = Output<'ListRuns'>['Runs'][number];
/** A point as answers have it: lists of points depend on its key, runs do not. */
type Logged = Partial<NonNullable<Output<'ListRunMetrics'>['Metrics']>[number]>;

const experimentOf = (answer: Output<'GetExperiment'> | Listed['Experiments'][number]) => ({
  experimentId: verbatim(answer.ExperimentId),
  name: shownOrEmpty(answer.Name),
  workspaceId: verbatim(answer.WorkspaceId),
  accessibility: shownOrEmpty(answer.Accessibility, 20),
  artifactUri: verbatim(answer.ArtifactUri),
  tensorboardUri: verbatim(answer.TensorboardLogUri),
  labels: labelText(answer.Labels),
  owner: shownOrEmpty(answer.OwnerId || answer.UserId, 40),
  created: time(answer.GmtCreateTime),
  latestRunId: verbatim(answer.LatestRun?.RunId),
  latestRunName: shownOrEmpty(answer.LatestRun?.Name),
  isNamed: (name: string): boolean => answer.Name === name,
});
/** An experiment; texts are fit to show, empty where the cloud gives none. */
export type Experiment = ReturnType<typeof experimentOf>;

export const readExperiment = (answer: Output<'GetExperiment'>): Experiment => experimentOf(answer);
export const readExperiments = ({ Experiments, TotalCount }: Listed): { experiments: Experiment[]; total: number } => ({
  experiments: Experiments.map(experimentOf),
  total: TotalCount ?? Experiments.length,
});
export const madeExperiment = ({ ExperimentId }: Output<'CreateExperiment'>): string => verbatim(ExperimentId);

/**
 * A point of a metric of a run. Step and time are `undefined` where they were not logged; the time in epoch
 * milliseconds.
 */
export interface MetricPoint {
  key: string;
  value: number;
  step: number | undefined;
  at: number | undefined;
}
const pointOf = ({ Key, Value, Step, Timestamp }: Logged): MetricPoint[] =>
  typeof Value === 'number'
    ? [{ key: shownOrEmpty(Key), value: Value, step: Step ?? undefined, at: Timestamp ?? undefined }]
    : [];

/** The points of a page, and the token of the next one, 0 at the end (api-notes: experiments). */
export const readRunMetrics = ({
  Metrics,
  NextPageToken,
}: Output<'ListRunMetrics'>): { points: MetricPoint[]; next: number } => ({
  points: Metrics.flatMap(pointOf),
  next: NextPageToken ?? 0,
});

const runOf = (answer: Output<'GetRun'> | ListedRun) => ({
  runId: verbatim(answer.RunId),
  name: shownOrEmpty(answer.Name),
  experimentId: verbatim(answer.ExperimentId),
  workspaceId: verbatim(answer.WorkspaceId),
  sourceType: shownOrEmpty(answer.SourceType, 40),
  sourceId: verbatim(answer.SourceId),
  labels: labelText(answer.Labels),
  owner: shownOrEmpty(answer.OwnerId || answer.UserId, 40),
  created: time(answer.GmtCreateTime),
  /** Values by name, those that are secrets by their name masked. */
  params: Object.fromEntries(
    (answer.Params ?? []).map(({ Key, Value }) => [
      shownOrEmpty(Key, 80),
      shownOrEmpty(String(maskDocument(String(Value ?? ''), [], String(Key ?? '')))),
    ]),
  ),
  metrics: (answer.Metrics ?? []).flatMap(pointOf),
  isNamed: (name: string): boolean => answer.Name === name,
});
/** A run of an experiment; texts are fit to show, empty where the cloud gives none. */
export type ExperimentRun = ReturnType<typeof runOf>;

/**
 * @throws Fault `not_found` for an answer without a name: so the cloud answers for a run that there is not (api-notes:
 *   experiments)
 */
export function readRun(answer: Output<'GetRun'>, id: string): ExperimentRun {
  if (answer.Name) return runOf(answer);
  throw new Fault({
    kind: 'not_found',
    message: `Run ${id} does not exist.`,
    fix: `Check the id${hint('what exists', 'run')}.`,
  });
}
export const readRuns = ({ Runs, TotalCount }: Output<'ListRuns'>): { runs: ExperimentRun[]; total: number } => ({
  runs: Runs.map(runOf),
  total: TotalCount ?? Runs.length,
});
export const madeRun = ({ RunId }: Output<'CreateRun'>): string => verbatim(RunId);
