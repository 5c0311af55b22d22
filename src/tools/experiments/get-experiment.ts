import * as z from 'zod';
import { renderRecord } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';
import { experimentId, experimentNow } from './experiment.ts';

const text = z.string();

export const getExperiment = defineTool({
  name: 'get_experiment',
  title: 'Get experiment',
  description: 'One experiment: where its artifacts and TensorBoard logs lie, and its latest run.',
  inChinese: '实验详情',
  toolset: 'experiments',
  effect: 'read',
  scope: 'region',
  actions: ['GetExperiment'],
  input: z.strictObject({ experiment_id: experimentId }),
  output: z.object({
    experiment_id: text,
    name: text,
    workspace_id: text,
    accessibility: text,
    artifact_uri: text,
    tensorboard_uri: text,
    labels: text,
    owner: text,
    created: text.optional(),
    latest_run_id: text,
    latest_run_name: text,
  }),
  check: null,
  async run(ctx, { experiment_id }) {
    const experiment = await experimentNow(ctx, experiment_id, { verbose: true });
    return {
      experiment_id,
      name: experiment.name,
      workspace_id: experiment.workspaceId,
      accessibility: experiment.accessibility,
      artifact_uri: experiment.artifactUri,
      tensorboard_uri: experiment.tensorboardUri,
      labels: experiment.labels,
      owner: experiment.owner,
      created: experiment.created,
      latest_run_id: experiment.latestRunId,
      latest_run_name: experiment.latestRunName,
    };
  },
  render: ({ name, ...fields }) => renderRecord(`Experiment ${name}`, fields),
  next: ({ experiment_id }) => [`list_runs experiment_id=${experiment_id} shows its runs.`],
});
