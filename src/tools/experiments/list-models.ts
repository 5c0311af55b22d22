import * as z from 'zod';
import { readModels } from '../kit/decoders/models.ts';
import { listShown } from '../kit/list-shown.ts';
import { FIXED_PAGE_SIZE, listHead, listSteps, pageNumber, renderList, scopeText } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';

const text = z.string();
const row = z.object({
  model_id: text,
  name: text,
  type: text,
  task: text,
  latest_version: text,
  uri: text,
  owner: text,
  created: text.optional(),
});

export const listModels = defineTool({
  name: 'list_models',
  title: 'List models',
  description:
    'Models that are registered in a workspace, or those of the public catalogue of PAI, with their latest version; newest first.',
  inChinese: '模型列表',
  toolset: 'experiments',
  effect: 'read',
  scope: 'workspace',
  actions: ['ListModels'],
  input: z.strictObject({
    query: text.optional().describe('Part of name or description'),
    model_type: text.optional().describe('e.g. Checkpoint, LoRA'),
    task: text.optional().describe('e.g. text-generation'),
    domain: text.optional().describe('e.g. nlp'),
    public_catalogue: z.boolean().default(false),
    ...pageNumber,
  }),
  output: z.object({ ...listHead, models: z.array(row) }),
  check: null,
  async run(ctx, { query, model_type, task, domain, public_catalogue, page_number }) {
    const answer = await listShown(ctx, 'ListModels', {
      ...(public_catalogue ? { Provider: 'pai' } : { WorkspaceId: ctx.workspaceId ?? '' }),
      ...(query ? { Query: query } : {}),
      ...(model_type ? { ModelType: model_type } : {}),
      ...(task ? { Task: task } : {}),
      ...(domain ? { Domain: domain } : {}),
      SortBy: 'GmtCreateTime',
      Order: 'DESC',
      PageNumber: page_number,
      PageSize: FIXED_PAGE_SIZE,
    });
    const { models, total } = readModels(answer);
    return {
      total,
      scope: scopeText(
        public_catalogue ? `the public catalogue, ${ctx.region}` : `workspace ${ctx.workspaceId}, ${ctx.region}`,
        {
          query,
          model_type,
          task,
          domain,
        },
      ),
      models: models.map((each) => ({
        model_id: each.modelId,
        name: each.name,
        type: each.type,
        task: each.task,
        latest_version: each.latestVersion,
        uri: each.latestUri,
        owner: each.owner,
        created: each.created,
      })),
    };
  },
  render: ({ models, ...head }, { page_number }) =>
    renderList({
      ...head,
      noun: 'models',
      page: page_number,
      pageSize: FIXED_PAGE_SIZE,
      headers: ['model_id', 'name', 'type', 'task', 'latest', 'uri', 'owner', 'created'],
      rows: models.map((each) => [
        each.model_id,
        each.name,
        each.type,
        each.task,
        each.latest_version,
        each.uri,
        each.owner,
        each.created,
      ]),
    }),
  next: ({ total, models }, { page_number, public_catalogue }) =>
    listSteps(
      { total, rows: models, page: page_number, pageSize: FIXED_PAGE_SIZE },
      {
        found: 'list_model_versions model_id=<id> shows where each version lies.',
        none: `drop a filter, or set public_catalogue=${!public_catalogue}.`,
      },
    ),
});
