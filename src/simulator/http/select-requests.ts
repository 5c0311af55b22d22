import * as z from 'zod';
import type { RequestLogEntry } from './request-log.ts';

export const requestFilter = z.strictObject({
  action: z.string().optional(),
  method: z.string().optional(),
  caller: z.string().optional(),
  jobId: z.string().optional(),
  status: z.int().optional(),
  committed: z.boolean().optional(),
  limit: z.int().min(1).optional(),
});

const TRUTH: Readonly<Record<string, boolean>> = { true: true, false: false };

/** The filter as a query string has it; what is no number or truth value stays as it is, for the schema to refuse. */
export const filterOfQuery = (query: Readonly<Record<string, string>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]) => {
      if (name === 'status' || name === 'limit') return [name, /^\d+$/.test(value) ? Number(value) : value];
      return [name, name === 'committed' ? (TRUTH[value] ?? value) : value];
    }),
  );

/** The entries that are meant, oldest first. */
export function selectRequests(
  entries: readonly RequestLogEntry[],
  { jobId, limit, ...exact }: z.output<typeof requestFilter>,
): RequestLogEntry[] {
  const wanted = Object.entries(exact).filter(([, value]) => value !== undefined);
  const meant = entries.filter(
    (entry) =>
      wanted.every(([name, value]) => entry[name as keyof typeof exact] === value) &&
      (jobId === undefined || entry.jobId === jobId || entry.path.split('/').includes(jobId)),
  );
  return limit === undefined ? meant : meant.slice(-limit);
}
