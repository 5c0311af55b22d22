import { fail } from '../errors.ts';
import { heldOn } from '../jobs/quota-state.ts';
import { sumOf } from '../jobs/resources.ts';
import { wholeSecond } from '../jobs/times.ts';
import { type Param, type Route, type SimRequest, type SimUser, strings } from '../route.ts';
import { type Params, text } from '../world/query.ts';
import { withParts } from '../world/quota-tree.ts';
import type { Label, NodeChange, QueueStrategy, Quota, QuotaNode, World } from '../world/world.ts';
import type { JobContext } from './pai-dlc-shared.ts';
import { podsOn } from './paistudio-node-parts.ts';
import { groupIdOf, memberWorkspaces, nodeTypeOf, readableQuota } from './paistudio-shared.ts';

const STRATEGIES = ['PaiStrategyIntelligent', 'PaiStrategyBalance', 'PaiStrategyRoundRobin', 'PaiStrategyStrictFIFO'];
const NOT_ENOUGH = 'The resource groups have not enough free machines.';
const OBJECT: Param = { type: 'object' };

const write = (
  action: string,
  method: 'PUT' | 'POST',
  path: string,
  body: Route['body'],
  handle: Route['handle'],
): Route => ({ product: 'paistudio', action, method, path: `/api/v1${path}`, query: {}, body, handle });

/** The quota of the path; 403 unless the caller made one of its workspaces. */
function ownQuota(world: World, id: string | undefined, caller: SimUser): Quota {
  const quota = readableQuota(world, id, caller);
  if (!memberWorkspaces(world, quota, caller).some(({ Creator }) => Creator === caller.userId))
    throw fail('OperationForbidden', `You are not an administrator of quota ${quota.QuotaId}.`);
  return quota;
}

/** Where a quota gets its machines from: what its parent has left, or its resource group. */
const poolOf = (quota: Quota, { quotas }: World): QuotaNode[] =>
  quotas.find(({ QuotaId }) => QuotaId === quota.ParentQuotaId)?.Nodes ?? quota.Spare;

/** Machines of its parts, which count as its own. */
const inParts = (quota: Quota, { quotas }: World): number =>
  withParts(quotas, quota).reduce((sum, each) => sum + (each === quota ? 0 : each.Nodes.length), 0);

function sumUp(quota: Quota): void {
  const total = sumOf(quota.Nodes);
  quota.Total = total;
  quota.Ordered = total;
}

/**
 * Gives a quota machines of its own: the ones that nothing runs on go first, and what runs on one that goes is left
 * alone.
 */
function resize(quota: Quota, count: number, { world, store }: JobContext): void {
  const at = wholeSecond(store.now());
  const use = store.quotaUse(quota.QuotaId);
  const pool = poolOf(quota, world);
  const parent = world.quotas.find(({ QuotaId }) => QuotaId === quota.ParentQuotaId);
  const inUse = (node: QuotaNode): number => heldOn(node, use).workloads.length;
  const move = (node: QuotaNode, gets: boolean): void => {
    const change: NodeChange = parent
      ? { at, what: 'moved', from: (gets ? parent : quota).QuotaId }
      : { at, what: gets ? 'bound' : 'unbound' };
    node.changes = [...(node.changes ?? []), change];
  };
  while (quota.Nodes.length < count) {
    const node = pool.shift();
    if (!node) throw fail('InvalidParameter', NOT_ENOUGH);
    move(node, true);
    quota.Nodes.push(node);
  }
  const leaving = quota.Nodes.toSorted((a, b) => inUse(a) - inUse(b)).slice(0, quota.Nodes.length - count);
  for (const node of leaving) {
    move(node, false);
    quota.Nodes.splice(quota.Nodes.indexOf(node), 1);
    pool.push(node);
  }
  for (const changed of parent ? [quota, parent] : [quota]) sumUp(changed);
  store.quotaChanged(quota.QuotaId);
}

/**
 * How many machines of its own a scale asks for; the clients call the type `Type`, other sources `NodeSpec` (api-notes:
 * quotas).
 */
function countAsked(quota: Quota, params: Params, world: World): number {
  const specs = (params.Min as { NodeSpecs?: Record<string, unknown>[] } | undefined)?.NodeSpecs ?? [];
  const [spec] = specs;
  const count = spec?.Count;
  if (specs.length !== 1 || (spec?.Type ?? spec?.NodeSpec) !== nodeTypeOf(quota))
    throw fail('InvalidParameter', `Min.NodeSpecs must be of ${nodeTypeOf(quota)}.`);
  if (!Number.isInteger(count) || Number(count) < 0) throw fail('InvalidParameter', 'Count is invalid.');
  const own = Number(count) - inParts(quota, world);
  if (own < 0) throw fail('InvalidParameter', 'The sub-quotas have more machines.');
  if (own > quota.Nodes.length + poolOf(quota, world).length) throw fail('InvalidParameter', NOT_ENOUGH);
  return own;
}

/** The machine of the path with its quota; 404 `NotFound`, 403 for one of a quota that the caller does not run. */
function ownNode({ world }: JobContext, { path, params, caller }: SimRequest): { quota: Quota; node: QuotaNode } {
  for (const quota of world.quotas)
    for (const node of [...quota.Nodes, ...quota.Spare])
      if (node.NodeName === path.NodeId && [undefined, groupIdOf(quota)].includes(text(params, 'ResourceGroupId')))
        return { quota: ownQuota(world, quota.QuotaId, caller), node };
  throw fail('NotFound', `Node ${path.NodeId ?? ''} does not exist.`);
}

/** The workspace of a cordon, where it is of one alone: quota and workspace come together, or neither does. */
function cordonScope(quota: Quota, scope: Record<string, string> | undefined): { workspaceId?: string } {
  const { QuotaId, WorkspaceId } = scope ?? {};
  if ((QuotaId === undefined) !== (WorkspaceId === undefined))
    throw fail('InvalidParameter', 'both quota id and workspace id should be provided');
  if (QuotaId === undefined || WorkspaceId === undefined) return {};
  if (![quota.QuotaId, quota.ParentQuotaId].includes(QuotaId) || !quota.WorkspaceIds.includes(WorkspaceId))
    throw fail('InvalidParameter', 'The node is not of that quota and workspace.');
  return { workspaceId: WorkspaceId };
}

/** Takes pods off a machine: those that are named, or all of them. Their jobs fail. */
function evict(context: JobContext, quota: Quota, node: QuotaNode, drain: Record<string, unknown>): void {
  const products = drain.PodFromSubProducts as string[] | undefined;
  const names = drain.PodNames as string[] | undefined;
  if (products?.some((product) => !['DLC', 'DSW', 'EAS', 'Tensorboard'].includes(product)))
    throw fail('InvalidParameter', 'invalid production type');
  const at = wholeSecond(context.store.now());
  const going = podsOn(context, quota, node.NodeName).filter(
    ({ pod }) => (names?.includes(pod.name) ?? true) && (products?.includes('DLC') ?? true),
  );
  for (const job of new Set(going.map((each) => each.job))) {
    job.evicted = { at, pods: going.filter((each) => each.job === job).map(({ pod }) => pod.name) };
    context.store.changed(job);
  }
}

/** What administrators do to quotas and machines. */
export function adminRoutes(context: JobContext): Route[] {
  const { world, store } = context;
  return [
    write(
      'UpdateQuota',
      'PUT',
      '/quotas/{QuotaId}',
      {
        ...strings('QuotaName', 'Description'),
        QueueStrategy: { type: 'string', values: STRATEGIES },
        Labels: { type: 'array' },
        PropagateDefaultGPUDriver: { type: 'boolean' },
        QuotaConfig: OBJECT,
      },
      ({ path, params, caller, ignores }) => {
        const quota = ownQuota(world, path.QuotaId, caller);
        if (!ignores()) {
          quota.QuotaName = text(params, 'QuotaName') ?? quota.QuotaName;
          quota.Description = (params.Description as string | undefined) ?? quota.Description ?? '';
          // They are replaced whole.
          quota.Labels = (params.Labels as Label[] | undefined) ?? quota.Labels ?? [];
          quota.QueueStrategy = (text(params, 'QueueStrategy') as QueueStrategy | undefined) ?? quota.QueueStrategy;
          store.quotaChanged(quota.QuotaId);
        }
        return { QuotaId: quota.QuotaId };
      },
    ),
    write(
      'ScaleQuota',
      'PUT',
      '/quotas/{QuotaId}/action/scale',
      { Min: OBJECT, ResourceGroupIds: { type: 'array' } },
      ({ path, params, caller, ignores }) => {
        const quota = ownQuota(world, path.QuotaId, caller);
        const count = countAsked(quota, params, world);
        if (!ignores()) resize(quota, count, context);
        return { QuotaId: quota.QuotaId };
      },
    ),
    write(
      'OperateNode',
      'POST',
      '/nodes/{NodeId}',
      {
        Operation: { type: 'string', required: true, values: ['Cordon', 'Uncordon', 'Drain'] },
        OperationParameters: OBJECT,
        ResourceGroupId: { type: 'string' },
      },
      (request) => {
        const { quota, node } = ownNode(context, request);
        const operation = text(request.params, 'Operation') ?? '';
        const all = (request.params.OperationParameters ?? {}) as Record<string, Record<string, string>>;
        const scope = operation === 'Drain' ? {} : cordonScope(quota, all[`${operation}Parameters`]);
        if (!request.ignores()) {
          if (operation === 'Drain') evict(context, quota, node, all.DrainParameters ?? {});
          const what = operation === 'Uncordon' ? 'uncordon' : 'cordon';
          node.changes = [...(node.changes ?? []), { at: wholeSecond(store.now()), what, ...scope }];
          store.quotaChanged(quota.QuotaId);
        }
        return { NodeId: node.NodeName };
      },
    ),
  ];
}
