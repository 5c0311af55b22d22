import * as z from 'zod';
import { quoted } from '../../domain/brief.ts';
import { checkLabels, checkTwin } from '../../policy/assets.ts';
import { allow, allRefusals } from '../../policy/decision.ts';
import { checkExperimentName, checkParams } from '../../policy/experiments.ts';
import { maskDocument } from '../../shaping/mask.ts';
import { makeAndLook } from '../kit/assets/read-back.ts';
import { madeRun } from '../kit/decoders/experiments.ts';
import { jobId } from '../kit/fields.ts';
import { readJob } from '../kit/read-job.ts';
import { defineTool } from '../tool.ts';
import { experimentId, experimentNow, namedRun, pairs, runNow, wirePairs } from './experiment.ts';

const text = z.string();

/** Names of parameters that are secrets, by their name or form. */
const secretsOf = (params: Readonly<Record<string, string>> = {}): string[] =>
  Object.entries(params).flatMap(([name, value]) => (maskDocument(value, [], name) === value ? [] : [name]));

export const createRun = defineTool({
  name: 'create_run',
  title: 'Create a run',
  description:
    'Makes a run of an experiment, to log metrics to and to compare with others; of a job, if one is named. Starts nothing.',
  inChinese: '创建实验运行',
  toolset: 'experiments',
  effect: 'write',
  target: ({ name }) => name,
  scope: 'region',
  actions: ['CreateRun', 'GetExperiment', 'ListRuns', 'GetRun', 'GetJob'],
  input: z.strictObject({
    experiment_id: experimentId,
    name: z.string().min(1).max(128).describe('Letters, digits, _, -'),
    job_id: jobId.optional(),
    params: pairs.optional().describe('e.g. {"lr":"1e-4"}; no secrets'),
    labels: pairs.optional(),
  }),
  output: z.object({ run_id: text, name: text, experiment_id: text, notes: z.array(text) }),
  async check(ctx, { experiment_id, name, job_id, params, labels }) {
    const forms = allRefusals([
      ...checkExperimentName('name', name),
      ...checkLabels(labels),
      ...checkParams(secretsOf(params)),
    ]);
    const experiment = await experimentNow(ctx, experiment_id);
    if (job_id !== undefined) await readJob(ctx, job_id, { detail: false });
    const refused = forms ?? allRefusals(checkTwin('run', name, await namedRun(ctx, experiment, name)));
    return { decision: refused ?? allow(), prepared: experiment };
  },
  async run(ctx, { experiment_id, name, job_id, params, labels }, experiment) {
    const { id, found, seen } = await makeAndLook(
      ctx,
      async () =>
        madeRun(
          await ctx.call('CreateRun', {
            ExperimentId: experiment_id,
            Name: name,
            ...(job_id === undefined ? {} : { SourceType: 'DLC', SourceId: job_id }),
            ...(params === undefined ? {} : { Params: wirePairs(params) }),
            ...(labels === undefined ? {} : { Labels: wirePairs(labels) }),
          }),
        ),
      (signal) => namedRun(ctx, experiment, name, signal),
      (made, signal) => runNow(ctx, made, signal),
    );
    return {
      run_id: id,
      name: seen?.name ?? name,
      experiment_id,
      notes: [
        ...(found ? ['The answer of the cloud got lost; it was found by its name.'] : []),
        ...(seen === undefined ? ['It does not show yet; what stands here is what was asked for.'] : []),
      ],
    };
  },
  render: ({ run_id, name, experiment_id, notes }) =>
    [`Run ${run_id} ${quoted(name, 80)} of ${experiment_id} is made.`, ...notes].join('\n'),
  next: ({ run_id }) => [`log_run_metrics run_id=${run_id} adds metrics.`],
});
