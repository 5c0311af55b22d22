import * as z from 'zod';
import { renderRecord } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';
import { runId, runNow } from './experiment.ts';

const text = z.string();

export const getRun = defineTool({
  name: 'get_run',
  title: 'Get run',
  description: 'One run of an experiment: its parameters, the last point of each metric, and the job that it is of.',
  inChinese: '实验运行详情',
  toolset: 'experiments',
  effect: 'read',
  scope: 'region',
  actions: ['GetRun'],
  input: z.strictObject({ run_id: runId }),
  output: z.object({
    run_id: text,
    name: text,
    experiment_id: text,
    workspace_id: text,
    source_type: text,
    source_id: text,
    labels: text,
    owner: text,
    created: text.optional(),
    params: z.record(text, text),
    metrics: z.array(z.object({ key: text, value: z.number(), step: z.number().optional() })),
  }),
  check: null,
  async run(ctx, { run_id }) {
    const run = await runNow(ctx, run_id);
    return {
      run_id,
      name: run.name,
      experiment_id: run.experimentId,
      workspace_id: run.workspaceId,
      source_type: run.sourceType,
      source_id: run.sourceId,
      labels: run.labels,
      owner: run.owner,
      created: run.created,
      params: run.params,
      metrics: run.metrics.map(({ key, value, step }) => ({ key, value, step })),
    };
  },
  render: ({ name, params, metrics, ...fields }) =>
    [
      renderRecord(`Run ${name}`, fields),
      ...Object.entries(params).map(([key, value]) => `param ${key}=${value}`),
      ...metrics.map(({ key, value, step }) => `metric ${key}=${value}${step === undefined ? '' : ` at step ${step}`}`),
    ].join('\n'),
  next: ({ run_id, metrics }) => [
    metrics.length > 0
      ? `list_run_metrics run_id=${run_id} key=${metrics[0]?.key} shows how it went.`
      : `log_run_metrics run_id=${run_id} adds metrics.`,
  ],
});
