import * as z from 'zod';
import { SEGMENT } from '../../domain/identifiers.ts';
import {
  type Experiment,
  type ExperimentRun,
  type MetricPoint,
  readExperiment,
  readExperiments,
  readRun,
  readRunMetrics,
  readRuns,
} from '../kit/decoders/experiments.ts';
import type { ToolContext } from '../tool.ts';

type Reads = Pick<ToolContext, 'call' | 'signal'>;

export const experimentId = z.string().regex(SEGMENT).describe('exp-...');
export const runId = z.string().regex(SEGMENT).describe('run-...');
export const pairs = z.record(z.string().min(1).max(128), z.string().max(1024));

/** Pairs as members of a request. */
export const wirePairs = (values: Readonly<Record<string, string>> = {}) =>
  Object.entries(values).map(([Key, Value]) => ({ Key, Value }));

export const experimentNow = async (
  { call, signal: own }: Reads,
  id: string,
  { signal = own, verbose = false } = {},
): Promise<Experiment> =>
  readExperiment(await call('GetExperiment', { ExperimentId: id, ...(verbose ? { Verbose: true } : {}) }, { signal }));

/** The id of the experiment of a workspace that has a name, to the letter. */
export async function namedExperiment(
  { call, signal: own }: Reads,
  workspaceId: string,
  name: string,
  signal = own,
): Promise<string | undefined> {
  const filter = { WorkspaceId: workspaceId, Name: name, PageNumber: 1, PageSize: 100 };
  const { experiments } = readExperiments(await call('ListExperiment', filter, { signal }));
  return experiments.find((each) => each.isNamed(name))?.experimentId;
}

/** A run, read anew, with its parameters and the last point of each of its metrics. */
export const runNow = async ({ call, signal: own }: Reads, id: string, signal = own): Promise<ExperimentRun> =>
  readRun(await call('GetRun', { RunId: id, Verbose: true }, { signal }), id);

/** The id of the run of an experiment that has a name, to the letter. */
export async function namedRun(
  { call, signal: own }: Reads,
  { experimentId: ExperimentId, workspaceId }: Pick<Experiment, 'experimentId' | 'workspaceId'>,
  name: string,
  signal = own,
): Promise<string | undefined> {
  const filter = { WorkspaceId: workspaceId, ExperimentId, Name: name, PageNumber: 1, PageSize: 100 };
  const { runs } = readRuns(await call('ListRuns', filter, { signal }));
  return runs.find((each) => each.isNamed(name))?.runId;
}

/** Points that are read of one metric at most, in pages of so many. */
export const MOST_POINTS = 2000;
const PAGE_OF_POINTS = 100;

/** The points of one metric of a run, in the order of the cloud. @returns also whether they are all */
export async function pointsOf(
  { call, signal: own }: Reads,
  id: string,
  key: string,
  signal = own,
): Promise<{ points: MetricPoint[]; complete: boolean }> {
  const points: MetricPoint[] = [];
  let token = 0;
  while (points.length < MOST_POINTS) {
    const request = { RunId: id, Key: key, MaxResults: PAGE_OF_POINTS, PageToken: token };
    const page = readRunMetrics(await call('ListRunMetrics', request, { signal }));
    points.push(...page.points);
    // A token that does not grow would be read for ever.
    if (page.next <= token) return { points, complete: true };
    token = page.next;
  }
  return { points, complete: false };
}
