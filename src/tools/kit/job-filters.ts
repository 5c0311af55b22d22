import * as z from 'zod';
import { Fault } from '../../domain/fault.ts';
import { QUOTA_ID } from '../../domain/identifiers.ts';
import { ACCESSIBILITIES, JOB_TYPES } from '../../domain/lists.ts';
import { unlisted } from '../../domain/unlisted.ts';

/** The one field of a range that the API names (api-notes: jobs). */
const DOCUMENTED_RANGE = 'RequestGPU';
/** The numbers of a listed job. */
const RANGE_FIELDS = [
  DOCUMENTED_RANGE,
  'RequestCPU',
  'NodeCount',
  'Duration',
  'Priority',
  'RestartTimes',
  'JobMaxRunningTimeMinutes',
] as const;

const rare = unlisted(z.string().optional());
const bound = unlisted(z.number().optional());

/**
 * What jobs are found by, each under the API's own name in snake_case. Those that few lists need are not advertised.
 */
export const filters = {
  job_type: z.enum(JOB_TYPES).optional(),
  display_name: z.string().optional().describe('Substring'),
  resource_id: z.string().regex(QUOTA_ID).optional().describe('Quota id'),
  payment_type: z.enum(['PrePaid', 'PostPaid', 'Spot']).optional(),
  tags: z.record(z.string(), z.string()).optional(),
  description: rare,
  user_command_search: rare,
  reason_search: rare,
  image_search: rare,
  accessibility: unlisted(z.enum(ACCESSIBILITIES).optional()),
  enable_assign_node: unlisted(z.boolean().optional()),
  oversold_info: unlisted(
    z
      .enum(['ForbiddenQuotaOverSold', 'ForceQuotaOverSold', 'AcceptQuotaOverSold-true', 'AcceptQuotaOverSold-false'])
      .optional(),
  ),
  numeric_range_field: unlisted(z.enum(RANGE_FIELDS).optional()),
  numeric_range_min: bound,
  numeric_range_max: bound,
};

/** Those that search text, of which some is shown masked. */
export const SEARCHES = [
  'display_name',
  'tags',
  'description',
  'user_command_search',
  'reason_search',
  'image_search',
] as const satisfies readonly (keyof typeof filters)[];

type Filters = Readonly<Partial<Record<keyof typeof filters, unknown>>>;

/** Names of the filters that a call has set. */
export const filtersSet = (ask: Filters): string[] =>
  Object.keys(filters).filter((name) => ask[name as keyof Filters] !== undefined);

const wireName = (name: string): string => name.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());

/**
 * The filters as parameters of ListJobs.
 * @throws Fault `invalid_input` for bounds of nothing, which the cloud would pass over
 */
export function filtersRequest(ask: Filters): Record<string, unknown> {
  const { numeric_range_field: of, numeric_range_min: min, numeric_range_max: max } = ask;
  if ((of === undefined) !== (min === undefined && max === undefined))
    throw new Fault({
      kind: 'invalid_input',
      message: 'A numeric range needs numeric_range_field, and numeric_range_min or numeric_range_max.',
      fix: 'Pass for example numeric_range_field=RequestGPU with numeric_range_min=8, or none of them.',
    });
  const wire = Object.fromEntries(filtersSet(ask).map((name) => [wireName(name), ask[name as keyof Filters]]));
  // The one flag that the API takes as a text.
  return ask.enable_assign_node === undefined ? wire : { ...wire, EnableAssignNode: String(ask.enable_assign_node) };
}

/** What is not known of the filters that a call has set. */
export const filterNotes = ({ numeric_range_field: field }: Filters): string[] =>
  field === undefined || field === DOCUMENTED_RANGE
    ? []
    : [
        `whether the cloud filters by ${field} is not documented, as it is for ${DOCUMENTED_RANGE} alone: there may be more such jobs, or others among these.`,
      ];

/** The same for a tool that lists none of them: all are taken, and none is advertised. */
export const unlistedFilters = Object.fromEntries(
  Object.entries(filters).map(([name, schema]) => [name, unlisted(schema)]),
) as typeof filters;
