import { count } from '../../domain/count.ts';
import { defineTool } from '../tool.ts';
import { jobsAsked, readJobsListed } from './jobs-listed.ts';
import { jobsPart } from './page-parts.ts';

export const readJobsPage = defineTool({
  name: 'read_jobs_page',
  title: 'Read the list of a page',
  description: 'What the page of jobs shows, for the page alone.',
  inChinese: '页面数据',
  toolset: 'app',
  app: 'data',
  effect: 'read',
  scope: 'workspace_optional',
  actions: jobsPart.tool.actions,
  input: jobsAsked,
  output: jobsPart.shape,
  check: null,
  run: readJobsListed,
  render: ({ jobs, total, notes = [] }) =>
    [`${jobs.length} of ${count(total, 'job')}, as data for the page.`, ...notes.map((note) => `Note: ${note}`)].join(
      '\n',
    ),
  next: () => [],
});
