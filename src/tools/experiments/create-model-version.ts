import * as z from 'zod';
import { FRAMEWORK_TYPES, MODEL_FORMATS } from '../../domain/lists.ts';
import { checkLabels, checkTwin } from '../../policy/assets.ts';
import { allNotes, allow, allRefusals } from '../../policy/decision.ts';
import { checkOssUri } from '../../policy/mounts.ts';
import { makeAndLook } from '../kit/assets/read-back.ts';
import { madeModelVersion } from '../kit/decoders/models.ts';
import { jobId } from '../kit/fields.ts';
import { readJob } from '../kit/read-job.ts';
import { defineTool } from '../tool.ts';
import { pairs, wirePairs } from './experiment.ts';
import { modelId, modelNow, modelVersionName, modelVersionNow, newestVersions } from './model.ts';

const text = z.string();

export const createModelVersion = defineTool({
  name: 'create_model_version',
  title: 'Add a model version',
  description:
    'Registers a checkpoint in OSS as a version of a model; of a job, if one is named. Whether anything lies there is not checked.',
  inChinese: '注册模型版本',
  toolset: 'experiments',
  effect: 'write',
  target: ({ model_id }) => model_id,
  scope: 'region',
  actions: ['CreateModelVersion', 'GetModel', 'ListModelVersions', 'GetModelVersion', 'GetJob'],
  input: z.strictObject({
    model_id: modelId,
    uri: text.max(1024).describe('oss://BUCKET.ENDPOINT/PATH/'),
    version: modelVersionName.optional(),
    job_id: jobId.optional(),
    format_type: z.enum(MODEL_FORMATS).optional(),
    framework_type: z.enum(FRAMEWORK_TYPES).optional(),
    metrics: z.record(text.min(1).max(128), z.number()).optional().describe('e.g. {"loss":0.42}'),
    description: text.max(1024).optional(),
    labels: pairs.optional(),
  }),
  output: z.object({ model_id: text, version: text, uri: text, notes: z.array(text) }),
  async check(ctx, { model_id, uri, version, job_id, labels }) {
    const forms = [checkOssUri('uri', uri, ctx.region), ...checkLabels(labels)];
    await modelNow(ctx, model_id);
    if (job_id !== undefined) await readJob(ctx, job_id, { detail: false });
    const versions = await newestVersions(ctx, model_id);
    const twin = versions.find((each) => each.version === version)?.version;
    const refused = allRefusals([...forms, ...checkTwin('modelVersion', version ?? '', twin)]);
    return {
      decision: refused ?? allow(),
      prepared: {
        before: versions.find((each) => each.uri === uri)?.version,
        notes: allNotes(forms).map((note) => note.en),
      },
    };
  },
  async run(ctx, asked, { before, notes }) {
    const { model_id, uri, version, job_id, metrics, description, labels } = asked;
    const { id, found, seen } = await makeAndLook(
      ctx,
      async () =>
        madeModelVersion(
          await ctx.call('CreateModelVersion', {
            ModelId: model_id,
            Uri: uri,
            ...(version === undefined ? {} : { VersionName: version }),
            ...(job_id === undefined ? {} : { SourceType: 'Custom' as const, SourceId: job_id }),
            ...(asked.format_type === undefined ? {} : { FormatType: asked.format_type }),
            ...(asked.framework_type === undefined ? {} : { FrameworkType: asked.framework_type }),
            ...(metrics === undefined ? {} : { Metrics: metrics }),
            ...(description === undefined ? {} : { VersionDescription: description }),
            ...(labels === undefined ? {} : { Labels: wirePairs(labels) }),
          }),
        ),
      async (signal) => {
        const newest = (await newestVersions(ctx, model_id, signal)).find((each) => each.uri === uri)?.version;
        return newest === before ? undefined : newest;
      },
      (made, signal) => modelVersionNow(ctx, model_id, made, signal),
    );
    return {
      model_id,
      version: id,
      uri: seen?.uri ?? uri,
      notes: [
        ...notes,
        ...(before === undefined ? [] : [`Version ${before} lies there, too.`]),
        ...(found ? ['The answer of the cloud got lost; it was found by its address.'] : []),
        ...(seen === undefined ? ['It does not show yet; what stands here is what was asked for.'] : []),
      ],
    };
  },
  render: ({ model_id, version, uri, notes }) =>
    [`Version ${version} of model ${model_id} is registered: ${uri}`, ...notes].join('\n'),
  next: ({ model_id, version }) => [`get_model_version model_id=${model_id} version=${version} shows it.`],
});
