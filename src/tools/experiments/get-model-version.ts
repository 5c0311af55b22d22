import * as z from 'zod';
import { fence } from '../../shaping/fence.ts';
import { foreignText } from '../kit/fields.ts';
import { renderRecord } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';
import { modelId, modelVersionName, modelVersionNow } from './model.ts';

const text = z.string();

export const getModelVersion = defineTool({
  name: 'get_model_version',
  title: 'Get model version',
  description: 'One version of a model: where it lies, its format, metrics and approval, and the job that it is of.',
  inChinese: '模型版本详情',
  toolset: 'experiments',
  effect: 'read',
  scope: 'region',
  actions: ['GetModelVersion'],
  input: z.strictObject({ model_id: modelId, version: modelVersionName }),
  output: z.object({
    model_id: text,
    version: text,
    uri: text,
    format: text,
    framework: text,
    approval: text,
    source_type: text,
    source_id: text,
    labels: text,
    owner: text,
    created: text.optional(),
    metrics: foreignText.optional(),
    description: foreignText.optional(),
  }),
  foreign: ['metrics', 'description'],
  check: null,
  async run(ctx, { model_id, version }) {
    const { sourceType, sourceId, ...rest } = await modelVersionNow(ctx, model_id, version);
    return { ...rest, model_id, source_type: sourceType, source_id: sourceId };
  },
  render: ({ model_id, version, metrics, description, ...fields }) =>
    [
      renderRecord(`Version ${version} of model ${model_id}`, fields),
      ...(metrics ? [fence('metrics', [metrics])] : []),
      ...(description ? [fence('description', [description])] : []),
    ].join('\n'),
  next: ({ uri }) => (uri.startsWith('oss://') ? [`create_job with data_sources uri=${uri} mounts it.`] : []),
});
