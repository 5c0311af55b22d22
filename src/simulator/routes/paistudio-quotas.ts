import { figuresOf } from '../jobs/quota-figures.ts';
import { wireAmount } from '../jobs/quota-state.ts';
import { type Amount, plus } from '../jobs/resources.ts';
import { type Param, type Route, strings } from '../route.ts';
import { csv, exact, fuzzy, oneOf, type Params, page, text } from '../world/query.ts';
import { withParts } from '../world/quota-tree.ts';
import type { Quota } from '../world/world.ts';
import type { JobContext } from './pai-dlc-shared.ts';
import { groupIdOf, memberWorkspaces, nodeTypeOf, quotasGet, readableQuota } from './paistudio-shared.ts';

type Wire = Record<string, unknown>;

const SORT_KEYS = ['QuotaName', 'Status', 'CPU', 'Memory', 'GPU', 'GmtCreatedTime', 'GmtModifiedTime'] as const;
const BOOLEAN: Param = { type: 'boolean' };
const VERSION = '1.0';

/** `ListQuotas` and `GetQuota` over the world's quotas. */
export function quotaRoutes(context: JobContext): Route[] {
  const { world } = context;
  const query: Route['query'] = {
    ...strings('ClusterType', 'GPUType', 'HasResource', 'Labels', 'LayoutMode', 'Order', 'QuotaIds'),
    ParentQuotaId: { type: 'string', mayBeEmpty: true },
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
            isAtLevel(quota, params) &&
            // None has a label or a cluster.
            ['Labels', 'ClusterType'].every((name) => text(params, name) === undefined)
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

/** Without a parent all levels are listed, with an empty one the roots, with an id its parts (api-notes: quotas). */
const isAtLevel = ({ ParentQuotaId = '' }: Quota, params: Params): boolean =>
  params.ParentQuotaId === undefined || params.ParentQuotaId === ParentQuotaId;

function compare(a: Quota, b: Quota, key: string): number {
  if (key === 'CPU' || key === 'Memory' || key === 'GPU') return a.Total[key] - b.Total[key];
  const name = (quota: Quota): string => (key === 'QuotaName' || key === 'Status' ? quota[key] : quota.GmtCreatedTime);
  return name(a).localeCompare(name(b));
}

function wireQuota(quota: Quota, { world, store, region }: JobContext, verbose: boolean): Wire {
  const { ordered, total, machines, self, submitted, parts, lent } = figuresOf(quota, world.quotas, store);
  const taken = plus(plus(self, parts), lent);
  const amount = (value: Amount): Wire => ({ ...wireAmount(value), GPUType: quota.GPUType });
  const lingjun = quota.ResourceType === 'Lingjun';
  return {
    QuotaId: quota.QuotaId,
    QuotaName: quota.QuotaName,
    Description: quota.Description ?? '',
    Labels: quota.Labels ?? [],
    ResourceType: quota.ResourceType,
    GPUType: quota.GPUType,
    ParentQuotaId: quota.ParentQuotaId ?? '',
    ResourceGroupIds: [groupIdOf(quota)],
    AllocateStrategy: 'ByNodeSpec',
    QueueStrategy: quota.QueueStrategy,
    Status: quota.Status,
    ReasonCode: '',
    ReasonMessage: '',
    Version: VERSION,
    Min: {
      NodeSpecs: [{ Type: nodeTypeOf(quota), Count: machines }],
    },
    QuotaDetails: {
      DesiredMinQuota: amount(ordered),
      // Nothing can be said of machines that are not there yet.
      ...(quota.Status === 'Creating'
        ? {}
        : {
            ActualMinQuota: amount(total),
            RequestedQuota: amount(submitted),
            UsedQuota: amount(taken),
            // Allocated is not taken off allocatable (api-notes: quotas).
            ...(verbose
              ? {
                  AllocatableQuota: amount(total),
                  AllocatedQuota: amount(taken),
                  SelfAllocatedQuota: amount(self),
                  DescendantsAllocatedQuota: amount(parts),
                  AncestorsAllocatedQuota: amount(lent),
                  SelfSubmittedQuota: amount(submitted),
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
    SubQuotas: withParts(world.quotas, quota)
      .filter((each) => each !== quota)
      .map(({ QuotaId, QuotaName }) => ({ QuotaId, QuotaName })),
    CreatorId: world.workspaces[0]?.Creator ?? '',
    GmtCreatedTime: quota.GmtCreatedTime,
    GmtModifiedTime: quota.GmtCreatedTime,
  };
}
