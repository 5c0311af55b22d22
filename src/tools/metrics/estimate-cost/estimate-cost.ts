import * as z from 'zod';
import { Fault } from '../../../domain/fault.ts';
import { PLAIN, USER_ID } from '../../../domain/identifiers.ts';
import { COUNTED, COUNTED_TIME } from '../../../domain/prices.ts';
import { unlisted } from '../../../domain/unlisted.ts';
import { table } from '../../../shaping/table.ts';
import { endTime, instant, jobId } from '../../kit/fields.ts';
import { unlistedFilters } from '../../kit/job-filters.ts';
import { absentNotes, readEach } from '../../kit/several/read-each.ts';
import { defineTool } from '../../tool.ts';
import { ofPeriod } from './period.ts';
import { type CostRow, costRow, ofJobs, ofMachines } from './rows.ts';
import { Sum } from './sum.ts';
import { GROUPINGS } from './sums.ts';

export const costOutput = z.object({
  rows: z.array(costRow),
  total: z.string().optional(),
  covered: z.string().optional(),
  notes: z.array(z.string()),
});

/** What an estimate of a job leaves out. */
const UNCOUNTED = 'restarts and changed pod counts are not taken into account';

/** Of which of the three a call asks for an estimate. @throws Fault `invalid_input` where that is none, or several */
function subjectOf({ job_ids, ecs_spec, days, start_time }: Readonly<Record<string, unknown>>) {
  const asked = [
    ...(job_ids === undefined ? [] : ['jobs' as const]),
    ...(ecs_spec === undefined ? [] : ['machines' as const]),
    ...[days, start_time].flatMap((each) => (each === undefined ? [] : ['period' as const])),
  ];
  const [only] = asked;
  if (only !== undefined && asked.length === 1) return only;
  throw new Fault({
    kind: 'invalid_input',
    message: 'estimate_cost takes one of job_ids, ecs_spec, days and start_time.',
    fix: 'Pass job_ids for what jobs have cost so far, days, or start_time with end_time, for what all jobs of a time cost in it, or ecs_spec with pod_count and hours for machines.',
  });
}

const COLUMNS = ['what', 'name', 'jobs', 'status', 'hours', 'gpu_hours', 'cost', 'price'] as const;

function tableOf(rows: readonly CostRow[]): string {
  const columns = COLUMNS.filter(
    (column) => column.endsWith('hours') || column === 'cost' || rows.some((row) => row[column] !== undefined),
  );
  const cell = (row: CostRow, column: (typeof COLUMNS)[number]): string =>
    String(row[column] ?? (column.endsWith('hours') ? 'unknown' : ''));
  return table(
    columns,
    rows.map((row) => columns.map((column) => cell(row, column))),
  );
}

export const estimateCost = defineTool({
  name: 'estimate_cost',
  title: 'Estimate cost',
  description:
    "What jobs have cost so far, all of a time cost in it, or machines would, by the operator's prices with date and assumptions; without prices, GPU-hours. Also takes start_time, end_time, own=false.",
  inChinese: '费用估算、卡时',
  toolset: 'metrics',
  core: true,
  effect: 'read',
  scope: 'workspace_optional',
  beyondWorkspace: ['all_workspaces'],
  actions: ['ListJobs', 'GetJob', 'ListEcsSpecs'],
  input: z.strictObject({
    job_ids: z.array(jobId).min(1).max(20).optional(),
    days: z.int().min(1).max(3650).optional().describe('All jobs of the last days'),
    by: z.enum(GROUPINGS).default('job'),
    start_time: unlisted(instant.optional()),
    end_time: unlisted(endTime),
    own: unlisted(z.boolean().optional()),
    user_id: unlisted(z.string().regex(USER_ID).optional()),
    all_workspaces: unlisted(z.boolean().default(false)),
    ...unlistedFilters,
    ecs_spec: z.string().regex(PLAIN).optional(),
    pod_count: z.int().min(1).default(1),
    hours: z.number().min(0).max(100_000).default(1),
  }),
  output: costOutput,
  check: null,
  async run(ctx, ask): Promise<z.input<typeof costOutput>> {
    const { job_ids, ecs_spec = '', pod_count, hours } = ask;
    const subject = subjectOf(ask);
    if (subject === 'period') return ofPeriod(ctx, ask);
    const { jobs, absent } = job_ids === undefined ? { jobs: undefined, absent: [] } : await readEach(ctx, job_ids);
    const all = jobs ? await ofJobs(ctx, [...jobs.values()]) : [await ofMachines(ctx, ecs_spec, pod_count, hours)];
    const { cost: total } = Sum.of(all.map(({ spent }) => spent));
    return {
      rows: all.map((each) => each.row),
      ...(total === undefined ? {} : { total }),
      notes: [
        ...absentNotes(absent),
        ...(subject === 'jobs'
          ? [`${total === undefined ? `hours are ${COUNTED_TIME}` : `an estimate, ${COUNTED}`}; ${UNCOUNTED}.`]
          : []),
        ...(all.some(({ spent }) => spent.cost === undefined) && (await ctx.prices()) === undefined
          ? ['money is told only by prices that the operator supplies (--prices FILE); GPU-hours are told without.']
          : []),
      ],
    };
  },
  render: ({ rows, total, covered, notes }) =>
    [
      ...(total === undefined ? [] : [`Estimated: ${total}.`]),
      ...(covered === undefined ? [] : [`Covered: ${covered}.`]),
      ...(rows.length === 0 ? ['No job ran in this time.'] : [tableOf(rows)]),
      ...notes.map((note) => `Note: ${note}`),
    ].join('\n'),
  next: () => [],
});
