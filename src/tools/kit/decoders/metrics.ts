import type { Output } from '../../../api/operations.ts';
import type { Point } from '../../../domain/series.ts';
import { number, records, shown, type WireRecord } from '../../../jobs/wire.ts';

/** The points of one pod, or of one card of it; of the whole job where neither is named. */
export interface Series {
  pod: string | undefined;
  card: string | undefined;
  points: Point[];
}

/** The series of GetJobMetrics, one per pod; pods without a point are left out, as empty is not zero. */
export const readJobMetrics = ({ PodMetrics }: Output<'GetJobMetrics'>): Series[] =>
  (PodMetrics ?? [])
    .map(({ PodId, Metrics }) => ({
      pod: shown(PodId, 128),
      card: undefined,
      points: (Metrics ?? []).flatMap(({ Time, Value }) => {
        const [at, value] = [number(Time), number(Value)];
        return at === undefined || value === undefined ? [] : [{ at, value }];
      }),
    }))
    .filter(({ points }) => points.length > 0);

/**
 * CloudMonitor puts the value under the name of its statistic; which one a metric has is not established (api-notes:
 * metrics).
 */
const VALUES = ['Value', 'value', 'Average', 'Maximum', 'Minimum'] as const;
const first = (point: WireRecord, names: readonly string[]): unknown =>
  names.map((name) => point[name]).find((value) => value !== undefined && value !== null && value !== '');

/** `DataPoints` is JSON in a text. */
function parsed(text: unknown): readonly WireRecord[] {
  if (typeof text !== 'string' || text === '') return records(text);
  try {
    return records(JSON.parse(text));
  } catch {
    return [];
  }
}

/** A page of GetMetrics. With HTTP 200 it can say that it failed: then it has `refused`, the code. */
export function readMetrics({ Success, Code, DataPoints, NextToken }: Output<'GetMetrics'>) {
  const series = new Map<string, Series>();
  for (const point of parsed(DataPoints)) {
    const [at, value] = [number(first(point, ['timestamp', 'Timestamp', 'time'])), number(first(point, VALUES))];
    if (at === undefined || value === undefined) continue;
    const pod = shown(first(point, ['pod', 'podId']), 128);
    const card = shown(first(point, ['gpu', 'gpuId']), 20);
    const key = JSON.stringify([pod, card]);
    const found = series.get(key) ?? { pod, card, points: [] };
    series.set(key, found);
    found.points.push({ at, value });
  }
  return {
    series: [...series.values()],
    next: shown(NextToken, 500),
    refused: Success === false ? (shown(Code, 80) ?? 'no code') : undefined,
  };
}
