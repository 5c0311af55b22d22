import { OFFICIAL_LABEL } from '../../domain/image-label.ts';
import { isObject } from '../contract/member.ts';

/** An object in the words of the API. */
export type WireObject = Readonly<Record<string, unknown>>;

const record = (value: unknown): WireObject => (isObject(value) ? value : {});
export const rowsOf = (value: unknown): WireObject[] => (Array.isArray(value) ? value.map(record) : []);

/** An official image belongs to no workspace: it says so, with nothing or the placeholder `0`, or has the label of all official ones. */
export const isOfficial = (image: WireObject): boolean =>
  ['', '0'].includes(String(image.WorkspaceId)) ||
  rowsOf(image.Labels).some(({ Key, Value }) => `${Key}=${Value}` === OFFICIAL_LABEL);

/** A filter of labels that finds nothing but official images. */
export const officialOnly = (filter: unknown): string =>
  [...new Set([OFFICIAL_LABEL, ...String(filter ?? '').split(',')])].filter((part) => part !== '').join(',');

/** What has to be asked for with it, so that images come with their labels. */
export const WITH_LABELS: WireObject = { Verbose: true };

/** The answer with those of its rows that may be shown, and their count. */
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
