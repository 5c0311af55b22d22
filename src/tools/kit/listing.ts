import * as z from 'zod';
import { count } from '../../domain/count.ts';
import type { Shown } from '../../domain/shown.ts';
import { shown } from '../../jobs/wire.ts';
import { NO_TEXT } from '../../shaping/shown.ts';
import { table } from '../../shaping/table.ts';

/** Paging of a list that can be long. */
export const paging = {
  page_number: z.int().min(1).default(1),
  page_size: z.int().min(1).max(100).default(20),
};

/** Paging of a list that is short in practice: one page holds most of them, and the schema stays small. */
export const pageNumber = { page_number: z.int().min(1).default(1) };
export const FIXED_PAGE_SIZE = 50;

/** What every list says of itself: how many there are in all, and what was searched. */
export const listHead = { total: z.int(), scope: z.string() };

/** Text of the cloud on one line, secrets masked; absent becomes empty. `max` in characters. */
export const shownOrEmpty = (value: string | undefined | null, max = 200): Shown => shown(value, max) ?? NO_TEXT;

/** A URI or an id, which must not be cut: the cap is far above any real one. */
export const verbatim = (value: string | undefined | null): Shown => shownOrEmpty(value, 2048);

/** `official images, cn-hangzhou, name "x"`: what a list covered, without the filters that were not set. */
export const scopeText = (base: string, filters: Readonly<Record<string, string | number | undefined>>): string =>
  [
    base,
    ...Object.entries(filters)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => shownOrEmpty(`${name}=${value}`)),
  ].join(', ');

/**
 * The ids that a list was asked for and does not have, for its scope; `undefined` where it has all or none, or was not
 * read whole.
 */
export function notFound(asked: readonly string[] | undefined, found: readonly string[], total: number) {
  const isPart = found.length === 0 || total > found.length;
  const absent = isPart ? [] : (asked ?? []).filter((id) => !found.includes(id));
  return absent.length === 0 ? undefined : absent.join(',');
}

export type Cell = string | number | boolean | undefined;

const cellText = (cell: Cell): string => (typeof cell === 'boolean' ? (cell ? 'yes' : 'no') : String(cell ?? ''));

export interface Listing {
  /** Plural, such as `images`. */
  noun: string;
  total: number;
  page: number;
  scope: string;
  pageSize: number;
  headers: readonly string[];
  rows: readonly (readonly Cell[])[];
}

const pagesOf = (total: number, pageSize: number): number => Math.max(1, Math.ceil(total / pageSize));

/** The rendering of every list: N of M and the page first, then the table. */
export function renderList({ noun, total, page, scope, pageSize, headers, rows }: Listing): string {
  if (total === 0) return `No ${noun} found (${scope}).`;
  const pages = pagesOf(total, pageSize);
  if (rows.length === 0)
    return `Page ${page} is past the end: ${total} ${noun}, ${count(pages, 'page')} of ${pageSize} (${scope}).`;
  return [
    `${rows.length} of ${total} ${noun}, page ${page} of ${pages} (${scope})`,
    table(
      headers,
      rows.map((row) => row.map(cellText)),
    ),
  ].join('\n');
}

/** Which part of a list an answer shows. */
interface ListedPage {
  total: number;
  rows: readonly unknown[];
  page: number;
  pageSize: number;
}

/**
 * The next steps of every list: the page after this one, and what to do with what is shown.
 *
 * @param found what to do with the rows
 * @param none how to widen a search that found nothing
 */
export function listSteps(
  { total, rows, page, pageSize }: ListedPage,
  { found, none }: { found: string; none: string },
): string[] {
  if (total === 0) return [none];
  if (rows.length === 0) return ['page_number=1.'];
  return [...(page < pagesOf(total, pageSize) ? [`page_number=${page + 1} for more.`] : []), found];
}

/** A record as aligned `name  value` lines; empty values are left out. */
export function renderRecord(title: string, fields: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(fields)
    .map(([name, value]) => [name, value === undefined ? '' : String(value)] as const)
    .filter(([, value]) => value !== '');
  const width = Math.max(0, ...entries.map(([name]) => name.length));
  return [title, ...entries.map(([name, value]) => `${name.padEnd(width)}  ${value}`)].join('\n');
}
