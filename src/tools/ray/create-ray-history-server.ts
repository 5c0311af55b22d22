import * as z from 'zod';
import { quoted } from '../../domain/brief.ts';
import { Fault } from '../../domain/fault.ts';
import { formed } from '../../domain/form.ts';
import { PLAIN, QUOTA_ID } from '../../domain/identifiers.ts';
import { ACCESSIBILITIES } from '../../domain/lists.ts';
import { phaseOf } from '../../domain/viewer-status.ts';
import { decideCreateViewer } from '../../policy/viewers.ts';
import { QUOTA_HOME_READS } from '../kit/create/find-quota.ts';
import { createdHistoryServer } from '../kit/decoders/viewers.ts';
import { viewerCost } from '../kit/viewers/cost.ts';
import { createViewer } from '../kit/viewers/create-viewer.ts';
import { allViewers } from '../kit/viewers/list-viewers.ts';
import { quotaChecks } from '../kit/viewers/quota-checks.ts';
import { HISTORY_SERVER } from '../kit/viewers/viewer-api.ts';
import { defineTool } from '../tool.ts';

/** A path in OSS with the endpoint of its bucket, the internal one where it is of the region (api-notes: ray). */
const STORAGE = formed(
  /^oss:\/\/[A-Za-z0-9-]+\.[A-Za-z0-9.-]+\/[!-~]{0,1000}$/,
  'a path in OSS with the endpoint of its bucket',
);

export const createRayHistoryServer = defineTool({
  name: 'create_ray_history_server',
  title: 'Create a Ray history server',
  description:
    'Sets up a server that shows Ray jobs that are over, from the OSS path that they logged to; on a machine type (billed while it runs) or in a quota. A person is asked, and told what it costs. Waits until it runs.',
  inChinese: '创建历史服务器',
  toolset: 'ray',
  effect: 'billed',
  target: ({ display_name }) => display_name,
  heavier: {
    effects: ['grants_access'],
    of: ({ accessibility }) => (accessibility === 'PUBLIC' ? ['grants_access'] : []),
  },
  scope: 'workspace',
  actions: [
    'CreateRayHistoryServer',
    'ListRayHistoryServers',
    'GetRayHistoryServer',
    'ListEcsSpecs',
    ...QUOTA_HOME_READS,
  ],
  input: z.strictObject({
    display_name: z.string().min(1).max(128),
    storage_path: z.string().regex(STORAGE).describe('oss://BUCKET.oss-REGION-internal.aliyuncs.com/PATH/'),
    ecs_spec: z.string().regex(PLAIN).optional(),
    resource_id: z.string().regex(QUOTA_ID).optional().describe('Quota, instead of ecs_spec'),
    max_runtime_minutes: z.int().min(1),
    accessibility: z.enum(ACCESSIBILITIES).default('PRIVATE'),
  }),
  output: z.object({
    ray_history_server_id: z.string(),
    display_name: z.string(),
    status: z.string(),
    others: z.array(z.string()),
  }),
  async check(ctx, asked) {
    const { display_name, storage_path, ecs_spec, resource_id, max_runtime_minutes, accessibility } = asked;
    if ((ecs_spec === undefined) === (resource_id === undefined))
      throw new Fault({
        kind: 'invalid_input',
        message: 'A history server runs on a machine type or in a quota.',
        fix: 'Pass exactly one of ecs_spec and resource_id.',
        valid: ['ecs_spec', 'resource_id'],
      });
    const before = await allViewers(ctx, HISTORY_SERVER);
    const others = before.filter(
      ({ displayName, sources }) => displayName === display_name || sources.some((source) => source === storage_path),
    );
    const takes = { machine: ecs_spec, quotaId: resource_id, minutes: max_runtime_minutes };
    const decision = decideCreateViewer(
      {
        ...(await viewerCost(ctx, takes, 'free')),
        kind: 'history_server',
        displayName: display_name,
        workspaceId: ctx.workspaceId ?? '',
        region: ctx.region,
        shows: storage_path,
        accessibility,
        others,
        warnings: [],
        checks: await quotaChecks(ctx, resource_id),
      },
      ctx.operator.ceilings,
    );
    return { decision, prepared: { before, others } };
  },
  async run(ctx, asked, { before, others }) {
    const { display_name, storage_path, ecs_spec, resource_id, max_runtime_minutes, accessibility } = asked;
    const { id, status } = await createViewer(ctx, {
      api: HISTORY_SERVER,
      wanted: {
        displayName: display_name,
        minutes: max_runtime_minutes,
        machine: ecs_spec,
        quotaId: resource_id,
        accessibility,
        sources: [storage_path],
      },
      before,
      create: async () => {
        const made = await ctx.call('CreateRayHistoryServer', {
          WorkspaceId: ctx.workspaceId ?? '',
          DisplayName: display_name,
          StoragePath: storage_path,
          MaxRuntimeMinutes: max_runtime_minutes,
          Accessibility: accessibility,
          ...(ecs_spec ? { EcsSpec: ecs_spec } : {}),
          ...(resource_id ? { ResourceId: resource_id } : {}),
        });
        return createdHistoryServer(made);
      },
    });
    return {
      ray_history_server_id: id,
      display_name,
      status,
      others: others.map((other) => `${other.id} (${other.status})`),
    };
  },
  render: ({ ray_history_server_id, display_name, status, others }) =>
    [
      `Created Ray history server ${ray_history_server_id} ${quoted(display_name, 256)}; it is ${status}.`,
      ...(others.length > 0 ? [`There were others of the same already: ${others.join(', ')}.`] : []),
    ].join('\n'),
  next: ({ ray_history_server_id: id, status }) =>
    phaseOf(status) === 'running'
      ? [
          `get_ray_history_server_link ray_history_server_id=${id} gives a link to it.`,
          `stop_ray_history_server ray_history_server_id=${id} when it is not looked at any more.`,
        ]
      : [`get_ray_history_server ray_history_server_id=${id} until it is Running.`],
});
