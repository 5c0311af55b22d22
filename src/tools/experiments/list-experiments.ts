import * as z from 'zod';
import { readExperiments } from '../kit/decoders/experiments.ts';
import { listShown } from '../kit/list-shown.ts';
import { FIXED_PAGE_SIZE, listHead, listSteps, pageNumber, renderList, scopeText } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';

const text = z.string();
const row = z.object({
  experiment_id: text,
  name: text,
  labels: text,
  latest_run_id: text,
  owner: text,
  accessibility: text,
  created: text.optional(),
});

export const listExperiments = defineTool({
  name: 'list_experiments',
  title: 'List experiments',
  description: 'Experiments of a workspace, which group runs and their metrics; newest first.',
  inChinese: '实验列表',
  toolset: 'experiments',
  effect: 'read',
  scope: 'workspace',
  actions: ['ListExperiment'],
  input: z.strictObject({ name: text.optional().describe('Part of it'), ...pageNumber }),
  output: z.object({ ...listHead, experiments: z.array(row) }),
  check: null,
  async run(ctx, { name, page_number }) {
    const answer = await listShown(ctx, 'ListExperiment', {
      WorkspaceId: ctx.workspaceId ?? '',
      ...(name ? { Name: name } : {}),
      SortBy: 'GmtCreateTime',
      Order: 'DESC',
      Verbose: true,
      PageNumber: page_number,
      PageSize: FIXED_PAGE_SIZE,
    });
    const { experiments, total } = readExperiments(answer);
    return {
      total,
      scope: scopeText(`workspace ${ctx.workspaceId}, ${ctx.region}`, { name }),
      experiments: experiments.map((each) => ({
        experiment_id: each.experimentId,
        name: each.name,
        labels: each.labels,
        latest_run_id: each.latestRunId,
        owner: each.owner,
        accessibility: each.accessibility,
        created: each.created,
      })),
    };
  },
  render: ({ experiments, ...head }, { page_number }) =>
    renderList({
      ...head,
      noun: 'experiments',
      page: page_number,
      pageSize: FIXED_PAGE_SIZE,
      headers: ['experiment_id', 'name', 'labels', 'latest run', 'owner', 'accessibility', 'created'],
      rows: experiments.map((each) => [
        each.experiment_id,
        each.name,
        each.labels,
        each.latest_run_id,
        each.owner,
        each.accessibility,
        each.created,
      ]),
    }),
  next: ({ total, experiments }, { page_number }) =>
    listSteps(
      { total, rows: experiments, page: page_number, pageSize: FIXED_PAGE_SIZE },
      { found: 'list_runs experiment_id=<id> shows its runs.', none: 'search without name, or in another workspace.' },
    ),
});
