import * as z from 'zod';
import { JOB_ID } from '../../domain/identifiers.ts';
import { readRuns } from '../kit/decoders/experiments.ts';
import { listShown } from '../kit/list-shown.ts';
import { FIXED_PAGE_SIZE, listHead, listSteps, pageNumber, renderList, scopeText } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';
import { experimentId } from './experiment.ts';

const text = z.string();
const row = z.object({
  run_id: text,
  name: text,
  experiment_id: text,
  source: text,
  params: z.record(text, text),
  metrics: z.record(text, z.number()),
  owner: text,
  created: text.optional(),
});

const listed = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');

export const listRuns = defineTool({
  name: 'list_runs',
  title: 'List runs',
  description:
    'Runs of experiments with their parameters and the last value of each metric, side by side; of one experiment or one job. Newest first.',
  inChinese: '实验运行列表',
  toolset: 'experiments',
  effect: 'read',
  scope: 'workspace',
  actions: ['ListRuns'],
  input: z.strictObject({
    experiment_id: experimentId.optional(),
    job_id: text.regex(JOB_ID).optional(),
    name: text.optional().describe('Part of it'),
    ...pageNumber,
  }),
  output: z.object({ ...listHead, runs: z.array(row) }),
  check: null,
  async run(ctx, { experiment_id, job_id, name, page_number }) {
    const answer = await listShown(ctx, 'ListRuns', {
      WorkspaceId: ctx.workspaceId ?? '',
      ...(experiment_id ? { ExperimentId: experiment_id } : {}),
      ...(job_id ? { SourceType: 'DLC', SourceId: job_id } : {}),
      ...(name ? { Name: name } : {}),
      SortBy: 'GmtCreateTime',
      Order: 'DESC',
      Verbose: true,
      PageNumber: page_number,
      PageSize: FIXED_PAGE_SIZE,
    });
    const { runs, total } = readRuns(answer);
    return {
      total,
      scope: scopeText(`workspace ${ctx.workspaceId}, ${ctx.region}`, { experiment_id, job_id, name }),
      runs: runs.map((each) => ({
        run_id: each.runId,
        name: each.name,
        experiment_id: each.experimentId,
        source: each.sourceId === '' ? '' : `${each.sourceType} ${each.sourceId}`.trim(),
        params: each.params,
        metrics: Object.fromEntries(each.metrics.map(({ key, value }) => [key, value])),
        owner: each.owner,
        created: each.created,
      })),
    };
  },
  render: ({ runs, ...head }, { page_number }) =>
    renderList({
      ...head,
      noun: 'runs',
      page: page_number,
      pageSize: FIXED_PAGE_SIZE,
      headers: ['run_id', 'name', 'experiment_id', 'source', 'params', 'last metrics', 'owner', 'created'],
      rows: runs.map((each) => [
        each.run_id,
        each.name,
        each.experiment_id,
        each.source,
        listed(each.params),
        listed(each.metrics),
        each.owner,
        each.created,
      ]),
    }),
  next: ({ total, runs }, { page_number }) =>
    listSteps(
      { total, rows: runs, page: page_number, pageSize: FIXED_PAGE_SIZE },
      {
        found: 'list_run_metrics run_id=<id> key=<metric> shows how one went.',
        none: 'search without filters, or in another workspace. Jobs make no runs by themselves.',
      },
    ),
});
