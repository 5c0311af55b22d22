import * as z from 'zod';
import { RESOURCE_TYPES } from '../../domain/lists.ts';
import { readResources } from '../kit/decoders/workspace-details.ts';
import { FIXED_PAGE_SIZE, listHead, listSteps, pageNumber, renderList, scopeText } from '../kit/listing.ts';
import { defineTool } from '../tool.ts';

const row = z.object({
  name: z.string(),
  type: z.string(),
  environment: z.string(),
  is_default: z.boolean().optional(),
  quotas: z.array(z.object({ quota_id: z.string(), name: z.string(), mode: z.string(), cards: z.string() })),
});

export const listResources = defineTool({
  name: 'list_resources',
  title: 'List resources of a workspace',
  description: 'What a workspace is attached to: its resources, each with the quotas that it brings.',
  inChinese: '工作空间资源',
  toolset: 'workspace',
  effect: 'read',
  scope: 'workspace',
  actions: ['ListResources'],
  input: z.strictObject({
    resource_name: z.string().optional(),
    resource_types: z.array(z.enum(RESOURCE_TYPES)).max(8).optional(),
    ...pageNumber,
  }),
  output: z.object({ ...listHead, resources: z.array(row) }),
  check: null,
  async run(ctx, { resource_name, resource_types, page_number }) {
    const types = resource_types?.join(',');
    const answer = await ctx.call('ListResources', {
      WorkspaceId: ctx.workspaceId,
      PageNumber: page_number,
      PageSize: FIXED_PAGE_SIZE,
      Verbose: true,
      ...(resource_name ? { ResourceName: resource_name } : {}),
      ...(types ? { ResourceTypes: types } : {}),
    });
    const { resources, total } = readResources(answer);
    return {
      total,
      scope: scopeText(`workspace ${ctx.workspaceId}, ${ctx.region}`, { resource_name, resource_types: types }),
      resources: resources.map(({ isDefault, quotas, ...rest }) => ({
        ...rest,
        is_default: isDefault,
        quotas: quotas.map(({ quotaId, ...quota }) => ({ quota_id: quotaId, ...quota })),
      })),
    };
  },
  render: ({ resources, ...head }, { page_number }) =>
    renderList({
      ...head,
      noun: 'resources',
      page: page_number,
      pageSize: FIXED_PAGE_SIZE,
      headers: ['name', 'type', 'environment', 'default', 'quotas'],
      rows: resources.map(({ name, type, environment, is_default, quotas }) => [
        name,
        type,
        environment,
        is_default,
        quotas.map((quota) => [quota.quota_id, quota.cards, quota.mode].filter(Boolean).join(' ')).join(', '),
      ]),
    }),
  next: ({ total, resources }, { page_number }) =>
    listSteps(
      { total, rows: resources, page: page_number, pageSize: FIXED_PAGE_SIZE },
      {
        found: 'list_quotas says how much of a quota is free.',
        none: 'an administrator attaches resources to a workspace; public machine types need none (list_ecs_specs).',
      },
    ),
});
