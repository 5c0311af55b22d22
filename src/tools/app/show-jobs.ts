import { count } from '../../domain/count.ts';
import { table } from '../../shaping/table.ts';
import { anyAge } from '../jobs/list-jobs/list-jobs.ts';
import { coverageText, wider } from '../kit/coverage.ts';
import type { JobRow } from '../kit/job-row.ts';
import { listSteps } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';
import { jobsAsked, readJobsListed } from './jobs-listed.ts';
import { jobsPart } from './page-parts.ts';

const HEADERS = ['job_id', 'name', 'status', 'age', 'GPUs', 'GPU use', 'idle', 'GPU-hours', 'cost'];
/** Rows of a page of `list_jobs`. */
const PAGE_SIZE = 20;

const cells = (row: JobRow): string[] => [
  row.job_id,
  row.display_name,
  row.status,
  row.age ?? '',
  String(row.gpus ?? ''),
  row.gpu_use ?? '',
  row.idle ?? '',
  String(row.gpu_hours ?? ''),
  row.cost ?? '',
];

export const showJobs = defineTool({
  name: 'show_jobs',
  title: 'Show jobs',
  description:
    'Opens the list of jobs for the user, with GPU use and cost, from which a job opens. Where no page can be shown, the answer is the list.',
  inChinese: '打开任务列表页面',
  toolset: 'app',
  app: 'jobs',
  effect: 'read',
  scope: 'workspace_optional',
  actions: jobsPart.tool.actions,
  input: jobsAsked,
  output: jobsPart.shape,
  check: null,
  run: readJobsListed,
  render: ({ jobs, total, holding_resources, scope, notes = [] }) =>
    [
      `${jobs.length} of ${count(total, 'job')}; ${holding_resources} of these hold or wait for resources.`,
      coverageText(scope),
      ...(jobs.length === 0 ? [] : [table(HEADERS, jobs.map(cells))]),
      ...notes.map((note) => `Note: ${note}`),
    ].join('\n'),
  next: ({ jobs, total, scope }, ask) =>
    listSteps(
      { total, rows: jobs, page: ask.page_number, pageSize: PAGE_SIZE },
      {
        found: 'show_job job_id=<job_id> opens one.',
        none: `widen with ${wider({ ...ask, anyAge: anyAge(ask) }, scope.workspace).join(', or ')}.`,
      },
    ),
});
