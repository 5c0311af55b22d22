import * as z from 'zod';
import { quoted } from '../../domain/brief.ts';
import { ACCESSIBILITIES } from '../../domain/lists.ts';
import { en, say, zh } from '../../domain/said.ts';
import { checkLabels, checkTwin, decideNewPublic } from '../../policy/assets.ts';
import { allNotes, allow, allRefusals } from '../../policy/decision.ts';
import { checkExperimentName } from '../../policy/experiments.ts';
import { checkOssUri } from '../../policy/mounts.ts';
import { makeAndLook } from '../kit/assets/read-back.ts';
import { madeExperiment } from '../kit/decoders/experiments.ts';
import { defineTool } from '../tool.ts';
import { experimentNow, namedExperiment, pairs, wirePairs } from './experiment.ts';

const text = z.string();

export const createExperiment = defineTool({
  name: 'create_experiment',
  title: 'Create an experiment',
  description: 'Makes an experiment, which groups runs and their metrics; runs nothing. PUBLIC asks a person.',
  inChinese: '创建实验',
  toolset: 'experiments',
  effect: 'write',
  target: ({ name }) => name,
  heavier: {
    effects: ['grants_access'],
    of: ({ accessibility }) => (accessibility === 'PUBLIC' ? ['grants_access'] : []),
  },
  scope: 'workspace',
  actions: ['CreateExperiment', 'ListExperiment', 'GetExperiment'],
  input: z.strictObject({
    name: z.string().min(1).max(128).describe('Letters, digits, _, -'),
    artifact_uri: z.string().max(1024).optional().describe('oss://BUCKET.ENDPOINT/PATH/'),
    labels: pairs.optional(),
    accessibility: z.enum(ACCESSIBILITIES).default('PRIVATE'),
  }),
  output: z.object({
    experiment_id: text,
    name: text,
    artifact_uri: text,
    accessibility: text,
    notes: z.array(text),
  }),
  async check(ctx, { name, artifact_uri, labels, accessibility }) {
    const workspaceId = ctx.workspaceId ?? '';
    const forms = [
      ...checkExperimentName('name', name),
      ...checkLabels(labels),
      ...(artifact_uri === undefined ? [] : [checkOssUri('artifact_uri', artifact_uri, ctx.region)]),
    ];
    const refused =
      allRefusals(forms) ?? allRefusals(checkTwin('experiment', name, await namedExperiment(ctx, workspaceId, name)));
    const where = say(
      en`Artifacts: ${artifact_uri === undefined ? 'none' : quoted(artifact_uri, 160)}.`,
      zh`产物路径：${artifact_uri === undefined ? '无' : quoted(artifact_uri, 160)}。`,
    );
    return {
      decision:
        refused ?? (accessibility === 'PUBLIC' ? decideNewPublic('experiment', name, workspaceId, [where]) : allow()),
      prepared: allNotes(forms).map((note) => note.en),
    };
  },
  async run(ctx, { name, artifact_uri, labels, accessibility }, notes) {
    const workspaceId = ctx.workspaceId ?? '';
    const { id, found, seen } = await makeAndLook(
      ctx,
      async () =>
        madeExperiment(
          await ctx.call('CreateExperiment', {
            Name: name,
            WorkspaceId: workspaceId,
            Accessibility: accessibility,
            ...(artifact_uri === undefined ? {} : { ArtifactUri: artifact_uri }),
            ...(labels === undefined ? {} : { Labels: wirePairs(labels) }),
          }),
        ),
      (signal) => namedExperiment(ctx, workspaceId, name, signal),
      (made, signal) => experimentNow(ctx, made, { signal }),
    );
    return {
      experiment_id: id,
      name: seen?.name ?? name,
      artifact_uri: seen?.artifactUri ?? artifact_uri ?? '',
      accessibility: seen?.accessibility ?? accessibility,
      notes: [
        ...notes,
        ...(found ? ['The answer of the cloud got lost; it was found by its name.'] : []),
        ...(seen === undefined ? ['It does not show yet; what stands here is what was asked for.'] : []),
      ],
    };
  },
  render: ({ experiment_id, name, artifact_uri, accessibility, notes }) =>
    [
      `Experiment ${experiment_id} ${quoted(name, 80)} is made, ${accessibility}${artifact_uri === '' ? '' : `, artifacts at ${artifact_uri}`}.`,
      ...notes,
    ].join('\n'),
  next: ({ experiment_id }) => [`create_run experiment_id=${experiment_id} for each job or trial.`],
});
