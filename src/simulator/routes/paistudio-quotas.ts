import { takenOf } from '../jobs/quota-diagnosis.ts';
import { wireAmount } from '../jobs/quota-state.ts';
import { type Amount, plus, sumOf } from '../jobs/resources.ts';
import { type Param, type Route, strings } from '../route.ts';
import { csv, exact, fuzzy, oneOf, page, text } from '../world/query.ts';
import type { Quota } from '../world/world.ts';
import type { JobContext } from './pai-dlc-shared.ts';
import { groupIdOf, memberWorkspaces, nodeTypeOf, quotasGet, readableQuota } from './paistudio-shared.ts';

type Wire = Record<string, unknown>;

const SORT_KEYS = ['QuotaName', 'Status', 'CPU', 'Memory', 'GPU', 'GmtCreatedTime', 'GmtModifiedTime'] as const;
const BOOLEAN: Param = { type: 'boolean' };
const VERSION = '1.0';

/** `ListQuotas` and `GetQuota` over the world's quotas, which form no tree. */
export function quotaRoutes(context: JobContext): Route[] {
  const { world } = context;
  const query: Route['query'] = {
    ...strings('ClusterType', 'GPUType', 'HasResource', 'Labels', 'LayoutMode', 'Order', 'ParentQuotaId', 'QuotaIds'),
    ...strings('QuotaName', 'ResourceType', 'Statuses', 'Versions', 'WorkspaceIds', 'WorkspaceName'),
    SortBy: { type: 'string', values: SORT_KEYS },
    PageNumber: { type: 'integer' },
    PageSize: { type: 'integer' },
    Verbose: BOOLEAN,
  };
  return [
    quotasGet('ListQuotas', '/', query, ({ params, caller }) => {
      const workspaceIds = csv(params, 'WorkspaceIds');
      const found = world.quotas
        .filter((quota) => {
          const workspaces = memberWorkspaces(world, quota, caller);
          return (
            workspaces.length > 0 &&
            (workspaceIds === undefined || workspaces.some(({ WorkspaceId }) => workspaceIds.includes(WorkspaceId))) &&
            workspaces.some(({ WorkspaceName }) => fuzzy(text(params, 'WorkspaceName'), WorkspaceName)) &&
            // Without a type the API lists general machines only (api-notes: quotas).
            exact(text(params, 'ResourceType') ?? 'ECS', quota.ResourceType) &&
            exact(text(params, 'GPUType'), quota.GPUType) &&
            fuzzy(text(params, 'QuotaName'), quota.QuotaName) &&
            oneOf(csv(params, 'QuotaIds'), quota.QuotaId) &&
            oneOf(csv(params, 'Statuses'), quota.Status) &&
            oneOf(csv(params, 'Versions'), VERSION) &&
            exact(text(params, 'HasResource'), String(quota.Nodes.length > 0)) &&
            // None has a parent, a label or a cluster.
            ['ParentQuotaId', 'Labels', 'ClusterType'].every((name) => text(params, name) === undefined)
          );
        })
        .sort((a, b) => compare(a, b, text(params, 'SortBy') ?? 'GmtCreatedTime'));
      if (text(params, 'Order')?.toLowerCase() === 'desc') found.reverse();
      const shown = page(found, params, 20);
      return {
        Quotas: shown.map((quota) => wireQuota(quota, context, params.Verbose === true)),
        TotalCount: found.length,
      };
    }),
    quotasGet('GetQuota', '/{QuotaId}', { Verbose: BOOLEAN, WithNodeMeta: BOOLEAN }, ({ path, params, caller }) =>
      wireQuota(readableQuota(world, path.QuotaId, caller), context, params.Verbose === true),
    ),
  ];
}

function compare(a: Quota, b: Quota, key: string): number {
  if (key === 'CPU' || key === 'Memory' || key === 'GPU') return a.Total[key] - b.Total[key];
  const name = (quota: Quota): string => (key === 'QuotaName' || key === 'Status' ? quota[key] : quota.GmtCreatedTime);
  return name(a).localeCompare(name(b));
}

function wireQuota(quota: Quota, { world, store, region }: JobContext, verbose: boolean): Wire {
  const use = store.quotaUse(quota.QuotaId);
  const taken = takenOf(quota, use);
  const asked = plus(taken, sumOf(use.queue.map((job) => job.demand)));
  const amount = (value: Amount): Wire => ({ ...wireAmount(value), GPUType: quota.GPUType });
  const lingjun = quota.ResourceType === 'Lingjun';
  return {
    QuotaId: quota.QuotaId,
    QuotaName: quota.QuotaName,
    Description: quota.Description ?? '',
    Labels: quota.Labels ?? [],
    ResourceType: quota.ResourceType,
    GPUType: quota.GPUType,
    ParentQuotaId: '',
    ResourceGroupIds: [groupIdOf(quota)],
    AllocateStrategy: 'ByNodeSpec',
    QueueStrategy: quota.QueueStrategy,
    Status: quota.Status,
    ReasonCode: '',
    ReasonMessage: '',
    Version: VERSION,
    Min: {
      NodeSpecs: [{ Type: nodeTypeOf(quota), Count: quota.Nodes.length }],
    },
    QuotaDetails: {
      DesiredMinQuota: amount(quota.Ordered),
      // Nothing can be said of machines that are not there yet.
      ...(quota.Status === 'Creating'
        ? {}
        : {
            ActualMinQuota: amount(quota.Total),
            RequestedQuota: amount(asked),
            UsedQuota: amount(taken),
            // Allocated is not taken off allocatable (api-notes: quotas).
            ...(verbose
              ? {
                  AllocatableQuota: amount(quota.Total),
                  AllocatedQuota: amount(taken),
                  SelfAllocatedQuota: amount(taken),
                  SelfSubmittedQuota: amount(asked),
                }
              : {}),
          }),
    },
    QuotaConfig: {
      SupportRDMA: lingjun,
      ClusterId: `asi_${region}_pai_g01`,
      DefaultGPUDriver: '550.127.08',
      EnableGPUShare: false,
    },
    Workspaces: world.workspaces
      .filter(({ WorkspaceId }) => quota.WorkspaceIds.includes(WorkspaceId))
      .map(({ WorkspaceId, WorkspaceName }) => ({ WorkspaceId, WorkspaceName })),
    SubQuotas: [],
    CreatorId: world.workspaces[0]?.Creator ?? '',
    GmtCreatedTime: quota.GmtCreatedTime,
    GmtModifiedTime: quota.GmtCreatedTime,
  };
}
