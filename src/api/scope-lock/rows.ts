import { isOfNone, OFFICIAL_LABEL } from '../../domain/image-label.ts';
import { isObject } from '../contract/member.ts';

/** An object in the words of the API. */
export type WireObject = Readonly<Record<string, unknown>>;

const record = (value: unknown): WireObject => (isObject(value) ? value : {});
export const rowsOf = (value: unknown): WireObject[] => (Array.isArray(value) ? value.map(record) : []);

/**
 * An official image has no workspace, which the cloud writes as nothing or `0`, or it has the label of official images.
 */
export const isOfficial = (image: WireObject): boolean =>
  isOfNone(image.WorkspaceId) || rowsOf(image.Labels).some(({ Key, Value }) => `${Key}=${Value}` === OFFICIAL_LABEL);

/** A filter of labels with that of official images added, so that it finds no others. */
export const officialOnly = (filter: unknown): string =>
  [...new Set([OFFICIAL_LABEL, ...String(filter ?? '').split(',')])].filter((part) => part !== '').join(',');

/** Sent with every read of images whose labels are needed: they come with `Verbose` only (api-notes: images). */
export const WITH_LABELS: WireObject = { Verbose: true };

/** The answer without the rows that must not be shown, which `TotalCount` does not count any more either. */
export function withRows(answer: WireObject, rows: string, shown: (row: WireObject) => boolean): WireObject {
  const all = rowsOf(answer[rows]);
  const left = all.filter(shown);
  return { ...answer, [rows]: left, TotalCount: Number(answer.TotalCount ?? all.length) - (all.length - left.length) };
}

/** All values at a path such as `DataSources.DataSourceId`, of every row where there is a list. */
export function valuesAt(value: unknown, [name, ...rest]: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((row) => valuesAt(row, name === undefined ? [] : [name, ...rest]));
  return name === undefined ? [value] : valuesAt(record(value)[name], rest);
}
