import * as z from 'zod';
import { fence } from '../../shaping/fence.ts';
import { foreignText } from '../kit/fields.ts';
import { renderRecord } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';
import { modelId, modelNow } from './model.ts';

const text = z.string();

export const getModel = defineTool({
  name: 'get_model',
  title: 'Get model',
  description: 'One registered model: what it is for, who made it, and where its latest version lies.',
  inChinese: '模型详情',
  toolset: 'experiments',
  effect: 'read',
  scope: 'region',
  actions: ['GetModel'],
  input: z.strictObject({ model_id: modelId }),
  output: z.object({
    model_id: text,
    name: text,
    workspace_id: text,
    type: text,
    task: text,
    domain: text,
    origin: text,
    provider: text,
    parameters: z.number().optional(),
    accessibility: text,
    labels: text,
    owner: text,
    created: text.optional(),
    latest_version: text,
    uri: text,
    description: foreignText.optional(),
  }),
  foreign: ['description'],
  check: null,
  async run(ctx, { model_id }) {
    const {
      modelId: _,
      workspaceId,
      latestVersion,
      latestUri,
      isNamed: _named,
      ...rest
    } = await modelNow(ctx, model_id);
    return { ...rest, model_id, workspace_id: workspaceId, latest_version: latestVersion, uri: latestUri };
  },
  render: ({ name, description, ...fields }) =>
    [renderRecord(`Model ${name}`, fields), ...(description ? [fence('description', [description])] : [])].join('\n'),
  next: ({ model_id }) => [`list_model_versions model_id=${model_id} shows all versions.`],
});
